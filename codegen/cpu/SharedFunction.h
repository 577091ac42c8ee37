// Functions that kernels of a module share: they keep each kernel's own code small.
#pragma once
#include "codegen/cpu/LaneBuilder.h"

namespace mf::codegen {

/// The internal function `name` of the module that `b` builds in; `body` fills it when it is first asked for.
mlir::LLVM::LLVMFuncOp sharedFunction(LaneBuilder &b, llvm::StringRef name, llvm::ArrayRef<mlir::Type> arguments,
                                      llvm::function_ref<void(LaneBuilder &, mlir::Block::BlockArgListType)> body);

} // namespace mf::codegen
