// A notation for arithmetic on f32 and f64 values (scalars or vectors) in expansions of functions.
#pragma once
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mf::codegen {

class FloatMath {
public:
  using Value = mlir::Value;
  /// r = x - number pi/2 with |r| <= pi/4 (f64: r + tail), `number` modulo 4.
  struct Angle {
    Value r, tail, number;
  };
  /// Angles that were reduced, by x: sine and cosine of one angle share the work.
  using AngleCache = llvm::DenseMap<Value, Angle>;
  FloatMath(mlir::ImplicitLocOpBuilder &b, bool fused, AngleCache *angles = nullptr) : b(b), fused(fused), angles(angles) {}

  // constants like `x`
  Value real(Value like, double value);
  Value bits(Value like, int64_t value);
  /// The first for f32, the second for f64.
  template <typename T> T byType(Value like, T narrow, T wide) { return isWide(like) ? wide : narrow; }
  bool isWide(Value x);

  Value add(Value x, Value y) { return b.create<mlir::arith::AddFOp>(x, y); }
  Value sub(Value x, Value y) { return b.create<mlir::arith::SubFOp>(x, y); }
  Value mul(Value x, Value y) { return b.create<mlir::arith::MulFOp>(x, y); }
  Value div(Value x, Value y) { return b.create<mlir::arith::DivFOp>(x, y); }
  Value add(Value x, double y) { return add(x, real(x, y)); }
  Value sub(Value x, double y) { return sub(x, real(x, y)); }
  Value mul(Value x, double y) { return mul(x, real(x, y)); }
  /// x y + z, rounded once where the target has the instruction.
  Value fma(Value x, Value y, Value z) { return fused ? exactFma(x, y, z) : add(mul(x, y), z); }
  Value fma(Value x, double y, Value z) { return fma(x, real(x, y), z); }
  /// x y + z, rounded once on every target.
  Value exactFma(Value x, Value y, Value z) { return b.create<mlir::math::FmaOp>(x, y, z); }
  /// Horner's scheme, highest coefficient first.
  Value polynomial(Value x, llvm::ArrayRef<double> coefficients);
  Value abs(Value x) { return b.create<mlir::math::AbsFOp>(x); }
  Value neg(Value x) { return b.create<mlir::arith::NegFOp>(x); }
  Value sqrt(Value x) { return b.create<mlir::math::SqrtOp>(x); }
  Value floor(Value x) { return b.create<mlir::math::FloorOp>(x); }
  Value truncate(Value x) { return b.create<mlir::math::TruncOp>(x); }
  Value copySign(Value magnitude, Value sign) { return b.create<mlir::math::CopySignOp>(magnitude, sign); }

  using Compare = mlir::arith::CmpFPredicate;
  Value compare(Compare how, Value x, Value y) { return b.create<mlir::arith::CmpFOp>(how, x, y); }
  Value compare(Compare how, Value x, double y) { return compare(how, x, real(x, y)); }
  Value select(Value condition, Value yes, Value no) { return b.create<mlir::arith::SelectOp>(condition, yes, no); }
  Value select(Value condition, double yes, Value no) { return select(condition, real(no, yes), no); }
  Value isNan(Value x) { return compare(Compare::UNO, x, x); }
  Value both(Value x, Value y) { return b.create<mlir::arith::AndIOp>(x, y); }
  Value either(Value x, Value y) { return b.create<mlir::arith::OrIOp>(x, y); }
  /// x held within [low, high]; NaN stays.
  Value clamp(Value x, double low, double high);

  // bits
  Value toBits(Value x);
  Value fromBits(Value x);
  Value addBits(Value x, Value y) { return b.create<mlir::arith::AddIOp>(x, y); }
  Value subBits(Value x, Value y) { return b.create<mlir::arith::SubIOp>(x, y); }
  Value andBits(Value x, int64_t mask) { return b.create<mlir::arith::AndIOp>(x, bits(x, mask)); }
  Value orBits(Value x, Value y) { return b.create<mlir::arith::OrIOp>(x, y); }
  Value shiftLeft(Value x, int64_t by) { return b.create<mlir::arith::ShLIOp>(x, bits(x, by)); }
  Value shiftRight(Value x, int64_t by) { return b.create<mlir::arith::ShRSIOp>(x, bits(x, by)); }
  Value shiftRightUnsigned(Value x, int64_t by) { return b.create<mlir::arith::ShRUIOp>(x, bits(x, by)); }
  Value isOne(Value x, int64_t bit);
  Value fromInt(Value like, Value x) { return b.create<mlir::arith::SIToFPOp>(like.getType(), x); }
  /// The integer as f64, in as many lanes as `like`.
  Value wideFromInt(Value like, Value x);
  Value widen(Value x);
  Value narrow(Value x);
  /// The exponent of a positive normal x, and x's bits with the exponent that puts it into [sqrt(1/2), sqrt(2)).
  struct Split {
    Value exponent, mantissa;
  };
  Split splitExponent(Value x);

  struct Rounded {
    Value real, integer;
  };
  /// The nearest integer of a small x (|x| < 2^22, or 2^51 in f64), as a float and as an integer; no conversion
  /// instruction, so that NaN is harmless.
  Rounded round(Value x);
  /// 2^n from an integer n in the range of normal exponents.
  Value powerOfTwo(Value like, Value n);
  /// x 2^n for |n| up to twice the range of normal exponents: in two factors, so that results may be subnormal or overflow.
  Value scaleByPowerOfTwo(Value x, Value n);

  /// A number as the sum of two: `low` is below half a unit in the last place of `high`.
  struct Pair {
    Value high, low;
  };
  /// x y, exactly.
  Pair exactProduct(Value x, Value y);
  /// x + y, exactly, for |x| >= |y| or x = 0.
  Pair exactSum(Value x, Value y);

  // control flow; conditions are per lane
  /// Whether the condition holds in any lane: an i1.
  Value any(Value condition);
  /// `fast` where no lane needs `slow`; else what `slow` returns. As many values as `fast`.
  llvm::SmallVector<Value> unlessAny(Value condition, llvm::ArrayRef<Value> fast, llvm::function_ref<llvm::SmallVector<Value>()> slow);
  /// while (any(condition(x))) x = next(x)
  Value repeatWhile(Value start, llvm::function_ref<Value(Value)> condition, llvm::function_ref<Value(Value)> next);

  // functions of f32 and f64
  Value exp(Value x);
  Value exp2(Value x);
  Value expm1(Value x);
  Value log(Value x);
  Value log1p(Value x);
  Value tanh(Value x);
  Value erf(Value x);
  Value erfc(Value x);
  Value sinh(Value x);
  Value cosh(Value x);
  Value asinh(Value x);
  Value acosh(Value x);
  Value atanh(Value x);
  Value cbrt(Value x);
  Value sin(Value x);
  Value cos(Value x);
  Value tan(Value x);
  Value atan(Value x);
  Value atan2(Value y, Value x);
  Value asin(Value x);
  Value acos(Value x);
  Value roundAway(Value x);
  Value rsqrt(Value x);
  /// x - y trunc(x / y), exactly, with the sign of x.
  Value remainder(Value x, Value y);
  /// x in f32 or f64, y in f64; C's special cases.
  Value pow(Value x, Value y);

private:
  Value expPolynomial(Value r);
  Value reduceExponent(Value x, Value n);
  Value erfWide(Value x);
  /// log(1 + f) for f in [sqrt(1/2) - 1, sqrt(2) - 1], plus k log 2 and a small correction.
  Value logReduced(Value f, Value k, Value correction);
  Value logSquareRoot(Value x, Value root);
  Value cbrtWide(Value x);
  Value log2Wide(Value x);
  Value exp2Wide(Value x);
  Value powNarrow(Value x, Value y);
  Value powWide(Value x, Value y);
  Pair logPair(Value x);
  Angle reduceSmall(Value x);
  Angle reduceLarge(Value x);
  Angle reduceByWords(Value x);
  Angle reduceAngle(Value x);
  struct Quadrant {
    Value sine, cosine, number;
  };
  Quadrant circle(Value x);
  Value atanUnit(Value t);
  Value complement(Value angle, double whole, double low);

  mlir::ImplicitLocOpBuilder &b;
  bool fused;
  AngleCache *angles;
};

} // namespace mf::codegen
