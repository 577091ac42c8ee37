// Path: a derivative inside of a region sees the ops of that region alone.
#pragma once
#include "dialect/mf/Emit.h"
#include "llvm/ADT/DenseSet.h"

namespace mf::passes {

/// Refuses a derivative op whose inputs reach its values also outside of the op's own region (through what a loop carries, for one): that
/// part would be missing. Errors stand at the op.
mlir::LogicalResult expectLocalPath(mlir::Operation *op, mlir::ValueRange values, mlir::ValueRange inputs);

/// The values, and all that they are made of by ways that a derivative takes: within `ops`, which stand in one block, through what loops
/// carry and out of checkpoints; not beyond `inputs`.
/// Without `ops` and `inputs`: by all ways, in any region.
llvm::DenseSet<mlir::Value> derivedFrom(mlir::ValueRange values);
llvm::DenseSet<mlir::Value> derivedFrom(mlir::ValueRange values, llvm::ArrayRef<mlir::Operation *> ops, const llvm::DenseSet<mlir::Value> &inputs);

} // namespace mf::passes
