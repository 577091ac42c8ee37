//===- Views.cpp - what the elements of views are made of -------------------------------------------===//
// sources(index): the operands' elements that element `index` of the result may be, in order.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Rules.h"
#include "dialect/mf/Scalar.h"

using namespace mlir;
using namespace mf::ir;

using Index = ArrayRef<AffineExpr>;
using Sources = SmallVector<ViewSource>;

Sources BroadcastInDimOp::sources(Index index) {
  ViewSource s{0, {}};
  for (auto [d, target] : llvm::enumerate(getDims()))
    s.index.push_back(getX().getType().getDimSize(d) == 1 ? getAffineConstantExpr(0, getContext()) : index[target]);
  return {s};
}

// Runs of dimensions with equal products are treated apart, so that only a real regrouping costs floordiv and mod.
Sources ReshapeOp::sources(Index index) {
  Shape from = getX().getType().getShape(), to = getY().getType().getShape();
  ViewSource s{0, {}};
  size_t f = 0, t = 0;
  while (f < from.size() || t < to.size()) {
    size_t fEnd = f, tEnd = t;
    int64_t fSize = 1, tSize = 1;
    do {
      if (fEnd < from.size() && (fSize <= tSize || tEnd >= to.size()))
        fSize *= from[fEnd++];
      else
        tSize *= to[tEnd++];
    } while (fSize != tSize);
    AffineExpr linear = getAffineConstantExpr(0, getContext());
    for (size_t d = t; d < tEnd; ++d)
      linear = linear * to[d] + index[d];
    int64_t stride = fSize;
    for (size_t d = f; d < fEnd; ++d) {
      stride /= from[d];
      AffineExpr e = from[d] == 1 ? getAffineConstantExpr(0, getContext()) : linear.floorDiv(stride);
      if (d > f && from[d] != 1 && stride * from[d] != fSize)
        e = e % from[d];
      s.index.push_back(e);
    }
    f = fEnd;
    t = tEnd;
  }
  return {s};
}

Sources TransposeOp::sources(Index index) {
  ViewSource s{0, Exprs(index.size())};
  for (auto [d, p] : llvm::enumerate(getPermutation()))
    s.index[p] = index[d];
  return {s};
}

Sources SliceOp::sources(Index index) {
  ViewSource s{0, {}};
  for (auto [e, start, stride] : llvm::zip(index, getStart(), getStride()))
    s.index.push_back(e * stride + start);
  return {s};
}

Sources PadOp::sources(Index index) {
  ViewSource s{0, {}};
  for (size_t d = 0; d < index.size(); ++d) {
    int64_t n = getX().getType().getDimSize(d), step = getInterior()[d] + 1, low = getLow()[d];
    s.index.push_back((index[d] - low).floorDiv(step));
    int64_t size = getY().getType().getDimSize(d), end = low + (n - 1) * step + 1;
    if (low > 0 || end < size || step > 1)
      s.bounds.push_back({index[d], low, end, step});
  }
  return {s};
}

Sources ConcatenateOp::sources(Index index) {
  Sources sources;
  int64_t begin = 0, dim = getDimension();
  for (auto [i, x] : llvm::enumerate(getX())) {
    int64_t size = tensorType(x).getDimSize(dim);
    ViewSource s{(unsigned)i, Exprs(index), {{index[dim], begin, begin + size, 1}}};
    s.index[dim] = index[dim] - begin;
    sources.push_back(s);
    begin += size;
  }
  return sources;
}

Sources ReverseOp::sources(Index index) {
  ViewSource s{0, Exprs(index)};
  for (int64_t d : getDims())
    s.index[d] = getY().getType().getDimSize(d) - 1 - index[d];
  return {s};
}

Sources GatherOp::sources(Index index) {
  unsigned batch = getBatchDims(), axis = getAxis(), extra = getIndices().getType().getRank() - batch;
  ViewSource s{0, Exprs(index.take_front(axis))};
  s.index.push_back(getAffineSymbolExpr(0, getContext()));
  llvm::append_range(s.index, index.drop_front(axis + extra));
  Exprs where(index.take_front(batch));
  llvm::append_range(where, index.slice(axis, extra));
  s.lookups.push_back({1, where, getX().getType().getDimSize(axis) - 1});
  return {s};
}

Sources DynamicSliceOp::sources(Index index) {
  ViewSource s{0, {}};
  for (size_t d = 0; d < index.size(); ++d) {
    s.index.push_back(index[d] + getAffineSymbolExpr(d, getContext()));
    s.lookups.push_back({1, {getAffineConstantExpr(d, getContext())}, getX().getType().getDimSize(d) - getY().getType().getDimSize(d)});
  }
  return {s};
}

SmallVector<ViewSource> mf::ir::sourcesOf(View op, Index index) {
  SmallVector<ViewSource> sources = op.sources(index);
  llvm::erase_if(sources, [&](const ViewSource &s) { return tensorType(op->getOperand(s.operand)).getNumElements() == 0; });
  return sources;
}

/// The source with what its lookups find in place of its symbols.
static ViewSource resolved(View op, ViewSource source, ElementScope &scope, Value mask) {
  Exprs found;
  for (const Lookup &lookup : source.lookups) {
    Value i = scope.emit(op->getOperand(lookup.operand), lookup.index, mask);
    found.push_back(scope.dim(clampIndex(scope.b, scope.loc(), i, lookup.last)));
  }
  for (AffineExpr &e : source.index)
    e = e.replaceSymbols(found);
  for (Bound &bound : source.bounds)
    bound.expr = bound.expr.replaceSymbols(found);
  return source;
}

/// Drops bounds of a source that hold at a constant index; false where one does not.
static bool mayApply(ViewSource &source) {
  bool applies = true;
  llvm::erase_if(source.bounds, [&](const Bound &bound) {
    auto constant = dyn_cast<AffineConstantExpr>(bound.expr);
    int64_t at = constant ? constant.getValue() : 0;
    bool holds = constant && at >= bound.low && at < bound.high && (at - bound.low) % bound.step == 0;
    applies &= !constant || holds;
    return holds;
  });
  return applies;
}

Value mf::ir::emitViewed(View op, ElementScope &scope, Index index, Value mask) {
  auto sources = sourcesOf(op, index);
  auto operand = [&](const ViewSource &s) { return op->getOperand(s.operand); };
  if (sources.size() == 1 && sources[0].bounds.empty())
    return scope.emit(operand(sources[0]), resolved(op, sources[0], scope, mask).index, mask);
  Value result = scope.constant(tensorType(op->getResult(0)).getElementType(), op.fill());
  for (ViewSource &source : sources) {
    if (!mayApply(source))
      continue;
    ViewSource s = resolved(op, source, scope, mask);
    Value inside = scope.inside(s.bounds, {});
    Value x = scope.emit(operand(s), s.index, scope.both(mask, inside));
    result = inside ? scope.b.create<arith::SelectOp>(scope.loc(), inside, x, result).getResult() : x;
  }
  return result;
}
