//===- Copy.cpp - a buffer copied on its own ---------------------------------------------------===//
// Takes nothing by itself: the plan asks for it where a value has to move into a place of its own.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include "passes/partition/Kind.h"
#include "passes/partition/PointKernel.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

static KernelBuilder buildCopy(OpBuilder &b, IdentityOp op) {
  PointKernel k(b, op, op.getX().getType().getShape(), -1, "copy");
  k.build([&](ArrayRef<Value> at) {
    Body body = k.body();
    body.storeAt(op.getY(), at, emitAt(body, op.getX(), at));
  });
  return std::move(k.kernel);
}

namespace {
class CopyKind : public KernelKind {
public:
  StringRef name() const override { return "copy"; }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildCopy(b, cast<IdentityOp>(cluster.ops.front()));
  }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Copy, CopyKind)
