//===- ExpMath.cpp - exponentials, logarithms and their kin in f32 --------------------------------===//
// Largest errors against libm are held by tests/codegen/math_test.cpp.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/common/FloatMath.h"
#include <cmath>

using namespace mlir;
using namespace mf::codegen;

static constexpr double log2e = 1.4426950408889634, ln2 = 0.69314718055994531;
// ln 2 in two pieces; the first has trailing zeros, so that small multiples of it are exact
static constexpr double ln2High = 0.693359375, ln2Low = -2.12194440e-4;
static constexpr double ln2HighWide = 0x1.62e42feep-1, ln2LowWide = 0x1.a39ef35793c76p-33;

using Coefficients = ArrayRef<double>;

// Coefficients without another source are minimax fits by scripts/fit_polynomials.py.

/// (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 2. f32: Cephes expf (Moshier).
static constexpr double expNarrow[] = {1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1};
static constexpr double expWide[] = {
    2.0924528068357095e-09, 2.5109147663469083e-08, 2.7557242488828713e-07, 2.7557243910805933e-06,
    2.4801587360868122e-05, 0.00019841269886402052, 0.0013888888888866683, 0.00833333333332153, 0.0416666666666667,
    0.16666666666666677, 0.5};

/// exp(r) - 1
Value FloatMath::expPolynomial(Value r) {
  Value series = polynomial(r, byType<Coefficients>(r, expNarrow, expWide));
  return fma(series, mul(r, r), r);
}

/// x - n ln(2)
Value FloatMath::reduceExponent(Value x, Value n) {
  Value rest = fma(n, byType(x, -ln2High, -ln2HighWide), x);
  return fma(n, byType(x, -ln2Low, -ln2LowWide), rest);
}

Value FloatMath::exp(Value x) {
  Value held = clamp(x, byType(x, -104.0, -746.0), byType(x, 89.0, 710.0));
  Rounded n = round(mul(held, log2e));
  Value r = reduceExponent(held, n.real);
  return scaleByPowerOfTwo(add(expPolynomial(r), 1.0), n.integer);
}

Value FloatMath::exp2(Value x) {
  Value held = clamp(x, byType(x, -151.0, -1076.0), byType(x, 129.0, 1025.0));
  Rounded n = round(held);
  Value r = mul(sub(held, n.real), ln2);
  return scaleByPowerOfTwo(add(expPolynomial(r), 1.0), n.integer);
}

Value FloatMath::expm1(Value x) {
  Value held = clamp(x, byType(x, -18.0, -38.0), byType(x, 89.0, 710.0));
  Rounded n = round(mul(held, log2e));
  Value r = reduceExponent(held, n.real);
  // 2 (2^(n-1) (e + 1) - 1/2): n = 128 does not overflow too early
  Value scale = powerOfTwo(x, subBits(n.integer, bits(x, 1)));
  Value rest = sub(scale, 0.5);
  Value half = fma(expPolynomial(r), scale, rest);
  return copySign(add(half, half), x);
}

Value FloatMath::tanh(Value x) {
  // t / (t + 2) with t = exp(2 |x|) - 1; beyond 10 the result is 1 in f32, beyond 20 in f64
  Value magnitude = abs(x);
  double limit = byType(x, 10.0, 20.0);
  Value held = select(compare(Compare::OGT, magnitude, limit), limit, magnitude);
  Value twice = add(held, held);
  Rounded n = round(mul(twice, log2e));
  Value r = reduceExponent(twice, n.real);
  Value scale = powerOfTwo(x, n.integer);
  Value rest = sub(scale, 1.0);
  Value t = fma(expPolynomial(r), scale, rest);
  return copySign(div(t, add(t, 2.0)), x);
}

/// erf(x) / x - 1 as a polynomial of x^2 for |x| <= 1, and log(1 - erf(x)) for x in [1, 6].
static constexpr double erfNear[] = {
    -7.801189557567462e-10, 1.3722975493826882e-08, -1.6209175426580397e-07, 1.6447517567641667e-06,
    -1.4924744649931631e-05, 0.00012055295319521354, -0.0008548325989653283, 0.005223977607422288,
    -0.026866170643276035, 0.11283791670945252, -0.3761263890318355, 0.12837916709551256};
