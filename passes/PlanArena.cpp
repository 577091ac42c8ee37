//===- PlanArena.cpp - offsets of arena buffers from their lifetimes -------------------------------===//
// --mf-plan-arena. In: plans; arena buffers that share memory carry the same mf.allocation, mf.within says where in it. Out: offsets (of
// allocations: multiples of 64 bytes) and the plan's arenaBytes. Two allocations share memory where no launch lies in both lifetimes; what is
// used in a loop lives through the whole loop. Largest first, lowest place that is free for its lifetime.
// Left: plans whose arena buffers all have offsets.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/plan/Plan.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "passes/Passes.h"
#include <map>

namespace mf::passes {
#define GEN_PASS_DEF_PLANARENAPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
namespace tile = mf::tile;

namespace {
struct Allocation {
  int64_t bytes = 0, first = INT64_MAX, last = -1, offset = -1;
  bool usedForward = false, usedBackward = false;
  SmallVector<tile::BufferOp> buffers;
};

/// Launches of the backward pass: those that compute a part of a gradient.
bool isBackward(Operation *op) {
  auto cost = op->getAttrOfType<DenseI64ArrayAttr>("cost");
  return cost && cost.size() > 2 && cost[2] > 0;
}

/// Where the buffer begins in its allocation, in bytes.
int64_t withinOf(tile::BufferOp buffer) {
  auto within = buffer->getAttrOfType<IntegerAttr>("mf.within");
  return within ? within.getInt() : 0;
}

/// Numbers launches in order and extends lifetimes; a loop's uses count for all of its trips.
void extend(Block &block, int64_t &time, DenseMap<Value, Allocation *> &owner, SmallVectorImpl<std::pair<int64_t, int64_t>> &loops) {
  auto use = [&](Value v, int64_t at, bool backward = false, bool forward = true) {
    if (Allocation *a = owner.lookup(v)) {
      a->usedForward |= forward && !backward && !a->usedBackward; // what comes after belongs to the update
      a->usedBackward |= backward;
      a->first = std::min(a->first, at);
      a->last = std::max(a->last, at);
    }
  };
  for (Operation &op : block) {
    if (isa<tile::BufferOp>(op))
      continue;
    int64_t begin = time++;
    for (Value v : op.getOperands()) // what is made of nothing is no value of the forward pass
      use(v, begin, isBackward(&op), op.getNumOperands() > 1);
    if (auto loop = dyn_cast<tile::LoopOp>(op)) {
      extend(loop.getBody().front(), time, owner, loops);
      loops.push_back({begin, time});
      use(loop.getCounter(), begin); // written before each trip, whether or not the body reads it
      use(loop.getCounter(), time++);
    }
  }
}

/// Notes for mfcc explain: what is alive when most is (mf.peak, bytes), and what waits for the backward pass.
void report(tile::PlanOp op, ArrayRef<Allocation *> allocations) {
  Builder b(op.getContext());
  int64_t saved = 0, most = 0, peak = 0;
  for (Allocation *a : allocations) {
    saved += a->usedForward && a->usedBackward ? a->bytes : 0;
    int64_t alive = 0;
    for (Allocation *other : allocations)
      alive += other->first <= a->first && a->first <= other->last ? other->bytes : 0;
    if (alive > most) {
      most = alive;
      peak = a->first;
    }
  }
  auto smaller = [](tile::BufferOp x, tile::BufferOp y) {
    return tile::byteSize(cast<MemRefType>(x.getType())) < tile::byteSize(cast<MemRefType>(y.getType()));
  };
  for (Allocation *a : allocations)
    if (a->first <= peak && peak <= a->last) // the whole stands for its parts
      tile::BufferOp(*llvm::max_element(a->buffers, smaller))->setAttr("mf.peak", b.getI64IntegerAttr(a->bytes));
  op->setAttr("mf.savedBytes", b.getI64IntegerAttr(saved));
}

void plan(tile::PlanOp op) {
  std::map<std::pair<bool, int64_t>, Allocation> allocations; ///< by (is alone, number)
  DenseMap<Value, Allocation *> owner;
  bool hasOffsets = true;
  for (auto buffer : op.getBody().front().getOps<tile::BufferOp>())
    if (buffer.getSpace() == tile::Space::arena) {
      auto shared = buffer->getAttrOfType<IntegerAttr>("mf.allocation");
      hasOffsets &= (int64_t)buffer.getOffset() >= 0;
      Allocation &a = allocations[shared ? std::pair(false, shared.getInt()) : std::pair(true, (int64_t)owner.size())];
      a.bytes = std::max<int64_t>(a.bytes, llvm::alignTo(withinOf(buffer) + tile::byteSize(cast<MemRefType>(buffer.getType())), 64));
      a.buffers.push_back(buffer);
      owner[buffer] = &a;
    }
  if (hasOffsets && !owner.empty())
    return;
  int64_t time = 0;
  SmallVector<std::pair<int64_t, int64_t>> loops;
  extend(op.getBody().front(), time, owner, loops);
  for (auto &[id, a] : allocations)
    for (auto [begin, end] : loops) // inner loops come first in the list
      if (a.first < end && a.last > begin) {
        a.first = std::min(a.first, begin);
        a.last = std::max(a.last, end);
      }
  SmallVector<Allocation *> order, placed;
  for (auto &[id, a] : allocations)
    order.push_back(&a);
  llvm::stable_sort(order, [](Allocation *x, Allocation *y) { return x->bytes > y->bytes; });
  int64_t total = 0;
  for (Allocation *a : order) {
    SmallVector<Allocation *> busy;
    for (Allocation *p : placed)
      if (p->first <= a->last && a->first <= p->last)
        busy.push_back(p);
    llvm::sort(busy, [](Allocation *x, Allocation *y) { return x->offset < y->offset; });
    int64_t offset = 0;
    for (Allocation *p : busy) {
      if (offset + a->bytes <= p->offset)
        break;
      offset = std::max(offset, p->offset + p->bytes);
    }
    a->offset = offset;
    total = std::max(total, offset + a->bytes);
    placed.push_back(a);
  }
  for (auto &[id, a] : allocations)
    for (tile::BufferOp buffer : a.buffers) {
      buffer.setOffset(a.offset + withinOf(buffer));
      buffer->removeAttr("mf.within");
      buffer->removeAttr("mf.allocation");
    }
  op.setArenaBytes(total);
  report(op, order);
}

struct PlanArenaPass : mf::passes::impl::PlanArenaPassBase<PlanArenaPass> {
  void runOnOperation() override {
    for (auto op : getOperation().getOps<tile::PlanOp>())
      plan(op);
  }
};
} // namespace
