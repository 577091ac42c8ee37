//===- Transpose.cpp - linear ops backwards -------------------------------------------------------===//
// In:  linear ops, made of seeds. Out: for each op y = A x, in reverse order, ct_x += A^T ct_y.
// Loops: a linear loop becomes one that runs its trips backwards. It carries the cotangents of what the linear loop carries, and for each
//        tangent from outside that the body reads (of a weight, of an array of inputs) the sum of its cotangents so far. A read of a block
//        (dynamic_slice, gather) adds to that sum in place: no trip touches the whole array.
//===----------------------------------------------------------------------------------------------===//
#include "passes/derivatives/Transpose.h"
#include "dialect/mf/Loops.h"
#include "passes/Backward.h"
#include "passes/derivatives/Linearize.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

void Transposer::add(Value value, Value ct) {
  Value &sum = cotangents[value];
  Emit e{b, value.getLoc()};
  sum = e.add(sum, sum ? e.convert(ct, tensorType(sum).getElementType()) : ct);
}

Value Transposer::get(Value value) { return Emit{b, value.getLoc()}.convert(cotangents.lookup(value), tensorType(value).getElementType()); }

LogicalResult Transposer::run() {
  for (Operation *op : llvm::reverse(linear)) {
    Value ct;
    for (Value result : op->getResults())
      if (!ct)
        ct = get(result);
    if (!ct)
      continue;
    Operation *before = &*std::prev(b.getInsertionPoint());
    if (auto loop = dyn_cast<ForOp>(op)) {
      if (failed(transposeFor(loop)))
        return failure();
    } else {
      for (OpOperand &operand : op->getOpOperands())
        if (isLinear(operand.get()) && failed(transpose(op, operand, ct)))
          return failure();
    }
    noteCheckpoints(op, ct, before);
  }
  return success();
}

/// The transposes after `before` are of the backward pass of the checkpoints that `op` belongs to.
void Transposer::noteCheckpoints(Operation *op, Value ct, Operation *before) {
  auto path = op->getAttrOfType<DenseI64ArrayAttr>(kCheckpoints);
  if (!path)
    return;
  for (int64_t number : path.asArrayRef())
    checkpoints.try_emplace(number, ct);
  for (auto it = std::next(before->getIterator()); it != b.getInsertionPoint(); ++it)
    it->setAttr(kCheckpoints, path);
}

LogicalResult Transposer::transpose(Operation *op, OpOperand &operand, Value ct) {
  auto rule = op->getNumResults() == 1 ? dyn_cast<Differentiable>(op) : Differentiable();
  unsigned i = operand.getOperandNumber();
  if (Value sum = rule ? cotangents.lookup(operand.get()) : Value()) {
    Value widened = Emit{b, op->getLoc()}.convert(ct, tensorType(sum).getElementType());
    if (Value total = rule.accumulate(b, i, widened, sum)) {
      cotangents[operand.get()] = total;
      return success();
    }
  }
  Value back = rule ? rule.transpose(b, i, ct) : Value();
  if (!back)
    return op->emitError("'") << op->getName() << "' has no transpose rule for operand " << i;
  add(operand.get(), back);
  return success();
}

/// The type of a sum over the trips of a loop.
static RankedTensorType sumType(Value value) {
  RankedTensorType type = tensorType(value);
  return type.getElementType().isBF16() ? RankedTensorType::get(type.getShape(), Float32Type::get(type.getContext())) : type;
}

/// The number of the trip that a loop run backwards is at.
static Value tripFromEnd(OpBuilder &before, Emit &e, ForOp loop, Value trip) {
  Emit outside{before, loop.getLoc()};
  Value one = outside.splat(trip.getType(), 1.0);
  Value last = loop.getCount() ? outside.sub(loop.getCount(), one) : outside.splat(trip.getType(), (double)((int64_t)loop.getTrips() - 1));
  return e.sub(last, trip);
}

