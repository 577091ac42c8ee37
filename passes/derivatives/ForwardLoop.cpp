//===- ForwardLoop.cpp - tangents of mf.for, carried beside its values ---------------------------===//
#include "dialect/mf/Loops.h"
#include "passes/Costs.h"
#include "passes/derivatives/Linearize.h"
#include "passes/derivatives/Rows.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

bool Linearizer::isUsefulCarry(ForOp loop, unsigned i) const { return isUseful(loop.getResult(i)) || isUseful(loop.getBody().getArgument(i + 1)); }

/// Which carried values of a loop have tangents that are asked for: a fixed point, for each may be made of the others.
SmallVector<bool> Linearizer::movingCarries(ForOp loop) {
  Block &body = loop.getBody().front();
  auto yield = cast<YieldOp>(body.getTerminator());
  unsigned n = loop.getInits().size();
  SmallVector<bool> moving(n);
  llvm::DenseSet<Value> active;
  auto moves = [&](Value v) { return active.contains(v) || get(v); };
  for (unsigned i = 0; i < n; ++i)
    moving[i] = get(loop.getInits()[i]) && isUsefulCarry(loop, i);
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned i = 0; i < n; ++i)
      if (moving[i])
        active.insert(body.getArgument(i + 1));
    for (Operation &inner : body.without_terminator())
      if (touches(&inner, moves))
        for (OpResult result : inner.getResults())
          if (passesDerivative(result) && isUseful(result))
            active.insert(result);
    for (unsigned i = 0; i < n; ++i)
      if (!moving[i] && isUsefulCarry(loop, i) && moves(yield.getValues()[i]))
        changed = moving[i] = true;
  }
  return moving;
}

FailureOr<SmallVector<RowBlock>> Linearizer::carriedRows(ForOp loop, SmallVector<bool> &moving) {
  if (!restricted)
    return SmallVector<RowBlock>(moving.size());
  auto outside = [&](Value v) { return get(v) ? rowsOf(v) : RowBlock(); };
  auto asked = [&](Value v) { return isUseful(v); };
  auto parts = LoopRows(outside, asked).carried(loop);
  if (succeeded(parts))
    for (auto [moves, part] : llvm::zip(moving, *parts))
      moves &= part.moves();
  return parts;
}

/// Marks what stands after `op` in its block as part of a tangent.
static void markRest(Operation *op) {
  while ((op = op->getNextNode()))
    raiseRole(op, Role::tangent);
}

// The loop's tangents are carried beside its values.
LogicalResult Linearizer::visitFor(ForOp loop) {
  Block &body = loop.getBody().front();
  auto yield = cast<YieldOp>(body.getTerminator());
  unsigned n = loop.getInits().size();
  SmallVector<bool> moving = movingCarries(loop);
  auto parts = carriedRows(loop, moving);
  if (failed(parts))
    return failure();
  if (llvm::none_of(moving, [](bool m) { return m; }))
    return success();
  SmallVector<Value> inits(loop.getInits());
  Emit e{b, loop.getLoc()};
  for (auto [init, part, moves] : llvm::zip(loop.getInits(), *parts, moving))
    if (moves)
      inits.push_back(e.orZero(spreadRows(e, get(init), rowsOf(init), part), partType(tensorType(init), part)));
  auto both = b.create<ForOp>(loop.getLoc(), ValueRange(inits).getTypes(), loop.getTrips(), inits, loop.getCount());
  IRMapping map;
  OpBuilder::InsertionGuard guard(b);
  Block *target = b.createBlock(&both.getBody());
  target->addArgument(body.getArgument(0).getType(), loop.getLoc());
  for (Value init : inits)
    target->addArgument(init.getType(), loop.getLoc());
  for (unsigned i = 0; i <= n; ++i)
    map.map(body.getArgument(i), target->getArgument(i));
  Linearizer inner(b, *this);
  for (unsigned i = 0, next = n + 1; i < n; ++i)
    if (moving[i])
      inner.set(target->getArgument(i + 1), target->getArgument(next++), (*parts)[i]);
  for (Operation &old : body.without_terminator()) {
    auto made = inner.cloneWithTangents(old, map, false);
    if (failed(made))
      return failure();
    markRest(*made);
  }
  SmallVector<Value> next;
  for (Value v : yield.getValues())
    next.push_back(map.lookupOrDefault(v));
  for (unsigned i = 0; i < n; ++i) {
    Value value = map.lookupOrDefault(yield.getValues()[i]), tangent = inner.get(value);
    if (moving[i])
      next.push_back(e.orZero(spreadRows(e, tangent, inner.rowsOf(value), (*parts)[i]), inits[next.size()].getType()));
  }
  b.create<YieldOp>(loop.getLoc(), next);
  for (unsigned i = 0, k = n; i < n; ++i)
    if (moving[i]) {
      assign(both.getResult(i), both.getResult(k), (*parts)[i]);
      assign(loop.getResult(i), both.getResult(k++), (*parts)[i]);
    }
  twins.push_back({loop, both});
  latest = both;
  return success();
}

/// The ops between two of a block that `to` is made of, in program order; none where one of them is made of `from`.
static std::optional<SmallVector<Operation *>> movable(ForOp from, ForOp to) {
  SmallVector<Value> read = readFromOutside(to);
  SmallVector<Operation *> ops = opsLeadingTo(read, std::next(from->getIterator()), to->getIterator());
  auto ofLoop = [&](Value v) { return v.getDefiningOp() == from.getOperation(); };
  auto late = opsMadeOf(ofLoop, std::next(from->getIterator()), std::next(to->getIterator()));
  if (late.contains(to) || llvm::any_of(ops, [&](Operation *op) { return late.contains(op); }))
    return std::nullopt;
  return ops;
}

// The tangents that the twin begins with may be made of the loop's own results (a jvp along a function of its value): then it stays
// where it is, and what comes after it reads its values.
void Linearizer::replaceVisitedLoops() {
  for (auto [loop, both] : twins) {
    auto values = both.getResults().take_front(loop.getNumResults());
    auto ops = movable(loop, both);
    if (ops) {
      ops->push_back(both);
      for (Operation *op : *ops)
        op->moveBefore(loop);
    }
    for (auto [old, result] : llvm::zip(loop.getResults(), values))
      old.replaceUsesWithIf(result, [&](OpOperand &use) {
        Operation *user = loop->getBlock()->findAncestorOpInBlock(*use.getOwner());
        return !user || both->isBeforeInBlock(user);
      });
    if (loop->use_empty())
      loop->erase();
  }
  twins.clear();
}
