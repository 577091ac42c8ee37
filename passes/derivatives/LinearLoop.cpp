//===- LinearLoop.cpp - mf.for as a loop that saves and one that is linear ------------------------===//
// In:  a loop that placeholders of tangents reach. Out: the loop in its place, which also carries arrays of what the backward pass reads,
//      an element a trip; and a loop at the insertion point that carries tangents alone and reads those arrays. The second is linear in
//      its tangents, and is transposed (Transpose.cpp).
// Source: the scan of JAX (partial evaluation into a known and a linear loop); Radul et al., POPL 2023.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Loops.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"
#include "passes/Backward.h"
#include "passes/derivatives/Linearize.h"
#include "passes/derivatives/Saved.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {
/// An array that a loop carries for its backward pass: element t is `value` of trip t.
struct Stack {
  Value value;
  /// Where the value is what the loop carries on: that, as the trip begins with it. Element t is then `begin` of trip t and `value` of the
  /// trip before, and there is one element more.
  BlockArgument begin;
};

/// The arrays for what is kept: one for a carried value as a trip finds it and as it leaves it.
SmallVector<Stack> stacksFor(ForOp loop, const Saved &saved) {
  Block &body = loop.getBody().front();
  SmallVector<Stack> stacks;
  llvm::DenseSet<Value> done;
  for (auto [i, next] : llvm::enumerate(body.getTerminator()->getOperands())) {
    BlockArgument begin = body.getArgument(i + 1);
    if (!next.getDefiningOp() || !saved.kept.contains(next) || !saved.kept.contains(begin) || done.contains(next))
      continue;
    stacks.push_back({next, begin});
    done.insert(next);
    done.insert(begin);
  }
  for (Value v : saved.kept)
    if (!done.contains(v))
      stacks.push_back({v, {}});
  return stacks;
}

/// What a stack is before the first trip.
Value emptyStack(Emit &e, ForOp loop, const Stack &stack) {
  SmallVector<int64_t> shape(tensorType(stack.value).getShape()), low(shape.size() + 1, 0), high = low;
  shape.insert(shape.begin(), stack.begin ? 1 : (int64_t)loop.getTrips());
  if (!stack.begin)
    return e.splat(tensorType(stack.value).clone(shape), 0.0);
  high[0] = (int64_t)loop.getTrips();
  return e.pad(e.reshape(loop.getInits()[stack.begin.getArgNumber() - 1], shape), low, high, low);
}

Value following(Emit &e, Value trip) {
  Value one = e.splat(trip.getType(), 1.0);
  return e.add(trip, one);
}

/// The loop with its stacks; their arrays are its last results.
ForOp addStacks(ForOp loop, ArrayRef<Stack> stacks) {
  IRRewriter rewriter(loop);
  Emit e{rewriter, loop.getLoc()};
  SmallVector<Value> inits;
  for (const Stack &stack : stacks)
    inits.push_back(emptyStack(e, loop, stack));
  Value trip = loop.getBody().getArgument(0);
  return carryMore(rewriter, loop, inits, [&](OpBuilder &, ValueRange arrays) {
    SmallVector<Value> next;
    for (auto [stack, array] : llvm::zip(stacks, arrays))
      next.push_back(writeTrip(e, array, stack.value, stack.begin ? following(e, trip) : trip));
    return next;
  });
}

/// Reads the stacks at a trip of the linear loop: the map then knows what was kept.
void readStacks(Emit &e, ArrayRef<Stack> stacks, ValueRange arrays, Value trip, IRMapping &map) {
  for (auto [stack, array] : llvm::zip(stacks, arrays)) {
    if (stack.begin)
      map.map(stack.begin, readTrip(e, array, trip));
    map.map(stack.value, readTrip(e, array, stack.begin ? following(e, trip) : trip));
  }
}

/// Drops what loops in the body carry for nothing: of a loop that is computed again, all that the backward pass does not read.
void dropUnusedCarried(Block &body, const llvm::SetVector<Operation *> &tangents) {
  IRRewriter rewriter(body.getParentOp()->getContext());
  for (Operation &op : llvm::make_early_inc_range(body))
    if (auto inner = dyn_cast<ForOp>(op); inner && !tangents.contains(inner))
      if (llvm::BitVector keep = carriedFor(inner, usedResults(inner)); !keep.all())
        keepCarried(rewriter, inner, keep);
}

/// The tangents in a loop's body.
struct BodyTangents {
  llvm::SetVector<Operation *> ops; ///< what they begin with, and what is linear in that
  SmallVector<Value> begins, next;  ///< of the carried values that move, as a trip finds and as it leaves them (null: zero)
};

