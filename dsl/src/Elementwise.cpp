//===- Elementwise.cpp - operators and functions of the DSL that work element by element -------===//
#include "dsl/src/Graph.h"

#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;
using namespace mf;
using ir::Direction;
using ir::Emit;
using ir::tensorType;

namespace {

/// x repeated into `shape`, aligned with its leading axes; null where the shapes do not fit.
Value alignLeading(Emit &e, Value x, ArrayRef<int64_t> shape) {
  auto from = tensorType(x).getShape();
  if (from.size() > shape.size())
    return {};
  SmallVector<int64_t> dims;
  for (size_t d = 0; d < from.size(); ++d) {
    if (from[d] != shape[d] && from[d] != 1)
      return {};
    dims.push_back(d);
  }
  return e.broadcast(x, shape, dims);
}

/// The shape that two shapes broadcast to, lower rank aligned with the leading axes.
std::optional<SmallVector<int64_t>> commonShape(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  if (a.size() < b.size())
    std::swap(a, b);
  SmallVector<int64_t> shape(a);
  for (size_t d = 0; d < b.size(); ++d) {
    if (shape[d] != b[d] && shape[d] != 1 && b[d] != 1)
      return std::nullopt;
    shape[d] = shape[d] == 1 ? b[d] : shape[d];
  }
  return shape;
}

/// A number beside integers is one of theirs.
void checkFits(double number, Value beside, Where where, const char *function) {
  if (ir::isFloat(beside))
    return;
  unsigned width = tensorType(beside).getElementType().getIntOrFloatBitWidth();
  double end = width == 1 ? 2 : std::ldexp(1.0, width - 1), begin = width == 1 ? 0 : -end;
  if (number != std::floor(number) || number < begin || number >= end)
    fail(where, std::string(function) + ": the number " + llvm::formatv("{0}", number).str() + " does not fit " + text(beside) + "; use convert()");
}

struct Pair {
  Emit e;
  Value a, b;
};

/// Both operands in one type and shape.
Pair align(const Operand &x, const Operand &y, const char *function) {
  Where where = x.where;
  if (!x.tensor && !y.tensor)
    fail(where, std::string(function) + ": expected a tensor, got two numbers");
  Pair p{emit(where), x.tensor ? value(x) : Value(), y.tensor ? value(y) : Value()};
  if (!p.a || !p.b) {
    Value known = p.a ? p.a : p.b;
    double number = literal(p.a ? y : x, function);
    checkFits(number, known, where, function);
    (p.a ? p.b : p.a) = p.e.splat(known.getType(), number);
    return p;
  }
  if (tensorType(p.a).getElementType() != tensorType(p.b).getElementType())
    fail(where, std::string(function) + ": expected one element type, got " + text(p.a) + " and " + text(p.b) + "; use convert()");
  auto shape = commonShape(tensorType(p.a).getShape(), tensorType(p.b).getShape());
  if (!shape)
    fail(where, std::string(function) + ": shapes " + text(p.a) + " and " + text(p.b) +
                    " do not fit: axes must be equal or 1, and a lower rank aligns with the leading axes; use trailing(x, like) for the last ones");
  p.a = alignLeading(p.e, p.a, *shape);
  p.b = alignLeading(p.e, p.b, *shape);
  return p;
}

template <typename Op> Tensor binary(const Operand &x, const Operand &y, const char *function, bool number = true) {
  Pair p = align(x, y, function);
  if (number && tensorType(p.a).getElementType().isInteger(1))
    fail(x.where, std::string(function) + ": expected numbers, got " + text(p.a));
  return tensor(p.e.b.create<Op>(p.e.loc, p.a.getType(), p.a, p.b));
}
template <typename Op> Tensor binaryFloat(const Operand &x, const Operand &y, const char *function) {
  Pair p = align(x, y, function);
  if (!ir::isFloat(p.a))
    fail(x.where, std::string(function) + ": expected floating-point numbers, got " + text(p.a));
  return tensor(p.e.b.create<Op>(p.e.loc, p.a.getType(), p.a, p.b));
}
Tensor compare(Direction direction, const Operand &x, const Operand &y, const char *function) {
  Pair p = align(x, y, function);
  if (!tensorType(p.a).getElementType().isInteger(1))
    return tensor(p.e.compare(direction, p.a, p.b));
  if (direction != Direction::eq && direction != Direction::ne)
    fail(x.where, std::string(function) + ": conditions have no order, got " + text(p.a) + "; convert() them to numbers");
  Value differ = p.e.b.create<ir::XorOp>(p.e.loc, p.a.getType(), p.a, p.b);
  if (direction == Direction::ne)
    return tensor(differ);
  Value yes = p.e.splat(p.a.getType(), 1.0);
  return tensor(p.e.b.create<ir::XorOp>(p.e.loc, p.a.getType(), differ, yes));
}
/// The line where a tensor was made.
Where whereMade(const Tensor &t) {
  Where where;
  if (!t.defined())
    return where;
  if (auto at = dyn_cast<FileLineColLoc>(Value::getFromOpaquePointer(t.handle).getLoc()))
    where.file = at.getFilename().data(), where.line = at.getLine();
  return where;
}
template <typename Op> Tensor logical(const Operand &x, const Operand &y, const char *function) {
  Pair p = align(x, y, function);
  expectConditions(p.a, x.where, function);
  return tensor(p.e.b.create<Op>(p.e.loc, p.a.getType(), p.a, p.b));
}
template <typename Op> Tensor unaryFloat(const Operand &x, const char *function) {
  Value v = floating(x, function);
  Emit e = emit(x.where);
  return tensor(e.b.create<Op>(e.loc, v.getType(), v));
}
template <typename Op> Tensor unaryNumber(const Operand &x, const char *function) {
  Value v = number(x, function);
  Emit e = emit(x.where);
  return tensor(e.b.create<Op>(e.loc, v.getType(), v));
}
/// An op along the last axis with one number as attribute.
template <typename Op, typename... Attributes> Tensor lastAxis(const Operand &x, const char *function, Attributes... attributes) {
  Value v = floating(x, function);
  if (tensorType(v).getRank() == 0)
    fail(x.where, std::string(function) + ": expected at least one axis, got a scalar");
  Emit e = emit(x.where);
  return tensor(e.b.create<Op>(e.loc, v.getType(), v, attributes...));
}
} // namespace

