//===- SplitReductions.cpp - large reductions in two steps with fixed chunks ------------------------===//
// --mf-split-reductions. A sum over all elements, or over many rows of few columns, would be few blocks of
// much work. Its rows are cut into chunks whose number depends on the shape and the target's description
// alone, so that the result has the same bits on every number of threads:
//     [r, c] -> [chunks, r / chunks, c] -> [chunks, c] -> [c].
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "dialect/mf/Role.h"
#include "passes/Passes.h"
#include "passes/partition/Shapes.h"

namespace mf::passes {
#define GEN_PASS_DEF_SPLITREDUCTIONSPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
using mf::codegen::Target;

/// The fewest rows of a chunk.
static constexpr int64_t kMinRows = 8;

/// The fewest chunks of n rows that make enough blocks, or else the most there can be.
static int64_t chunksOf(int64_t n, int64_t blocks, const Target &target) {
  int64_t best = 1;
  for (int64_t chunks = 2; chunks <= 2 * target.busyBlocks() && n / chunks >= kMinRows; ++chunks) {
    if (n % chunks != 0)
      continue;
    best = chunks;
    if (chunks * blocks >= target.busyBlocks())
      break;
  }
  return best;
}

static bool split(ReduceOp op, const Target &target) {
  auto type = op.getX().getType();
  Shape shape = type.getShape();
  SmallVector<int64_t> dims(op.getDims());
  int64_t kept = 1, rank = type.getRank();
  if (dims.empty() || type.getNumElements() == 0)
    return false;
  for (int64_t d = 0; d < rank; ++d)
    kept *= llvm::is_contained(dims, d) ? 1 : shape[d];
  bool rowReduction = llvm::is_contained(dims, rank - 1);
  // rows: one block a kept element; columns: one block a chunk of lanes
  int64_t blocks = rowReduction ? kept : kept / columnChunk(shape[rank - 1], target);
  if (blocks >= target.cores || type.getNumElements() / blocks <= target.smallWork())
    return false;
  int64_t dim = dims.front(), chunks = chunksOf(shape[dim], blocks, target);
  if (chunks == 1)
    return false;
  OpBuilder b(op);
  WithRole role(b, roleOf(op));
  Emit e{b, op.getLoc()};
  SmallVector<int64_t> parts(shape), inner;
  parts[dim] = shape[dim] / chunks;
  parts.insert(parts.begin() + dim, chunks);
  for (int64_t d : dims)
    inner.push_back(d + 1);
  Value x = e.reshape(op.getX(), parts);
  Value partial = e.reduce(op.getKind(), x, inner);
  // the chunk dimension stands where `dim` stood among the kept ones
  int64_t position = dim; // every kept dimension before `dim` is still before it
  op.getY().replaceAllUsesWith(e.reduce(op.getKind(), partial, {position}));
  op.erase();
  return true;
}

namespace {
struct SplitReductionsPass : mf::passes::impl::SplitReductionsPassBase<SplitReductionsPass> {
  using Base::Base;
  void runOnOperation() override {
    std::optional<Target> target = targetOf(getOperation(), targetName);
    if (!target)
      return signalPassFailure();
    SmallVector<ReduceOp> reductions;
    getOperation().walk([&](ReduceOp op) {
      if (!op->getParentOfType<FusedOp>())
        reductions.push_back(op);
    });
    for (ReduceOp op : reductions)
      split(op, *target);
  }
};
} // namespace
