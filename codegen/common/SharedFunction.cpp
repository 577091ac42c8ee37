//===- SharedFunction.cpp - functions that kernels share ------------------------------------------===//
#include "codegen/common/SharedFunction.h"

using namespace mlir;
using namespace mf::codegen;

LLVM::LLVMFuncOp mf::codegen::sharedFunction(ImplicitLocOpBuilder &b, StringRef name, ArrayRef<Type> arguments, Type result,
                                             FunctionBody body) {
  Operation *inside = b.getInsertionBlock()->getParentOp();
  Operation *module = inside->hasTrait<OpTrait::SymbolTable>() ? inside : inside->getParentWithTrait<OpTrait::SymbolTable>();
  if (Operation *found = SymbolTable::lookupSymbolIn(module, name))
    return cast<LLVM::LLVMFuncOp>(found);
  ImplicitLocOpBuilder inner = ImplicitLocOpBuilder::atBlockBegin(module->getLoc(), &module->getRegion(0).front());
  auto type = LLVM::LLVMFunctionType::get(result ? result : LLVM::LLVMVoidType::get(b.getContext()), arguments);
  auto function = inner.create<LLVM::LLVMFuncOp>(name, type, LLVM::Linkage::Internal);
  Block *entry = function.addEntryBlock(inner);
  inner.setInsertionPointToStart(entry);
  Value value = body(inner, entry->getArguments());
  inner.create<LLVM::ReturnOp>(value ? ValueRange(value) : ValueRange());
  return function;
}
