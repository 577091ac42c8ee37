// Transpose: cotangents of linear ops, which are run backwards.
#pragma once
#include "dialect/mf/Emit.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace mf::passes {

/// Cotangents of linear ops, accumulated in reverse program order.
class Transposer {
public:
  /// `linear`: the ops, in program order; each is linear in its operands that are made of a seed, the others are its coefficients.
  Transposer(mlir::OpBuilder &builder, const llvm::SetVector<mlir::Operation *> &linear) : b(builder), linear(linear) {}
  /// A value that the linear ops begin with.
  void seed(mlir::Value value) { seeds.insert(value); }
  void add(mlir::Value value, mlir::Value ct);
  /// The cotangent of a value, null where it is zero.
  mlir::Value get(mlir::Value value);
  mlir::LogicalResult run();
  llvm::DenseMap<int64_t, mlir::Value> checkpoints; ///< the cotangent of each checkpoint's result, the last one of several

private:
  void noteCheckpoints(mlir::Operation *op, mlir::Value ct, mlir::Operation *before);
  /// What of a linear loop leads to results with a cotangent.
  struct LoopTangents {
    llvm::BitVector active;                         ///< carried values
    llvm::SmallVector<mlir::Value> begins, next;    ///< those, as a trip finds and as it leaves them
    llvm::SmallVector<mlir::Operation *> ops;       ///< of the body
    llvm::SetVector<mlir::Operation *> linear;      ///< of those
    llvm::SetVector<mlir::Value> captured;          ///< what these read from outside and are linear in
  };
  LoopTangents tangentsOf(ir::ForOp loop);
  mlir::LogicalResult moveBackwards(ir::ForOp loop, const LoopTangents &t, ir::ForOp back);
  bool isLinear(mlir::Value v) const { return seeds.contains(v) || (v.getDefiningOp() && linear.contains(v.getDefiningOp())); }
  mlir::LogicalResult transpose(mlir::Operation *op, mlir::OpOperand &operand, mlir::Value ct);
  mlir::LogicalResult transposeFor(ir::ForOp loop);

  mlir::OpBuilder &b;
  const llvm::SetVector<mlir::Operation *> &linear;
  llvm::DenseSet<mlir::Value> seeds;
  llvm::DenseMap<mlir::Value, mlir::Value> cotangents; ///< sums that a loop carries are in f32 where the value is bf16
};

} // namespace mf::passes
