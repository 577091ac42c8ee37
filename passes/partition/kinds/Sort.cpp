//===- Sort.cpp - sorts along the last dimension -----------------------------------------------===//
// Takes: mf.sort.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include "passes/partition/Kind.h"
#include "passes/partition/PointKernel.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

// Each element counts those that come before it in sorted order: O(n^2), but parallel and stable.
static KernelBuilder buildSort(OpBuilder &b, SortOp op) {
  int64_t rank = op.getX().getType().getRank(), n = op.getX().getType().getDimSize(rank - 1);
  PointKernel k(b, op, op.getX().getType().getShape(), -1, "sort");
  k.build([&](ArrayRef<Value> at) {
    Body outer = k.body();
    Value mine = emitAt(outer, op.getX(), at);
    Value zero = b.create<arith::ConstantOp>(k.loc, b.getI32IntegerAttr(0));
    Scalar s{b, k.loc};
    Value position = k.fold({n}, {zero}, [&](ValueRange i, ValueRange carried) {
      Body body = k.body();
      SmallVector<Value> other(at);
      other.back() = i[0];
      Value theirs = emitAt(body, op.getX(), other);
      // of two elements, exactly one comes before the other: every position is counted once
      Value less = s.precedes(theirs, mine), more = s.precedes(mine, theirs);
      Value earlier = b.create<arith::CmpIOp>(k.loc, arith::CmpIPredicate::ult, i[0], at.back());
      Value no = s.constant(b.getI1Type(), 0), tie = s.select(more, no, earlier);
      Value before = b.create<arith::OrIOp>(k.loc, less, tie);
      Value one = b.create<arith::ExtUIOp>(k.loc, b.getI32Type(), before);
      return SmallVector<Value>{b.create<arith::AddIOp>(k.loc, carried[0], one).getResult()};
    })[0];
    SmallVector<Value> target(at);
    target.back() = b.create<arith::IndexCastOp>(k.loc, b.getIndexType(), position);
    Body body = k.body();
    body.storeAt(op.getY(), target, mine);
    Type indexType = op.getIndices().getType().getElementType();
    Value from = b.create<arith::IndexCastOp>(k.loc, indexType, at.back());
    body.storeAt(op.getIndices(), target, from);
  });
  return std::move(k.kernel);
}

namespace {
class SortKind : public KernelKind {
public:
  StringRef name() const override { return "sort"; }
  bool takes(Operation *op) const override { return isa<SortOp>(op); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildSort(b, cast<SortOp>(cluster.ops.front()));
  }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Sort, SortKind)
