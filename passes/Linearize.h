// Linearize: tangents of a stretch of straight-line code, by the ops' JVP rules.
#pragma once
#include "dialect/mf/Emit.h"
#include "llvm/ADT/DenseMap.h"

namespace mf::passes {

/// Pushes tangents through ops. Ops are visited in program order; what carries no tangent is skipped.
class Linearizer {
public:
  explicit Linearizer(mlir::OpBuilder &builder) : b(builder) {}
  /// `tangent` moves along with `value`, whatever the op that makes `value` says.
  void set(mlir::Value value, mlir::Value tangent);
  mlir::Value get(mlir::Value value) const { return tangents.lookup(value); }
  /// Restricts tangents to rows [begin, end) of the batch: those given to set() from now on have the
  /// batch as first axis, cut to the block.
  void restrictRows(int64_t begin, int64_t end);
  /// The tangent of a value on the row block, its axis in `axis`.
  int rowAxis(mlir::Value value) const { auto it = axes.find(value); return it == axes.end() ? -1 : it->second; }
  /// Adds the tangents of op's results at the builder's insertion point.
  mlir::LogicalResult visit(mlir::Operation *op);
  /// Visits the ops of the block from `begin` (inclusive) to `end` (exclusive) that lead to `values`.
  mlir::LogicalResult visit(mlir::Block::iterator begin, mlir::Block::iterator end, mlir::ValueRange values);

private:
  mlir::LogicalResult visitFor(mlir::Operation *op);
  mlir::LogicalResult visitCheckpoint(mlir::Operation *op);
  mlir::LogicalResult visitRows(mlir::Operation *op, llvm::ArrayRef<mlir::Value> dx);
  mlir::Value block(mlir::Value value, int axis);
  llvm::SmallVector<bool> movingCarries(mlir::Operation *op);
  mlir::RankedTensorType tangentType(mlir::Value value, int axis) const;
  /// Records what an op's rule gave; an input keeps the tangent that it was given.
  void assign(mlir::Value value, mlir::Value tangent, int axis = -1);

  mlir::OpBuilder &b;
  llvm::DenseMap<mlir::Value, mlir::Value> tangents;
  llvm::DenseSet<mlir::Value> inputs;
  llvm::DenseMap<mlir::Value, int> axes;
  llvm::DenseMap<std::pair<mlir::Value, int>, mlir::Value> blocks;
  int64_t checkpoints = 0; ///< how many were met
  bool restricted = false;
  int64_t rowBegin = 0, rowEnd = 0;
};

/// The ops in [begin, end) that lead to the values, in program order.
llvm::SmallVector<mlir::Operation *> opsLeadingTo(mlir::ValueRange values, mlir::Block::iterator begin, mlir::Block::iterator end);
/// Whether the op or an op in its regions has an operand for which `moves` holds.
bool touches(mlir::Operation *op, llvm::function_ref<bool(mlir::Value)> moves);

} // namespace mf::passes
