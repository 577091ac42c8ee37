//===- Emit.cpp - op construction with structural zeros -----------------------------------------===//
#include "dialect/mf/Emit.h"

using namespace mlir;
using namespace mf::ir;

llvm::SmallVector<int64_t> mf::ir::inversePermutation(Shape permutation) {
  SmallVector<int64_t> inverse(permutation.size());
  for (size_t i = 0; i < permutation.size(); ++i)
    inverse[permutation[i]] = i;
  return inverse;
}

static RankedTensorType withShape(Value x, Shape shape) {
  return RankedTensorType::get(shape, tensorType(x).getElementType());
}

/// The value of a splat constant, if that is what x is.
static std::optional<double> splatValue(Value x) {
  auto constant = x.getDefiningOp<ConstantOp>();
  auto dense = constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : DenseElementsAttr();
  if (!dense || !dense.isSplat())
    return std::nullopt;
  if (isa<FloatType>(dense.getElementType()))
    return dense.getSplatValue<APFloat>().convertToDouble();
  return std::nullopt;
}

#define UNARY(NAME, OP)                                                                                                \
  Value Emit::NAME(Value x) { return x ? b.create<OP>(loc, x.getType(), x).getResult() : Value(); }
UNARY(neg, NegOp)
UNARY(exp, ExpOp)
UNARY(log, LogOp)
UNARY(sin, SinOp)
UNARY(cos, CosOp)
UNARY(tanh, TanhOp)
UNARY(abs, AbsOp)
UNARY(erf, ErfOp)
UNARY(erfc, ErfcOp)
UNARY(sqrt, SqrtOp)
UNARY(rsqrt, RsqrtOp)
UNARY(sign, SignOp)
UNARY(round, RoundOp)
UNARY(logistic, LogisticOp)
#undef UNARY

Value Emit::add(Value a, Value c) {
  if (!a || !c)
    return a ? a : c;
  return b.create<AddOp>(loc, a.getType(), a, c);
}
Value Emit::sub(Value a, Value c) {
  if (!a || !c)
    return a ? a : neg(c);
  return b.create<SubOp>(loc, a.getType(), a, c);
}
Value Emit::mul(Value a, Value c) {
  if (!a || !c)
    return {};
  if (splatValue(a) == 1.0)
    return c;
  if (splatValue(c) == 1.0)
    return a;
  return b.create<MulOp>(loc, a.getType(), a, c);
}
Value Emit::div(Value a, Value c) {
  if (!a)
    return {};
  return b.create<DivOp>(loc, a.getType(), a, c);
}
Value Emit::pow(Value a, Value c) { return b.create<PowOp>(loc, a.getType(), a, c); }
Value Emit::max(Value a, Value c) { return b.create<MaxOp>(loc, a.getType(), a, c); }

Value Emit::compare(Direction direction, Value a, Value c) {
  auto type = RankedTensorType::get(tensorType(a).getShape(), b.getI1Type());
  return b.create<CompareOp>(loc, type, direction, a, c);
}
Value Emit::select(Value condition, Value a, Value c) {
  if (!a && !c)
    return {};
  Type type = a ? a.getType() : c.getType();
  a = orZero(a, type);
  c = orZero(c, type);
  return b.create<SelectOp>(loc, type, condition, a, c);
}
Value Emit::convert(Value x, Type element) {
  if (!x || tensorType(x).getElementType() == element)
    return x;
  return b.create<ConvertOp>(loc, RankedTensorType::get(tensorType(x).getShape(), element), x);
}
Value Emit::scale(Value x, double factor) {
  if (!x || factor == 1.0)
    return x;
  Value c = splat(x.getType(), factor);
  return b.create<MulOp>(loc, x.getType(), x, c);
}
Value Emit::shift(Value x, double amount) {
  Value c = splat(x.getType(), amount);
  return b.create<AddOp>(loc, x.getType(), x, c);
}
Value Emit::oneMinus(Value x) {
  Value one = splat(x.getType(), 1.0);
  return b.create<SubOp>(loc, x.getType(), one, x);
}

Value Emit::splat(Type type, double value) {
  auto tensor = cast<RankedTensorType>(type);
  Attribute element = isa<FloatType>(tensor.getElementType())
                          ? Attribute(b.getFloatAttr(tensor.getElementType(), value))
                          : Attribute(b.getIntegerAttr(tensor.getElementType(), (int64_t)value));
  return constant(DenseElementsAttr::get(tensor, element));
}
Value Emit::constant(ElementsAttr value) { return b.create<ConstantOp>(loc, value.getType(), value); }
Value Emit::iota(RankedTensorType type, int64_t dimension) { return b.create<IotaOp>(loc, type, dimension); }

