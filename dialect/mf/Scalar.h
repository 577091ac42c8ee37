// Scalar: arith and math ops on scalars, by the kind of number: the body of a kernel's point.
#pragma once
#include "dialect/mf/Mf.h"
#include "dialect/mft/Mft.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

namespace mf::ir {

struct Scalar {
  mlir::OpBuilder &b;
  mlir::Location loc;
  using Value = mlir::Value;

  template <typename Op> Value unary(Value x) { return b.create<Op>(loc, x); }
  template <typename Op> Value binary(Value x, Value y) { return b.create<Op>(loc, x, y); }
  Value constant(mlir::Type type, double value);
  Value neg(Value x);
  Value abs(Value x);
  Value sign(Value x);
  Value rsqrt(Value x);
  Value logistic(Value x);
  Value clamp(Value x, double low, double high);
  Value add(Value x, Value y);
  Value sub(Value x, Value y);
  Value mul(Value x, Value y);
  Value div(Value x, Value y);
  Value max(Value x, Value y);
  Value min(Value x, Value y);
  Value rem(Value x, Value y);
  Value compare(Direction direction, Value x, Value y);
  /// Whether x comes before y in sorted order: it is smaller, or y is NaN and x is not. A total order of what differs.
  Value precedes(Value x, Value y);
  Value select(Value condition, Value x, Value y) { return b.create<mlir::arith::SelectOp>(loc, condition, x, y); }
  Value convert(Value x, mlir::Type to);
  /// The same for an element that is stored in type `to` and computed in computeType(to): bf16 is rounded, in f32.
  Value convertStored(Value x, mlir::Type to);
};

/// The meaning of mf.compare and mf.convert on doubles, for the evaluator.
bool compareValues(Direction direction, double x, double y);
double convertValue(double x, mlir::Type to);

} // namespace mf::ir
