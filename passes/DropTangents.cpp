//===- DropTangents.cpp - the same program without its forward derivatives ----------------------------===//
// --mf-drop-tangents. In: any mf graph. Out: every mf.jvp gives zeros; the rest is as it was. Not part of the pipeline by itself: what a program costs
// beside it is what its tangents cost (`mfcc explain`). The results are not those of the program.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Mf.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_DROPTANGENTSPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;

namespace {
struct DropTangentsPass : mf::passes::impl::DropTangentsPassBase<DropTangentsPass> {
  void runOnOperation() override {
    SmallVector<mf::ir::JvpOp> ops;
    getOperation().walk([&](mf::ir::JvpOp op) { ops.push_back(op); });
    for (mf::ir::JvpOp op : ops) {
      OpBuilder b(op);
      for (Value result : op.getResults()) {
        auto type = cast<RankedTensorType>(result.getType());
        auto zero = DenseElementsAttr::get(type, b.getZeroAttr(type.getElementType()));
        result.replaceAllUsesWith(b.create<mf::ir::ConstantOp>(op.getLoc(), type, zero));
      }
      op.erase();
    }
  }
};
} // namespace