/// The linear loop: its body holds the tangents, and what is computed again of what was kept.
ForOp makeLinearLoop(OpBuilder &b, ForOp loop, ValueRange inits, const BodyTangents &tangents, ArrayRef<Stack> stacks, const Saved &saved) {
  OpBuilder::InsertionGuard guard(b);
  auto linear = b.create<ForOp>(loop.getLoc(), inits.getTypes(), loop.getTrips(), inits, loop.getCount());
  Block &body = loop.getBody().front();
  Block *target = b.createBlock(&linear.getBody());
  Value trip = target->addArgument(body.getArgument(0).getType(), loop.getLoc());
  IRMapping map;
  map.map(body.getArgument(0), trip);
  for (Value begin : tangents.begins)
    map.map(begin, target->addArgument(begin.getType(), loop.getLoc()));
  Emit e{b, loop.getLoc()};
  readStacks(e, stacks, loop.getResults().take_back(stacks.size()), trip, map);
  for (Operation &op : body.without_terminator())
    if (saved.again.contains(&op) || (tangents.ops.contains(&op) && !llvm::is_contained(tangents.begins, op.getResult(0))))
      b.clone(op, map);
  forgetCheckpoints(target->begin(), target->end()); // another region: nothing of it merges with the forward pass
  SmallVector<Value> next;
  for (auto [begin, value] : llvm::zip(tangents.begins, tangents.next))
    next.push_back(e.orZero(value ? map.lookupOrDefault(value) : Value(), begin.getType()));
  b.create<YieldOp>(loop.getLoc(), next);
  return linear;
}

/// Erases what leads neither to the end of a body nor to `others`.
void eraseDead(Block &body, ValueRange others) {
  llvm::DenseSet<Value> kept(others.begin(), others.end());
  for (Operation *op = body.getTerminator()->getPrevNode(), *previous; op; op = previous) {
    previous = op->getPrevNode();
    if (op->use_empty() && llvm::none_of(op->getResults(), [&](Value v) { return kept.contains(v); }))
      op->erase();
  }
}
} // namespace

/// Forgets the results of a loop that another one takes the place of; gives the tangents of those that were inputs.
SmallVector<std::pair<unsigned, Value>> Linearizer::forgetResults(ForOp loop) {
  SmallVector<std::pair<unsigned, Value>> own;
  for (OpResult result : loop.getResults()) {
    if (inputs.erase(result))
      own.push_back({result.getResultNumber(), tangents.lookup(result)});
    tangents.erase(result);
  }
  return own;
}

LogicalResult Linearizer::splitFor(ForOp loop) {
  for (Operation *op : hoistInvariant(loop)) {
    if (loop->hasAttr(kRecompute))
      op->setAttr(kRecompute, b.getUnitAttr());
    if (failed(visit(op)))
      return failure();
  }
  SmallVector<bool> moving = movingCarries(loop);
  if (llvm::none_of(moving, [](bool m) { return m; }))
    return success();
  Block &body = loop.getBody().front();
  auto yield = cast<YieldOp>(body.getTerminator());

  // tangents beside the values, at the end of the body
  OpBuilder inside(yield);
  Linearizer inner(inside, *this);
  BodyTangents inBody;
  SmallVector<Value> inits;
  Emit e{b, loop.getLoc()}, atEnd{inside, loop.getLoc()};
  for (auto [i, init] : llvm::enumerate(loop.getInits())) {
    if (!moving[i])
      continue;
    inits.push_back(e.orZero(get(init), init.getType()));
    inBody.begins.push_back(atEnd.splat(init.getType(), 0.0));
    inBody.ops.insert(inBody.begins.back().getDefiningOp());
    inner.set(body.getArgument(i + 1), inBody.begins.back());
  }
  SmallVector<Value> asked;
  for (auto [i, value] : llvm::enumerate(yield.getValues()))
    if (moving[i])
      asked.push_back(value);
  if (failed(inner.visit(body.begin(), yield->getIterator(), asked)))
    return failure();
  SmallVector<Value> wanted(inBody.begins);
  for (auto [i, value] : llvm::enumerate(yield.getValues()))
    if (moving[i]) {
      inBody.next.push_back(inner.get(value));
      wanted.push_back(inBody.next.back());
    }
  eraseDead(body, wanted);
  auto begins = [&](Value v) { return llvm::is_contained(inBody.begins, v) || (v.getParentBlock() != &body && isTangent(v)); };
  auto linear = opsMadeOf(begins, body.begin(), yield->getIterator());
  inBody.ops.insert(linear.begin(), linear.end());
  dropUnusedCarried(body, inBody.ops);
  Saved saved = chooseSaved(body, inBody.ops);
  if ((int64_t)loop.getTrips() < 0 && !saved.kept.empty())
    return loop.emitError("a gradient through a loop needs a number of trips that is known when the program is built, or a bound of it, for "
                          "what its backward pass reads of each trip");
  SmallVector<Stack> stacks = stacksFor(loop, saved);
  auto own = forgetResults(loop);
  if (!stacks.empty())
    loop = latest = addStacks(loop, stacks);
  ForOp result = makeLinearLoop(b, loop, inits, inBody, stacks, saved);
  eraseDead(loop.getBody().front(), {}); // the tangents, and what only they needed
  for (auto [i, tangent] : own)
    set(loop.getResult(i), tangent);
  for (unsigned i = 0, k = 0; i < moving.size(); ++i)
    if (moving[i])
      assign(loop.getResult(i), result.getResult(k++));
  return success();
}
