// Masks: the steps of a fused kernel in which no row sees a column, so that they are left out.
#pragma once
#include "passes/partition/Body.h"

namespace mf::passes {

/// The conditions i1 of which each makes all that is given nothing where it is false: `sums` are 0 there, `maxima` the lowest number.
/// An mf.fused's own values; -inf below a finite maximum is 0 after an exponential.
llvm::SmallVector<mlir::Value> conditionsOf(llvm::ArrayRef<mlir::Value> sums, llvm::ArrayRef<mlir::Value> maxima);

/// What is known of conditions and integers over a rectangle of coordinates, as code at the builder's place.
class RectangleBounds {
public:
  /// `sizes`: for each of the code's dims, null where it has one value, else how many from 0 on.
  RectangleBounds(mlir::OpBuilder &b, Body &code, llvm::ArrayRef<int64_t> sizes) : b(b), code(code), sizes(sizes) {}
  /// Whether the condition may hold somewhere in it (i1); null: that is not known.
  mlir::Value mayHold(mlir::Value condition, llvm::ArrayRef<mlir::AffineExpr> index) { return truthOf(condition, index).mayHold; }

private:
  /// Null: it may.
  struct Truth {
    mlir::Value mayHold, mayFail;
  };
  /// Both null: any number.
  struct Range {
    mlir::Value low, high;
    bool isKnown() const { return (bool)low; }
  };
  Truth truthOf(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index);
  Truth compared(ir::Direction direction, Range x, Range y);
  Range rangeOf(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index);
  Range rangeOf(mlir::AffineExpr e);
  Range sum(Range x, Range y);
  Range product(Range x, int64_t factor);
  /// What a view shows, where that is one element of one operand.
  std::optional<std::pair<mlir::Value, ir::Exprs>> below(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index);
  bool isUniform(llvm::ArrayRef<mlir::AffineExpr> index) const;
  mlir::Value constant(int64_t value) { return b.create<mlir::arith::ConstantIndexOp>(code.loc(), value); }
  template <typename Op> mlir::Value make(mlir::Value x, mlir::Value y) { return b.create<Op>(code.loc(), x, y); }
  /// Both, or either, where null means true.
  mlir::Value both(mlir::Value x, mlir::Value y) { return !x ? y : !y ? x : make<mlir::arith::AndIOp>(x, y); }
  mlir::Value either(mlir::Value x, mlir::Value y) { return x && y ? make<mlir::arith::OrIOp>(x, y) : mlir::Value(); }

  mlir::OpBuilder &b;
  Body &code;
  llvm::ArrayRef<int64_t> sizes;
};

} // namespace mf::passes
