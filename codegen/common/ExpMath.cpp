//===- ExpMath.cpp - exponentials, logarithms and their kin in f32 --------------------------------===//
// Largest errors against libm are held by tests/codegen/math_test.cpp.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/common/FloatMath.h"
#include <cmath>

using namespace mlir;
using namespace mf::codegen;

static constexpr double log2e = 1.4426950408889634;
// ln 2 in two pieces; the first has trailing zeros, so that small multiples of it are exact
static constexpr double ln2High = 0.693359375, ln2Low = -2.12194440e-4;

/// (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 2. Coefficients: Cephes expf (Moshier).
static constexpr double expCoefficients[] = {1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1};

/// exp(r) - 1
Value FloatMath::expPolynomial(Value r) { return fma(polynomial(r, expCoefficients), mul(r, r), r); }

/// x 2^n for |n| up to 252: in two factors, so that results may be denormal or overflow.
Value FloatMath::scaleByPowerOfTwo(Value x, Value n) {
  Value half = shiftRight(n, 1);
  Value rest = subBits(n, half);
  return mul(mul(x, powerOfTwo(x, half)), powerOfTwo(x, rest));
}

Value FloatMath::exp(Value x) {
  Value held = clamp(x, -104.0, 89.0);
  Rounded n = round(mul(held, log2e));
  Value r = fma(n.real, -ln2Low, fma(n.real, -ln2High, held));
  return scaleByPowerOfTwo(add(expPolynomial(r), 1.0), n.integer);
}

Value FloatMath::exp2(Value x) {
  Value held = clamp(x, -151.0, 129.0);
  Rounded n = round(held);
  Value r = mul(sub(held, n.real), 0.69314718055994531);
  return scaleByPowerOfTwo(add(expPolynomial(r), 1.0), n.integer);
}

Value FloatMath::expm1(Value x) {
  Value held = clamp(x, -18.0, 89.0);
  Rounded n = round(mul(held, log2e));
  Value r = fma(n.real, -ln2Low, fma(n.real, -ln2High, held));
  // 2 (2^(n-1) (e + 1) - 1/2): n = 128 does not overflow too early
  Value scale = powerOfTwo(x, subBits(n.integer, bits(x, 1)));
  Value half = fma(expPolynomial(r), scale, sub(scale, 0.5));
  return copySign(add(half, half), x);
}

Value FloatMath::tanh(Value x) {
  // t / (t + 2) with t = exp(2 |x|) - 1; beyond 10 the result is 1 in f32
  Value magnitude = abs(x);
  Value held = select(compare(Compare::OGT, magnitude, 10.0), 10.0, magnitude);
  Value twice = add(held, held);
  Rounded n = round(mul(twice, log2e));
  Value r = fma(n.real, -ln2Low, fma(n.real, -ln2High, twice));
  Value scale = powerOfTwo(x, n.integer);
  Value t = fma(expPolynomial(r), scale, sub(scale, 1.0));
  return copySign(div(t, add(t, 2.0)), x);
}

/// Coefficients: N. Juffa's erff (below 1 ulp in each half).
Value FloatMath::erf(Value x) {
  Value t = abs(x), s = mul(x, x);
  Value inner = polynomial(s, {-5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1, -3.76125336e-1, 1.28379166e-1});
  inner = fma(inner, x, x);
  Value far = select(compare(Compare::OGT, t, 5.0), 5.0, t);
  Value tail = polynomial(far, {-1.72853470e-5, 3.83197126e-4, -3.88396438e-3, 2.42546219e-2, -1.06777877e-1, -6.34846687e-1, -1.28717512e-1});
  tail = fma(tail, far, neg(far));
  Value outer = copySign(sub(real(x, 1.0), exp(tail)), x);
  return select(compare(Compare::OGT, t, 0.927734375), outer, inner);
}

