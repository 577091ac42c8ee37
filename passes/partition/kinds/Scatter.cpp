//===- Scatter.cpp - sums into places that data say --------------------------------------------===//
// Takes: mf.scatter_add. A point owns a column of the result: it adds its updates in order, in place where the base's buffer
// is free, else after it has copied the column.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kind.h"
#include "passes/partition/PointKernel.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

static KernelBuilder buildScatter(OpBuilder &b, ScatterAddOp op) {
  auto x = op.getX().getType(), indices = op.getIndices().getType();
  int64_t axis = op.getAxis(), batch = op.getBatchDims(), extra = indices.getRank() - batch, n = x.getDimSize(axis);
  SmallVector<int64_t> sizes(indices.getShape().drop_front(batch));
  PointKernel k(b, op, x.getShape(), axis, "scatter");
  k.build([&](ArrayRef<Value> at) {
    auto copy = [&](ValueRange i, ValueRange) {
      Body body = k.body();
      SmallVector<Value> where = insertAt(at, axis, i[0]);
      body.storeAt(op.getY(), where, emitAt(body, op.getX(), where));
      return SmallVector<Value>();
    };
    if (!isInPlace(op))
      k.fold({n}, {}, copy);
    auto add = [&](ValueRange i) {
      Body body = k.body();
      SmallVector<Value> place(at.take_front(batch)), update(at.take_front(axis));
      llvm::append_range(place, i);
      llvm::append_range(update, i);
      llvm::append_range(update, at.drop_front(axis));
      Value raw = b.create<arith::IndexCastOp>(k.loc, b.getIndexType(), emitAt(body, op.getIndices(), place));
      Value clamped = b.create<arith::MinSIOp>(k.loc, b.create<arith::MaxSIOp>(k.loc, raw, k.constantIndex(0)), k.constantIndex(n - 1));
      SmallVector<Value> where = insertAt(at, axis, clamped);
      Value old = body.loadAt(op.getY(), where);
      Value sum = Scalar{b, k.loc}.add(old, emitAt(body, op.getUpdates(), update));
      body.storeAt(op.getY(), where, sum);
    };
    if (extra == 0)
      return add({});
    k.fold(sizes, {}, [&](ValueRange i, ValueRange) {
      add(i);
      return SmallVector<Value>();
    });
  });
  return std::move(k.kernel);
}

namespace {
class ScatterKind : public KernelKind {
public:
  StringRef name() const override { return "scatter"; }
  bool takes(Operation *op) const override { return isa<ScatterAddOp>(op); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildScatter(b, cast<ScatterAddOp>(cluster.ops.front()));
  }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Scatter, ScatterKind)
