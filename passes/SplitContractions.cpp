//===- SplitContractions.cpp - products with long sums and few results, in two steps -------------------===//
// --mf-split-contractions. In: graphs of plain ops. Out: a product whose results are too few to keep a target busy, and
// whose sum is long (the gradient of a weight over many rows), becomes products over parts of the sum and the sum of these:
//     [k, m] x [k, n]  ->  [parts, k / parts, m] x [parts, k / parts, n]  ->  [parts, m, n]  ->  [m, n]
// The number of parts depends on the shape and the target's description alone: the bits do not depend on threads.
// Left alone: what shares a side with another product (a value and its tangent stay sides of one kernel), and
// convolutions. Source: stream-K and split-K of Osama et al., Stream-K, PPoPP 2023.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "passes/Costs.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_SPLITCONTRACTIONSPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
using mf::codegen::Target;

/// Rows and columns that a block of a product has, about, on all targets.
static constexpr int64_t kBlockSide = 64;
/// Multiply-adds that one core does sooner than a second launch begins to pay.
static constexpr int64_t kMinProducts = 1 << 24;
/// The shortest part of a sum: the reading of an operand outweighs the writing of a partial result.
static constexpr int64_t kMinDepth = 1024;

namespace {
struct Sizes {
  int64_t batch = 1, m = 1, n = 1, k = 1;
  int64_t blocks() const { return batch * ((m + kBlockSide - 1) / kBlockSide) * ((n + kBlockSide - 1) / kBlockSide); }
};
} // namespace

static Sizes sizesOf(DotGeneralOp op) {
  Sizes s;
  auto l = op.getLhs().getType(), r = op.getRhs().getType();
  for (int64_t d : op.getLhsBatch())
    s.batch *= l.getDimSize(d);
  for (int64_t d : op.getLhsContracting())
    s.k *= l.getDimSize(d);
  s.m = l.getNumElements() / (s.batch * s.k);
  s.n = r.getNumElements() / (s.batch * s.k);
  return s;
}

/// The number of parts, which divides the first contracted dimension; 1: the product is left alone.
static int64_t partsOf(DotGeneralOp op, const Target &target) {
  if (op.getLhsContracting().empty() || op.getLhs().getType().getNumElements() == 0 || op.getRhs().getType().getNumElements() == 0)
    return 1;
  Sizes s = sizesOf(op);
  if (s.batch * s.m * s.n * s.k < kMinProducts || s.blocks() >= target.busyBlocks())
    return 1;
  int64_t size = op.getLhs().getType().getDimSize(op.getLhsContracting()[0]), best = 1;
  for (int64_t parts = 2; parts <= size && s.k / parts >= kMinDepth; ++parts) {
    bool little = 4 * parts * s.m * s.n <= (s.m + s.n) * s.k; // partial results beside the operands
    if (size % parts != 0 || !little)
      continue;
    best = parts;
    if (parts * s.blocks() >= target.busyBlocks())
      break;
  }
  return best;
}

/// Whether a tangent's product reads the same side as its primal's: one of them alone is not split.
static bool isPaired(DotGeneralOp op) {
  for (OpOperand &operand : op->getOpOperands())
    for (OpOperand &use : operand.get().getUses())
      if (isa<DotGeneralOp>(use.getOwner()) && use.getOperandNumber() == operand.getOperandNumber() && roleOf(use.getOwner()) != roleOf(op))
        return true;
  return false;
}

namespace {
/// An operand with one dimension cut in parts, and the op's dimensions in it.
struct Cut {
  Value value;
  SmallVector<int64_t> batch, contracting;
};
} // namespace

static Cut cut(Emit &e, Value operand, ArrayRef<int64_t> batch, ArrayRef<int64_t> contracting, int64_t parts) {
  int64_t dim = contracting.front();
  SmallVector<int64_t> shape(tensorType(operand).getShape());
  shape[dim] /= parts;
  shape.insert(shape.begin() + dim, parts);
  Cut c{e.reshape(operand, shape), {dim}, {}};
  for (int64_t d : batch)
    c.batch.push_back(d + (d > dim));
  for (int64_t d : contracting)
    c.contracting.push_back(d + (d >= dim));
  return c;
}

static void split(DotGeneralOp op, int64_t parts) {
  OpBuilder b(op);
  Emit e{b, op.getLoc()};
  Cut l = cut(e, op.getLhs(), op.getLhsBatch(), op.getLhsContracting(), parts);
  Cut r = cut(e, op.getRhs(), op.getRhsBatch(), op.getRhsContracting(), parts);
  SmallVector<int64_t> shape(op.getY().getType().getShape());
  shape.insert(shape.begin(), parts);
  Value partial = b.create<DotGeneralOp>(op.getLoc(), op.getY().getType().clone(shape), l.value, r.value, l.batch, r.batch, l.contracting, r.contracting);
  op.getY().replaceAllUsesWith(e.reduce(ReduceKind::sum, partial, {0}));
  op.erase();
}

namespace {
struct SplitContractionsPass : mf::passes::impl::SplitContractionsPassBase<SplitContractionsPass> {
  using Base::Base;
  void runOnOperation() override {
    std::optional<Target> target = targetOf(getOperation(), targetName);
    if (!target)
      return signalPassFailure();
    SmallVector<std::pair<DotGeneralOp, int64_t>> found;
    getOperation().walk([&](DotGeneralOp op) {
      if (int64_t parts = partsOf(op, *target); parts > 1 && !isPaired(op) && !op->getParentOfType<FusedOp>())
        found.push_back({op, parts});
    });
    for (auto [op, parts] : found)
      split(op, parts);
  }
};
} // namespace
