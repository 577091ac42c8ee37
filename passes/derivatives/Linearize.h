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
  /// `tangent` moves along with `value`, whatever the op that makes `value` says. With rows, it is the tangent of a part of the value.
  void set(mlir::Value value, mlir::Value tangent, const ir::RowBlock &rows = {});
  mlir::Value get(mlir::Value value) const;
  /// With rows, the part of a value that has a tangent.
  ir::RowBlock rowsOf(mlir::Value value) const;
  /// Adds the tangents of op's results at the builder's insertion point, if any of them is asked for.
  mlir::LogicalResult visit(mlir::Operation *op);
  /// Visits the ops of the block from `begin` (inclusive) to `end` (exclusive) that tangents of `values` are made of.
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
  mlir::Value block(mlir::Value value, const ir::RowBlock &rows);
  llvm::SmallVector<bool> movingCarries(ir::ForOp loop);
  /// The parts of carried values that have tangents; `moving` are then those alone.
  mlir::FailureOr<llvm::SmallVector<ir::RowBlock>> carriedRows(ir::ForOp loop, llvm::SmallVector<bool> &moving);
  bool isTangent(mlir::Value value) const;
  /// Whether a tangent of the value is part of those that are asked for.
  bool isUseful(mlir::Value value) const;
  bool isUsefulCarry(ir::ForOp loop, unsigned i) const;
  /// Says of the values in a clone what is known of the originals.
  void keepUseful(mlir::Operation &op, const mlir::IRMapping &map);
  /// Records what an op's rule gave; an input keeps the tangent that it was given.
  void assign(mlir::Value value, mlir::Value tangent, const ir::RowBlock &rows = {});
  llvm::SmallVector<std::pair<unsigned, mlir::Value>> forgetResults(ir::ForOp loop);

  mlir::OpBuilder &b;
  Tangents use;
  Linearizer *outer = nullptr;
  llvm::DenseMap<mlir::Value, mlir::Value> tangents;
  llvm::DenseSet<mlir::Value> inputs, given; ///< values with a tangent of their own; all tangents
  llvm::DenseSet<mlir::Value> useful;
  llvm::DenseMap<mlir::Value, ir::RowBlock> rows;
  llvm::DenseMap<std::tuple<mlir::Value, int, int64_t, int64_t, int64_t>, mlir::Value> blocks;
  llvm::SmallVector<std::pair<ir::ForOp, ir::ForOp>> twins; ///< visited loops, and those that carry their values and tangents
  ir::ForOp latest;                                         ///< of the two, the one made last
  int64_t checkpoints = 0; ///< how many were met
  bool restricted = false; ///< to rows
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
