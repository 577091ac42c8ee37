//===- Decompose.cpp - composite ops by the expressions that define them -------------------------===//
// --mf-decompose. In: any mf graph. Out: no op with the Composite interface is left. Differentiation
// and partitioning know only the ops below; fusion finds softmax and the norms again as row kernels.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Mf.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_DECOMPOSEPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;

namespace {
struct DecomposePass : mf::passes::impl::DecomposePassBase<DecomposePass> {
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
