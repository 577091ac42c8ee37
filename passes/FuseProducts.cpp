//===- FuseProducts.cpp - products and what lies between them, as one kernel -------------------------===//
// --mf-fuse-products. In: expanded graphs. Out: where a softmax lies between two products (attention), the values of the shape
// [..., rows, columns] between them, those of their derivatives included, stand in mf.fused ops: none of them is stored.
//
// A space is found from the maximum that a softmax subtracts: all values of its operand's shape that elementwise ops connect
// with it, from the products that make them to what sums them up, its roots:
//   - over the columns (sums, maxima, products with an array of columns): kernels that keep rows and go along columns;
//   - over the rows (the gradients of keys and values): kernels that keep columns and go along rows.
// Roots of one kind that do not wait for each other but through values of a row share a kernel: a value's, its tangent's, and
// the sums that they are divided by. Each kernel computes the scores that it needs anew. Elementwise ops on the results join.
//
// The method is that of Dao et al., FlashAttention (arXiv 2205.14135), found in the graph, so that whatever derivatives of
// whatever order and whatever masks give is computed in the same way.
//===--------------------------------------------------------------------------------------------------===//
#include "passes/Passes.h"
#include "passes/fuse/Grouping.h"

namespace mf::passes {
#define GEN_PASS_DEF_FUSEPRODUCTSPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

static void fuseBlock(Block &block) {
  for (Operation &op : block)
    if (auto loop = dyn_cast<ForOp>(op))
      fuseBlock(loop.getBody().front());
  SmallVector<Space> spaces = findSpaces(block, {});
  SmallVector<Value> sliced = computeSlices(block, spaces);
  if (!sliced.empty())
    spaces = findSpaces(block, sliced);
  if (!spaces.empty())
    fuse(block, spaces);
}

namespace {
struct FuseProductsPass : mf::passes::impl::FuseProductsPassBase<FuseProductsPass> {
  using Base::Base;
  void runOnOperation() override {
    std::optional<mf::codegen::Target> target = targetOf(getOperation(), targetName);
    if (!target)
      return signalPassFailure();
    if (target->keepsTiles && tiles)
      getOperation().walk([](EntryOp entry) { fuseBlock(entry.getBody().front()); });
  }
};
} // namespace
