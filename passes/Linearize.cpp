//===- Linearize.cpp - forward-mode derivatives of straight-line code ----------------------------===//
// In:   plain ops (no jvp, grad; composites decomposed).  Out: tangent ops at the insertion point.
// Rows: with a row block, each op's rule sees the op as if it had been applied to that block alone:
//       a clone on sliced operands, whose results are replaced by slices of the real ones.
// Zero: a value without tangent is structurally constant; nothing is emitted for it.
//===----------------------------------------------------------------------------------------------===//
#include "passes/Linearize.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

void Linearizer::set(Value value, Value tangent) {
  tangents[value] = tangent;
  if (restricted && tangent)
    axes[value] = 0;
}

void Linearizer::restrictRows(int64_t begin, int64_t end) {
  restricted = true;
  rowBegin = begin;
  rowEnd = end;
}

/// The row block of a value (axis -1: no batch axis, the value itself).
Value Linearizer::block(Value value, int axis) {
  if (axis < 0)
    return value;
  Value &cached = blocks[{value, axis}];
  if (!cached)
    cached = Emit{b, value.getLoc()}.slice(value, axis, rowBegin, rowEnd);
  return cached;
}

LogicalResult Linearizer::visitRows(Operation *op, ArrayRef<Value> dx) {
  auto rowWise = dyn_cast<RowWise>(op);
  SmallVector<int> rows;
  for (auto [value, tangent] : llvm::zip(op->getOperands(), dx))
    rows.push_back(tangent ? rowAxis(value) : -1);
  int axis = rowWise ? rowWise.rowAxis(rows) : -1;
  if (axis < 0)
    return op->emitError("a jvp with rows needs a function that keeps rows apart, but '") << op->getName() << "' mixes them";
  SmallVector<Value> operands;
  for (auto [value, row] : llvm::zip(op->getOperands(), rows))
    operands.push_back(block(value, row));
  Operation *clone = b.clone(*op);
  clone->setOperands(operands);
  for (Value result : clone->getResults()) {
    SmallVector<int64_t> shape(tensorType(result).getShape());
    shape[axis] = rowEnd - rowBegin;
    result.setType(RankedTensorType::get(shape, tensorType(result).getElementType()));
  }
  cast<RowWise>(clone).setRows(axis, rowEnd - rowBegin);
  auto dy = cast<Differentiable>(clone).jvp(b, dx);
  for (auto [result, cloned, tangent] : llvm::zip(op->getResults(), clone->getResults(), dy)) {
    if (tangent)
      axes[result] = axis;
    tangents[result] = tangent;
    if (cloned.use_empty())
      continue;
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(clone);
    cloned.replaceAllUsesWith(block(result, axis));
  }
  clone->erase();
  return success();
}

