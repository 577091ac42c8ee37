// Element: what one element of an op's result is made of, and the scalar code that computes it.
#pragma once
#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/Builders.h"

namespace mf::ir {

using Exprs = llvm::SmallVector<mlir::AffineExpr, 4>;

/// Holds where low <= expr < high and (expr - low) % step == 0.
struct Bound {
  mlir::AffineExpr expr;
  int64_t low, high, step;
};

/// A coordinate that data say: an element of an integer operand, clamped to [0, last].
struct Lookup {
  unsigned operand;
  Exprs index;
  int64_t last;
};

/// One way in which an element of a view is an element of an operand.
struct ViewSource {
  unsigned operand;
  Exprs index;                       ///< in the operand; the symbol s<i> stands for lookups[i]
  llvm::SmallVector<Bound> bounds{}; ///< the element is this source's where all of them hold
  llvm::SmallVector<Lookup> lookups{};
};

/// A contraction by letters: result(b, m, n) = sum over k of lhs(b, m, k) rhs(b, k, n). An index is in terms of the
/// coordinates d0, d1, ..., each of which belongs to one group.
struct ContractionForm {
  Exprs lhsIndex, rhsIndex, resultIndex;
  llvm::SmallVector<unsigned> b, m, n, k; ///< the coordinates of each group
  llvm::SmallVector<int64_t> sizes;       ///< of each coordinate
  llvm::SmallVector<Bound> bounds;        ///< lhs counts as zero where one does not hold
};

/// Where the code of an element is put: a point of a kernel. Coordinates are affine expressions of its dims.
class ElementScope {
public:
  explicit ElementScope(mlir::OpBuilder &b) : b(b) {}
  virtual ~ElementScope() = default;
  /// Element `index` of a value; what must be read is read only where `mask` (null: everywhere) holds.
  virtual mlir::Value emit(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index, mlir::Value mask = {}) = 0;
  /// A new coordinate.
  virtual mlir::AffineExpr dim(mlir::Value index) = 0;
  virtual mlir::Value indexValue(mlir::AffineExpr expr) = 0;
  virtual mlir::Location loc() = 0;
  using Step = llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::ValueRange at, mlir::ValueRange carried)>;
  /// A loop over `sizes` in sequence, from `inits`; `step` emits its body and gives the next values.
  virtual llvm::SmallVector<mlir::Value> fold(llvm::ArrayRef<int64_t> sizes, mlir::ValueRange inits, Step step) = 0;

  /// A number of the type in which elements of type `element` are computed.
  mlir::Value constant(mlir::Type element, double value);
  /// `mask`, and all bounds; null where there is neither.
  mlir::Value inside(llvm::ArrayRef<Bound> bounds, mlir::Value mask);
  mlir::Value both(mlir::Value a, mlir::Value b);
  mlir::OpBuilder &b;
};

/// The element type in which elements of a type are computed: bf16 in f32.
mlir::Type computeType(mlir::Type element);
/// An integer scalar as an index clamped to [0, last].
mlir::Value clampIndex(mlir::OpBuilder &b, mlir::Location loc, mlir::Value i, int64_t last);

} // namespace mf::ir
