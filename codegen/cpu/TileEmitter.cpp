//===- TileEmitter.cpp - a tile as loops over vectors ---------------------------------------------===//
// The lane dimension runs in three pieces: a main loop of `wide` vectors a step, a loop of single vectors and one
// masked vector. Reductions carry one accumulator for the main loop and one for the rest, added in a fixed order.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/cpu/TileEmitter.h"
#include "codegen/common/Combiner.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

/// Lanes [from, from + count) of a vector.
static Value slice(LaneBuilder &b, Value vector, unsigned from, unsigned count) {
  SmallVector<int32_t> mask;
  for (unsigned l = 0; l < count; ++l)
    mask.push_back(from + l);
  return b.create<LLVM::ShuffleVectorOp>(vector, vector, mask);
}

namespace {
class TileEmitter {
public:
  TileEmitter(PointEmitter &points, TileOp op) : points(points), b(points.b), op(op), combiners(combinersOf(op)), choice(chooseLanes(op, b.target)) {}

  void emit() {
    SmallVector<Value> carried;
    for (unsigned r = 0; r < op.getNumResults(); ++r) {
      Value start = identity(b, combiner(r), op.getResult(r).getType());
      // [wide accumulator], accumulator for each result
      if (choice.wide > 1)
        carried.push_back(b.splat(start, choice.lanes * choice.wide));
      carried.push_back(b.splat(start, choice.lanes));
    }
    carried = loops(0, carried);
    points.setLanes(1, {});
    for (unsigned r = 0; r < op.getNumResults(); ++r)
      points.bind(op.getResult(r), horizontal(r, carried));
  }

private:
  Combiner combiner(unsigned r) { return combiners[r]; }
  unsigned slots() { return choice.wide > 1 ? 2 : 1; }
  bool isLaneDim(unsigned d) { return choice.lanes > 1 && d >= choice.first && d <= choice.last; }

  SmallVector<Value> loops(unsigned dim, ValueRange carried) {
    if (dim == op.getSizes().size())
      return laneLoops(carried);
    if (isLaneDim(dim))
      return loops(dim + 1, carried);
    return b.loop(b.index(0), b.index(op.getSizes()[dim]), 1, carried, [&](Value iv, ValueRange inner) {
      points.bindIndex(op.getBody().getArgument(dim), points.uniformIndex(iv));
      return loops(dim + 1, inner);
    });
  }

  SmallVector<Value> laneLoops(ValueRange carried) {
    if (choice.lanes == 1)
      return step({}, 1, {}, carried, 0);
    int64_t vector = choice.lanes, wide = vector * choice.wide;
    int64_t wideEnd = choice.wide > 1 ? choice.size / wide * wide : 0, end = choice.size / vector * vector;
    SmallVector<Value> now(carried);
    now = b.loop(b.index(0), b.index(wideEnd), wide, now, [&](Value iv, ValueRange inner) { return step(iv, wide, {}, inner, 0); });
    unsigned slot = slots() - 1;
    now = b.loop(b.index(wideEnd), b.index(end), vector, now, [&](Value iv, ValueRange inner) { return step(iv, vector, {}, inner, slot); });
    if (end < choice.size)
      now = step(b.index(end), vector, b.constantMask(vector, choice.size - end), now, slot);
    return now;
  }

  /// The body for `lanes` points from `base` on; values to reduce go to accumulator `slot`.
  SmallVector<Value> step(Value base, unsigned lanes, Value mask, ValueRange carried, unsigned slot) {
    points.setLanes(lanes, mask);
    if (lanes > 1)
      bindLaneDims(base);
    SmallVector<Value> yielded = points.emitBody(op.getBody().front());
    SmallVector<Value> next(carried);
    for (auto [r, v] : llvm::enumerate(yielded)) {
      Type type = op.getResult(r).getType();
      Value value = b.splat(v, lanes);
      if (mask) {
        Value neutral = b.splat(identity(b, combiner(r), type), lanes);
        value = b.create<arith::SelectOp>(mask, value, neutral);
      }
      Value &sum = next[r * slots() + slot];
      sum = combine(b, combiner(r), type, sum, value);
    }
    return next;
  }

  void bindLaneDims(Value base) {
    AffineExpr lane = points.laneIndex(base);
    ArrayRef<int64_t> sizes = op.getSizes().slice(choice.first, choice.last - choice.first + 1);
    points.bindCoordinates(op.getBody().getArguments().drop_front(choice.first), lane, sizes);
  }

  /// All lanes of a result's accumulators, halves on halves.
  Value horizontal(unsigned r, ValueRange carried) {
    Type type = op.getResult(r).getType();
    Value sum = carried[r * slots()];
    unsigned lanes = lanesOf(sum.getType());
    auto fold = [&](unsigned down) {
      for (; lanes > down; lanes /= 2) {
        Value low = slice(b, sum, 0, lanes / 2), high = slice(b, sum, lanes / 2, lanes / 2);
        sum = combine(b, combiner(r), type, low, high);
      }
    };
    fold(choice.lanes);
    if (slots() == 2)
      sum = combine(b, combiner(r), type, sum, carried[r * slots() + 1]);
    if (lanes == 1)
      return sum;
    fold(2);
    Value left = b.create<LLVM::ExtractElementOp>(sum, b.create<LLVM::ConstantOp>(b.getI32IntegerAttr(0)));
    Value right = b.create<LLVM::ExtractElementOp>(sum, b.create<LLVM::ConstantOp>(b.getI32IntegerAttr(1)));
    return combine(b, combiner(r), type, left, right);
  }

  PointEmitter &points;
  LaneBuilder &b;
  TileOp op;
  SmallVector<Combiner> combiners;
  LaneChoice choice;
};
} // namespace

void mf::codegen::emitTile(PointEmitter &points, TileOp op) { TileEmitter(points, op).emit(); }
