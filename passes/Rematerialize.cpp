//===- Rematerialize.cpp - cheap forward values are computed again in derivatives -----------------===//
// --mf-rematerialize. In: expanded graphs, after common subexpressions have been merged. Out: an op of the
// backward pass that reads a cheap elementwise value of the forward pass reads a clone of it instead, made
// of what is in memory anyway (contractions, reductions, transcendental functions, states); a tangent that
// reads rows of such a value computes those rows. Storing and loading an intermediate costs more than a few
// multiplications.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "mlir/IR/IRMapping.h"
#include "passes/Costs.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_REMATERIALIZEPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Longest chain of ops that is computed again.
static constexpr int kMaxDepth = 12;

static bool isGradient(Operation *op) { return roleOf(op) == Role::gradient; }

/// The rows of a value that a derivative along few rows of the batch reads.
static bool isTangentSlice(Operation *op) { return isa<SliceOp>(op) && roleOf(op) == Role::tangent; }

/// Forward values worth computing again: cheap, and of a size that makes memory count.
static bool isCheap(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || isGradient(op) || tensorType(value).getNumElements() < 1024)
    return false;
  if (!isa<Elementwise, BroadcastInDimOp>(op) || workOf(op) >= kKeepWork)
    return false;
  // what a contraction reads is stored anyway
  return llvm::none_of(value.getUsers(), [](Operation *user) { return !isa<Elementwise, Reducing>(user) && !isTangentSlice(user); });
}

namespace {
class Rematerializer {
public:
  explicit Rematerializer(Block &block) : block(block) {}
  void run() {
    for (Operation &op : llvm::make_early_inc_range(block))
      if (isTangentSlice(&op) && isCheap(op.getOperand(0)) && roleOf(op.getOperand(0).getDefiningOp()) == Role::primal) {
        op.getResult(0).replaceAllUsesWith(sliced(op.getOperand(0), cast<SliceOp>(op), 0));
        op.erase();
      }
    for (Operation &op : llvm::make_early_inc_range(block)) {
      if (!isGradient(&op))
        continue;
      for (OpOperand &operand : op.getOpOperands())
        if (isa<RankedTensorType>(operand.get().getType()))
          operand.set(clone(operand.get(), &op, 0));
    }
  }

private:
  /// slice(f(a, b)) as f(slice(a), slice(b)), down to what is in memory anyway.
  Value sliced(Value value, SliceOp slice, int depth) {
    std::pair<Value, Attribute> key(value, ArrayAttr::get(slice.getContext(), {slice.getStartAttr(), slice.getLimitAttr(), slice.getStrideAttr()}));
    if (Value known = slices.lookup(key))
      return known;
    OpBuilder b(slice);
    WithRole role(b, roleOf(slice));
    auto type = slice.getType().clone(tensorType(value).getElementType());
    Operation *source = value.getDefiningOp();
    if (depth > kMaxDepth || !isCheap(value) || !isa<Elementwise>(source))
      return slices[key] = b.createOrFold<SliceOp>(slice.getLoc(), type, value, slice.getStart(), slice.getLimit(), slice.getStride());
    OperationState state(slice.getLoc(), source->getName(), {}, {type}, source->getAttrs());
    for (Value operand : source->getOperands())
      state.operands.push_back(sliced(operand, slice, depth + 1));
    return slices[key] = b.create(state)->getResult(0);
  }

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
    setRole(copy, roleOf(before));
    return clones[value] = copy->getResult(0);
  }
  Block &block;
  llvm::DenseMap<Value, Value> clones;
  llvm::DenseMap<std::pair<Value, Attribute>, Value> slices; // by the value and the slice's bounds
};

struct RematerializePass : mf::passes::impl::RematerializePassBase<RematerializePass> {
  void runOnOperation() override {
    getOperation().walk([](EntryOp entry) { Rematerializer(entry.getBody().front()).run(); });
  }
};
} // namespace