/// Coefficients: FreeBSD e_logf.c.
Value FloatMath::logReduced(Value f, Value k, Value correction) {
  Value s = div(f, add(f, 2.0));
  Value z = mul(s, s);
  Value w = mul(z, z);
  Value odd = mul(w, polynomial(w, {0xf89e26p-26, 0xccce13p-25}));
  Value even = mul(z, polynomial(w, {0x91e9eep-25, 0xaaaaaap-24}));
  Value half = mul(mul(f, f), 0.5);
  Value tail = mul(s, add(half, add(even, odd)));
  Value low = fma(k, 9.0580006145e-06, correction);
  Value sum = add(sub(add(tail, low), half), f);
  return fma(k, 6.9313812256e-01, sum);
}

Value FloatMath::log(Value x) {
  Value tiny = compare(Compare::OLT, x, 0x1p-126);
  Value scaled = select(tiny, mul(x, 0x1p23), x);
  // sqrt(1/2) <= mantissa < sqrt(2)
  Value offset = bits(x, 0x3f3504f3);
  Value shifted = subBits(toBits(scaled), offset);
  Value exponent = fromInt(x, shiftRight(shifted, 23));
  Value k = select(tiny, sub(exponent, 23.0), exponent);
  Value mantissa = fromBits(addBits(andBits(shifted, 0x7fffff), offset));
  Value result = logReduced(sub(mantissa, 1.0), k, real(x, 0.0));
  result = select(compare(Compare::OEQ, x, 0.0), -INFINITY, result);
  result = select(compare(Compare::OLT, x, 0.0), NAN, result);
  // infinity and NaN stay
  Value finite = compare(Compare::ULT, x, INFINITY);
  return select(both(finite, compare(Compare::ORD, x, x)), result, x);
}

Value FloatMath::log1p(Value x) {
  Value u = add(x, 1.0);
  Value offset = bits(x, 0x3f3504f3);
  Value shifted = subBits(toBits(u), offset);
  Value k = fromInt(x, shiftRight(shifted, 23));
  Value mantissa = fromBits(addBits(andBits(shifted, 0x7fffff), offset));
  // what 1 + x lost in rounding
  Value lostAbove = sub(real(x, 1.0), sub(u, x));
  Value lostBelow = sub(x, sub(u, 1.0));
  Value lost = div(select(compare(Compare::OGE, k, 2.0), lostAbove, lostBelow), u);
  Value near = compare(Compare::OEQ, k, 0.0);
  Value f = select(near, x, sub(mantissa, 1.0));
  Value result = logReduced(f, k, select(near, 0.0, lost));
  result = copySign(result, x);
  result = select(compare(Compare::OEQ, x, -1.0), -INFINITY, result);
  result = select(compare(Compare::OLT, x, -1.0), NAN, result);
  Value ordinary = compare(Compare::OLT, x, INFINITY);
  return select(ordinary, result, x);
}

Value FloatMath::sinh(Value x) {
  Value magnitude = abs(x);
  Value t = expm1(magnitude);
  Value near = mul(add(t, div(t, add(t, 1.0))), 0.5);
  // exp(x) overflows before sinh does
  Value root = exp(mul(magnitude, 0.5));
  Value far = mul(mul(root, 0.5), root);
  return copySign(select(compare(Compare::OGT, magnitude, 16.0), far, near), x);
}

Value FloatMath::cosh(Value x) {
  Value root = exp(mul(abs(x), 0.5));
  Value half = mul(root, 0.5);
  Value small = div(real(x, 0.5), mul(root, root));
  return fma(half, root, small);
}

/// log(|x| + root) where root is near |x|, without overflow.
Value FloatMath::logSquareRoot(Value x, Value root) {
  Value far = add(log(x), 0.69314718055994531);
  return select(compare(Compare::OGT, x, 1e9), far, log1p(root));
}

Value FloatMath::asinh(Value x) {
  Value t = abs(x);
  Value square = mul(t, t);
  Value root = add(sqrt(add(square, 1.0)), 1.0);
  return copySign(logSquareRoot(t, add(t, div(square, root))), x);
}