Transposer::LoopTangents Transposer::tangentsOf(ForOp loop) {
  Block &body = loop.getBody().front();
  Operation *yield = body.getTerminator();
  LoopTangents t;
  t.active.resize(loop.getNumResults());
  for (OpResult result : loop.getResults())
    t.active[result.getResultNumber()] = bool(cotangents.lookup(result));
  t.active = carriedFor(loop, t.active);
  for (unsigned i : t.active.set_bits()) {
    t.begins.push_back(body.getArgument(i + 1));
    t.next.push_back(yield->getOperand(i));
  }
  t.ops = opsLeadingTo(t.next, body.begin(), yield->getIterator());
  auto made = opsMadeOf([&](Value v) { return llvm::is_contained(t.begins, v) || isLinear(v); }, body.begin(), yield->getIterator());
  auto capture = [&](ValueRange values) {
    for (Value v : values)
      if (isLinear(v))
        t.captured.insert(v);
  };
  capture(t.next);
  for (Operation *op : t.ops)
    if (made.contains(op)) {
      t.linear.insert(op);
      capture(readFromOutside(op));
    }
  return t;
}

// The body moves: its coefficients stay, its linear ops are transposed there and erased.
LogicalResult Transposer::moveBackwards(ForOp loop, const LoopTangents &t, ForOp back) {
  OpBuilder::InsertionGuard guard(b);
  OpBuilder before(back);
  Block &body = loop.getBody().front(), *target = b.createBlock(&back.getBody());
  Emit e{b, loop.getLoc()};
  Value trip = target->addArgument(body.getArgument(0).getType(), loop.getLoc());
  for (Value init : back.getInits())
    target->addArgument(init.getType(), loop.getLoc());
  body.getArgument(0).replaceAllUsesWith(tripFromEnd(before, e, loop, trip));
  Operation *first = e.splat(trip.getType(), 0.0).getDefiningOp(); // before the coefficients
  for (Operation *op : t.ops)
    op->moveBefore(target, target->end());
  body.dropAllReferences(); // nothing is left that counts
  Operation *seed = e.splat(trip.getType(), 0.0).getDefiningOp();
  Transposer inner(b, t.linear);
  ValueRange given = ValueRange(target->getArguments()).drop_front();
  for (Value v : t.begins)
    inner.seed(v);
  for (auto [v, sum] : llvm::zip(t.captured, given.drop_front(t.next.size()))) {
    inner.seed(v);
    inner.cotangents[v] = sum;
  }
  for (auto [v, ct] : llvm::zip(t.next, given))
    inner.add(v, ct);
  if (failed(inner.run()))
    return failure();
  SmallVector<Value> carried;
  for (Value v : t.begins)
    carried.push_back(e.orZero(inner.get(v), v.getType()));
  for (Value v : t.captured)
    carried.push_back(inner.cotangents.lookup(v));
  Operation *end = b.create<YieldOp>(loop.getLoc(), carried);
  for (Operation *dead : llvm::reverse(t.linear))
    dead->erase();
  orderBackward(first, seed, end, llvm::DenseMap<int64_t, Value>());
  first->erase();
  return success();
}

LogicalResult Transposer::transposeFor(ForOp loop) {
  LoopTangents t = tangentsOf(loop);
  if (t.active.none())
    return success();
  Emit e{b, loop.getLoc()};
  SmallVector<Value> inits;
  for (unsigned i : t.active.set_bits())
    inits.push_back(e.orZero(get(loop.getResult(i)), loop.getResult(i).getType()));
  for (Value v : t.captured)
    inits.push_back(e.convert(e.orZero(cotangents.lookup(v), sumType(v)), sumType(v).getElementType()));
  auto back = b.create<ForOp>(loop.getLoc(), ValueRange(inits).getTypes(), loop.getTrips(), inits, loop.getCount());
  if (failed(moveBackwards(loop, t, back)))
    return failure();
  for (auto [v, sum] : llvm::zip(t.captured, back.getResults().drop_front(t.next.size())))
    cotangents[v] = sum;
  for (auto [i, ct] : llvm::zip(t.active.set_bits(), back.getResults()))
    if (isLinear(loop.getInits()[i]))
      add(loop.getInits()[i], ct);
  return success();
}
