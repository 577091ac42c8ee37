// Path: a derivative inside of a region sees the ops of that region alone.
#pragma once
#include "dialect/mf/Emit.h"

namespace mf::passes {

/// Refuses a derivative op whose inputs reach its values also outside of the op's own region (through what a loop carries, for one): that
/// part would be missing. Errors stand at the op.
mlir::LogicalResult expectLocalPath(mlir::Operation *op, mlir::ValueRange values, mlir::ValueRange inputs);

} // namespace mf::passes
