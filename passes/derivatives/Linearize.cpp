//===- Linearize.cpp - forward-mode derivatives of straight-line code ----------------------------===//
// In:   plain ops (no jvp, grad; composites decomposed).  Out: tangent ops at the insertion point.
//       Loops: ForwardLoop.cpp, LinearLoop.cpp.
// Rows: with a row block, each op's rule sees the op as if it had been applied to that block alone:
//       a clone on sliced operands, whose results are replaced by slices of the real ones.
// Zero: a value without tangent is structurally constant; nothing is emitted for it.
//===----------------------------------------------------------------------------------------------===//
#include "passes/derivatives/Linearize.h"
#include "passes/Backward.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

bool mf::passes::touches(Operation *op, llvm::function_ref<bool(Value)> moves) {
  bool found = false;
  op->walk([&](Operation *inner) { found |= llvm::any_of(inner->getOperands(), moves); });
  return found;
}

bool mf::passes::passesDerivative(OpResult result) {
  auto rule = dyn_cast<Differentiable>(result.getOwner());
  return isFloat(result) && !(rule && rule.endsPath());
}

Linearizer::Linearizer(OpBuilder &builder, Linearizer &outer)
    : b(builder), use(outer.use), outer(&outer), restricted(outer.restricted), rowBegin(outer.rowBegin), rowEnd(outer.rowEnd) {}

Value Linearizer::get(Value value) const {
  auto it = tangents.find(value);
  return it != tangents.end() ? it->second : outer ? outer->get(value) : Value();
}
int Linearizer::rowAxis(Value value) const {
  auto it = axes.find(value);
  return it != axes.end() ? it->second : outer ? outer->rowAxis(value) : -1;
}
bool Linearizer::isTangent(Value value) const { return given.contains(value) || (outer && outer->isTangent(value)); }

void Linearizer::set(Value value, Value tangent) {
  tangents[value] = tangent;
  inputs.insert(value);
  given.insert(tangent);
  if (restricted && tangent)
    axes[value] = 0;
}

void Linearizer::assign(Value value, Value tangent, int axis) {
  if (inputs.contains(value))
    return;
  tangents[value] = tangent;
  given.insert(tangent);
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

FailureOr<Operation *> Linearizer::cloneWithTangents(Operation &op, IRMapping &map, bool recomputed) {
  Operation *clone = b.clone(op, map);
  if (recomputed)
    clone->setAttr(kRecompute, b.getUnitAttr());
  latest = {};
  if (failed(visit(clone)))
    return failure();
  if (!isa<ForOp>(op) || !latest)
    return clone;
  for (auto [old, result] : llvm::zip(op.getResults(), latest.getResults()))
    map.map(old, result);
  if (use == Tangents::kept) { // it computes the values as well
    twins.pop_back();
    clone->erase();
  }
  return latest.getOperation();
}

// Primal values inside the region are computed a second time, beside the tangents.
LogicalResult Linearizer::visitCheckpoint(CheckpointOp op) {
  if (!touches(op, [&](Value v) { return bool(get(v)); }))
    return success();
  Block &body = op.getBody().front();
  IRMapping map;
  int64_t number = checkpoints++;
  Block *block = b.getInsertionBlock();
  bool empty = b.getInsertionPoint() == block->begin();
  Operation *before = empty ? nullptr : &*std::prev(b.getInsertionPoint());
  for (Operation &inner : body.without_terminator())
    if (failed(cloneWithTangents(inner, map, true)))
      return failure();
  enterCheckpoint(before ? std::next(before->getIterator()) : block->begin(), b.getInsertionPoint(), number);
  for (auto [result, value] : llvm::zip(op->getResults(), cast<YieldOp>(body.getTerminator()).getValues())) {
    Value inside = map.lookupOrDefault(value);
    assign(result, get(inside), rowAxis(inside));
  }
  return success();
}

LogicalResult Linearizer::visit(Operation *op) {
  if (auto checkpoint = dyn_cast<CheckpointOp>(op))
    return visitCheckpoint(checkpoint);
  if (auto loop = dyn_cast<ForOp>(op))
    return use == Tangents::kept ? visitFor(loop) : splitFor(loop);
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

llvm::SetVector<Operation *> mf::passes::opsMadeOf(llvm::function_ref<bool(Value)> seed, Block::iterator begin, Block::iterator end) {
  llvm::SetVector<Operation *> ops;
  auto made = [&](Value v) { return seed(v) || (v.getDefiningOp() && ops.contains(v.getDefiningOp())); };
  for (auto it = begin; it != end; ++it)
    if (touches(&*it, made))
      ops.insert(&*it);
  return ops;
}

LogicalResult Linearizer::visit(Block::iterator begin, Block::iterator end, ValueRange values) {
  for (Operation *op : opsLeadingTo(values, begin, end)) // collected first: the rules insert into the same block
    if (failed(visit(op)))
      return failure();
  return success();
}