Value Emit::broadcast(Value x, Shape shape, Shape dims) {
  if (!x)
    return {};
  if (tensorType(x).getShape() == shape)
    return x;
  return b.create<BroadcastInDimOp>(loc, withShape(x, shape), x, dims);
}
Value Emit::broadcastTranspose(Value ct, Type operand, Shape dims) {
  auto type = cast<RankedTensorType>(operand);
  SmallVector<int64_t> reduced;
  for (int64_t d = 0; d < tensorType(ct).getRank(); ++d) {
    const auto *it = llvm::find(dims, d);
    if (it == dims.end() || (type.getDimSize(it - dims.begin()) == 1 && tensorType(ct).getDimSize(d) != 1))
      reduced.push_back(d);
  }
  return reshape(reduced.empty() ? ct : sum(ct, reduced), type.getShape());
}
Value Emit::reshape(Value x, Shape shape) {
  if (!x || tensorType(x).getShape() == shape)
    return x;
  return b.create<ReshapeOp>(loc, withShape(x, shape), x);
}
Value Emit::transpose(Value x, Shape permutation) {
  if (!x || llvm::is_sorted(permutation))
    return x;
  SmallVector<int64_t> shape;
  for (int64_t p : permutation)
    shape.push_back(tensorType(x).getDimSize(p));
  return b.create<TransposeOp>(loc, withShape(x, shape), x, permutation);
}
Value Emit::slice(Value x, Shape start, Shape limit, Shape stride) {
  if (!x)
    return {};
  SmallVector<int64_t> shape;
  for (size_t d = 0; d < start.size(); ++d)
    shape.push_back((limit[d] - start[d] + stride[d] - 1) / stride[d]);
  if (tensorType(x).getShape() == Shape(shape) && llvm::all_of(stride, [](int64_t s) { return s == 1; }))
    return x;
  return b.create<SliceOp>(loc, withShape(x, shape), x, start, limit, stride);
}
Value Emit::slice(Value x, int64_t dim, int64_t begin, int64_t end) {
  if (!x)
    return {};
  SmallVector<int64_t> start(tensorType(x).getRank(), 0), limit(tensorType(x).getShape()), stride(start.size(), 1);
  start[dim] = begin;
  limit[dim] = end;
  return slice(x, start, limit, stride);
}
Value Emit::sliceTranspose(Value ct, Type operand, Shape start, Shape stride) {
  auto type = cast<RankedTensorType>(operand);
  SmallVector<int64_t> high, interior;
  for (int64_t d = 0; d < type.getRank(); ++d) {
    int64_t n = tensorType(ct).getDimSize(d);
    int64_t used = n == 0 ? 0 : (n - 1) * stride[d] + 1;
    high.push_back(type.getDimSize(d) - start[d] - used);
    interior.push_back(stride[d] - 1);
  }
  return pad(ct, start, high, interior);
}
Value Emit::pad(Value x, Shape low, Shape high, Shape interior, double value) {
  if (!x)
    return {};
  SmallVector<int64_t> shape;
  for (size_t d = 0; d < low.size(); ++d) {
    int64_t n = tensorType(x).getDimSize(d);
    shape.push_back(low[d] + high[d] + n + (n > 0 ? (n - 1) * interior[d] : 0));
  }
  return b.create<PadOp>(loc, withShape(x, shape), x, low, high, interior, llvm::APFloat(value));
}
Value Emit::padTranspose(Value ct, Type operand, Shape low, Shape interior) {
  auto type = cast<RankedTensorType>(operand);
  SmallVector<int64_t> start, limit, stride, cropLow, cropHigh, none(type.getRank(), 0);
  bool crops = false;
  // A negative low cropped elements: their cotangent is zero, so pad ct by as much first.
  for (int64_t d = 0; d < type.getRank(); ++d) {
    int64_t n = type.getDimSize(d), spread = n > 0 ? (n - 1) * (interior[d] + 1) + 1 : 0;
    int64_t size = tensorType(ct).getDimSize(d), missing = std::max<int64_t>(0, low[d] + spread - size);
    cropLow.push_back(std::max<int64_t>(0, -low[d]));
    cropHigh.push_back(missing);
    crops |= cropLow.back() || missing;
    start.push_back(std::max<int64_t>(0, low[d]));
    limit.push_back(start.back() + spread);
    stride.push_back(interior[d] + 1);
  }
  if (crops)
    ct = pad(ct, cropLow, cropHigh, none);
  return slice(ct, start, limit, stride);
}
Value Emit::concatenate(ArrayRef<Value> x, TypeRange types, int64_t dim) {
  if (llvm::none_of(x, [](Value v) { return bool(v); }))
    return {};
  SmallVector<Value> parts;
  SmallVector<int64_t> shape(cast<RankedTensorType>(types[0]).getShape());
  shape[dim] = 0;
  for (auto [part, type] : llvm::zip(x, types)) {
    int64_t size = cast<RankedTensorType>(type).getDimSize(dim);
    shape[dim] += size;
    if (size > 0)
      parts.push_back(orZero(part, type));
  }
  if (parts.empty())
    return orZero(x[0], types[0]);
  if (parts.size() == 1 && x.size() > 1)
    return parts[0];
  return b.create<ConcatenateOp>(loc, withShape(parts[0], shape), parts, dim);
}
Value Emit::reverse(Value x, Shape dims) {
  return x ? b.create<ReverseOp>(loc, x.getType(), x, dims).getResult() : Value();
}
Value Emit::gather(Value x, Value indices, int64_t axis, int64_t batchDims) {
  if (!x)
    return {};
  SmallVector<int64_t> shape(tensorType(x).getShape().take_front(axis));
  llvm::append_range(shape, tensorType(indices).getShape().drop_front(batchDims));
  llvm::append_range(shape, tensorType(x).getShape().drop_front(axis + 1));
  return b.create<GatherOp>(loc, withShape(x, shape), x, indices, axis, batchDims);
}
Value Emit::scatterAdd(Value x, Value indices, Value updates, int64_t axis, int64_t batchDims) {
  return b.create<ScatterAddOp>(loc, x.getType(), x, indices, updates, axis, batchDims);
}
Value Emit::dynamicSlice(Value x, Value start, Shape shape) {
  return x ? b.create<DynamicSliceOp>(loc, withShape(x, shape), x, start).getResult() : Value();
}
Value Emit::dynamicUpdateSlice(Value x, Value update, Value start) {
  return b.create<DynamicUpdateSliceOp>(loc, x.getType(), x, update, start);
}

