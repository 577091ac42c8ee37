//===- SplitReductions.cpp - large reductions in two steps with fixed chunks ------------------------===//
// --mf-split-reductions. A sum over all elements, or over many rows of few columns, would be one block.
// Its rows are cut into chunks whose number depends on the shape alone, so that the result has the same
// bits on every number of threads:   [r, c] -> [chunks, r / chunks, c] -> [chunks, c] -> [c].
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_SPLITREDUCTIONSPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;

static constexpr int64_t kMinElements = 1 << 15;
static constexpr int64_t kMaxChunks = 64;

/// The largest number of chunks up to the limit that divides n.
static int64_t chunksOf(int64_t n) {
  for (int64_t c = kMaxChunks; c > 1; --c)
    if (n % c == 0 && n / c >= 8)
      return c;
  return 1;
}

static bool split(ReduceOp op) {
  auto type = op.getX().getType();
  Shape shape = type.getShape();
  SmallVector<int64_t> dims(op.getDims());
  int64_t kept = 1, rank = type.getRank();
  if (type.getNumElements() < kMinElements || dims.empty())
    return false;
  for (int64_t d = 0; d < rank; ++d)
    kept *= llvm::is_contained(dims, d) ? 1 : shape[d];
  bool rowReduction = llvm::is_contained(dims, rank - 1);
  // rows: one block a kept element; columns: one block for up to 128 lanes
  int64_t blocks = rowReduction ? kept : (kept / shape[rank - 1]) * std::max<int64_t>(1, shape[rank - 1] / 64);
  if (blocks >= 32)
    return false;
  int64_t dim = dims.front(), chunks = chunksOf(shape[dim]);
  if (chunks == 1)
    return false;
  OpBuilder b(op);
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
  void runOnOperation() override {
    SmallVector<ReduceOp> reductions;
    getOperation().walk([&](ReduceOp op) { reductions.push_back(op); });
    for (ReduceOp op : reductions)
      split(op);
  }
};
} // namespace
