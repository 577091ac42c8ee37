// Functions that kernels of a module share: they keep each kernel's own code small.
#pragma once
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mf::codegen {

/// Fills a function: gets a builder at its start and its arguments; returns its result, or null for none.
using FunctionBody = llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &, mlir::Block::BlockArgListType)>;

/// The internal function `name` of the module (or gpu.module) that `b` builds in; `body` fills it when it is first asked
/// for. `result` is null for a function without one.
mlir::LLVM::LLVMFuncOp sharedFunction(mlir::ImplicitLocOpBuilder &b, llvm::StringRef name, llvm::ArrayRef<mlir::Type> arguments,
                                      mlir::Type result, FunctionBody body);

} // namespace mf::codegen
