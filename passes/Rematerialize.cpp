//===- Rematerialize.cpp - cheap forward values are computed again in the backward pass -----------===//
// --mf-rematerialize. In: expanded graphs, after common subexpressions have been merged. Out: an op of the
// backward pass that reads a cheap elementwise value of the forward pass reads a clone of it instead, made
// of what is in memory anyway (contractions, reductions, transcendental functions, states). Storing and
// loading an intermediate costs more than a few multiplications.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "mlir/IR/IRMapping.h"
#include "passes/Costs.h"
#include "passes/Passes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Longest chain of ops that is computed again.
static constexpr int kMaxDepth = 12;

static bool isGradient(Operation *op) { return roleOf(op) == Role::gradient; }

/// Forward values worth computing again: cheap, and of a size that makes memory count.
static bool isCheap(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || isGradient(op) || tensorType(value).getNumElements() < 1024)
    return false;
  if (!isa<Elementwise, BroadcastInDimOp>(op) || isTranscendental(op) || isa<SqrtOp, RsqrtOp, DivOp>(op))
    return false;
  // what a contraction reads is stored anyway
  return llvm::none_of(value.getUsers(), [](Operation *user) { return !isa<Elementwise, ReduceOp>(user); });
}

namespace {
class Rematerializer {
public:
  explicit Rematerializer(Block &block) : block(block) {}
  void run() {
    for (Operation &op : llvm::make_early_inc_range(block)) {
      if (!isGradient(&op))
        continue;
      for (OpOperand &operand : op.getOpOperands())
        if (isa<RankedTensorType>(operand.get().getType()))
          operand.set(clone(operand.get(), &op, 0));
    }
  }

private:
  Value clone(Value value, Operation *before, int depth) {
    if (depth > kMaxDepth || !isCheap(value))
      return value;
    if (Value known = clones.lookup(value))
      return known;
    Operation *source = value.getDefiningOp();
    SmallVector<Value> operands;
    for (Value operand : source->getOperands())
      operands.push_back(clone(operand, before, depth + 1));
    OpBuilder b(before);
    Operation *copy = b.clone(*source);
    copy->setOperands(operands);
    copy->setLoc(before->getLoc());
    return clones[value] = copy->getResult(0);
  }
  Block &block;
  llvm::DenseMap<Value, Value> clones;
};

struct RematerializePass : PassWrapper<RematerializePass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(RematerializePass)
  StringRef getArgument() const override { return "mf-rematerialize"; }
  StringRef getDescription() const override { return "compute cheap forward values again in the backward pass"; }
  void runOnOperation() override {
    getOperation().walk([](EntryOp entry) { Rematerializer(entry.getBody().front()).run(); });
  }
};
} // namespace

std::unique_ptr<Pass> mf::passes::createRematerializePass() { return std::make_unique<RematerializePass>(); }
