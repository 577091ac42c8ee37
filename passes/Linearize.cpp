//===- Linearize.cpp - forward-mode derivatives of straight-line code ----------------------------===//
// In:   plain ops (no jvp, grad; composites decomposed).  Out: tangent ops at the insertion point.
// Rows: with a row block, each op's rule sees the op as if it had been applied to that block alone:
//       a clone on sliced operands, whose results are replaced by slices of the real ones.
// Zero: a value without tangent is structurally constant; nothing is emitted for it.
//===----------------------------------------------------------------------------------------------===//
#include "passes/Linearize.h"
#include "passes/Backward.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

bool mf::passes::touches(Operation *op, llvm::function_ref<bool(Value)> moves) {
  bool found = false;
  op->walk([&](Operation *inner) { found |= llvm::any_of(inner->getOperands(), moves); });
  return found;
}

void Linearizer::set(Value value, Value tangent) {
  tangents[value] = tangent;
  inputs.insert(value);
  if (restricted && tangent)
    axes[value] = 0;
}

void Linearizer::assign(Value value, Value tangent, int axis) {
  if (inputs.contains(value))
    return;
  tangents[value] = tangent;
  if (tangent && axis >= 0)
    axes[value] = axis;
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
    assign(result, tangent, axis);
    if (cloned.use_empty())
      continue;
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(clone);
    cloned.replaceAllUsesWith(block(result, axis));
  }
  clone->erase();
  return success();
}

/// Which carried values of a loop have tangents: a fixed point, for each may be made of the others.
SmallVector<bool> Linearizer::movingCarries(Operation *op) {
  auto loop = cast<ForOp>(op);
  Block &body = loop.getBody().front();
  auto yield = cast<YieldOp>(body.getTerminator());
  unsigned n = loop.getInits().size();
  SmallVector<bool> moving(n);
  llvm::DenseSet<Value> active;
  auto moves = [&](Value v) { return active.contains(v) || get(v); };
  for (unsigned i = 0; i < n; ++i)
    moving[i] = bool(get(loop.getInits()[i]));
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned i = 0; i < n; ++i)
      if (moving[i])
        active.insert(body.getArgument(i + 1));
    for (Operation &inner : body.without_terminator())
      if (touches(&inner, moves))
        active.insert(inner.result_begin(), inner.result_end());
    for (unsigned i = 0; i < n; ++i)
      if (!moving[i] && isFloat(yield.getValues()[i]) && moves(yield.getValues()[i]))
        changed = moving[i] = true;
  }
  return moving;
}

/// The type of a value's tangent: that of its row block.
RankedTensorType Linearizer::tangentType(Value value, int axis) const {
  RankedTensorType type = tensorType(value);
  if (!restricted)
    return type;
  SmallVector<int64_t> shape(type.getShape());
  shape[axis] = rowEnd - rowBegin;
  return type.clone(shape);
}

// The loop's tangents are carried beside its values. With rows, the batch axis of a carried value is the one it begins with; one
// that begins without a tangent has it first.
LogicalResult Linearizer::visitFor(Operation *op) {
  auto loop = cast<ForOp>(op);
  Block &body = loop.getBody().front();
  auto yield = cast<YieldOp>(body.getTerminator());
  unsigned n = loop.getInits().size();
  SmallVector<bool> moving = movingCarries(op);
  if (llvm::none_of(moving, [](bool m) { return m; }))
    return success();
  SmallVector<Value> inits(loop.getInits());
  SmallVector<int> batch(n, 0);
  Emit e{b, op->getLoc()};
  for (unsigned i = 0; i < n; ++i) {
    if (!moving[i])
      continue;
    Value init = loop.getInits()[i];
    batch[i] = get(init) && restricted ? rowAxis(init) : 0;
    if (restricted && (batch[i] >= tensorType(init).getRank() || tensorType(init).getDimSize(batch[i]) < rowEnd))
      return op->emitError("a jvp with rows needs carried values whose first axis is the batch, but value ") << i << " of mf.for is " << init.getType();
    inits.push_back(e.orZero(get(init), tangentType(init, batch[i])));
  }
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
  inner.axes = axes;
  if (restricted)
    inner.restrictRows(rowBegin, rowEnd);
  for (unsigned i = 0, next = n + 1; i < n; ++i)
    if (moving[i]) {
      inner.set(target->getArgument(i + 1), target->getArgument(next++));
      inner.axes[target->getArgument(i + 1)] = batch[i];
    }
  for (Operation &old : body.without_terminator()) {
    Operation *cloned = b.clone(old, map);
    if (failed(inner.visit(cloned)))
      return failure();
  }
  SmallVector<Value> next;
  for (Value v : yield.getValues())
    next.push_back(map.lookupOrDefault(v));
  for (unsigned i = 0; i < n; ++i) {
    Value value = map.lookupOrDefault(yield.getValues()[i]), tangent = inner.get(value);
    if (!moving[i])
      continue;
    if (restricted && tangent && inner.rowAxis(value) != batch[i])
      return op->emitError("a jvp with rows needs a function that keeps rows apart, but a trip of mf.for moves the batch of value ") << i << " to another axis";
    next.push_back(e.orZero(tangent, tangentType(inits[i], batch[i])));
  }
  b.create<YieldOp>(op->getLoc(), next);
  for (unsigned i = 0, k = n; i < n; ++i)
    if (moving[i])
      assign(loop.getResult(i), both.getResult(k++), batch[i]);
  return success();
}

// Primal values inside the region are computed a second time, beside the tangents.
LogicalResult Linearizer::visitCheckpoint(Operation *op) {
  if (!touches(op, [&](Value v) { return bool(get(v)); }))
    return success();
  Block &body = cast<CheckpointOp>(op).getBody().front();
  IRMapping map;
  int64_t number = checkpoints++;
  Block *block = b.getInsertionBlock();
  bool empty = b.getInsertionPoint() == block->begin();
  Operation *before = empty ? nullptr : &*std::prev(b.getInsertionPoint());
  for (Operation &inner : body.without_terminator()) {
    Operation *last = b.clone(inner, map);
    last->setAttr(kRecompute, b.getUnitAttr());
    if (failed(visit(last)))
      return failure();
  }
  enterCheckpoint(before ? std::next(before->getIterator()) : block->begin(), b.getInsertionPoint(), number);
  for (auto [result, value] : llvm::zip(op->getResults(), cast<YieldOp>(body.getTerminator()).getValues())) {
    Value inside = map.lookupOrDefault(value);
    assign(result, get(inside), rowAxis(inside));
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
    assign(result, tangent);
  return success();
}

SmallVector<Operation *> mf::passes::opsLeadingTo(ValueRange values, Block::iterator begin, Block::iterator end) {
  SmallVector<Operation *> ops;
  llvm::DenseSet<Value> wanted(values.begin(), values.end());
  for (auto it = end; it != begin;) {
    Operation *op = &*--it;
    if (llvm::none_of(op->getResults(), [&](Value v) { return wanted.contains(v); }))
      continue;
    ops.push_back(op);
    op->walk([&](Operation *inner) { wanted.insert(inner->operand_begin(), inner->operand_end()); });
  }
  std::reverse(ops.begin(), ops.end());
  return ops;
}

LogicalResult Linearizer::visit(Block::iterator begin, Block::iterator end, ValueRange values) {
  for (Operation *op : opsLeadingTo(values, begin, end)) // collected first: the rules insert into the same block
    if (failed(visit(op)))
      return failure();
  return success();
}