// The loop's tangents are carried beside its values; which of them are zero is found by a fixed point.
LogicalResult Linearizer::visitFor(Operation *op) {
  auto loop = cast<ForOp>(op);
  if (restricted)
    return op->emitError("a jvp with rows does not pass through mf.for");
  Block &body = loop.getBody().front();
  auto yield = cast<YieldOp>(body.getTerminator());
  unsigned n = loop.getInits().size();
  SmallVector<bool> moving(n);
  for (unsigned i = 0; i < n; ++i)
    moving[i] = bool(get(loop.getInits()[i]));
  for (bool changed = true; changed;) { // a carried value moves if anything it is made of moves
    changed = false;
    llvm::DenseSet<Value> active;
    for (unsigned i = 0; i < n; ++i)
      if (moving[i])
        active.insert(body.getArgument(i + 1));
    body.walk([&](Operation *inner) {
      if (llvm::any_of(inner->getOperands(), [&](Value v) { return active.contains(v) || get(v); }))
        active.insert(inner->result_begin(), inner->result_end());
    });
    for (unsigned i = 0; i < n; ++i)
      if (!moving[i] && isFloat(yield.getValues()[i]) && (active.contains(yield.getValues()[i]) || get(yield.getValues()[i])))
        changed = moving[i] = true;
  }
  SmallVector<Value> inits(loop.getInits());
  Emit e{b, op->getLoc()};
  for (unsigned i = 0; i < n; ++i)
    if (moving[i])
      inits.push_back(e.orZero(get(loop.getInits()[i]), loop.getInits()[i].getType()));
  auto both = b.create<ForOp>(op->getLoc(), ValueRange(inits).getTypes(), loop.getTrips(), inits, loop.getCount());
  IRMapping map;
  OpBuilder::InsertionGuard guard(b);
  Block *target = b.createBlock(&both.getBody());
  target->addArgument(body.getArgument(0).getType(), op->getLoc());
  for (Value init : inits)
    target->addArgument(init.getType(), op->getLoc());
  for (unsigned i = 0; i <= n; ++i)
    map.map(body.getArgument(i), target->getArgument(i));
  Linearizer inner(b);
  inner.tangents = tangents;
  for (unsigned i = 0, next = n + 1; i < n; ++i)
    if (moving[i])
      inner.set(target->getArgument(i + 1), target->getArgument(next++));
  for (Operation &old : body.without_terminator()) {
    Operation *cloned = b.clone(old, map);
    if (failed(inner.visit(cloned)))
      return failure();
  }
  SmallVector<Value> next;
  for (Value v : yield.getValues())
    next.push_back(map.lookupOrDefault(v));
  for (unsigned i = 0; i < n; ++i)
    if (moving[i])
      next.push_back(e.orZero(inner.get(map.lookupOrDefault(yield.getValues()[i])), inits[i].getType()));
  b.create<YieldOp>(op->getLoc(), next);
  for (unsigned i = 0, k = n; i < n; ++i)
    tangents[loop.getResult(i)] = moving[i] ? both.getResult(k++) : Value();
  return success();
}

// Primal values inside the region are computed a second time, beside the tangents.
LogicalResult Linearizer::visitCheckpoint(Operation *op) {
  Block &body = cast<CheckpointOp>(op).getBody().front();
  IRMapping map;
  Operation *last = nullptr;
  for (Operation &inner : body.without_terminator()) {
    last = b.clone(inner, map);
    last->setAttr("mf.recompute", b.getUnitAttr());
    for (auto [from, to] : llvm::zip(inner.getOperands(), last->getOperands()))
      if (restricted && from == to && axes.count(from))
        axes[to] = axes[from];
    if (failed(visit(last)))
      return failure();
  }
  for (auto [result, value] : llvm::zip(op->getResults(), cast<YieldOp>(body.getTerminator()).getValues())) {
    Value inside = map.lookupOrDefault(value);
    tangents[result] = get(inside);
    if (restricted && axes.count(inside))
      axes[result] = axes[inside];
  }
  return success();
}

LogicalResult Linearizer::visit(Operation *op) {
  if (isa<CheckpointOp>(op))
    return visitCheckpoint(op);
  if (isa<ForOp>(op))
    return visitFor(op);
  SmallVector<Value> dx;
  for (Value operand : op->getOperands())
    dx.push_back(get(operand));
  if (llvm::none_of(dx, [](Value v) { return bool(v); }))
    return success();
  if (llvm::none_of(op->getResults(), [](Value r) { return isa<RankedTensorType>(r.getType()) && isFloat(r); }))
    return success(); // conditions and integers have no derivative
  auto rule = dyn_cast<Differentiable>(op);
  if (!rule)
    return op->emitError("'") << op->getName() << "' has no derivative rule; pass its operand through stop_gradient if none is meant";
  if (restricted)
    return visitRows(op, dx);
  for (auto [result, tangent] : llvm::zip(op->getResults(), rule.jvp(b, dx)))
    tangents[result] = tangent;
  return success();
}

LogicalResult Linearizer::visit(Block::iterator begin, Block::iterator end) {
  SmallVector<Operation *> ops; // the rules insert into the same block
  for (auto it = begin; it != end; ++it)
    ops.push_back(&*it);
  for (Operation *op : ops)
    if (failed(visit(op)))
      return failure();
  return success();
}
