//===- SharedFunction.cpp - functions that kernels share ------------------------------------------===//
#include "codegen/cpu/SharedFunction.h"
#include "mlir/IR/BuiltinOps.h"

using namespace mlir;
using namespace mf::codegen;

LLVM::LLVMFuncOp mf::codegen::sharedFunction(LaneBuilder &b, StringRef name, ArrayRef<Type> arguments,
                                             llvm::function_ref<void(LaneBuilder &, Block::BlockArgListType)> body) {
  auto module = b.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  if (auto found = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return found;
  OpBuilder builder(module.getBodyRegion());
  LaneBuilder inner(module.getLoc(), builder, b.target);
  auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(b.getContext()), arguments);
  auto function = inner.create<LLVM::LLVMFuncOp>(name, type, LLVM::Linkage::Internal);
  Block *entry = function.addEntryBlock(inner);
  inner.setInsertionPointToStart(entry);
  body(inner, entry->getArguments());
  inner.create<LLVM::ReturnOp>(ValueRange{});
  return function;
}
