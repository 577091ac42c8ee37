// Role: what part of a program an op belongs to, as its attribute mf.role.
#pragma once
#include "dialect/mf/Mf.h"

namespace mf::ir {

inline constexpr const char *kRole = "mf.role";

/// Primal code, a forward derivative, or a backward pass.
inline Role roleOf(mlir::Operation *op) {
  auto role = op->getAttrOfType<RoleAttr>(kRole);
  return role ? role.getValue() : Role::primal;
}
inline void setRole(mlir::Operation *op, Role role) {
  if (role == Role::primal)
    op->removeAttr(kRole);
  else
    op->setAttr(kRole, RoleAttr::get(op->getContext(), role));
}

/// While it lives, what a builder makes has a role, unless it is made with a larger one: a pass that replaces an op by others.
class WithRole : public mlir::OpBuilder::Listener {
public:
  WithRole(mlir::OpBuilder &b, Role role) : b(b), outer(b.getListener()), role(role) { b.setListener(this); }
  ~WithRole() override { b.setListener(outer); }
  WithRole(const WithRole &) = delete;
  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint from) override {
    setRole(op, std::max(role, roleOf(op)));
    if (outer)
      outer->notifyOperationInserted(op, from);
  }

private:
  mlir::OpBuilder &b;
  mlir::OpBuilder::Listener *outer;
  Role role;
};

} // namespace mf::ir
