//===- FloatMath.cpp - the notation of FloatMath.h ------------------------------------------------===//
#include "codegen/common/FloatMath.h"
#include "mlir/IR/TypeUtilities.h"
#include "codegen/common/MathExpand.h"

using namespace mlir;
using namespace mf::codegen;

static Type withElement(Type type, Type element) {
  auto vector = dyn_cast<VectorType>(type);
  return vector ? Type(VectorType::get(vector.getShape(), element)) : element;
}

static bool isWide(Value x) { return getElementTypeOrSelf(x).getIntOrFloatBitWidth() == 64; }

Value FloatMath::real(Value like, double value) {
  Type element = getElementTypeOrSelf(like);
  TypedAttr attribute = FloatAttr::get(element, value);
  if (auto vector = dyn_cast<VectorType>(like.getType()))
    attribute = DenseElementsAttr::get(vector, attribute);
  return b.create<arith::ConstantOp>(attribute);
}

Value FloatMath::bits(Value like, int64_t value) {
  Type element = b.getIntegerType(isWide(like) ? 64 : 32);
  TypedAttr attribute = IntegerAttr::get(element, value);
  if (auto vector = dyn_cast<VectorType>(like.getType()))
    attribute = DenseElementsAttr::get(VectorType::get(vector.getShape(), element), attribute);
  return b.create<arith::ConstantOp>(attribute);
}

Value FloatMath::polynomial(Value x, ArrayRef<double> coefficients) {
  Value sum = real(x, coefficients.front());
  for (double c : coefficients.drop_front())
    sum = fma(sum, x, real(x, c));
  return sum;
}

Value FloatMath::clamp(Value x, double low, double high) {
  Value above = select(compare(Compare::OLT, x, low), low, x);
  return select(compare(Compare::OGT, above, high), high, above);
}

Value FloatMath::toBits(Value x) {
  return b.create<arith::BitcastOp>(withElement(x.getType(), b.getIntegerType(isWide(x) ? 64 : 32)), x);
}

Value FloatMath::fromBits(Value x) {
  return b.create<arith::BitcastOp>(withElement(x.getType(), isWide(x) ? Type(b.getF64Type()) : b.getF32Type()), x);
}

Value FloatMath::widen(Value x) { return b.create<arith::ExtFOp>(withElement(x.getType(), b.getF64Type()), x); }
Value FloatMath::narrow(Value x) { return b.create<arith::TruncFOp>(withElement(x.getType(), b.getF32Type()), x); }

FloatMath::Rounded FloatMath::round(Value x) {
  // 1.5 * 2^(mantissa bits): the sum's last bit is worth one, its low bits are the integer
  double magic = isWide(x) ? 0x1.8p52 : 0x1.8p23;
  Value sum = add(x, magic);
  Value real = sub(sum, magic);
  return {real, subBits(toBits(sum), toBits(this->real(x, magic)))};
}

Value FloatMath::powerOfTwo(Value like, Value n) {
  bool wide = isWide(like);
  return fromBits(shiftLeft(addBits(n, bits(n, wide ? 1023 : 127)), wide ? 52 : 23));
}

Value FloatMath::roundAway(Value x) {
  // the largest number below one half: 0.49999997 must not round up
  bool wide = isWide(x);
  Value half = copySign(real(x, wide ? 0x1.fffffffffffffp-2 : 0x1.fffffep-2), x);
  Value rounded = b.create<math::TruncOp>(add(x, half));
  Value big = compare(Compare::OGE, abs(x), wide ? 0x1p52 : 0x1p23);
  return select(big, x, rounded);
}

Value FloatMath::rsqrt(Value x) { return div(real(x, 1.0), sqrt(x)); }

/// Functions that need f32.
static Value expandF32(FloatMath &m, Operation *op, ValueRange v) {
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case([&](math::ExpOp) { return m.exp(v[0]); })
      .Case([&](math::Exp2Op) { return m.exp2(v[0]); })
      .Case([&](math::ExpM1Op) { return m.expm1(v[0]); })
      .Case([&](math::LogOp) { return m.log(v[0]); })
      .Case([&](math::Log2Op) { return m.mul(m.log(v[0]), 1.4426950408889634); })
      .Case([&](math::Log10Op) { return m.mul(m.log(v[0]), 0.43429448190325182); })
      .Case([&](math::Log1pOp) { return m.log1p(v[0]); })
      .Case([&](math::TanhOp) { return m.tanh(v[0]); })
      .Case([&](math::ErfOp) { return m.erf(v[0]); })
      .Case([&](math::SinhOp) { return m.sinh(v[0]); })
      .Case([&](math::CoshOp) { return m.cosh(v[0]); })
      .Case([&](math::AsinhOp) { return m.asinh(v[0]); })
      .Case([&](math::AcoshOp) { return m.acosh(v[0]); })
      .Case([&](math::AtanhOp) { return m.atanh(v[0]); })
      .Case([&](math::CbrtOp) { return m.cbrt(v[0]); })
      .Case([&](math::PowFOp) { return m.pow(v[0], m.widen(v[1])); })
      .Case([&](math::SinOp) { return m.sin(v[0]); })
      .Case([&](math::CosOp) { return m.cos(v[0]); })
      .Case([&](math::TanOp) { return m.tan(v[0]); })
      .Case([&](math::AtanOp) { return m.atan(v[0]); })
      .Case([&](math::Atan2Op) { return m.atan2(v[0], v[1]); })
      .Case([&](math::AsinOp) { return m.asin(v[0]); })
      .Case([&](math::AcosOp) { return m.acos(v[0]); })
      .Default([](Operation *) { return Value(); });
}

Value mf::codegen::expandMath(ImplicitLocOpBuilder &b, Operation *op, ValueRange operands, bool fma) {
  FloatMath m(b, fma);
  if (isa<math::RsqrtOp>(op))
    return m.rsqrt(operands[0]);
  if (isa<math::RoundOp>(op))
    return m.roundAway(operands[0]);
  if (!getElementTypeOrSelf(operands[0]).isF32())
    return {};
  if (isa<math::FPowIOp>(op)) {
    Type wide = withElement(operands[0].getType(), b.getF64Type());
    return m.pow(operands[0], b.create<arith::SIToFPOp>(wide, operands[1]));
  }
  return expandF32(m, op, operands);
}
