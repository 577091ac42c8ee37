// Backward: the order of a backward pass. What it computes again of a checkpoint comes when that checkpoint's own
// backward pass begins, coefficients before their first use, gradients as soon as their operands are there.
#pragma once
#include "dialect/mf/Mf.h"

namespace mf::passes {

/// Marks ops that a checkpoint computes again (unit).
inline constexpr const char *kRecompute = "mf.recompute";
/// The checkpoints that an op belongs to, outermost first: a number each. On what is computed again, on the tangents
/// beside it, and on the transposes of those.
inline constexpr const char *kCheckpoints = "mf.checkpoints";

/// Notes that the ops in [begin, end) belong to checkpoint `number`, around the checkpoints that they belong to already.
void enterCheckpoint(mlir::Block::iterator begin, mlir::Block::iterator end, int64_t number);

/// Removes the notes of [begin, end): what is computed again outside of a backward pass merges with equal ops.
void forgetCheckpoints(mlir::Block::iterator begin, mlir::Block::iterator end);

/// Orders a backward pass and removes what nothing uses. `first`, `seed` and `end` stand in this order; between the
/// first two are coefficients and recomputed values, after the seed the transposes. The transposes keep their order,
/// but for elementwise ones between two others, so that a weight's gradient comes when its operands are there.
/// Coefficients move down to their first use, the ops of a checkpoint to the first transpose of its tangents. What a
/// checkpoint computes again reads values from outside of it through mf.barrier ops after its cotangent,
/// `cotangents[number]`, so that it is merged with nothing earlier.
void orderBackward(mlir::Operation *first, mlir::Operation *seed, mlir::Operation *end, const llvm::DenseMap<int64_t, mlir::Value> &cotangents);

} // namespace mf::passes
