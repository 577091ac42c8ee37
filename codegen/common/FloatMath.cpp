//===- FloatMath.cpp - the notation of FloatMath.h ------------------------------------------------===//
#include "codegen/common/FloatMath.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mf::codegen;

static Type withElement(Type type, Type element) {
  auto vector = dyn_cast<VectorType>(type);
  return vector ? Type(VectorType::get(vector.getShape(), element)) : element;
}

static bool isWideType(Type type) { return getElementTypeOrSelf(type).getIntOrFloatBitWidth() == 64; }

bool FloatMath::isWide(Value x) { return isWideType(x.getType()); }

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

Value FloatMath::isOne(Value x, int64_t bit) {
  Value masked = andBits(x, bit), zero = bits(x, 0);
  return b.create<arith::CmpIOp>(arith::CmpIPredicate::ne, masked, zero);
}

Value FloatMath::wideFromInt(Value like, Value x) {
  return b.create<arith::SIToFPOp>(withElement(like.getType(), b.getF64Type()), x);
}

Value FloatMath::widen(Value x) {
  return isWide(x) ? x : Value(b.create<arith::ExtFOp>(withElement(x.getType(), b.getF64Type()), x));
}
Value FloatMath::narrow(Value x) { return b.create<arith::TruncFOp>(withElement(x.getType(), b.getF32Type()), x); }

FloatMath::Split FloatMath::splitExponent(Value x) {
  bool wide = isWide(x);
  Value offset = bits(x, wide ? 0x3fe6a09e667f3bcd : 0x3f3504f3); // sqrt(1/2)
  Value shifted = subBits(toBits(x), offset);
  Value exponent = fromInt(x, shiftRight(shifted, wide ? 52 : 23));
  Value mantissa = fromBits(addBits(andBits(shifted, wide ? 0xfffffffffffff : 0x7fffff), offset));
  return {exponent, mantissa};
}

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

Value FloatMath::scaleByPowerOfTwo(Value x, Value n) {
  Value half = shiftRight(n, 1);
  Value rest = subBits(n, half);
  return mul(mul(x, powerOfTwo(x, half)), powerOfTwo(x, rest));
}

FloatMath::Pair FloatMath::exactSum(Value x, Value y) {
  Value sum = add(x, y);
  Value lost = sub(y, sub(sum, x));
  return {sum, lost};
}

FloatMath::Pair FloatMath::exactProduct(Value x, Value y) {
  Value product = mul(x, y);
  if (fused)
    return {product, fma(x, y, neg(product))};
  // Dekker's product of halves (Veltkamp's splitting)
  auto halves = [&](Value v) {
    Value scaled = mul(v, byType(v, 0x1.002p12, 0x1.0000002p27));
    Value high = sub(scaled, sub(scaled, v));
    return Pair{high, sub(v, high)};
  };
  Pair p = halves(x), q = halves(y);
  Value lost = sub(mul(p.high, q.high), product);
  lost = add(lost, mul(p.high, q.low));
  lost = add(lost, mul(p.low, q.high));
  return {product, add(lost, mul(p.low, q.low))};
}

Value FloatMath::any(Value condition) {
  if (!isa<VectorType>(condition.getType()))
    return condition;
  return b.create<vector::ReductionOp>(vector::CombiningKind::OR, condition);
}

SmallVector<Value> FloatMath::unlessAny(Value condition, ArrayRef<Value> fast, llvm::function_ref<SmallVector<Value>()> slow) {
  auto choice = b.create<scf::IfOp>(ValueRange(fast).getTypes(), any(condition), /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.elseBlock());
  b.create<scf::YieldOp>(fast);
  b.setInsertionPointToStart(choice.thenBlock());
  SmallVector<Value> values = slow();
  b.create<scf::YieldOp>(values);
  return SmallVector<Value>(choice.getResults());
}

Value FloatMath::repeatWhile(Value start, llvm::function_ref<Value(Value)> condition, llvm::function_ref<Value(Value)> next) {
  auto loop = b.create<scf::WhileOp>(
      TypeRange(start.getType()), ValueRange(start),
      [&](OpBuilder &builder, Location loc, ValueRange x) {
        OpBuilder::InsertionGuard guard(b);
        b.setInsertionPoint(builder.getInsertionBlock(), builder.getInsertionPoint());
        b.create<scf::ConditionOp>(any(condition(x[0])), x);
      },
      [&](OpBuilder &builder, Location loc, ValueRange x) {
        OpBuilder::InsertionGuard guard(b);
        b.setInsertionPoint(builder.getInsertionBlock(), builder.getInsertionPoint());
        b.create<scf::YieldOp>(next(x[0]));
      });
  return loop.getResult(0);
}

Value FloatMath::roundAway(Value x) {
  // the largest number below one half: 0.49999997 must not round up
  bool wide = isWide(x);
  Value half = copySign(real(x, wide ? 0x1.fffffffffffffp-2 : 0x1.fffffep-2), x);
  Value rounded = truncate(add(x, half));
  Value big = compare(Compare::OGE, abs(x), wide ? 0x1p52 : 0x1p23);
  return select(big, x, rounded);
}

Value FloatMath::rsqrt(Value x) { return div(real(x, 1.0), sqrt(x)); }

/// r = |x|, less the largest multiple of |y| 2^n that it holds, until r < |y|. Each step takes as many bits off r as an
/// exact product with a whole quotient allows; r and the multiple are multiples of y's last bit, so that r stays exact.
/// By a tiny y, whose last bit may be subnormal: first by y 2^k, then both in that scale, as x mod y = (x mod y 2^k) mod y.
Value FloatMath::remainder(Value x, Value y) {
  int64_t mantissa = isWide(x) ? 52 : 23;
  Value magnitude = abs(x), given = abs(y);
  // false for NaN, infinite x and y = 0, which have no remainder
  Value finite = compare(Compare::OLT, magnitude, INFINITY);
  Value proper = both(compare(Compare::OGT, given, 0.0), finite);
  Value tiny = compare(Compare::OLT, given, byType(x, 0x1p-100, 0x1p-900));
  Value raise = select(tiny, real(x, byType(x, 0x1p60, 0x1p200)), real(x, 1.0)), lower = select(tiny, real(x, byType(x, 0x1p-60, 0x1p-200)), real(x, 1.0));
  Value divisor = mul(given, raise);
  auto exponent = [&](Value v) { return shiftRight(toBits(v), mantissa); };
  Value least = exponent(divisor);
  auto more = [&](Value r) { return both(proper, compare(Compare::OGE, r, divisor)); };
  auto step = [&](Value r) {
    Value n = subBits(subBits(exponent(r), least), bits(x, mantissa - 1));
    n = b.create<arith::MaxSIOp>(n, bits(x, 0));
    Value unit = scaleByPowerOfTwo(divisor, n);
    Value quotient = truncate(div(r, unit));
    Value left = exactFma(neg(quotient), unit, r);
    // the rounded quotient may be one too large
    Value next = add(left, unit);
    left = select(compare(Compare::OLT, left, 0.0), next, left);
    return select(more(r), left, r);
  };
  Value coarse = repeatWhile(magnitude, more, step);
  Value rest = repeatWhile(mul(coarse, raise), more, step);
  Value defined = both(proper, b.create<arith::CmpFOp>(Compare::ORD, x, y));
  return select(defined, copySign(mul(rest, lower), x), real(x, NAN));
}
