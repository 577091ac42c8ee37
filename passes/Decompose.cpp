//===- Decompose.cpp - composite ops by the expressions that define them -------------------------===//
// --mf-decompose. In: any mf graph. Out: no op with the Composite interface is left. Differentiation
// and partitioning know only the ops below; fusion finds softmax and the norms again as row kernels.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Mf.h"
#include "passes/Passes.h"

using namespace mlir;

namespace {
struct DecomposePass : PassWrapper<DecomposePass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(DecomposePass)
  StringRef getArgument() const override { return "mf-decompose"; }
  StringRef getDescription() const override { return "replace composite ops by the expressions that define them"; }
  void runOnOperation() override {
    SmallVector<mf::ir::Composite> composites;
    getOperation().walk([&](mf::ir::Composite op) { composites.push_back(op); });
    for (mf::ir::Composite op : composites) {
      OpBuilder b(op);
      Value value = op.decompose(b);
      op->getResult(0).replaceAllUsesWith(value);
      op->erase();
    }
  }
};
} // namespace

std::unique_ptr<Pass> mf::passes::createDecomposePass() { return std::make_unique<DecomposePass>(); }