namespace mf {

Tensor operator-(Operand x) { return unaryNumber<ir::NegOp>(x, "-"); }
Tensor operator+(Operand a, Operand b) { return binary<ir::AddOp>(a, b, "+"); }
Tensor operator-(Operand a, Operand b) { return binary<ir::SubOp>(a, b, "-"); }
Tensor operator*(Operand a, Operand b) { return binary<ir::MulOp>(a, b, "*"); }
Tensor operator/(Operand a, Operand b) { return binary<ir::DivOp>(a, b, "/"); }
Tensor operator==(Operand a, Operand b) { return compare(Direction::eq, a, b, "=="); }
Tensor operator!=(Operand a, Operand b) { return compare(Direction::ne, a, b, "!="); }
Tensor operator<(Operand a, Operand b) { return compare(Direction::lt, a, b, "<"); }
Tensor operator<=(Operand a, Operand b) { return compare(Direction::le, a, b, "<="); }
Tensor operator>(Operand a, Operand b) { return compare(Direction::gt, a, b, ">"); }
Tensor operator>=(Operand a, Operand b) { return compare(Direction::ge, a, b, ">="); }
// a Tensor on the left beats the built-in && of two handles as bools
Tensor operator&&(const Tensor &a, Operand b) { return logical<ir::AndOp>(Operand(a, b.where), b, "&&"); }
Tensor operator^(const Tensor &a, Operand b) {
  return logical<ir::XorOp>(Operand(a, b.where), b, "^");
}
Tensor operator!(const Tensor &a) {
  // an operator on one tensor cannot know its line: that of its operand stands for it
  Where where = whereMade(a);
  Value v = value(a, where);
  expectConditions(v, where, "!");
  Emit e = emit(where);
  Value yes = e.splat(v.getType(), 1.0);
  return tensor(e.b.create<ir::XorOp>(e.loc, v.getType(), v, yes));
}
Tensor operator||(const Tensor &a, Operand b) { return logical<ir::OrOp>(Operand(a, b.where), b, "||"); }
Tensor maximum(Operand a, Operand b) { return binary<ir::MaxOp>(a, b, "maximum"); }
Tensor minimum(Operand a, Operand b) { return binary<ir::MinOp>(a, b, "minimum"); }
Tensor pow(Operand a, Operand b) { return binaryFloat<ir::PowOp>(a, b, "pow"); }
Tensor rem(Operand a, Operand b) { return binary<ir::RemOp>(a, b, "rem"); }
Tensor atan2(Operand y, Operand x) { return binaryFloat<ir::Atan2Op>(y, x, "atan2"); }
Tensor abs(Operand x) { return unaryNumber<ir::AbsOp>(x, "abs"); }
Tensor sign(Operand x) { return unaryNumber<ir::SignOp>(x, "sign"); }
Tensor exp(Operand x) { return unaryFloat<ir::ExpOp>(x, "exp"); }
Tensor expm1(Operand x) { return unaryFloat<ir::Expm1Op>(x, "expm1"); }
Tensor log(Operand x) { return unaryFloat<ir::LogOp>(x, "log"); }
Tensor log1p(Operand x) { return unaryFloat<ir::Log1pOp>(x, "log1p"); }
Tensor sqrt(Operand x) { return unaryFloat<ir::SqrtOp>(x, "sqrt"); }
Tensor rsqrt(Operand x) { return unaryFloat<ir::RsqrtOp>(x, "rsqrt"); }
Tensor tanh(Operand x) { return unaryFloat<ir::TanhOp>(x, "tanh"); }
Tensor erf(Operand x) { return unaryFloat<ir::ErfOp>(x, "erf"); }
Tensor erfc(Operand x) { return unaryFloat<ir::ErfcOp>(x, "erfc"); }
Tensor sin(Operand x) { return unaryFloat<ir::SinOp>(x, "sin"); }
Tensor cos(Operand x) { return unaryFloat<ir::CosOp>(x, "cos"); }
Tensor logistic(Operand x) { return unaryFloat<ir::LogisticOp>(x, "logistic"); }
Tensor floor(Operand x) { return unaryFloat<ir::FloorOp>(x, "floor"); }
Tensor round(Operand x) { return unaryFloat<ir::RoundOp>(x, "round"); }
Tensor silu(Operand x) { return unaryFloat<ir::SiluOp>(x, "silu"); }
Tensor square(Operand x) {
  Value v = number(x, "square");
  return tensor(emit(x.where).mul(v, v));
}
Tensor relu(Operand x) {
  Value v = floating(x, "relu");
  Emit e = emit(x.where);
  Value zero = e.splat(v.getType(), 0.0);
  return tensor(e.max(zero, v)); // at the tie the derivative is that of the first: 0
}
Tensor gelu(Operand x, bool approximate) {
  Value v = floating(x, "gelu");
  Emit e = emit(x.where);
  return tensor(e.b.create<ir::GeluOp>(e.loc, v.getType(), v, approximate));
}
Tensor softmax(Operand x) { return lastAxis<ir::SoftmaxOp>(x, "softmax"); }
Tensor log_softmax(Operand x) { return lastAxis<ir::LogSoftmaxOp>(x, "log_softmax"); }
Tensor layer_norm(Operand x, double epsilon) { return lastAxis<ir::LayerNormOp>(x, "layer_norm", llvm::APFloat(epsilon)); }
Tensor rms_norm(Operand x, double epsilon) { return lastAxis<ir::RmsNormOp>(x, "rms_norm", llvm::APFloat(epsilon)); }

Tensor clamp(Operand x, double low, double high) {
  Value v = number(x, "clamp");
  if (!(low <= high))
    fail(x.where, "clamp: expected low <= high, got " + std::to_string(low) + " and " + std::to_string(high));
  Emit e = emit(x.where);
  return tensor(e.b.create<ir::ClampOp>(e.loc, v.getType(), v, llvm::APFloat(low), llvm::APFloat(high)));
}
Tensor select(Operand condition, Operand a, Operand b) {
  Value c = value(condition);
  if (!tensorType(c).getElementType().isInteger(1))
    fail(condition.where, "select: expected a condition, got " + text(c));
  if (!a.tensor && !b.tensor) {
    Tensor wide = full(Shape(tensorType(c).getShape().begin(), tensorType(c).getShape().end()), literal(a, "select"), default_dtype(), condition.where);
    return select(condition, Operand(wide, condition.where), b);
  }
  Pair p = align(a, b, "select");
  auto shape = commonShape(tensorType(c).getShape(), tensorType(p.a).getShape());
  if (!shape)
    fail(condition.where, "select: the condition " + text(c) + " does not fit " + text(p.a));
  c = alignLeading(p.e, c, *shape);
  p.a = alignLeading(p.e, p.a, *shape);
  p.b = alignLeading(p.e, p.b, *shape);
  return tensor(p.e.select(c, p.a, p.b));
}
Tensor convert(Operand x, Dtype dtype) {
  Value v = value(x);
  return tensor(emit(x.where).convert(v, Graph::current().element(dtype)));
}
Tensor stop_gradient(Operand x) {
  Value v = value(x);
  Emit e = emit(x.where);
  return tensor(e.b.create<ir::StopGradientOp>(e.loc, v.getType(), v));
}
Tensor lerp(Operand a, Operand b, Operand t) {
  CallSite site(a.where);
  return (1.0 - t) * a + t * b;
}

Tensor full(const Shape &shape, double number, Dtype dtype, Where where) {
  auto type = shaped(shape, dtype, where);
  return tensor(emit(where).splat(type, number));
}
Tensor full_like(Operand x, double number) { return tensor(emit(x.where).splat(value(x).getType(), number)); }
Tensor zeros_like(Operand x) { return full_like(x, 0); }

Tensor constant(const std::vector<double> &values, const Shape &shape, Dtype dtype, Where where) {
  auto type = shaped(shape, dtype, where);
  if (type.getNumElements() != (int64_t)values.size())
    fail(where, "constant: expected " + std::to_string(type.getNumElements()) + " values for shape " + text(ArrayRef<int64_t>(shape)) +
                    ", got " + std::to_string(values.size()));
  SmallVector<Attribute> elements;
  Builder b(&Graph::current().context);
  for (double v : values)
    elements.push_back(isa<FloatType>(type.getElementType()) ? Attribute(b.getFloatAttr(type.getElementType(), v))
                                                             : Attribute(b.getIntegerAttr(type.getElementType(), (int64_t)v)));
  return tensor(emit(where).constant(DenseElementsAttr::get(type, elements)));
}
Tensor iota(const Shape &shape, int64_t a, Dtype dtype, Where where) {
  auto type = shaped(shape, dtype, where);
  return tensor(emit(where).iota(type, axis(a, shape.size(), where)));
}
Dtype default_dtype() { return Graph::current().dtype; }

Tensor leading(Operand x, Operand like) {
  Emit e = emit(x.where);
  Value v = value(x), wide = alignLeading(e, v, tensorType(value(like)).getShape());
  if (!wide)
    fail(x.where, "leading: " + text(v) + " does not fit the leading axes of " + text(value(like)));
  return tensor(wide);
}
Tensor trailing(Operand x, Operand like) {
  Emit e = emit(x.where);
  Value v = value(x);
  auto from = tensorType(v).getShape(), to = tensorType(value(like)).getShape();
  SmallVector<int64_t> dims;
  for (size_t d = 0; d < from.size() && from.size() <= to.size(); ++d) {
    dims.push_back(to.size() - from.size() + d);
    if (from[d] != 1 && from[d] != to[dims.back()])
      dims.clear(), d = from.size();
  }
  if (dims.size() != from.size())
    fail(x.where, "trailing: " + text(v) + " does not fit the last axes of " + text(value(like)));
  return tensor(e.broadcast(v, to, dims));
}

} // namespace mf
