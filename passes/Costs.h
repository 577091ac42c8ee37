// What passes know of an op's cost: what part of the program it belongs to, and whether it is dear.
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

/// Functions that take tens of instructions an element: worth storing rather than computing again.
inline bool isTranscendental(mlir::Operation *op) {
  return mlir::isa<ir::ExpOp, ir::Expm1Op, ir::LogOp, ir::Log1pOp, ir::TanhOp, ir::ErfOp, ir::SinOp, ir::CosOp, ir::LogisticOp, ir::PowOp, ir::Atan2Op>(op);
}

} // namespace mf::passes
