//===- Grouping.cpp - the mf.fused op of a group ------------------------------------------------------===//
#include "passes/fuse/Grouping.h"
#include "dialect/mf/Role.h"
#include "mlir/IR/IRMapping.h"
#include "passes/Costs.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Analysis/TopologicalSortUtils.h"
#include "passes/fuse/Groups.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {
/// Makes the op of a group: clones of what it computes, in the block's order.
class FusedBuilder {
public:
  FusedBuilder(const Group &group, const DenseMap<Operation *, unsigned> &order) : group(group), space(*group.space), order(order) {}

  /// The op stands before `before`; its results are the values that others may need.
  FusedOp build(Operation *before) {
    for (const Root &root : group.roots)
      take(root.value), take(root.op->getResult(0));
    for (Operation *op : group.members)
      take(op->getResult(0));
    SmallVector<Operation *> sorted(ops.begin(), ops.end());
    llvm::sort(sorted, [&](Operation *x, Operation *y) { return order.lookup(x) < order.lookup(y); });
    OpBuilder b(before);
    Block *body = new Block;
    b.setInsertionPointToStart(body);
    for (Value input : inputs)
      map.map(input, body->addArgument(input.getType(), input.getLoc()));
    for (Operation *op : sorted) {
      Operation *copy = b.clone(*op, map);
      if (space.ops.contains(op))
        copy->setAttr(kInTiles, b.getUnitAttr());
    }
    SmallVector<Value> results;
    for (Value value : values())
      results.push_back(map.lookup(value));
    b.create<YieldOp>(before->getLoc(), results);
    b.setInsertionPoint(before);
    auto fused = b.create<FusedOp>(group.roots.front().op->getLoc(), ValueRange(results).getTypes(), inputs.getArrayRef(), space.shape, group.roots.front().kept,
                                   group.roots.front().streamed);
    fused.getBody().push_back(body);
    return fused;
  }

  /// What the op's results are, in order.
  SmallVector<Value> values() const {
    SmallVector<Value> all;
    for (Operation *op : group.members)
      all.push_back(op->getResult(0));
    for (const Root &root : group.roots)
      if (root.op == root.value.getDefiningOp())
        all.push_back(root.value);
    return all;
  }

private:
  /// Whether a value is computed in the op: those of the space, the group's own, and views of them.
  bool isInside(Value value) {
    Operation *op = value.getDefiningOp();
    if (!op || !order.count(op))
      return false;
    if (space.ops.contains(op) || group.members.contains(op) || isRepeated(op))
      return true;
    bool splat = isConstant(op) && isVirtual(value);
    if (!isVirtual(value) && !splat)
      return false;
    return tensorType(value).getShape() == Shape(space.shape) || splat || llvm::any_of(op->getOperands(), [&](Value operand) { return isInside(operand); });
  }

  /// Whether an op computes what is the same for many heads or examples (a mask) of less than it has elements, in a few instructions: it is
  /// computed where it is needed, so that nothing of rows x columns is stored.
  bool isRepeated(Operation *op) {
    auto large = [&](Value value) { return tensorType(value).getNumElements() >= space.shape[space.rows] * space.shape[space.columns]; };
    bool isSmaller = tensorType(op->getResult(0)).getNumElements() < numElements(space.shape);
    if (!isa<Elementwise>(op) || !large(op->getResult(0)) || !isSmaller || workOf(op) >= kKeepWork)
      return false;
    auto it = repeated.find(op);
    if (it != repeated.end())
      return it->second;
    bool all = true;
    for (Value operand : op->getOperands())
      forEachLeaf(operand, identityIndex(op->getContext(), tensorType(operand).getRank()), [&](const Leaf &leaf) {
        Operation *below = leaf.value.getDefiningOp();
        all &= !large(leaf.value) || (below && order.count(below) && isRepeated(below));
      });
    return repeated[op] = all;
  }

  void take(Value value) {
    if (!isInside(value)) {
      inputs.insert(value);
      return;
    }
    Operation *op = value.getDefiningOp();
    if (!ops.insert(op))
      return;
    for (Value operand : op->getOperands())
      if (isa<Contracting>(op) && !space.contains(operand)) // products read what is in memory
        inputs.insert(operand);
      else
        take(operand);
  }

  const Group &group;
  const Space &space;
  const DenseMap<Operation *, unsigned> &order;
  llvm::SetVector<Operation *> ops;
  llvm::SetVector<Value> inputs;
  llvm::DenseMap<Operation *, bool> repeated;
  IRMapping map;
};
} // namespace

/// The op without the results that nothing reads.
static void dropUnused(FusedOp op) {
  Operation *yield = op.getBody().front().getTerminator();
  SmallVector<Value> kept, inner;
  for (auto [result, value] : llvm::zip(op.getResults(), yield->getOperands()))
    if (!result.use_empty())
      kept.push_back(result), inner.push_back(value);
  if (kept.size() == op.getNumResults())
    return;
  OpBuilder b(op);
  if (!kept.empty()) {
    auto smaller = b.create<FusedOp>(op.getLoc(), ValueRange(kept).getTypes(), op.getInputs(), op.getSpace(), op.getKept(), op.getStreamed());
    yield->setOperands(inner);
    smaller.getBody().takeBody(op.getBody());
    for (auto [from, to] : llvm::zip(kept, smaller.getResults()))
      from.replaceAllUsesWith(to);
    for (Operation &dead : llvm::make_early_inc_range(llvm::reverse(smaller.getBody().front())))
      if (isOpTriviallyDead(&dead))
        dead.erase();
    for (unsigned i = smaller.getInputs().size(); i-- > 0;)
      if (smaller.getBody().getArgument(i).use_empty()) {
        smaller.getBody().eraseArgument(i);
        smaller.getInputsMutable().erase(i);
      }
  }
  op.erase();
}

void mf::passes::fuse(Block &block, ArrayRef<Space> spaces) {
  Grouping grouping(block, spaces);
  DenseMap<Operation *, unsigned> order;
  for (Operation &op : block)
    order[&op] = order.size();
  SmallVector<FusedOp> made;
  SmallVector<std::pair<Value, Value>> replaced;
  for (auto &group : grouping.groups) {
    FusedBuilder builder(*group, order);
    FusedOp op = builder.build(block.getTerminator());
    made.push_back(op);
    for (auto [value, result] : llvm::zip(builder.values(), op.getResults()))
      replaced.push_back({value, result});
  }
  // a value of the space that is stored is still computed by other kernels' own ops: those are clones already
  for (auto [value, result] : replaced)
    value.replaceAllUsesWith(result);
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (order.count(&op) && isOpTriviallyDead(&op))
      op.erase();
  sortTopologically(&block);
  for (FusedOp op : llvm::reverse(made))
    dropUnused(op);
}
