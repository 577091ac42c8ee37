//===- PowMath.cpp - powers -----------------------------------------------------------------------===//
// x^y = 2^(y log2 |x|) or exp(y log |x|), with the logarithm as much more exact than the result as y may magnify it:
// in f64 for f32, as a pair of f64 for f64.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/common/FloatMath.h"
#include <cmath>

using namespace mlir;
using namespace mf::codegen;

static constexpr double log2e = 1.4426950408889634, ln2 = 0.69314718055994531;

/// log2 |x| in f64 of an f32, to 1e-11 relative.
Value FloatMath::log2Wide(Value x) {
  Value wide = widen(abs(x));
  Split split = splitExponent(wide);
  Value s = div(sub(split.mantissa, 1.0), add(split.mantissa, 1.0));
  // 2 atanh(s) by its series: |s| < 0.1716
  Value series = polynomial(mul(s, s), {1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0});
  Value log2 = fma(mul(s, 2 * log2e), series, split.exponent);
  log2 = select(compare(Compare::OEQ, wide, 0.0), -INFINITY, log2);
  return select(compare(Compare::OEQ, wide, INFINITY), INFINITY, log2);
}

/// 2^x in f64, to 1e-9 relative, within f32's range.
Value FloatMath::exp2Wide(Value x) {
  Value held = clamp(x, -200.0, 200.0);
  Rounded n = round(held);
  Value r = mul(sub(held, n.real), ln2);
  Value power = polynomial(r, {1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0});
  return mul(power, powerOfTwo(x, n.integer));
}

Value FloatMath::powNarrow(Value x, Value y) {
  Value exponent = mul(y, log2Wide(x));
  return narrow(exp2Wide(exponent));
}

/// (atanh(s) / s - 1 - z / 3) / z^2 as a polynomial of z = s^2, |s| < 0.1716 (scripts/fit_polynomials.py).
static constexpr double logSeries[] = {
    0.05994821980762469, 0.058373714518078997, 0.06668160568430541, 0.07692278387262146, 0.09090909435863309,
    0.11111111108762486, 0.14285714285722578, 0.1999999999999999};
static constexpr double thirdLow = 1.850371707708594e-17; // 1/3 - double(1/3)
static constexpr double ln2High = 0x1.62e42feep-1, ln2Low = 0x1.a39ef35793c76p-33;

/// log |x| to about 2^-65 relative, for finite x other than 0.
FloatMath::Pair FloatMath::logPair(Value x) {
  Value magnitude = abs(x);
  Value tiny = compare(Compare::OLT, magnitude, 0x1p-1022);
  Value scaled = select(tiny, mul(magnitude, 0x1p54), magnitude);
  Split split = splitExponent(scaled);
  Value k = select(tiny, sub(split.exponent, 54.0), split.exponent);
  // s = f / (2 + f) with f = m - 1, as a pair
  Value f = sub(split.mantissa, 1.0);
  Pair below = exactSum(real(x, 2.0), f);
  Value s = div(f, below.high);
  Pair product = exactProduct(s, below.high);
  Value left = sub(sub(f, product.high), product.low);
  left = sub(left, mul(s, below.low));
  Value sLow = div(left, below.high);
  // v = z / 3 + z^2 Q(z)
  Pair z = exactProduct(s, s);
  Value zLow = fma(add(s, s), sLow, z.low);
  Pair third = exactProduct(z.high, real(x, 1.0 / 3));
  Value thirdRest = fma(zLow, real(x, 1.0 / 3), fma(z.high, thirdLow, third.low));
  Value series = polynomial(z.high, logSeries);
  Pair v = exactSum(third.high, mul(mul(z.high, z.high), series));
  Value vLow = add(v.low, thirdRest);
  // log m = 2 s (1 + v)
  Pair t = exactProduct(s, v.high);
  Value tLow = add(t.low, fma(s, vLow, mul(sLow, v.high)));
  Pair sum = exactSum(s, t.high);
  Value low = add(sum.low, add(tLow, sLow));
  Pair total = exactSum(mul(k, ln2High), add(sum.high, sum.high));
  low = fma(k, ln2Low, add(low, low));
  return exactSum(total.high, add(total.low, low));
}

Value FloatMath::powWide(Value x, Value y) {
  Pair log = logPair(x);
  // y is held where its products would overflow the halves; no log is below 1e-16
  Value factor = clamp(y, -0x1p80, 0x1p80);
  Pair p = exactProduct(factor, log.high);
  Value low = fma(factor, log.low, p.low);
  Value held = clamp(p.high, -750.0, 750.0);
  low = select(compare(Compare::OEQ, held, p.high), low, real(x, 0.0));
  Rounded n = round(mul(held, log2e));
  Value r = reduceExponent(held, n.real);
  Value power = expPolynomial(r);
  // exp(r + low) = exp(r) (1 + low)
  power = add(power, fma(power, low, low));
  Value result = scaleByPowerOfTwo(add(power, 1.0), n.integer);
  Value sign = b.create<arith::CmpIOp>(arith::CmpIPredicate::slt, toBits(y), bits(y, 0));
  Value ofZero = select(sign, INFINITY, real(x, 0.0));
  result = select(compare(Compare::OEQ, x, 0.0), ofZero, result);
  Value ofInfinity = select(sign, 0.0, real(x, INFINITY));
  return select(compare(Compare::OEQ, abs(x), INFINITY), ofInfinity, result);
}

Value FloatMath::pow(Value x, Value y) {
  Value magnitude = isWide(x) ? powWide(x, y) : powNarrow(x, y);
  magnitude = select(compare(Compare::OEQ, abs(x), 1.0), 1.0, magnitude);
  Value isInteger = compare(Compare::OEQ, floor(y), y);
  Value half = mul(y, 0.5);
  Value isOdd = both(isInteger, compare(Compare::ONE, floor(half), half));
  Value result = select(isOdd, copySign(magnitude, x), magnitude);
  Value negative = both(compare(Compare::OLT, x, 0.0), compare(Compare::OGT, x, -INFINITY));
  Value fractional = both(negative, compare(Compare::ONE, floor(y), y));
  result = select(fractional, NAN, result);
  Value unordered = either(isNan(x), isNan(y));
  result = select(unordered, NAN, result);
  Value one = either(compare(Compare::OEQ, x, 1.0), compare(Compare::OEQ, y, 0.0));
  return select(one, 1.0, result);
}