static constexpr double erfFar[] = {
    1.0390967804935246e-12, -4.7519163449828684e-11, 1.0170899376632598e-09, -1.3522759954144e-08,
    1.2483537979439752e-07, -8.452209204962588e-07, 4.3019102404170554e-06, -1.642194599655312e-05,
    4.477120171341771e-05, -6.975323766314434e-05, -4.5951115401753475e-05, 0.0006428270286730845,
    -0.0017709180769496105, 0.000282222247120514, 0.01907695968581698, -0.10274664480815672, -0.6366287029493783,
    -1.1283772825675888, -1.8436798688452218e-07};

Value FloatMath::erfWide(Value x) {
  Value t = abs(x);
  Value near = fma(polynomial(mul(x, x), erfNear), x, x);
  Value held = select(compare(Compare::OGT, t, 6.0), 6.0, t);
  Value rest = exp(polynomial(held, erfFar));
  Value far = copySign(sub(real(x, 1.0), rest), x);
  // NaN takes the first
  return select(compare(Compare::OGT, t, 1.0), far, near);
}

/// Coefficients: N. Juffa's erff (below 1 ulp in each half).
Value FloatMath::erf(Value x) {
  if (isWide(x))
    return erfWide(x);
  Value t = abs(x), s = mul(x, x);
  Value inner = polynomial(s, {-5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1, -3.76125336e-1, 1.28379166e-1});
  inner = fma(inner, x, x);
  Value far = select(compare(Compare::OGT, t, 5.0), 5.0, t);
  Value tail = polynomial(far, {-1.72853470e-5, 3.83197126e-4, -3.88396438e-3, 2.42546219e-2, -1.06777877e-1, -6.34846687e-1, -1.28717512e-1});
  tail = fma(tail, far, neg(far));
  Value outer = copySign(sub(real(x, 1.0), exp(tail)), x);
  return select(compare(Compare::OGT, t, 0.927734375), outer, inner);
}

/// exp(a^2) (1 + 2 a) erfc(a) - 1 as a polynomial of q = (a - 4) / (a + 4), for a up to 10.1 and 27.3: erfc is 0 beyond.
static constexpr double erfcNarrow[] = {
    0.0008850684395381209, 0.0070259223791917695, -0.015888290531046276, 0.03642426742108647, -0.06663839547185939, 0.09381732929340902,
    -0.1009907307233749, 0.06809373163580701, 0.015377377289439933, -0.13962107315676103, 0.23299513505940112};
static constexpr double erfcWide[] = {
    -1.8001436876516002e-09, -1.364992097844285e-08, -7.842049799478834e-09, 1.1516003435633686e-07, 6.288828428062736e-08,
    -8.347656961637975e-07, 3.0127328866748913e-07, 5.717498170733581e-06, -1.1224821496023211e-05, -2.4402953672225945e-05,
    0.0001506222901756312, -0.00019925557960756937, -0.000757773361433263, 0.00503196977062314, -0.016197734054719196,
    0.037167515560700054, -0.06633036581203909, 0.09373283499691458, -0.10103906603632354, 0.06809705425473354,
    0.015379652102620139, -0.13962111684056286, 0.2329951186255525};

/// The form of N. Juffa's erfcf; what a^2 loses in rounding is made good, as it would be 2^-24 a^2 of the result.
Value FloatMath::erfc(Value x) {
  Value a = abs(x);
  double limit = byType(x, 10.1, 27.3);
  Value beyond = compare(Compare::OGT, a, limit);
  Value held = select(beyond, limit, a);
  Value q = div(sub(held, 4.0), add(held, 4.0));
  Value p = add(polynomial(q, byType<Coefficients>(x, erfcNarrow, erfcWide)), 1.0);
  Value scaled = div(p, fma(held, 2.0, real(x, 1.0)));
  Pair square = exactProduct(held, held);
  Value bell = exp(neg(square.high));
  // exp(-high - low) = exp(-high) (1 - low)
  Value right = select(beyond, 0.0, mul(scaled, fma(neg(square.low), bell, bell)));
  Value left = sub(real(x, 2.0), right);
  return select(compare(Compare::OLT, x, 0.0), left, select(isNan(x), x, right));
}

