//===- Subnormals.cpp - which kernels compute with subnormal numbers ------------------------------===//
#include "codegen/common/Subnormals.h"

using namespace mlir;
using namespace mf::codegen;

static bool isWide(Type type) {
  if (auto buffer = dyn_cast<MemRefType>(type))
    type = buffer.getElementType();
  return type.isF64();
}

bool mf::codegen::keepsSubnormals(tile::KernelOp kernel) {
  auto anyWide = [](TypeRange types) { return llvm::any_of(types, isWide); };
  auto found = kernel->walk([&](Operation *op) {
    bool wide = anyWide(op->getResultTypes());
    for (Region &region : op->getRegions())
      for (Block &block : region)
        wide = wide || anyWide(block.getArgumentTypes());
    return wide ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found.wasInterrupted();
}

ArrayAttr mf::codegen::subnormalAttributes(Builder &b, bool keeps) {
  if (keeps)
    return b.getArrayAttr({});
  return b.getArrayAttr(b.getStrArrayAttr({"denormal-fp-math-f32", "preserve-sign,preserve-sign"}));
}