Value Emit::reduce(ReduceKind kind, Value x, Shape dims) {
  if (!x || dims.empty())
    return x;
  SmallVector<int64_t> shape;
  for (int64_t d = 0; d < tensorType(x).getRank(); ++d)
    if (!llvm::is_contained(dims, d))
      shape.push_back(tensorType(x).getDimSize(d));
  return b.create<ReduceOp>(loc, withShape(x, shape), kind, x, dims);
}
Value Emit::unreduce(Value x, Shape shape, Shape dims) {
  SmallVector<int64_t> kept;
  for (int64_t d = 0; d < (int64_t)shape.size(); ++d)
    if (!llvm::is_contained(dims, d))
      kept.push_back(d);
  return broadcast(x, shape, kept);
}
Value Emit::reduceTranspose(Value ct, Type operand, Shape dims) {
  return unreduce(ct, cast<RankedTensorType>(operand).getShape(), dims);
}
Value Emit::cumsum(Value x, int64_t dim, bool reverse) {
  return x ? b.create<CumsumOp>(loc, x.getType(), x, dim, reverse).getResult() : Value();
}
Value Emit::dot(Value lhs, Value rhs, Shape lhsBatch, Shape rhsBatch, Shape lhsContracting, Shape rhsContracting) {
  if (!lhs || !rhs)
    return {};
  SmallVector<int64_t> shape;
  for (int64_t d : lhsBatch)
    shape.push_back(tensorType(lhs).getDimSize(d));
  auto append = [&](Value x, Shape batch, Shape contracting) {
    for (int64_t d = 0; d < tensorType(x).getRank(); ++d)
      if (!llvm::is_contained(batch, d) && !llvm::is_contained(contracting, d))
        shape.push_back(tensorType(x).getDimSize(d));
  };
  append(lhs, lhsBatch, lhsContracting);
  append(rhs, rhsBatch, rhsContracting);
  Type element = tensorType(lhs).getElementType();
  if (element.isBF16())
    element = b.getF32Type();
  return b.create<DotGeneralOp>(loc, RankedTensorType::get(shape, element), lhs, rhs, lhsBatch, rhsBatch, lhsContracting,
                                rhsContracting);
}
