//===- Loops.cpp - carried values of mf.for, added and dropped ----------------------------------===//
#include "dialect/mf/Loops.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mf::ir;

static YieldOp yieldOf(ForOp loop) { return cast<YieldOp>(loop.getBody().front().getTerminator()); }

/// The indices at which element `trip` of the first axis begins.
static Value startOf(Emit &e, Value array, Value trip) {
  int64_t rank = tensorType(array).getRank();
  Value first = e.reshape(trip, {1});
  if (rank == 1)
    return first;
  Value rest = e.splat(RankedTensorType::get({rank - 1}, tensorType(trip).getElementType()), 0.0);
  return e.concatenate({first, rest}, {first.getType(), rest.getType()}, 0);
}
Value mf::ir::readTrip(Emit &e, Value array, Value trip) {
  SmallVector<int64_t> shape(tensorType(array).getShape());
  shape[0] = 1;
  Value start = startOf(e, array, trip), block = e.dynamicSlice(array, start, shape);
  return e.reshape(block, Shape(shape).drop_front());
}
Value mf::ir::writeTrip(Emit &e, Value array, Value element, Value trip) {
  SmallVector<int64_t> shape(tensorType(array).getShape());
  shape[0] = 1;
  Value block = e.reshape(element, shape), start = startOf(e, array, trip);
  return e.dynamicUpdateSlice(array, block, start);
}

SmallVector<Value> mf::ir::readFromOutside(Operation *op) {
  llvm::SetVector<Value> values(op->operand_begin(), op->operand_end());
  op->walk([&](Operation *inner) {
    for (Value v : inner->getOperands())
      if (!op->isProperAncestor(v.getParentBlock()->getParentOp()) && v.getParentBlock()->getParentOp() != op)
        values.insert(v);
  });
  return values.takeVector();
}

llvm::BitVector mf::ir::carriedFor(ForOp loop, llvm::BitVector results) {
  Block &body = loop.getBody().front();
  for (bool changed = true; changed;) {
    changed = false;
    llvm::DenseSet<Value> wanted;
    for (unsigned i : results.set_bits())
      wanted.insert(yieldOf(loop).getValues()[i]);
    for (Operation &op : llvm::reverse(body.without_terminator()))
      if (llvm::any_of(op.getResults(), [&](Value v) { return wanted.contains(v); }))
        for (Value v : readFromOutside(&op))
          wanted.insert(v);
    for (unsigned i = 0; i < results.size(); ++i)
      if (!results[i] && wanted.contains(body.getArgument(i + 1)))
        changed = results[i] = true;
  }
  return results;
}

llvm::BitVector mf::ir::usedResults(ForOp loop) {
  llvm::BitVector used(loop.getNumResults());
  for (OpResult result : loop.getResults())
    used[result.getResultNumber()] = !result.use_empty();
  return used;
}

/// A loop beside `loop` with these values carried and without a body yet; what else is known of `loop` is kept.
static ForOp shell(RewriterBase &b, ForOp loop, ValueRange inits) {
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPoint(loop);
  auto other = b.create<ForOp>(loop.getLoc(), inits.getTypes(), loop.getTrips(), inits, loop.getCount());
  other->setDiscardableAttrs(loop->getDiscardableAttrDictionary());
  return other;
}

ForOp mf::ir::keepCarried(RewriterBase &b, ForOp loop, const llvm::BitVector &keep) {
  SmallVector<Value> inits, next;
  for (unsigned i : keep.set_bits()) {
    inits.push_back(loop.getInits()[i]);
    next.push_back(yieldOf(loop).getValues()[i]);
  }
  ForOp other = shell(b, loop, inits);
  YieldOp yield = yieldOf(loop);
  b.modifyOpInPlace(yield, [&] { yield.getValuesMutable().assign(next); });
  b.inlineRegionBefore(loop.getBody(), other.getBody(), other.getBody().end());
  SmallVector<Value> results;
  for (unsigned i = 0, k = 0; i < loop.getNumResults(); ++i) {
    results.push_back(keep[i] ? other.getResult(k++) : loop.getInits()[i]);
    if (!keep[i]) // read by dead code alone: its start serves
      b.replaceAllUsesWith(other.getBody().getArgument(i + 1), loop.getInits()[i]);
  }
  for (unsigned i = keep.size(); i-- > 0;)
    if (!keep[i])
      other.getBody().eraseArgument(i + 1);
  b.replaceOp(loop, results);
  return other;
}

ForOp mf::ir::carryMore(RewriterBase &b, ForOp loop, ValueRange inits,
                        llvm::function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> next) {
  SmallVector<Value> all(loop.getInits());
  unsigned n = all.size();
  llvm::append_range(all, inits);
  ForOp other = shell(b, loop, all);
  b.inlineRegionBefore(loop.getBody(), other.getBody(), other.getBody().end());
  for (Value init : inits)
    other.getBody().addArgument(init.getType(), loop.getLoc());
  YieldOp yield = yieldOf(other);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPoint(yield);
  auto values = next(b, ValueRange(other.getBody().getArguments()).drop_front(n + 1));
  b.modifyOpInPlace(yield, [&] { yield.getValuesMutable().append(values); });
  b.replaceOp(loop, other.getResults().take_front(n));
  return other;
}

SmallVector<Operation *> mf::ir::hoistInvariant(ForOp loop) {
  SmallVector<Operation *> moved;
  loop->walk([&](ForOp inner) { // inner loops first
    moved.clear();
    Region &region = inner.getBody();
    for (Operation &op : llvm::make_early_inc_range(region.front().without_terminator())) {
      if (!isMemoryEffectFree(&op) || llvm::any_of(readFromOutside(&op), [&](Value v) { return v.getParentRegion() == &region; }))
        continue;
      op.moveBefore(inner);
      moved.push_back(&op);
    }
  });
  return moved;
}

namespace {
/// Carried values that lead to no used result go.
struct DropUnused : OpRewritePattern<ForOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ForOp loop, PatternRewriter &b) const override {
    llvm::BitVector keep = carriedFor(loop, usedResults(loop));
    if (keep.all())
      return failure();
    keepCarried(b, loop, keep);
    return success();
  }
};

/// A carried value that every trip hands on as it is, is the one from outside.
struct DropUnchanged : OpRewritePattern<ForOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ForOp loop, PatternRewriter &b) const override {
    bool changed = false;
    for (unsigned i = 0; i < loop.getNumResults(); ++i) {
      BlockArgument argument = loop.getBody().getArgument(i + 1);
      if (yieldOf(loop).getValues()[i] != argument || (loop.getResult(i).use_empty() && argument.hasOneUse()))
        continue;
      b.replaceAllUsesExcept(argument, loop.getInits()[i], yieldOf(loop));
      b.replaceAllUsesWith(loop.getResult(i), loop.getInits()[i]);
      changed = true;
    }
    return success(changed);
  }
};
} // namespace

void ForOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<DropUnused, DropUnchanged>(context);
}
