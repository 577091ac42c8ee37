//===- Expand.cpp - which operations become arithmetic --------------------------------------------===//
#include "codegen/common/Expand.h"
#include "dialect/mft/Mft.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"
#include <cmath>

using namespace mlir;
using namespace mf::codegen;

/// The function's value; the names are those of the math dialect, and of mft for what that lacks.
static Value expandFunction(FloatMath &m, Operation *op, ValueRange v) {
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
      .Case([&](mf::tile::ErfcOp) { return m.erfc(v[0]); })
      .Case([&](math::SinhOp) { return m.sinh(v[0]); })
      .Case([&](math::CoshOp) { return m.cosh(v[0]); })
      .Case([&](math::AsinhOp) { return m.asinh(v[0]); })
      .Case([&](math::AcoshOp) { return m.acosh(v[0]); })
      .Case([&](math::AtanhOp) { return m.atanh(v[0]); })
      .Case([&](math::CbrtOp) { return m.cbrt(v[0]); })
      .Case([&](math::PowFOp) { return m.pow(v[0], m.widen(v[1])); })
      .Case([&](math::FPowIOp) { return m.pow(v[0], m.wideFromInt(v[0], v[1])); })
      .Case([&](math::SinOp) { return m.sin(v[0]); })
      .Case([&](math::CosOp) { return m.cos(v[0]); })
      .Case([&](math::TanOp) { return m.tan(v[0]); })
      .Case([&](math::AtanOp) { return m.atan(v[0]); })
      .Case([&](math::Atan2Op) { return m.atan2(v[0], v[1]); })
      .Case([&](math::AsinOp) { return m.asin(v[0]); })
      .Case([&](math::AcosOp) { return m.acos(v[0]); })
      .Case([&](math::RsqrtOp) { return m.rsqrt(v[0]); })
      .Case([&](math::RoundOp) { return m.roundAway(v[0]); })
      .Case([&](arith::RemFOp) { return m.remainder(v[0], v[1]); })
      .Default([](Operation *) { return Value(); });
}

/// An instruction traps by zero (which inactive lanes hold, too), and where the quotient does not fit. As in XLA: x / 0 is -1, all bits ones, with
/// remainder x, and the lowest number by -1 is itself, with remainder 0.
Value Expander::divide(Operation *op, Value dividend, Value divisor, Type result) {
  auto divideBy = [&](Value by) { return b.create(op->getLoc(), op->getName().getIdentifier(), {dividend, by}, result)->getResult(0); };
  bool isSigned = isa<arith::DivSIOp, arith::RemSIOp>(op);
  APInt constant;
  if (matchPattern(divisor, m_ConstantInt(&constant)) && !constant.isZero() && !(isSigned && constant.isAllOnes()))
    return divideBy(divisor);
  Type type = divisor.getType();
  auto equal = [&](Value x, Value y) { return b.create<arith::CmpIOp>(arith::CmpIPredicate::eq, x, y).getResult(); };
  Value byZero = equal(divisor, b.zero(type)), traps = byZero;
  if (isSigned) {
    unsigned width = getElementTypeOrSelf(type).getIntOrFloatBitWidth();
    Value lowest = equal(dividend, b.integer(type, APInt::getSignedMinValue(width).getSExtValue()));
    Value minusOne = equal(divisor, b.integer(type, -1));
    Value overflows = b.create<arith::AndIOp>(lowest, minusOne);
    traps = b.create<arith::OrIOp>(traps, overflows);
  }
  Value one = b.integer(type, 1);
  Value safe = b.create<arith::SelectOp>(traps, one, divisor);
  Value value = divideBy(safe);
  Value undefined = isa<arith::DivSIOp, arith::DivUIOp>(op) ? b.integer(type, -1) : dividend;
  return b.create<arith::SelectOp>(byZero, undefined, value);
}

/// Rounds toward zero; beyond the integer's range its nearest number, and 0 for NaN. Instructions differ there.
Value Expander::toInteger(Operation *op, Value x, Type result) {
  bool isSigned = isa<arith::FPToSIOp>(op);
  unsigned width = getElementTypeOrSelf(result).getIntOrFloatBitWidth();
  APInt least = isSigned ? APInt::getSignedMinValue(width) : APInt(width, 0), most = isSigned ? APInt::getSignedMaxValue(width) : APInt::getMaxValue(width);
  FloatMath m(b, b.fma);
  using Compare = FloatMath::Compare;
  // 2^n is exact in either type; what lies above the largest number below it overflows too
  double low = isSigned ? -std::ldexp(1.0, width - 1) : 0, high = std::ldexp(1.0, isSigned ? width - 1 : width);
  Value below = m.compare(Compare::OLT, x, low), above = m.compare(Compare::OGE, x, high);
  Value unordered = m.isNan(x);
  Value outside = m.either(m.either(below, above), unordered);
  Value held = m.select(outside, 0.0, x);
  Value number = b.create(op->getLoc(), op->getName().getIdentifier(), held, result)->getResult(0);
  Value limited = b.create<arith::SelectOp>(above, b.integer(result, most.getSExtValue()), number);
  return b.create<arith::SelectOp>(below, b.integer(result, least.getSExtValue()), limited);
}

Value Expander::expand(Operation *op, ValueRange operands, Type result) {
  if (isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(op))
    return divide(op, operands[0], operands[1], result);
  if (isa<arith::FPToSIOp, arith::FPToUIOp>(op))
    return toInteger(op, operands[0], result);
  FloatMath m(b, b.fma, &angles);
  return expandFunction(m, op, operands);
}
