//===- Folders.cpp - constant folding and identities --------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "mlir/IR/Matchers.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

/// The number that a folded operand holds everywhere.
static std::optional<double> splat(Attribute attribute) {
  auto dense = dyn_cast_or_null<DenseElementsAttr>(attribute);
  if (!dense || !dense.isSplat())
    return std::nullopt;
  if (isa<FloatType>(dense.getElementType()))
    return dense.getSplatValue<APFloat>().convertToDouble();
  APInt value = dense.getSplatValue<APInt>();
  return value.getBitWidth() == 1 ? (double)value.getZExtValue() : (double)value.getSExtValue();
}

/// A splat of `value`, exact in f64 and f32 arithmetic alike because it is rounded to the type once.
static Attribute splatOf(Type type, double value) {
  auto tensor = cast<RankedTensorType>(type);
  Type element = tensor.getElementType();
  if (auto real = dyn_cast<FloatType>(element)) {
    APFloat x(value);
    bool loses;
    x.convert(real.getFloatSemantics(), APFloat::rmNearestTiesToEven, &loses);
    return DenseElementsAttr::get(tensor, x);
  }
  return DenseElementsAttr::get(tensor, APInt(element.getIntOrFloatBitWidth(), (int64_t)value, true));
}

/// Splats of two integers combined as the machine does: doubles would lose bits above 2^53.
template <typename F> static Attribute integerSplat(Attribute a, Attribute b, F combine) {
  auto x = dyn_cast_or_null<DenseIntElementsAttr>(a), y = dyn_cast_or_null<DenseIntElementsAttr>(b);
  if (!x || !y || !x.isSplat() || !y.isSplat())
    return {};
  return DenseElementsAttr::get(x.getType(), combine(x.getSplatValue<APInt>(), y.getSplatValue<APInt>()));
}

OpFoldResult NegOp::fold(FoldAdaptor adaptor) {
  if (auto x = splat(adaptor.getX()); x && isa<FloatType>(getType().getElementType()))
    return splatOf(getType(), -*x);
  if (auto inner = getX().getDefiningOp<NegOp>())
    return inner.getX();
  return {};
}
OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  if (Attribute exact = integerSplat(adaptor.getA(), adaptor.getB(), [](APInt x, APInt y) { return x + y; }))
    return exact;
  auto a = splat(adaptor.getA()), b = splat(adaptor.getB());
  if (a && b)
    return splatOf(getType(), *a + *b);
  if (a == 0.0)
    return getB();
  if (b == 0.0)
    return getA();
  return {};
}
OpFoldResult SubOp::fold(FoldAdaptor adaptor) {
  if (Attribute exact = integerSplat(adaptor.getA(), adaptor.getB(), [](APInt x, APInt y) { return x - y; }))
    return exact;
  auto a = splat(adaptor.getA()), b = splat(adaptor.getB());
  if (a && b)
    return splatOf(getType(), *a - *b);
  if (b == 0.0)
    return getA();
  return {};
}
OpFoldResult MulOp::fold(FoldAdaptor adaptor) {
  if (Attribute exact = integerSplat(adaptor.getA(), adaptor.getB(), [](APInt x, APInt y) { return x * y; }))
    return exact;
  auto a = splat(adaptor.getA()), b = splat(adaptor.getB());
  if (a && b)
    return splatOf(getType(), *a * *b);
  if (a == 1.0)
    return getB();
  if (b == 1.0)
    return getA();
  return {}; // x * 0 stays: x may be NaN or infinite
}
OpFoldResult DivOp::fold(FoldAdaptor adaptor) {
  auto a = splat(adaptor.getA()), b = splat(adaptor.getB());
  if (b == 1.0)
    return getA();
  if (a && b && isa<FloatType>(getType().getElementType()))
    return splatOf(getType(), *a / *b);
  return {};
}
OpFoldResult SelectOp::fold(FoldAdaptor adaptor) {
  if (getA() == getB())
    return getA();
  if (auto condition = splat(adaptor.getCondition()))
    return *condition != 0 ? getA() : getB();
  return {};
}
OpFoldResult ConvertOp::fold(FoldAdaptor adaptor) {
  if (getX().getType() == getY().getType())
    return getX();
  if (auto x = splat(adaptor.getX()))
    if (isa<FloatType>(getType().getElementType()) && std::fabs(*x) <= 0x1p53) // beyond, an i64 would be rounded twice
      return splatOf(getType(), *x);
  return {};
}

/// A splat operand stays the same splat in the result's shape.
static OpFoldResult moveSplat(Attribute operand, Type type) {
  auto dense = dyn_cast_or_null<DenseElementsAttr>(operand);
  return dense && dense.isSplat() ? OpFoldResult(dense.resizeSplat(cast<ShapedType>(type))) : OpFoldResult();
}
OpFoldResult BroadcastInDimOp::fold(FoldAdaptor adaptor) {
  if (getX().getType() == getY().getType())
    return getX();
  if (auto moved = moveSplat(adaptor.getX(), getType()))
    return moved;
  if (auto inner = getX().getDefiningOp<BroadcastInDimOp>()) {
    SmallVector<int64_t> dims;
    for (int64_t d : inner.getDims())
      dims.push_back(getDims()[d]);
    // a size-1 dimension in the middle would be repeated twice over
    if (llvm::all_of(llvm::zip(inner.getX().getType().getShape(), inner.getDims()), [&](auto pair) {
          return std::get<0>(pair) == inner.getY().getType().getDimSize(std::get<1>(pair));
        })) {
      setDims(dims);
      getXMutable().assign(inner.getX());
      return getY();
    }
  }
  return {};
}
OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  if (getX().getType() == getY().getType())
    return getX();
  if (auto inner = getX().getDefiningOp<ReshapeOp>()) {
    getXMutable().assign(inner.getX());
    return getY();
  }
  if (auto dense = dyn_cast_or_null<DenseElementsAttr>(adaptor.getX()))
    return dense.reshape(cast<ShapedType>(getType()));
  return {};
}
OpFoldResult TransposeOp::fold(FoldAdaptor adaptor) {
  if (llvm::is_sorted(getPermutation()))
    return getX();
  if (auto inner = getX().getDefiningOp<TransposeOp>()) {
    SmallVector<int64_t> permutation;
    for (int64_t p : getPermutation())
      permutation.push_back(inner.getPermutation()[p]);
    setPermutation(permutation);
    getXMutable().assign(inner.getX());
    return getY();
  }
  return moveSplat(adaptor.getX(), getType());
}
OpFoldResult SliceOp::fold(FoldAdaptor adaptor) {
  if (getX().getType() == getY().getType())
    return getX();
  return moveSplat(adaptor.getX(), getType());
}
OpFoldResult PadOp::fold(FoldAdaptor) {
  bool none = llvm::all_of(getLow(), [](int64_t v) { return v == 0; }) && llvm::all_of(getHigh(), [](int64_t v) { return v == 0; }) &&
              llvm::all_of(getInterior(), [](int64_t v) { return v == 0; });
  return none ? OpFoldResult(getX()) : OpFoldResult();
}
OpFoldResult ReduceOp::fold(FoldAdaptor) { return getDims().empty() ? OpFoldResult(getX()) : OpFoldResult(); }
