//===- Body.cpp - scalar code pulled from values ---------------------------------------------------===//
// emit(value, index) walks up from a value: ops of this kernel and virtual ones emit the code of their element, which
// asks for elements of their operands in turn; everything else is a load. bf16 is computed in f32; i1 is stored as i8.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Body.h"
#include "dialect/mf/Scalar.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

MemRefType mf::passes::bufferType(Value value, ArrayRef<int64_t> view) {
  Type element = tensorType(value).getElementType();
  if (element.isInteger(1))
    element = IntegerType::get(value.getContext(), 8);
  return MemRefType::get(view, element);
}

KernelBuilder::KernelBuilder(OpBuilder &b, Location loc, ArrayRef<int64_t> grid, StringRef kind) {
  kernel = b.create<mf::tile::KernelOp>(loc, "kernel", grid, kind, DenseI64ArrayAttr());
  Block *body = b.createBlock(&kernel.getBody());
  for (size_t i = 0; i < grid.size(); ++i)
    body->addArgument(b.getIndexType(), loc);
}

Value KernelBuilder::buffer(Value value, ArrayRef<int64_t> view) {
  for (auto [i, known] : llvm::enumerate(buffers))
    if (known.first == value && ArrayRef<int64_t>(known.second) == view)
      return kernel.getBody().getArgument(i);
  buffers.push_back({value, SmallVector<int64_t>(view)});
  return kernel.getBody().front().insertArgument(buffers.size() - 1, bufferType(value, view), value.getLoc());
}

AffineExpr Body::dim(Value index) {
  dims.push_back(index);
  return getAffineDimExpr(dims.size() - 1, b.getContext());
}

Value Body::indexValue(AffineExpr expr) {
  expr = simplifyAffineExpr(expr, dims.size(), 0);
  if (auto d = dyn_cast<AffineDimExpr>(expr))
    return dims[d.getPosition()];
  return affine::expandAffineExpr(b, loc(), expr, dims, {});
}

Value Body::emit(Value value, ArrayRef<AffineExpr> index, Value mask) {
  for (Value outside = value; outside; outside = outsideFused(value) != value ? outsideFused(value) : Value())
    value = stripAliases(outside);
  std::vector<const void *> where;
  Exprs simple;
  for (AffineExpr e : index) {
    simple.push_back(simplifyAffineExpr(e, dims.size(), 0));
    where.push_back(simple.back().getAsOpaquePointer());
  }
  auto key = std::make_tuple(value.getAsOpaquePointer(), where, mask ? mask.getAsOpaquePointer() : nullptr);
  if (auto it = memo.find(key); it != memo.end())
    return it->second;
  Value result = emitUncached(value, simple, mask);
  memo[key] = result;
  return result;
}

/// Coordinates of a base value from those of a view that differs in unit dimensions.
static Exprs squeezeIndex(ArrayRef<AffineExpr> index, Shape view, Shape base, MLIRContext *context) {
  Exprs moving, result;
  for (auto [e, size] : llvm::zip(index, view))
    if (size != 1)
      moving.push_back(e);
  size_t next = 0;
  for (int64_t size : base)
    result.push_back(size == 1 ? getAffineConstantExpr(0, context) : moving[next++]);
  return result;
}

Value Body::emitUncached(Value value, ArrayRef<AffineExpr> index, Value mask) {
  Shape shape = tensorType(value).getShape();
  if (Value base = bufferBelowReshapes(value)) {
    if (known)
      if (Value v = known(base))
        return v;
    if (outsideFused(base) != base)
      return emit(outsideFused(base), squeezeIndex(index, shape, tensorType(base).getShape(), b.getContext()), mask);
    Operation *op = base.getDefiningOp();
    if (!op || !computes || !computes(op))
      return load(base, shape, index, mask);
    if (base == value)
      return cast<ByElement>(op).emitElement(*this, index, mask);
    return emit(base, squeezeIndex(index, shape, tensorType(base).getShape(), b.getContext()), mask);
  }
  return cast<ByElement>(value.getDefiningOp()).emitElement(*this, index, mask);
}

std::tuple<Value, AffineMap, SmallVector<Value>> Body::access(Value base, ArrayRef<int64_t> view, ArrayRef<AffineExpr> index) {
  SmallVector<int64_t> flatView{numElements(view)};
  if (!flatShape.empty() && view == ArrayRef<int64_t>(flatShape)) {
    view = flatView;
    index = flatIndex;
  }
  auto map = simplifyAffineMap(AffineMap::get(dims.size(), 0, index, b.getContext()));
  SmallVector<Value> used;
  for (auto [d, value] : llvm::enumerate(dims))
    if (map.isFunctionOfDim(d))
      used.push_back(value);
  return {kernel.buffer(base, view), compressUnusedDims(map), used};
}

