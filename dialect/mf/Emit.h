// Emit: builds mf ops with inferred result types; a null Value is a structural zero and is passed on.
#pragma once
#include "dialect/mf/Mf.h"

namespace mf::ir {

using mlir::Value;
using Shape = llvm::ArrayRef<int64_t>;

/// The tensor type of a value of this dialect.
inline mlir::RankedTensorType tensorType(Value x) { return mlir::cast<mlir::RankedTensorType>(x.getType()); }
/// Whether a value holds floating-point numbers: only those have derivatives.
inline bool isFloat(Value x) { return mlir::isa<mlir::FloatType>(tensorType(x).getElementType()); }

/// The permutation that undoes `permutation`.
llvm::SmallVector<int64_t> inversePermutation(Shape permutation);

/// Builds ops at one location. Every method returns null where its result is structurally zero.
/// Bind each result to a name before nesting calls: the order of evaluation of arguments is not fixed.
struct Emit {
  mlir::OpBuilder &b;
  mlir::Location loc;

  // Elementwise. For products a null factor gives null; sums and selects treat null as zero.
  Value neg(Value x);
  Value add(Value a, Value c);
  Value sub(Value a, Value c);
  Value mul(Value a, Value c);
  Value div(Value a, Value c);
  Value pow(Value a, Value c);
  Value exp(Value x);
  Value log(Value x);
  Value sin(Value x);
  Value cos(Value x);
  Value tanh(Value x);
  Value abs(Value x);
  Value erf(Value x);
  Value erfc(Value x);
  Value sqrt(Value x);
  Value rsqrt(Value x);
  Value sign(Value x);
  Value round(Value x);
  Value logistic(Value x);
  Value max(Value a, Value c);
  Value compare(Direction direction, Value a, Value c);
  /// a where the condition holds, else c; a null side is zero, two null sides are null.
  Value select(Value condition, Value a, Value c);
  Value convert(Value x, mlir::Type element);
  /// x * factor and x + amount.
  Value scale(Value x, double factor);
  Value shift(Value x, double amount);
  Value oneMinus(Value x);

  /// A tensor with one value everywhere.
  Value splat(mlir::Type type, double value);
  Value orZero(Value x, mlir::Type type) { return x ? x : splat(type, 0.0); }
  Value constant(mlir::ElementsAttr value);
  Value iota(mlir::RankedTensorType type, int64_t dimension);

  // Shape.
  Value broadcast(Value x, Shape shape, Shape dims);
  Value broadcastTranspose(Value ct, mlir::Type operand, Shape dims);
  Value reshape(Value x, Shape shape);
  Value transpose(Value x, Shape permutation);
  Value slice(Value x, Shape start, Shape limit, Shape stride);
  /// Elements [begin, end) of one dimension.
  Value slice(Value x, int64_t dim, int64_t begin, int64_t end);
  Value sliceTranspose(Value ct, mlir::Type operand, Shape start, Shape stride);
  Value pad(Value x, Shape low, Shape high, Shape interior, double value = 0.0);
  Value padTranspose(Value ct, mlir::Type operand, Shape low, Shape interior);
  Value concatenate(llvm::ArrayRef<Value> x, mlir::TypeRange types, int64_t dim);
  Value reverse(Value x, Shape dims);
  Value gather(Value x, Value indices, int64_t axis, int64_t batchDims);
  Value scatterAdd(Value x, Value indices, Value updates, int64_t axis, int64_t batchDims);
  Value dynamicSlice(Value x, Value start, Shape shape);
  Value dynamicUpdateSlice(Value x, Value update, Value start);

  // Reductions and contractions.
  Value reduce(ReduceKind kind, Value x, Shape dims);
  Value sum(Value x, Shape dims) { return reduce(ReduceKind::sum, x, dims); }
  Value reduceTranspose(Value ct, mlir::Type operand, Shape dims);
  /// The kept dimensions' values repeated along the reduced ones.
  Value unreduce(Value x, Shape shape, Shape dims);
  Value cumsum(Value x, int64_t dim, bool reverse);
  Value dot(Value lhs, Value rhs, Shape lhsBatch, Shape rhsBatch, Shape lhsContracting, Shape rhsContracting);
};

} // namespace mf::ir
