// Which values of a loop's body are kept for its backward pass.
#pragma once
#include "dialect/mf/Emit.h"
#include "llvm/ADT/SetVector.h"

namespace mf::passes {

/// What the linear ops of a loop's body read of the others, once those are gone.
struct Saved {
  llvm::SetVector<mlir::Value> kept;       ///< for every trip: values that the loop carries, results of its ops
  llvm::DenseSet<mlir::Operation *> again; ///< computed a second time from those, the trip's number and values from outside
};

/// Keeps as few bytes a trip as can be. `tangents` are the ops that carry derivatives (all that depends on a placeholder, and the
/// placeholders). What only they need may be computed where they are; of the rest, what is cheap may be computed again.
Saved chooseSaved(mlir::Block &body, const llvm::SetVector<mlir::Operation *> &tangents);

} // namespace mf::passes
