//===- Scalar.cpp - scalar code of elementwise ops ----------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;

static bool isInteger(Value x) { return isa<IntegerType>(x.getType()); }

Value Scalar::constant(Type type, double value) {
  if (isa<FloatType>(type))
    return b.create<arith::ConstantOp>(loc, b.getFloatAttr(type, value));
  return b.create<arith::ConstantOp>(loc, b.getIntegerAttr(type, (int64_t)value));
}

#define BY_KIND(NAME, FLOAT, INTEGER)                                                                                  \
  Value Scalar::NAME(Value x, Value y) {                                                                               \
    return isInteger(x) ? b.create<INTEGER>(loc, x, y).getResult() : b.create<FLOAT>(loc, x, y).getResult();           \
  }
BY_KIND(add, arith::AddFOp, arith::AddIOp)
BY_KIND(sub, arith::SubFOp, arith::SubIOp)
BY_KIND(mul, arith::MulFOp, arith::MulIOp)
BY_KIND(div, arith::DivFOp, arith::DivSIOp)
BY_KIND(max, arith::MaximumFOp, arith::MaxSIOp)
BY_KIND(min, arith::MinimumFOp, arith::MinSIOp)
BY_KIND(rem, arith::RemFOp, arith::RemSIOp)
#undef BY_KIND

Value Scalar::neg(Value x) {
  if (!isInteger(x))
    return b.create<arith::NegFOp>(loc, x);
  Value zero = constant(x.getType(), 0);
  return b.create<arith::SubIOp>(loc, zero, x);
}
Value Scalar::abs(Value x) {
  return isInteger(x) ? b.create<math::AbsIOp>(loc, x).getResult() : b.create<math::AbsFOp>(loc, x).getResult();
}
Value Scalar::sign(Value x) {
  Value zero = constant(x.getType(), 0), one = constant(x.getType(), 1), minus = constant(x.getType(), -1);
  Value positive = compare(Direction::gt, x, zero), negative = compare(Direction::lt, x, zero);
  Value below = select(negative, minus, isInteger(x) ? zero : x); // keeps NaN and the sign of zero
  return select(positive, one, below);
}
Value Scalar::rsqrt(Value x) {
  Value root = b.create<math::SqrtOp>(loc, x);
  return b.create<arith::DivFOp>(loc, constant(x.getType(), 1), root);
}
Value Scalar::logistic(Value x) {
  // e^-|x| never overflows: 1 / (1 + e) for x >= 0, e / (1 + e) below
  Value magnitude = b.create<math::AbsFOp>(loc, x);
  Value minus = b.create<arith::NegFOp>(loc, magnitude);
  Value e = b.create<math::ExpOp>(loc, minus);
  Value one = constant(x.getType(), 1);
  Value denominator = b.create<arith::AddFOp>(loc, one, e);
  Value positive = compare(Direction::ge, x, constant(x.getType(), 0));
  Value top = select(positive, one, e);
  return b.create<arith::DivFOp>(loc, top, denominator);
}
Value Scalar::clamp(Value x, double low, double high) {
  Value above = max(x, constant(x.getType(), low));
  return min(above, constant(x.getType(), high));
}

Value Scalar::compare(Direction direction, Value x, Value y) {
  using F = arith::CmpFPredicate;
  using I = arith::CmpIPredicate;
  static const F floats[] = {F::OEQ, F::UNE, F::OLT, F::OLE, F::OGT, F::OGE};
  static const I integers[] = {I::eq, I::ne, I::slt, I::sle, I::sgt, I::sge};
  if (isInteger(x))
    return b.create<arith::CmpIOp>(loc, integers[(int)direction], x, y);
  return b.create<arith::CmpFOp>(loc, floats[(int)direction], x, y);
}

Value Scalar::precedes(Value x, Value y) {
  Value smaller = compare(Direction::lt, x, y);
  if (isInteger(x))
    return smaller;
  Value isNumber = compare(Direction::eq, x, x), isNan = compare(Direction::ne, y, y);
  Value last = b.create<arith::AndIOp>(loc, isNumber, isNan);
  return b.create<arith::OrIOp>(loc, smaller, last);
}

static Value convertFromInteger(Scalar &s, Value x, Type to) {
  unsigned from = x.getType().getIntOrFloatBitWidth();
  if (isa<FloatType>(to))
    return from == 1 ? s.b.create<arith::UIToFPOp>(s.loc, to, x).getResult() : s.b.create<arith::SIToFPOp>(s.loc, to, x).getResult();
  unsigned width = to.getIntOrFloatBitWidth();
  if (width == 1)
    return s.compare(Direction::ne, x, s.constant(x.getType(), 0));
  if (width < from)
    return s.b.create<arith::TruncIOp>(s.loc, to, x);
  return from == 1 ? s.b.create<arith::ExtUIOp>(s.loc, to, x).getResult() : s.b.create<arith::ExtSIOp>(s.loc, to, x).getResult();
}

Value Scalar::convert(Value x, Type to) {
  Type from = x.getType();
  if (from == to)
    return x;
  if (isInteger(x))
    return convertFromInteger(*this, x, to);
  if (to.isInteger(1))
    return compare(Direction::ne, x, constant(from, 0));
  if (isa<IntegerType>(to))
    return b.create<arith::FPToSIOp>(loc, to, x);
  if (from.getIntOrFloatBitWidth() < to.getIntOrFloatBitWidth())
    return b.create<arith::ExtFOp>(loc, to, x);
  return b.create<arith::TruncFOp>(loc, to, x);
}

Value Scalar::convertStored(Value x, Type to) {
  if (!to.isBF16())
    return convert(x, to);
  Value f32 = convert(x, b.getF32Type());
  Value rounded = b.create<arith::TruncFOp>(loc, to, f32);
  return b.create<arith::ExtFOp>(loc, b.getF32Type(), rounded);
}

bool mf::ir::compareValues(Direction direction, double x, double y) {
  switch (direction) {
  case Direction::eq: return x == y;
  case Direction::ne: return x != y;
  case Direction::lt: return x < y;
  case Direction::le: return x <= y;
  case Direction::gt: return x > y;
  case Direction::ge: return x >= y;
  }
  return false;
}

double mf::ir::convertValue(double x, Type to) {
  if (to.isInteger(1))
    return x != 0 ? 1.0 : 0.0;
  return isa<IntegerType>(to) ? std::trunc(x) : x;
}