/// The mask of an access: that of flat accesses beside the one around it.
Value Body::maskOf(ArrayRef<int64_t> view, Value mask) {
  if (!flatMask || view != ArrayRef<int64_t>(flatShape))
    return mask;
  return mask ? b.create<arith::AndIOp>(loc(), mask, flatMask).getResult() : flatMask;
}

Value Body::load(Value base, ArrayRef<int64_t> view, ArrayRef<AffineExpr> index, Value mask) {
  mask = maskOf(view, mask);
  auto [buffer, map, operands] = access(base, view, index);
  Type stored = cast<MemRefType>(buffer.getType()).getElementType(), element = tensorType(base).getElementType();
  Value other;
  if (mask)
    other = b.create<arith::ConstantOp>(loc(), b.getZeroAttr(stored));
  Value x = b.create<mf::tile::LoadOp>(loc(), stored, buffer, operands, AffineMapAttr::get(map), mask, other);
  if (element.isInteger(1))
    return b.create<arith::CmpIOp>(loc(), arith::CmpIPredicate::ne, x, b.create<arith::ConstantOp>(loc(), b.getZeroAttr(stored)));
  return element.isBF16() ? b.create<arith::ExtFOp>(loc(), b.getF32Type(), x).getResult() : x;
}

/// The scalar as it is stored.
static Value storedForm(OpBuilder &b, Location loc, Value scalar, Type stored) {
  if (scalar.getType() == stored)
    return scalar;
  if (isa<FloatType>(stored))
    return b.create<arith::TruncFOp>(loc, stored, scalar);
  return b.create<arith::ExtUIOp>(loc, stored, scalar);
}

void Body::store(Value value, ArrayRef<AffineExpr> index, Value scalar, Value mask) {
  mask = maskOf(tensorType(value).getShape(), mask);
  auto [buffer, map, operands] = access(value, tensorType(value).getShape(), index);
  Value x = storedForm(b, loc(), scalar, cast<MemRefType>(buffer.getType()).getElementType());
  b.create<mf::tile::StoreOp>(loc(), x, buffer, operands, AffineMapAttr::get(map), mask);
}

void Body::storeAt(Value target, ArrayRef<Value> index, Value scalar) {
  Exprs exprs;
  for (Value i : index)
    exprs.push_back(dim(i));
  store(target, exprs, scalar);
}
Value Body::loadAt(Value source, ArrayRef<Value> index, Value mask) {
  Exprs exprs;
  for (Value i : index)
    exprs.push_back(dim(i));
  return load(source, tensorType(source).getShape(), exprs, mask);
}

Exprs Body::placeInBase(DynamicUpdateSliceOp op, ArrayRef<AffineExpr> index) {
  auto x = op.getX().getType(), u = op.getUpdate().getType();
  Exprs at;
  for (int64_t d = 0; d < x.getRank(); ++d) {
    Value start = emit(op.getStart(), {getAffineConstantExpr(d, b.getContext())});
    at.push_back(dim(clampIndex(b, loc(), start, x.getDimSize(d) - u.getDimSize(d))) + index[d]);
  }
  return at;
}

SmallVector<Value> Body::fold(ArrayRef<int64_t> sizes, ValueRange inits, Step step) {
  auto saved = memo; // what the loop's body emits is not visible after it
  ValueRange results = emitFold(b, loc(), sizes, inits, step);
  memo = saved;
  return SmallVector<Value>(results);
}

ValueRange mf::passes::emitFold(OpBuilder &b, Location loc, ArrayRef<int64_t> sizes, ValueRange inits,
                                llvm::function_ref<SmallVector<Value>(ValueRange, ValueRange)> step) {
  auto fold = b.create<mf::tile::FoldOp>(loc, inits.getTypes(), b.getDenseI64ArrayAttr(sizes), inits);
  OpBuilder::InsertionGuard guard(b);
  Block *body = b.createBlock(&fold.getBody());
  for (size_t i = 0; i < sizes.size(); ++i)
    body->addArgument(b.getIndexType(), loc);
  for (Value init : inits)
    body->addArgument(init.getType(), loc);
  auto next = step(body->getArguments().take_front(sizes.size()), body->getArguments().drop_front(sizes.size()));
  b.create<mf::tile::YieldOp>(loc, next);
  return fold.getResults();
}
