//===- Linearize.cpp - forward-mode derivatives of straight-line code ----------------------------===//
// In:   plain ops (no jvp, grad; composites decomposed).  Out: tangent ops at the insertion point.
//       Loops: ForwardLoop.cpp, LinearLoop.cpp.
// Rows: with rows, each op's rule sees the op as if it had been applied to the part of its operands that moves: a clone on slices of
//       them, whose results are replaced by slices of the real ones.
// Zero: a value without tangent is structurally constant; nothing is emitted for it, nor for one whose tangent reaches nothing asked for.
//===----------------------------------------------------------------------------------------------===//
#include "passes/derivatives/Linearize.h"
#include "passes/Backward.h"
#include "passes/derivatives/Path.h"
#include "passes/derivatives/Rows.h"

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

Linearizer::Linearizer(OpBuilder &builder, Linearizer &outer) : b(builder), use(outer.use), outer(&outer), restricted(outer.restricted) {}

Value Linearizer::get(Value value) const {
  auto it = tangents.find(value);
  return it != tangents.end() ? it->second : outer ? outer->get(value) : Value();
}
RowBlock Linearizer::rowsOf(Value value) const {
  auto it = rows.find(value);
  return it != rows.end() ? it->second : outer ? outer->rowsOf(value) : RowBlock();
}
bool Linearizer::isTangent(Value value) const { return given.contains(value) || (outer && outer->isTangent(value)); }
bool Linearizer::isUseful(Value value) const { return useful.contains(value) || (outer && outer->isUseful(value)); }

void Linearizer::keepUseful(Operation &op, const IRMapping &map) {
  auto keep = [&](ValueRange values) {
    for (Value v : values)
      if (isUseful(v))
        useful.insert(map.lookup(v));
  };
  op.walk([&](Operation *inner) {
    keep(inner->getResults());
    for (Region &region : inner->getRegions())
      keep(region.getArguments());
  });
}

void Linearizer::set(Value value, Value tangent, const RowBlock &part) {
  tangents[value] = tangent;
  inputs.insert(value);
  given.insert(tangent);
  rows[value] = part;
  restricted |= part.moves();
}

void Linearizer::assign(Value value, Value tangent, const RowBlock &part) {
  if (inputs.contains(value))
    return;
  tangents[value] = tangent;
  given.insert(tangent);
  rows[value] = tangent ? part : RowBlock();
}

/// The part of a value that moves along with others; the value itself where that is all.
Value Linearizer::block(Value value, const RowBlock &part) {
  if (part.isWhole())
    return value;
  Value &cached = blocks[{value, part.axis, part.period, part.begin, part.end}];
  Emit e{b, value.getLoc()};
  if (!cached)
    cached = cutRows(e, value, part);
  return cached;
}

LogicalResult Linearizer::visitRows(Operation *op, ArrayRef<Value> dx) {
  SmallVector<RowBlock> parts;
  for (auto [value, tangent] : llvm::zip(op->getOperands(), dx))
    parts.push_back(tangent ? rowsOf(value) : RowBlock());
  SmallVector<RowBlock> read(parts);
  auto part = rowBlockOf(op, read);
  if (!part)
    return refuseMixing(op, parts);
  if (!part->moves())
    return success();
  Emit e{b, op->getLoc()};
  SmallVector<Value> operands, moved;
  for (auto [value, tangent, from, to] : llvm::zip(op->getOperands(), dx, parts, read)) {
    operands.push_back(block(value, to));
    moved.push_back(spreadRows(e, tangent, from, to));
  }
  Operation *clone = b.clone(*op);
  clone->setOperands(operands);
  for (Value result : clone->getResults())
    result.setType(partType(tensorType(result), *part));
  if (part->isBlock())
    cast<RowWise>(clone).setRows(read, *part);
  auto dy = cast<Differentiable>(clone).jvp(b, moved);
  for (auto [result, cloned, tangent] : llvm::zip(op->getResults(), clone->getResults(), dy)) {
    assign(result, tangent, *part);
    if (cloned.use_empty())
      continue;
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(clone);
    cloned.replaceAllUsesWith(block(result, *part));
  }
  clone->erase();
  return success();
}

FailureOr<Operation *> Linearizer::cloneWithTangents(Operation &op, IRMapping &map, bool recomputed) {
  Operation *clone = b.clone(op, map);
  if (recomputed)
    clone->setAttr(kRecompute, b.getUnitAttr());
  keepUseful(op, map);
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
    assign(result, get(inside), rowsOf(inside));
  }
  return success();
}

LogicalResult Linearizer::visit(Operation *op) {
  if (llvm::none_of(op->getResults(), [&](Value v) { return isUseful(v) && !inputs.contains(v); }))
    return success();
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
  SmallVector<Operation *> ops = opsLeadingTo(values, begin, end); // collected first: the rules insert into the same block
  useful = derivedFrom(values, ops, inputs);
  for (Operation *op : ops)
    if (failed(visit(op)))
      return failure();
  return success();
}
