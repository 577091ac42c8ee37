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

namespace mf::passes {
#define GEN_PASS_DEF_MERGEEQUALPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

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

struct MergeEqualPass : mf::passes::impl::MergeEqualPassBase<MergeEqualPass> {
  using MergeEqualPassBase::MergeEqualPassBase;
  void runOnOperation() override {
    Roles roles(getOperation());
    IRRewriter rewriter(&getContext(), &roles);
    DominanceInfo dominance(getOperation());
    eliminateCommonSubExpressions(rewriter, dominance, getOperation());
    if (!forgetRoles)
      roles.putBack();
  }
};
} // namespace
