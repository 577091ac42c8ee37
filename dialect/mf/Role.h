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

/// Gives the op the role, unless it has a larger one.
inline void raiseRole(mlir::Operation *op, Role role) { setRole(op, std::max(role, roleOf(op))); }
/// All attributes but the role: what tells an op from another of its name.
inline mlir::DictionaryAttr meaningOf(mlir::Operation *op) {
  mlir::NamedAttrList attributes(op->getAttrDictionary());
  attributes.erase(kRole);
  return attributes.getDictionary(op->getContext());
}

/// While it lives, what a builder makes has a role, unless it is made with a larger one: a pass that replaces an op by others.
class WithRole : public mlir::OpBuilder::Listener {
public:
  WithRole(mlir::OpBuilder &b, Role role) : b(b), outer(b.getListener()), role(role) { b.setListener(this); }
  ~WithRole() override { b.setListener(outer); }
  WithRole(const WithRole &) = delete;
  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint from) override {
    raiseRole(op, role);
    if (outer)
      outer->notifyOperationInserted(op, from);
  }

private:
  mlir::OpBuilder &b;
  mlir::OpBuilder::Listener *outer;
  Role role;
};

} // namespace mf::ir
