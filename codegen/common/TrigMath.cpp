//===- TrigMath.cpp - circular functions ----------------------------------------------------------===//
// An angle is reduced to x = number pi/2 + r with |r| <= pi/4. Small ones take pi/2 in pieces; where any lane holds a
// larger one, a function that kernels share multiplies by as many bits of 2/pi as it takes (Payne, Hanek, 1983).
//===--------------------------------------------------------------------------------------------===//
#include "codegen/common/FloatMath.h"
#include "codegen/common/SharedFunction.h"
#include "mlir/IR/TypeUtilities.h"
#include <cmath>

using namespace mlir;
using namespace mf::codegen;

//===-- reduction -------------------------------------------------------------------------------===//

/// f32: in f64, good to |x| = 2^28. f64: pi/2 in three pieces of 33 bits and a rest, good to |x| = 2^19 pi/2 (fdlibm
/// e_rem_pio2.c): the pieces' products with `number` are exact.
FloatMath::Angle FloatMath::reduceSmall(Value x) {
  Value wide = widen(x);
  Rounded n = round(mul(wide, 0.63661977236758134));
  if (!isWide(x)) {
    Value rest = fma(n.real, -1.57079631090164184570, wide);
    rest = fma(n.real, -1.58932547735281966916e-08, rest);
    Value r = narrow(rest);
    return {r, {}, b.create<arith::TruncIOp>(toBits(r).getType(), n.integer)};
  }
  Value first = fma(n.real, -0x1.921fb544p0, x);
  Pair second = exactSum(first, mul(n.real, -0x1.0b4611a6p-34));
  Pair third = exactSum(second.high, mul(n.real, -0x1.3198a2ep-69));
  Value low = fma(n.real, -0x1.b839a252049c1p-104, add(second.low, third.low));
  Pair r = exactSum(third.high, low);
  return {r.high, r.low, n.integer};
}

/// The bits of 2/pi after the point, after 64 zeros.
static constexpr uint64_t twoOverPi[] = {
    0,
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c,
    0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08};

/// Any finite |x| of 2^19 or more, in f64. With x = M 2^(e - 63), M of 64 bits, the bits of 2/pi before e - 65 make
/// multiples of 4 only, and 192 bits from there leave 126 bits of the fraction; a double comes no closer to a multiple
/// of pi/2 than 2^-61.
FloatMath::Angle FloatMath::reduceByWords(Value x) {
  Value magnitude = toBits(abs(x));
  Value start = subBits(shiftRight(magnitude, 52), bits(x, 1024)); // e - 1, the first bit that counts in the table
  Value fraction52 = andBits(magnitude, 0xfffffffffffff);
  Value whole = addBits(fraction52, bits(x, 0x10000000000000));
  Value factor = shiftLeft(whole, 11);
  Value shift = andBits(start, 63), index = shiftRight(start, 6);
  SmallVector<Value> words(4, bits(x, 0));
  for (auto [i, word] : llvm::enumerate(twoOverPi))
    for (int64_t k = 0; k < 4; ++k) {
      Value here = b.create<arith::CmpIOp>(arith::CmpIPredicate::eq, index, bits(x, int64_t(i) - k));
      words[k] = select(here, bits(x, int64_t(word)), words[k]);
    }
  SmallVector<Value> window;
  Value back = subBits(bits(x, 63), shift);
  for (int k = 0; k < 3; ++k) {
    Value high = b.create<arith::ShLIOp>(words[k], shift);
    Value low = b.create<arith::ShRUIOp>(shiftRightUnsigned(words[k + 1], 1), back);
    window.push_back(orBits(high, low));
  }
  auto last = b.create<arith::MulUIExtendedOp>(factor, window[2]);
  auto middle = b.create<arith::MulUIExtendedOp>(factor, window[1]);
  Value mid = addBits(middle.getLow(), last.getHigh());
  Value carry = b.create<arith::CmpIOp>(arith::CmpIPredicate::ult, mid, last.getHigh());
  Value high = b.create<arith::MulIOp>(factor, window[0]);
  high = addBits(addBits(high, middle.getHigh()), b.create<arith::ExtUIOp>(high.getType(), carry));
  // two bits of the quadrant, then the fraction; more than one half counts as negative
  Value top = orBits(shiftLeft(high, 2), shiftRightUnsigned(mid, 62));
  Value negative = shiftRight(top, 63); // all ones or none
  Value number = subBits(shiftRightUnsigned(high, 62), negative);
  auto flip = [&](Value v) { return b.create<arith::XOrIOp>(v, negative).getResult(); };
  Value upper = flip(top), lower = flip(shiftLeft(mid, 2)); // the lost unit is 2^-128
  auto part = [&](Value word, bool ofHigh, double unit) { // 32 bits of a word as a double
    Value piece = ofHigh ? shiftRightUnsigned(word, 32) : andBits(word, 0xffffffff);
    Value number = sub(fromBits(orBits(piece, bits(x, 0x4330000000000000))), 0x1p52);
    return mul(number, unit);
  };
  Value first = part(upper, true, 0x1p-32), second = part(upper, false, 0x1p-64);
  Value third = part(lower, true, 0x1p-96), fourth = part(lower, false, 0x1p-128);
  Pair fraction = exactSum(first, second);
  Value tail = add(third, fourth);
  fraction = exactSum(fraction.high, add(fraction.low, tail));
  Pair product = exactProduct(fraction.high, real(x, 0x1.921fb54442d18p0));
  Value low = fma(fraction.low, 0x1.921fb54442d18p0, fma(fraction.high, 0x1.1a62633145c07p-54, product.low));
  Pair r = exactSum(product.high, low);
  // -x: everything with the other sign
  Value sign = shiftRight(toBits(x), 63);
  Value turned = flip(bits(x, 0));
  Value minus = b.create<arith::XOrIOp>(sign, turned);
  auto withSign = [&](Value v) {
    Value bit = shiftLeft(minus, 63);
    return fromBits(b.create<arith::XOrIOp>(toBits(v), bit));
  };
  number = subBits(b.create<arith::XOrIOp>(number, sign), sign);
  // infinity and NaN have no angle
  Value none = sub(x, x);
  return {add(withSign(r.high), none), withSign(r.low), number};
}