/// 2 atanh(s) / s - 2 as z times a polynomial of z = s^2, for log(1 + f) with s = f / (2 + f); f32: FreeBSD e_logf.c.
static constexpr double logWide[] = {
    0.14796728599855655, 0.1531397692972899, 0.18183567031076817, 0.2222219852463382, 0.28571428742824573,
    0.3999999999941289, 0.6666666666666735};

Value FloatMath::logReduced(Value f, Value k, Value correction) {
  Value s = div(f, add(f, 2.0));
  Value z = mul(s, s);
  Value series;
  if (isWide(f)) {
    series = mul(z, polynomial(z, logWide));
  } else {
    Value w = mul(z, z);
    Value odd = mul(w, polynomial(w, {0xf89e26p-26, 0xccce13p-25}));
    Value even = mul(z, polynomial(w, {0x91e9eep-25, 0xaaaaaap-24}));
    series = add(even, odd);
  }
  Value half = mul(mul(f, f), 0.5);
  Value tail = mul(s, add(half, series));
  Value low = fma(k, byType(f, 9.0580006145e-06, ln2LowWide), correction);
  Value sum = add(sub(add(tail, low), half), f);
  return fma(k, byType(f, 6.9313812256e-01, ln2HighWide), sum);
}

Value FloatMath::log(Value x) {
  Value tiny = compare(Compare::OLT, x, byType(x, 0x1p-126, 0x1p-1022));
  Value scaled = select(tiny, mul(x, byType(x, 0x1p23, 0x1p54)), x);
  Split split = splitExponent(scaled);
  Value k = select(tiny, sub(split.exponent, byType(x, 23.0, 54.0)), split.exponent);
  Value f = sub(split.mantissa, 1.0);
  Value result = logReduced(f, k, real(x, 0.0));
  result = select(compare(Compare::OEQ, x, 0.0), -INFINITY, result);
  result = select(compare(Compare::OLT, x, 0.0), NAN, result);
  // infinity and NaN stay
  Value finite = compare(Compare::ULT, x, INFINITY);
  return select(both(finite, compare(Compare::ORD, x, x)), result, x);
}

Value FloatMath::log1p(Value x) {
  Value u = add(x, 1.0);
  Split split = splitExponent(u);
  Value k = split.exponent;
  // what 1 + x lost in rounding
  Value lostAbove = sub(real(x, 1.0), sub(u, x));
  Value lostBelow = sub(x, sub(u, 1.0));
  Value lost = div(select(compare(Compare::OGE, k, 2.0), lostAbove, lostBelow), u);
  Value near = compare(Compare::OEQ, k, 0.0);
  Value f = select(near, x, sub(split.mantissa, 1.0));
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
  return copySign(select(compare(Compare::OGT, magnitude, byType(x, 16.0, 40.0)), far, near), x);
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
  if (isWide(x))
    return cbrtWide(x);
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

/// The same in f64, and a last step with a guess short enough that its square is exact (FreeBSD s_cbrt.c).
Value FloatMath::cbrtWide(Value x) {
  Value magnitude = abs(x);
  Value tiny = compare(Compare::OLT, magnitude, 0x1p-1022);
  Value scaled = select(tiny, mul(magnitude, 0x1p54), magnitude);
  Value third = b.create<arith::DivUIOp>(toBits(scaled), bits(x, 3));
  Value t = fromBits(addBits(third, bits(x, 0x2a9f789300000000)));
  for (int step = 0; step < 2; ++step) {
    // the cube over x, so that nothing overflows
    Value cube = mul(mul(t, t), div(t, scaled));
    Value below = add(add(cube, cube), 1.0);
    t = mul(t, div(add(cube, 2.0), below));
  }
  t = fromBits(andBits(toBits(t), int64_t(0xfffffffff8000000)));
  Value ratio = div(scaled, mul(t, t));
  Value below = add(add(t, t), ratio);
  Value root = fma(t, div(sub(ratio, t), below), t);
  Value result = copySign(select(tiny, mul(root, 0x1p-18), root), x);
  Value ordinary = both(compare(Compare::ONE, x, 0.0), compare(Compare::OLT, magnitude, INFINITY));
  return select(ordinary, result, x);
}
