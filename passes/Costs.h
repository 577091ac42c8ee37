// What passes know of an op's cost: what part of the program it belongs to, and whether its value is worth saving.
#pragma once
#include "dialect/mf/Mf.h"

namespace mf::passes {

/// Primal code, a forward derivative, or a backward pass; the larger one where marks are nested.
enum class Role { primal = 0, tangent = 1, gradient = 2 };

/// The role that markRole put into the op's location. Locations do not stand in the way of merging equal ops.
inline Role roleOf(mlir::Operation *op) {
  Role role = Role::primal;
  op->getLoc()->walk([&](mlir::Location loc) {
    if (auto fused = mlir::dyn_cast<mlir::FusedLoc>(loc))
      if (auto mark = mlir::dyn_cast_or_null<mlir::StringAttr>(fused.getMetadata()))
        role = std::max(role, mark.getValue() == "gradient" ? Role::gradient : mark.getValue() == "tangent" ? Role::tangent : Role::primal);
    return mlir::WalkResult::advance();
  });
  return role;
}
inline void markRole(mlir::Operation *op, Role role) {
  auto mark = mlir::StringAttr::get(op->getContext(), role == Role::gradient ? "gradient" : "tangent");
  op->setLoc(mlir::FusedLoc::get({op->getLoc()}, mark, op->getContext()));
}

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
