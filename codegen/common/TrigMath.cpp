//===- TrigMath.cpp - circular functions in f32 ---------------------------------------------------===//
#include "codegen/common/FloatMath.h"
#include <cmath>

using namespace mlir;
using namespace mf::codegen;

/// x = number * pi/2 + r with |r| <= pi/4, and sin(r), cos(r). The reduction is in f64 and good to |x| = 2^28;
/// beyond 2^30, where neighbours in f32 lie many turns apart, the angle counts as 0. The polynomials are Cephes' sinf
/// and cosf.
FloatMath::Quadrant FloatMath::reduceAngle(Value x) {
  // x - x is NaN where x is infinite
  Value held = select(compare(Compare::OGT, abs(x), 0x1p30), sub(x, x), x);
  Value wide = widen(held);
  Rounded n = round(mul(wide, 0.63661977236758134));
  Value rest = fma(n.real, -1.57079631090164184570, wide);
  rest = fma(n.real, -1.58932547735281966916e-08, rest);
  Value r = narrow(rest);
  Value s = mul(r, r);
  Value sine = polynomial(s, {-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1});
  sine = fma(mul(sine, s), r, r);
  Value cosine = polynomial(s, {2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2});
  cosine = fma(mul(cosine, s), s, fma(s, -0.5, real(r, 1.0)));
  Type narrowType = toBits(r).getType();
  return {sine, cosine, b.create<arith::TruncIOp>(narrowType, n.integer)};
}

/// sin(r) or cos(r) for even or odd quadrants, negated in quadrants 2 and 3.
static Value pick(FloatMath &m, ImplicitLocOpBuilder &b, Value even, Value odd, Value number) {
  Value isOdd = b.create<arith::CmpIOp>(arith::CmpIPredicate::ne, m.andBits(number, 1), m.bits(number, 0));
  Value sign = m.shiftLeft(m.andBits(number, 2), 30);
  Value chosen = m.toBits(m.select(isOdd, odd, even));
  return m.fromBits(b.create<arith::XOrIOp>(chosen, sign));
}

Value FloatMath::sin(Value x) {
  Quadrant q = reduceAngle(x);
  Value result = pick(*this, b, q.sine, q.cosine, q.number);
  // -0 stays
  return select(compare(Compare::OEQ, x, 0.0), x, result);
}

Value FloatMath::cos(Value x) {
  Quadrant q = reduceAngle(x);
  // sin(x + pi/2)
  return pick(*this, b, q.sine, q.cosine, addBits(q.number, bits(q.number, 1)));
}

Value FloatMath::tan(Value x) {
  Quadrant q = reduceAngle(x);
  Value isOdd = b.create<arith::CmpIOp>(arith::CmpIPredicate::ne, andBits(q.number, 1), bits(q.number, 0));
  Value above = select(isOdd, neg(q.cosine), q.sine);
  Value below = select(isOdd, q.sine, q.cosine);
  return select(compare(Compare::OEQ, x, 0.0), x, div(above, below));
}

/// atan(t) for t in [0, 1]. Coefficients: SLEEF atanf.
Value FloatMath::atanUnit(Value t) {
  Value s = mul(t, t);
  Value p = polynomial(s, {0.00282363896258175373077393, -0.0159569028764963150024414, 0.0425049886107444763183594, -0.0748900920152664184570312,
                           0.106347933411598205566406, -0.142027363181114196777344, 0.199926957488059997558594, -0.333331018686294555664062});
  return fma(t, mul(s, p), t);
}

Value FloatMath::atan(Value x) {
  Value magnitude = abs(x);
  Value steep = compare(Compare::OGT, magnitude, 1.0);
  Value angle = atanUnit(select(steep, div(real(x, 1.0), magnitude), magnitude));
  return copySign(select(steep, sub(real(x, M_PI_2), angle), angle), x);
}

Value FloatMath::atan2(Value y, Value x) {
  Value rise = abs(y), run = abs(x);
  Value steep = compare(Compare::OGT, rise, run);
  Value high = select(steep, rise, run), low = select(steep, run, rise);
  Value ratio = div(low, high);
  // equal infinities make 45 degrees, two zeros none
  Value infinite = both(compare(Compare::OEQ, low, INFINITY), compare(Compare::OEQ, high, INFINITY));
  ratio = select(infinite, 1.0, ratio);
  ratio = select(compare(Compare::OEQ, high, 0.0), 0.0, ratio);
  Value angle = atanUnit(ratio);
  angle = select(steep, sub(real(x, M_PI_2), angle), angle);
  Value left = b.create<arith::CmpIOp>(arith::CmpIPredicate::slt, toBits(x), bits(x, 0));
  angle = select(left, sub(real(x, M_PI), angle), angle);
  Value result = copySign(angle, y);
  return select(either(isNan(x), isNan(y)), add(x, y), result);
}

Value FloatMath::asin(Value x) {
  Value one = real(x, 1.0);
  Value root = sqrt(mul(sub(one, x), add(one, x)));
  return atan2(x, root);
}

Value FloatMath::acos(Value x) {
  Value one = real(x, 1.0);
  Value root = sqrt(mul(sub(one, x), add(one, x)));
  return atan2(root, x);
}
