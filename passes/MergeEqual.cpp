//===- MergeEqual.cpp - equal ops become one --------------------------------------------------------===//
// --mf-merge-equal. In: any graph. Out: of ops without effects that are equal but for their role, the first stays; dead
// ops go. The one that stays has the least of their roles: what a derivative has in common with the primal is the
// primal's. So neither the order of statements nor which copy stays decides a role.
// Equal means: operands, types and attributes, a product's precision among them. Source: common subexpression elimination
// of MLIR, which would take roles for a difference.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Role.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/CSE.h"
#include "passes/Passes.h"

using namespace mlir;
using namespace mf::ir;

namespace {
/// The roles of a module's ops, beside them while equal ones are merged.
class Roles : public RewriterBase::Listener {
public:
  explicit Roles(ModuleOp module) : module(module) {
    module.walk([&](Operation *op) {
      roles[op] = roleOf(op);
      setRole(op, Role::primal);
    });
  }
  void notifyOperationReplaced(Operation *op, ValueRange replacement) override {
    if (Operation *kept = replacement.empty() ? nullptr : replacement.front().getDefiningOp())
      roles[kept] = std::min(roles.lookup(kept), roles.lookup(op));
  }
  void putBack() {
    module.walk([&](Operation *op) { setRole(op, roles.lookup(op)); });
  }

private:
  ModuleOp module;
  llvm::DenseMap<Operation *, Role> roles;
};

struct MergeEqualPass : PassWrapper<MergeEqualPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(MergeEqualPass)
  MergeEqualPass() = default;
  MergeEqualPass(const MergeEqualPass &other) : PassWrapper(other) {}
  StringRef getArgument() const override { return "mf-merge-equal"; }
  StringRef getDescription() const override { return "merge equal ops, whatever their roles"; }
  void runOnOperation() override {
    Roles roles(getOperation());
    IRRewriter rewriter(&getContext(), &roles);
    DominanceInfo dominance(getOperation());
    eliminateCommonSubExpressions(rewriter, dominance, getOperation());
    if (!forgetRoles)
      roles.putBack();
  }
  Option<bool> forgetRoles{*this, "forget-roles", llvm::cl::desc("leave the ops without roles, for a reader"), llvm::cl::init(false)};
};
} // namespace

std::unique_ptr<Pass> mf::passes::createMergeEqualPass() { return std::make_unique<MergeEqualPass>(); }
