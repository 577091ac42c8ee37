//===- Cumsum.cpp - running sums ---------------------------------------------------------------===//
// Takes: mf.cumsum. A point owns a line along the dimension and adds in order.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include "passes/partition/Kind.h"
#include "passes/partition/PointKernel.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

static KernelBuilder buildCumsum(OpBuilder &b, CumsumOp op) {
  int64_t dim = op.getDimension(), n = op.getX().getType().getDimSize(dim);
  PointKernel k(b, op, op.getX().getType().getShape(), dim, "cumsum");
  k.build([&](ArrayRef<Value> at) {
    Type type = tensorType(op.getX()).getElementType();
    type = type.isBF16() ? b.getF32Type() : type;
    Value zero = Scalar{b, k.loc}.constant(type, 0);
    k.fold({n}, {zero}, [&](ValueRange i, ValueRange carried) {
      Value position = i[0];
      if (op.getReverse())
        position = b.create<arith::SubIOp>(k.loc, k.constantIndex(n - 1), i[0]);
      Body body = k.body();
      Value x = emitAt(body, op.getX(), insertAt(at, dim, position));
      Value sum = Scalar{b, k.loc}.add(carried[0], x);
      body.storeAt(op.getY(), insertAt(at, dim, position), sum);
      return SmallVector<Value>{sum};
    });
  });
  return std::move(k.kernel);
}

namespace {
class CumsumKind : public KernelKind {
public:
  StringRef name() const override { return "cumsum"; }
  bool takes(Operation *op) const override { return isa<CumsumOp>(op); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildCumsum(b, cast<CumsumOp>(cluster.ops.front()));
  }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Cumsum, CumsumKind)
