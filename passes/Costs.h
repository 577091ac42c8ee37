// What passes know of an op's cost, and whether its value is worth saving.
#pragma once
#include "dialect/mf/Role.h"

namespace mf::passes {

using ir::Role;
using ir::roleOf;

/// Floating-point operations of an op; one an element where it does not say.
inline int64_t flopsOf(mlir::Operation *op) {
  if (auto cost = mlir::dyn_cast<ir::Cost>(op))
    return cost.flops();
  return mlir::cast<mlir::ShapedType>(op->getResult(0).getType()).getNumElements();
}
/// Instructions for an element of its result, an addition being one.
inline int64_t workOf(mlir::Operation *op) {
  auto cost = mlir::dyn_cast<ir::Cost>(op);
  return cost ? cost.work() : 1;
}

// An element that is computed again costs its work; one that is kept costs a store and a load. Additions that take as long:

/// through memory, from one kernel to the next
inline constexpr int64_t kKeepWork = 8;
/// between the phases of a row, whose elements are in the nearest cache but whose kernel has less to do meanwhile
inline constexpr int64_t kKeepInRowWork = 16;
/// What takes longer is computed once a point only, whatever is stored for it.
inline constexpr int64_t kHeavyWork = 64;

} // namespace mf::passes