/// A call of reduceByWords, whose code is much longer than all else, in a function of all lanes.
FloatMath::Angle FloatMath::reduceLarge(Value x) {
  auto vector = dyn_cast<VectorType>(x.getType());
  std::string name = std::string("mf_reduce_angle_") + byType(x, "f32", "f64") + (vector ? "_x" + std::to_string(vector.getNumElements()) : "");
  SmallVector<Type> types{x.getType(), toBits(x).getType()};
  if (isWide(x))
    types.insert(types.begin() + 1, x.getType());
  auto result = LLVM::LLVMStructType::getLiteral(b.getContext(), types);
  auto function = sharedFunction(b, name, x.getType(), result, [&](ImplicitLocOpBuilder &inner, Block::BlockArgListType arguments) {
    FloatMath m(inner, fused);
    Value wide = m.widen(arguments[0]);
    Angle angle = m.reduceByWords(wide);
    SmallVector<Value> values{angle.r, angle.tail, angle.number};
    if (!isWide(x)) {
      Value number = inner.create<arith::TruncIOp>(types[1], angle.number);
      values = {m.narrow(angle.r), number};
    }
    Value made = inner.create<LLVM::UndefOp>(result);
    for (auto [i, value] : llvm::enumerate(values))
      made = inner.create<LLVM::InsertValueOp>(made, value, int64_t(i));
    return made;
  });
  // its callers keep their registers for the usual path
  function.setPassthroughAttr(b.getStrArrayAttr({"cold", "noinline"}));
  Value made = b.create<LLVM::CallOp>(function, x).getResult();
  auto get = [&](int64_t i) { return b.create<LLVM::ExtractValueOp>(made, i).getResult(); };
  return isWide(x) ? Angle{get(0), get(1), get(2)} : Angle{get(0), {}, get(1)};
}

FloatMath::Angle FloatMath::reduceAngle(Value x) {
  if (angles)
    if (Angle known = angles->lookup(x); known.r && known.r.getParentBlock() == b.getInsertionBlock())
      return known;
  Value large = compare(Compare::OGT, abs(x), byType(x, 0x1p28, 0x1p19));
  Angle small = reduceSmall(x);
  SmallVector<Value> fast{small.r, small.number};
  if (small.tail)
    fast.push_back(small.tail);
  SmallVector<Value> values = unlessAny(large, fast, [&] {
    Angle exact = reduceLarge(x);
    SmallVector<Value> chosen{select(large, exact.r, small.r), select(large, exact.number, small.number)};
    if (small.tail)
      chosen.push_back(select(large, exact.tail, small.tail));
    return chosen;
  });
  Angle angle{values[0], small.tail ? values[2] : Value(), values[1]};
  if (angles)
    (*angles)[x] = angle;
  return angle;
}

//===-- sine, cosine, tangent -------------------------------------------------------------------===//

/// sin(r) / r - 1 over z and (cos(r) - 1 + z / 2) over z^2 as polynomials of z = r^2 (scripts/fit_polynomials.py).
static constexpr double sineFirst = -0.16666666666666632;
static constexpr double sineWide[] = {
    1.5896811850312827e-10, -2.5050758385411525e-08, 2.7557313693580386e-06, -0.00019841269829812405,
    0.008333333333322418};
static constexpr double cosineWide[] = {
    -1.1359658803750885e-11, 2.087572347823235e-09, -2.7557314353783e-07, 2.4801587289486992e-05,
    -0.0013888888888874131, 0.0416666666666666};

