//===- Access.cpp - views as index arithmetic ------------------------------------------------------===//
#include "passes/partition/Access.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

bool mf::passes::isVirtual(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return false;
  if (auto constant = dyn_cast<ConstantOp>(op)) {
    auto dense = dyn_cast<DenseElementsAttr>(constant.getValue());
    return dense && dense.isSplat();
  }
  if (isa<IdentityOp>(op))
    return !op->hasAttr(kMaterialize);
  if (isa<TransposeOp>(op))
    return !op->hasAttr(kAbsorbed);
  if (isa<ConcatenateOp>(op))
    return !op->hasAttr(kAssembled);
  return isa<IotaOp, BroadcastInDimOp, ReshapeOp, SliceOp, PadOp, ReverseOp, GatherOp,
             DynamicSliceOp, StopGradientOp, BarrierOp>(op);
}

Value mf::passes::materialize(OpBuilder &b, Value value) {
  auto copy = b.create<IdentityOp>(value.getLoc(), value.getType(), value);
  copy->setAttr(kMaterialize, b.getUnitAttr());
  return copy;
}

Value mf::passes::stripAliases(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isVirtual(value) || !isa<IdentityOp, StopGradientOp, BarrierOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

Value mf::passes::bufferBelowReshapes(Value value) {
  value = stripAliases(value);
  while (auto reshape = value.getDefiningOp<ReshapeOp>())
    value = stripAliases(reshape.getX());
  return isVirtual(value) ? Value() : value;
}

Exprs mf::passes::identityIndex(MLIRContext *context, unsigned rank) {
  Exprs index;
  for (unsigned d = 0; d < rank; ++d)
    index.push_back(getAffineDimExpr(d, context));
  return index;
}

/// Index of a reshape's operand. Runs of dimensions with equal products are treated apart, so that only
/// a real regrouping costs floordiv and mod.
static Exprs reshapeIndex(Shape from, Shape to, ArrayRef<AffineExpr> index, MLIRContext *context) {
  Exprs result;
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
    AffineExpr linear = getAffineConstantExpr(0, context);
    for (size_t d = t; d < tEnd; ++d)
      linear = linear * to[d] + index[d];
    int64_t stride = fSize;
    for (size_t d = f; d < fEnd; ++d) {
      stride /= from[d];
      AffineExpr e = from[d] == 1 ? getAffineConstantExpr(0, context) : linear.floorDiv(stride);
      if (d > f && from[d] != 1 && stride * from[d] != fSize)
        e = e % from[d];
      result.push_back(e);
    }
    f = fEnd;
    t = tEnd;
  }
  return result;
}

static SmallVector<Source> padSources(PadOp op, ArrayRef<AffineExpr> index) {
  Source s{0, {}, {}, false};
  for (size_t d = 0; d < index.size(); ++d) {
    int64_t n = op.getX().getType().getDimSize(d), step = op.getInterior()[d] + 1, low = op.getLow()[d];
    s.index.push_back((index[d] - low).floorDiv(step));
    int64_t size = op.getY().getType().getDimSize(d), end = low + (n - 1) * step + 1;
    if (low > 0 || end < size || step > 1)
      s.bounds.push_back({index[d], low, end, step});
  }
  return {s};
}

static SmallVector<Source> concatenateSources(ConcatenateOp op, ArrayRef<AffineExpr> index) {
  SmallVector<Source> sources;
  int64_t begin = 0, dim = op.getDimension();
  for (unsigned i = 0; i < op.getX().size(); ++i) {
    int64_t size = tensorType(op.getX()[i]).getDimSize(dim);
    Source s{i, Exprs(index), {{index[dim], begin, begin + size, 1}}, false};
    s.index[dim] = index[dim] - begin;
    sources.push_back(s);
    begin += size;
  }
  return sources;
}

SmallVector<Source> mf::passes::sourcesOf(Operation *op, ArrayRef<AffineExpr> index) {
  MLIRContext *context = op->getContext();
  Exprs result;
  if (isa<ConstantOp, IotaOp>(op))
    return {};
  if (auto pad = dyn_cast<PadOp>(op))
    return padSources(pad, index);
  if (auto concatenate = dyn_cast<ConcatenateOp>(op))
    return concatenateSources(concatenate, index);
  if (auto gather = dyn_cast<GatherOp>(op)) {
    unsigned batch = gather.getBatchDims(), axis = gather.getAxis(), extra = gather.getIndices().getType().getRank() - batch;
    Exprs where(index.take_front(batch));
    llvm::append_range(where, index.slice(axis, extra));
    return {Source{0, {}, {}, true}, Source{1, where, {}, false}};
  }
  if (isa<DynamicSliceOp>(op))
    return {Source{0, {}, {}, true}, Source{1, {}, {}, true}};
  if (auto broadcast = dyn_cast<BroadcastInDimOp>(op)) {
    for (auto [d, target] : llvm::enumerate(broadcast.getDims()))
      result.push_back(broadcast.getX().getType().getDimSize(d) == 1 ? getAffineConstantExpr(0, context) : index[target]);
  } else if (auto reshape = dyn_cast<ReshapeOp>(op)) {
    result = reshapeIndex(reshape.getX().getType().getShape(), reshape.getY().getType().getShape(), index, context);
  } else if (auto transpose = dyn_cast<TransposeOp>(op)) {
    result.resize(index.size());
    for (auto [d, p] : llvm::enumerate(transpose.getPermutation()))
      result[p] = index[d];
  } else if (auto slice = dyn_cast<SliceOp>(op)) {
    for (size_t d = 0; d < index.size(); ++d)
      result.push_back(index[d] * slice.getStride()[d] + slice.getStart()[d]);
  } else if (auto reverse = dyn_cast<ReverseOp>(op)) {
    result.assign(index.begin(), index.end());
    for (int64_t d : reverse.getDims())
      result[d] = reverse.getY().getType().getDimSize(d) - 1 - index[d];
  } else {
    result.assign(index.begin(), index.end()); // identity, stop_gradient, barrier
  }
  return {Source{0, result, {}, false}};
}

static void visitLeaves(Value value, ArrayRef<AffineExpr> index, bool masked, bool opaque, llvm::function_ref<void(const Leaf &)> visit) {
  value = stripAliases(value);
  if (Value base = bufferBelowReshapes(value)) {
    visit({base, Exprs(index), SmallVector<int64_t>(tensorType(value).getShape()), masked, opaque});
    return;
  }
  Operation *op = value.getDefiningOp();
  for (const Source &s : sourcesOf(op, index)) {
    Value operand = op->getOperand(s.operand);
    Exprs at = s.index;
    if (s.opaque)
      at = identityIndex(op->getContext(), tensorType(operand).getRank());
    visitLeaves(operand, at, masked || !s.bounds.empty(), opaque || s.opaque, visit);
  }
}

void mf::passes::forEachLeaf(Value value, ArrayRef<AffineExpr> index, llvm::function_ref<void(const Leaf &)> visit) {
  visitLeaves(value, index, false, false, visit);
}