Value FloatMath::acosh(Value x) {
  Value t = sub(x, 1.0);
  Value root = sqrt(fma(t, t, add(t, t)));
  // below 1 the squares would hide the sign
  return select(compare(Compare::OLT, x, 1.0), NAN, logSquareRoot(x, add(t, root)));
}

Value FloatMath::atanh(Value x) {
  Value t = abs(x);
  Value ratio = div(add(t, t), sub(real(x, 1.0), t));
  return copySign(mul(log1p(ratio), 0.5), x);
}

/// A first guess from a third of the exponent, then two steps of Halley in f64 (FreeBSD s_cbrtf.c).
Value FloatMath::cbrt(Value x) {
  Value magnitude = abs(x);
  Value tiny = compare(Compare::OLT, magnitude, 0x1p-126);
  Value scaled = select(tiny, mul(magnitude, 0x1p24), magnitude);
  Value word = toBits(scaled);
  Value third = b.create<arith::DivUIOp>(word, bits(word, 3));
  Value guess = fromBits(addBits(third, bits(word, 709958130)));
  Value target = widen(scaled), t = widen(guess);
  for (int step = 0; step < 2; ++step) {
    Value cube = mul(mul(t, t), t);
    Value above = add(add(target, target), cube), below = add(add(cube, cube), target);
    t = mul(t, div(above, below));
  }
  Value root = narrow(t);
  Value result = copySign(select(tiny, mul(root, 0x1p-8), root), x);
  Value ordinary = both(compare(Compare::ONE, x, 0.0), compare(Compare::OLT, magnitude, INFINITY));
  return select(ordinary, result, x);
}

/// log2 |x| in f64 of an f32, to 1e-11 relative.
Value FloatMath::log2Wide(Value x) {
  Value wide = widen(abs(x));
  Value offset = bits(wide, 0x3fe6a09e667f3bcd);
  Value shifted = subBits(toBits(wide), offset);
  Value exponent = fromInt(wide, shiftRight(shifted, 52));
  Value mantissa = fromBits(addBits(andBits(shifted, 0xfffffffffffff), offset));
  Value s = div(sub(mantissa, 1.0), add(mantissa, 1.0));
  // 2 atanh(s) by its series: |s| < 0.1716
  Value series = polynomial(mul(s, s), {1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0});
  Value log2 = fma(mul(s, 2 * log2e), series, exponent);
  log2 = select(compare(Compare::OEQ, wide, 0.0), -INFINITY, log2);
  return select(compare(Compare::OEQ, wide, INFINITY), INFINITY, log2);
}

/// 2^x in f64, to 1e-9 relative, within f32's range.
Value FloatMath::exp2Wide(Value x) {
  Value held = clamp(x, -200.0, 200.0);
  Rounded n = round(held);
  Value r = mul(sub(held, n.real), 0.69314718055994531);
  Value power = polynomial(r, {1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0});
  return mul(power, powerOfTwo(x, n.integer));
}

/// x in f32, y in f64; C's special cases.
Value FloatMath::pow(Value x, Value y) {
  Value magnitude = narrow(exp2Wide(mul(y, log2Wide(x))));
  magnitude = select(compare(Compare::OEQ, abs(x), 1.0), 1.0, magnitude);
  Value isInteger = compare(Compare::OEQ, b.create<math::FloorOp>(y), y);
  Value half = mul(y, 0.5);
  Value isOdd = both(isInteger, compare(Compare::ONE, b.create<math::FloorOp>(half), half));
  Value result = select(isOdd, copySign(magnitude, x), magnitude);
  Value negative = both(compare(Compare::OLT, x, 0.0), compare(Compare::OGT, x, -INFINITY));
  Value fractional = both(negative, compare(Compare::ONE, b.create<math::FloorOp>(y), y));
  result = select(fractional, NAN, result);
  Value unordered = either(isNan(x), isNan(y));
  result = select(unordered, NAN, result);
  Value one = either(compare(Compare::OEQ, x, 1.0), compare(Compare::OEQ, y, 0.0));
  return select(one, 1.0, result);
}
