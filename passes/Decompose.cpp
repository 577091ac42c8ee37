//===- Decompose.cpp - composite ops by the expressions that define them -------------------------===//
// --mf-decompose. In: any mf graph. Out: no op with the Composite interface is left. Differentiation
// and partitioning know only the ops below; fusion finds softmax and the norms again as row kernels.
// The count of a loop with a bound is at most the bound. What stands in an mf.fused is put in its place.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_DECOMPOSEPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;

static void boundCount(mf::ir::ForOp loop) {
  if (!loop.getCount() || (int64_t)loop.getTrips() < 0)
    return;
  OpBuilder b(loop);
  mf::ir::Value bound = mf::ir::Emit{b, loop.getLoc()}.splat(loop.getCount().getType(), (double)(int64_t)loop.getTrips());
  loop.getCountMutable().assign(b.createOrFold<mf::ir::MinOp>(loop.getLoc(), bound.getType(), loop.getCount(), bound));
}

/// Puts what a kernel fuses in its place: derivatives are of what it computes, and --mf-fuse-products finds it again.
static void inlineFused(mf::ir::FusedOp op) {
  Block &body = op.getBody().front();
  for (auto [argument, input] : llvm::zip(body.getArguments(), op.getInputs()))
    argument.replaceAllUsesWith(input);
  for (Operation &inner : body)
    inner.removeAttr(mf::ir::kInTiles);
  op.replaceAllUsesWith(body.getTerminator()->getOperands());
  body.getTerminator()->erase();
  op->getBlock()->getOperations().splice(op->getIterator(), body.getOperations());
  op.erase();
}

namespace {
struct DecomposePass : mf::passes::impl::DecomposePassBase<DecomposePass> {
  void runOnOperation() override {
    SmallVector<mf::ir::FusedOp> fused;
    getOperation().walk([&](mf::ir::FusedOp op) { fused.push_back(op); });
    llvm::for_each(fused, inlineFused);
    SmallVector<mf::ir::Composite> composites;
    getOperation().walk([&](mf::ir::Composite op) { composites.push_back(op); });
    for (mf::ir::Composite op : composites) {
      OpBuilder b(op);
      Value value = op.decompose(b);
      op->getResult(0).replaceAllUsesWith(value);
      op->erase();
    }
    getOperation().walk(boundCount);
  }
};
} // namespace