/// sin(r), cos(r) and the number of the quadrant. f32: Cephes' sinf and cosf; f64: how r's tail enters is fdlibm's.
FloatMath::Quadrant FloatMath::circle(Value x) {
  Angle angle = reduceAngle(x);
  Value r = angle.r, z = mul(r, r);
  if (!isWide(x)) {
    Value sine = polynomial(z, {-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1});
    sine = fma(mul(sine, z), r, r);
    Value cosine = polynomial(z, {2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2});
    cosine = fma(mul(cosine, z), z, fma(z, -0.5, real(r, 1.0)));
    return {sine, cosine, angle.number};
  }
  // sin(r + t) = r + r^3 (s1 + z S) + t (1 - z / 2)
  Value cube = mul(z, r);
  Value inner = sub(mul(angle.tail, 0.5), mul(cube, polynomial(z, sineWide)));
  Value bent = sub(mul(z, inner), angle.tail);
  Value sine = sub(r, sub(bent, mul(cube, sineFirst)));
  // cos(r + t) = 1 - z / 2 + z^2 C - r t
  Value half = mul(z, 0.5);
  Value most = sub(real(x, 1.0), half);
  Value lost = sub(sub(real(x, 1.0), most), half);
  Value fourth = mul(z, z);
  Value series = mul(fourth, polynomial(z, cosineWide)), turn = mul(r, angle.tail);
  Value last = sub(series, turn);
  return {sine, add(most, add(lost, last)), angle.number};
}

/// sin(r) or cos(r) for even or odd quadrants, negated in quadrants 2 and 3.
static Value pick(FloatMath &m, ImplicitLocOpBuilder &b, Value even, Value odd, Value number) {
  Value sign = m.shiftLeft(m.andBits(number, 2), m.byType(even, 30, 62));
  Value chosen = m.toBits(m.select(m.isOne(number, 1), odd, even));
  return m.fromBits(b.create<arith::XOrIOp>(chosen, sign));
}

Value FloatMath::sin(Value x) {
  Quadrant q = circle(x);
  Value result = pick(*this, b, q.sine, q.cosine, q.number);
  // -0 stays
  return select(compare(Compare::OEQ, x, 0.0), x, result);
}

Value FloatMath::cos(Value x) {
  Quadrant q = circle(x);
  // sin(x + pi/2)
  return pick(*this, b, q.sine, q.cosine, addBits(q.number, bits(q.number, 1)));
}

Value FloatMath::tan(Value x) {
  Quadrant q = circle(x);
  Value isOdd = isOne(q.number, 1);
  Value above = select(isOdd, neg(q.cosine), q.sine);
  Value below = select(isOdd, q.sine, q.cosine);
  return select(compare(Compare::OEQ, x, 0.0), x, div(above, below));
}

//===-- inverses --------------------------------------------------------------------------------===//

/// (atan(t) / t - 1) / z as a polynomial of z = t^2 for |t| <= sqrt(2) - 1 (scripts/fit_polynomials.py).
static constexpr double atanWide[] = {
    -0.017914805143303448, 0.038071633367689865, -0.050395880368908075, 0.058479531343863536, -0.06663112918374792,
    0.07692060999447896, -0.09090897801771708, 0.11111110784976766, -0.1428571428022629, 0.19999999999953874,
    -0.333333333333332};
// pi/4, pi/2 and pi in f64 lack these
static constexpr double quarterLow = 3.061616997868383e-17, halfLow = 6.123233995736766e-17, piLow = 1.2246467991473532e-16;

/// atan(t) for t in [0, 1]. f32: SLEEF atanf. f64: beyond sqrt(2) - 1 as pi/4 + atan((t - 1) / (t + 1)).
Value FloatMath::atanUnit(Value t) {
  if (!isWide(t)) {
    Value s = mul(t, t);
    Value p = polynomial(s, {0.00282363896258175373077393, -0.0159569028764963150024414, 0.0425049886107444763183594, -0.0748900920152664184570312,
                             0.106347933411598205566406, -0.142027363181114196777344, 0.199926957488059997558594, -0.333331018686294555664062});
    return fma(t, mul(s, p), t);
  }
  Value far = compare(Compare::OGT, t, 0.41421356237309503);
  Value above = sub(t, 1.0);
  Value below = add(t, 1.0);
  Value r = select(far, div(above, below), t);
  Value z = mul(r, r);
  Value rest = mul(r, mul(z, polynomial(z, atanWide)));
  Value turned = add(add(rest, quarterLow), r);
  return select(far, add(turned, M_PI_4), add(rest, r));
}

Value FloatMath::atan(Value x) {
  Value magnitude = abs(x);
  Value steep = compare(Compare::OGT, magnitude, 1.0);
  Value angle = atanUnit(select(steep, div(real(x, 1.0), magnitude), magnitude));
  return copySign(select(steep, complement(angle, M_PI_2, halfLow), angle), x);
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
  angle = select(steep, complement(angle, M_PI_2, halfLow), angle);
  Value left = b.create<arith::CmpIOp>(arith::CmpIPredicate::slt, toBits(x), bits(x, 0));
  angle = select(left, complement(angle, M_PI, piLow), angle);
  Value result = copySign(angle, y);
  return select(either(isNan(x), isNan(y)), add(x, y), result);
}

/// whole - angle
Value FloatMath::complement(Value angle, double whole, double low) {
  Value exact = isWide(angle) ? sub(angle, low) : angle;
  return sub(real(angle, whole), exact);
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
