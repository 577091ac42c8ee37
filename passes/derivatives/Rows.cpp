//===- Rows.cpp - tangents of the rows that move, and of no others --------------------------------===//
// In:   of the operands of an op the parts that move (RowWise::rowBlock).
// Loops: what a loop carries has one part in all trips, a fixed point. Rows that wander (a batch that is turned by one row a trip) end as
//        all of them, after a few rounds.
//===----------------------------------------------------------------------------------------------===//
#include "passes/derivatives/Rows.h"
#include "passes/derivatives/Linearize.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

RankedTensorType mf::passes::partType(RankedTensorType type, const RowBlock &part) {
  SmallVector<int64_t> shape(type.getShape());
  if (part.isBlock())
    shape[part.axis] = part.count();
  return type.clone(shape);
}

/// A value of which `each` positions of the axis are one period, with the periods along an axis of their own, which stands before.
static Value byPeriods(Emit &e, Value value, int axis, int64_t each) {
  SmallVector<int64_t> shape(tensorType(value).getShape());
  int64_t periods = shape[axis] / each;
  shape[axis] = each;
  shape.insert(shape.begin() + axis, periods);
  return e.reshape(value, shape);
}
/// The reverse.
static Value joinPeriods(Emit &e, Value value, int axis) {
  SmallVector<int64_t> shape(tensorType(value).getShape());
  shape[axis] *= shape[axis + 1];
  shape.erase(shape.begin() + axis + 1);
  return e.reshape(value, shape);
}

Value mf::passes::cutRows(Emit &e, Value value, const RowBlock &part) {
  if (part.isWhole())
    return value;
  if (!part.isPeriodic())
    return e.slice(value, part.axis, part.begin, part.end);
  Value periods = byPeriods(e, value, part.axis, part.period);
  return joinPeriods(e, e.slice(periods, part.axis + 1, part.begin, part.end), part.axis);
}

/// Zeros before and behind the positions of each period.
static Value padPeriods(Emit &e, Value tangent, const RowBlock &part, int64_t before, int64_t behind) {
  int axis = part.isPeriodic() ? part.axis + 1 : part.axis;
  Value periods = part.isPeriodic() ? byPeriods(e, tangent, part.axis, part.end - part.begin) : tangent;
  SmallVector<int64_t> low(tensorType(periods).getRank(), 0), high = low, interior = low;
  low[axis] = before;
  high[axis] = behind;
  Value padded = e.pad(periods, low, high, interior);
  return part.isPeriodic() ? joinPeriods(e, padded, part.axis) : padded;
}

Value mf::passes::spreadRows(Emit &e, Value tangent, RowBlock from, RowBlock to) {
  if (!tangent || (!from.isBlock() && !to.isBlock()))
    return tangent;
  if (from.isOneRow())
    from = RowBlock::whole(to.axis, to.size);
  if (to.isOneRow())
    to = RowBlock::whole(from.axis, from.size);
  if (from.count() == to.count())
    return tangent;
  if (from.period == to.period)
    return padPeriods(e, tangent, from, from.begin - to.begin, to.end - from.end);
  Value all = from.isWhole() ? tangent : padPeriods(e, tangent, from, from.begin, from.period - from.end);
  return cutRows(e, all, to);
}

LogicalResult mf::passes::refuseMixing(Operation *op, ArrayRef<RowBlock> rows) {
  auto error = op->emitError("a jvp with rows needs a function that keeps rows apart, but '");
  error << op->getName() << "' mixes them";
  const char *sep = ": they are ";
  for (auto [i, row] : llvm::enumerate(rows)) {
    if (!row.moves())
      continue;
    error << sep;
    sep = ", ";
    if (row.isBlock())
      error << "axis " << row.axis << " of operand " << i;
    else
      error << "one row in operand " << i;
  }
  return error << "; take the jvp without rows, or pass what mixes them through stop_gradient";
}

RowBlock LoopRows::get(Value value) const {
  auto it = known.find(value);
  return it != known.end() ? it->second : outside(value);
}

FailureOr<SmallVector<RowBlock>> LoopRows::carried(ForOp loop) {
  constexpr int kRounds = 4; // before a part that still grows is taken to be all
  Block &body = loop.getBody().front();
  unsigned n = loop.getNumResults();
  SmallVector<RowBlock> parts(n);
  auto asked = [&](unsigned i) { return useful(loop.getResult(i)) || useful(body.getArgument(i + 1)); };
  for (unsigned i = 0; i < n; ++i)
    parts[i] = asked(i) ? get(loop.getInits()[i]) : RowBlock();
  bool changed = true;
  for (int round = 0; changed; ++round) {
    changed = false;
    for (unsigned i = 0; i < n; ++i)
      known[body.getArgument(i + 1)] = parts[i];
    if (failed(visitBody(body)))
      return failure();
    for (auto [i, next] : llvm::enumerate(body.getTerminator()->getOperands())) {
      auto both = asked(i) ? hull(parts[i], get(next)) : RowBlock();
      if (!both)
        return loop.emitError("a jvp with rows needs a function that keeps rows apart, but a trip of mf.for moves the batch of value ")
               << i << " to another axis: carry it as it is, or take the jvp without rows";
      if (*both == parts[i])
        continue;
      changed = true;
      parts[i] = round >= kRounds && both->isBlock() ? RowBlock::whole(both->axis, both->size) : *both;
    }
  }
  return parts;
}

LogicalResult LoopRows::visitBody(Block &body) {
  for (Operation &op : body.without_terminator())
    if (llvm::any_of(op.getResults(), useful) && failed(visit(&op)))
      return failure();
  return success();
}

LogicalResult LoopRows::visit(Operation *op) {
  if (auto loop = dyn_cast<ForOp>(op)) {
    auto parts = carried(loop);
    if (failed(parts))
      return failure();
    for (auto [result, part] : llvm::zip(loop.getResults(), *parts))
      known[result] = part;
    return success();
  }
  if (auto checkpoint = dyn_cast<CheckpointOp>(op)) {
    Block &body = checkpoint.getBody().front();
    if (failed(visitBody(body)))
      return failure();
    for (auto [result, value] : llvm::zip(op->getResults(), body.getTerminator()->getOperands()))
      known[result] = get(value);
    return success();
  }
  SmallVector<RowBlock> rows;
  for (Value operand : op->getOperands())
    rows.push_back(get(operand));
  bool moves = isa<Differentiable>(op) && llvm::any_of(rows, [](const RowBlock &row) { return row.moves(); });
  SmallVector<RowBlock> parts(rows);
  auto part = moves ? rowBlockOf(op, parts) : RowBlock();
  if (!part)
    return refuseMixing(op, rows);
  for (OpResult result : op->getResults())
    known[result] = passesDerivative(result) ? *part : RowBlock();
  return success();
}
