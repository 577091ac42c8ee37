// Linearize: tangents of a stretch of straight-line code and loops, by the ops' JVP rules.
#pragma once
#include "dialect/mf/Emit.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace mf::passes {

/// What becomes of the tangents.
enum class Tangents {
  kept,       ///< they are values: a loop carries them beside its own
  transposed, ///< they begin at placeholders, and what is linear in those is transposed: a loop becomes one that saves and one that is linear
};

/// Pushes tangents through ops. Ops are visited in program order; what carries no tangent is skipped.
class Linearizer {
public:
  explicit Linearizer(mlir::OpBuilder &builder, Tangents use = Tangents::kept) : b(builder), use(use) {}
  /// `tangent` moves along with `value`, whatever the op that makes `value` says.
  void set(mlir::Value value, mlir::Value tangent);
  mlir::Value get(mlir::Value value) const;
  /// Restricts tangents to rows [begin, end) of the batch: those given to set() from now on have the
  /// batch as first axis, cut to the block.
  void restrictRows(int64_t begin, int64_t end);
  /// The tangent of a value on the row block, its axis in `axis`.
  int rowAxis(mlir::Value value) const;
  /// Adds the tangents of op's results at the builder's insertion point.
  mlir::LogicalResult visit(mlir::Operation *op);
  /// Visits the ops of the block from `begin` (inclusive) to `end` (exclusive) that lead to `values`.
  mlir::LogicalResult visit(mlir::Block::iterator begin, mlir::Block::iterator end, mlir::ValueRange values);
  /// Loops that carry tangents compute the values again: they take the place of those visited, as far as they can be moved there.
  void replaceVisitedLoops();

private:
  /// For the body of a loop: what is not of the body is asked of `outer`.
  Linearizer(mlir::OpBuilder &builder, Linearizer &outer);
  mlir::LogicalResult visitFor(ir::ForOp loop);
  mlir::LogicalResult splitFor(ir::ForOp loop);
  mlir::LogicalResult visitCheckpoint(ir::CheckpointOp op);
  mlir::LogicalResult visitRows(mlir::Operation *op, llvm::ArrayRef<mlir::Value> dx);
  /// A clone of an op with its tangents; for a loop, the one that took its place. The map knows the results.
  mlir::FailureOr<mlir::Operation *> cloneWithTangents(mlir::Operation &op, mlir::IRMapping &map, bool recomputed);
  mlir::Value block(mlir::Value value, int axis);
  llvm::SmallVector<bool> movingCarries(ir::ForOp loop);
  mlir::RankedTensorType tangentType(mlir::Value value, int axis) const;
  bool isTangent(mlir::Value value) const;
  /// Records what an op's rule gave; an input keeps the tangent that it was given.
  void assign(mlir::Value value, mlir::Value tangent, int axis = -1);
  llvm::SmallVector<std::pair<unsigned, mlir::Value>> forgetResults(ir::ForOp loop);

  mlir::OpBuilder &b;
  Tangents use;
  Linearizer *outer = nullptr;
  llvm::DenseMap<mlir::Value, mlir::Value> tangents;
  llvm::DenseSet<mlir::Value> inputs, given; ///< values with a tangent of their own; all tangents
  llvm::DenseMap<mlir::Value, int> axes;
  llvm::DenseMap<std::pair<mlir::Value, int>, mlir::Value> blocks;
  llvm::SmallVector<std::pair<ir::ForOp, ir::ForOp>> twins; ///< visited loops, and those that carry their values and tangents
  ir::ForOp latest;                                         ///< of the two, the one made last
  int64_t checkpoints = 0; ///< how many were met
  bool restricted = false;
  int64_t rowBegin = 0, rowEnd = 0;
};

/// The ops in [begin, end) that lead to the values, in program order.
llvm::SmallVector<mlir::Operation *> opsLeadingTo(mlir::ValueRange values, mlir::Block::iterator begin, mlir::Block::iterator end);
/// The ops in [begin, end) that are made of a value for which `seed` holds, in program order.
llvm::SetVector<mlir::Operation *> opsMadeOf(llvm::function_ref<bool(mlir::Value)> seed, mlir::Block::iterator begin, mlir::Block::iterator end);
/// Whether the op or an op in its regions has an operand for which `moves` holds.
bool touches(mlir::Operation *op, llvm::function_ref<bool(mlir::Value)> moves);
/// Whether a derivative can pass from the op's operands to this result: it has floating-point numbers, and the op's derivative is not zero.
bool passesDerivative(mlir::OpResult result);

} // namespace mf::passes
