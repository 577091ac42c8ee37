//===- Backward.cpp - the order of a backward pass ---------------------------------------------------===//
// In:  the ops of a gradient as they were found: coefficients and recomputed values in the order of the forward
//      pass, then the transposes.
// Out: the same ops in an order of short lifetimes (Backward.h). A program is not a schedule: the launches are
//      ordered again by --mf-schedule. But the order here decides what becomes one kernel, and what cannot.
//===--------------------------------------------------------------------------------------------------===//
#include "passes/Backward.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

static ArrayRef<int64_t> checkpointsOf(Operation *op) {
  auto path = op->getAttrOfType<DenseI64ArrayAttr>(kCheckpoints);
  return path ? path.asArrayRef() : ArrayRef<int64_t>();
}

void mf::passes::enterCheckpoint(Block::iterator begin, Block::iterator end, int64_t number) {
  for (Operation &op : llvm::make_range(begin, end)) {
    SmallVector<int64_t> path{number};
    llvm::append_range(path, checkpointsOf(&op));
    op.setAttr(kCheckpoints, DenseI64ArrayAttr::get(op.getContext(), path));
  }
}

void mf::passes::forgetCheckpoints(Block::iterator begin, Block::iterator end) {
  for (Operation &op : llvm::make_range(begin, end))
    op.walk([](Operation *inner) {
      inner->removeAttr(kRecompute);
      inner->removeAttr(kCheckpoints);
    });
}

namespace {

class BackwardOrder {
public:
  BackwardOrder(Operation *first, Operation *seed, Operation *end, const llvm::DenseMap<int64_t, Value> &cotangents)
      : first(first), seed(seed), end(end), cotangents(cotangents) {}
  void run() {
    removeDead();
    SmallVector<Operation *> transposes = collect();
    SmallVector<Operation *> between; // elementwise ops since the last other one: the last one first, after what it reads
    auto flush = [&] {
      for (Operation *op : llvm::reverse(between))
        emit(op);
      between.clear();
    };
    for (Operation *op : transposes) {
      for (int64_t checkpoint : checkpointsOf(op))
        if (recomputed.contains(checkpoint)) {
          flush();
          begin(checkpoint);
        }
      if (!isa<Elementwise>(op)) {
        flush();
        emit(op);
      } else {
        between.push_back(op);
      }
    }
    flush();
    for (Operation *op : waiting)
      emit(op);
    forgetCheckpoints(std::next(seed->getIterator()), end->getIterator());
  }

private:
  void removeDead() {
    for (Operation *op = end->getPrevNode(); op != first;) {
      Operation *previous = op->getPrevNode();
      if (op != seed && isOpTriviallyDead(op))
        op->erase();
      op = previous;
    }
  }
  /// Numbers the ops; returns the transposes.
  SmallVector<Operation *> collect() {
    SmallVector<Operation *> transposes;
    bool coefficients = true;
    for (Operation *op = first->getNextNode(); op != end; op = op->getNextNode()) {
      if (op == seed) {
        coefficients = false;
        continue;
      }
      position.try_emplace(op, waiting.size());
      waiting.insert(op);
      if (!coefficients)
        transposes.push_back(op);
      else if (op->hasAttr(kRecompute) && !checkpointsOf(op).empty())
        recomputed[checkpointsOf(op).back()].push_back(op);
    }
    return transposes;
  }
  /// The backward pass of a checkpoint begins: everything that it computes again comes now.
  void begin(int64_t checkpoint) {
    SmallVector<Operation *> ops = std::move(recomputed[checkpoint]);
    recomputed.erase(checkpoint);
    for (Operation *barrier : hold(ops, cotangents.lookup(checkpoint)))
      emit(barrier); // all of them first: no kernel reaches across a barrier
    for (Operation *again : ops)
      emit(again);
  }
  SmallVector<Operation *> hold(ArrayRef<Operation *> ops, Value ct);
  void emit(Operation *op);
  /// What an op reads that still waits, in its regions as well, in the order that it was found in.
  SmallVector<Operation *> waitingSources(Operation *op) {
    SmallVector<Operation *> sources;
    op->walk([&](Operation *inner) {
      for (Value v : inner->getOperands())
        if (Operation *source = v.getDefiningOp(); waiting.contains(source) && !emitted.contains(source))
          sources.push_back(source);
    });
    llvm::sort(sources, [&](Operation *a, Operation *b) { return position.lookup(a) < position.lookup(b); });
    return sources;
  }

  Operation *first, *seed, *end;
  const llvm::DenseMap<int64_t, Value> &cotangents;
  llvm::SetVector<Operation *> waiting;
  llvm::DenseMap<Operation *, unsigned> position; // as found; 0 for barriers
  llvm::DenseSet<Operation *> emitted;
  llvm::DenseMap<int64_t, SmallVector<Operation *>> recomputed; // by checkpoint, in order
};

/// Lets the ops read what comes from elsewhere through barriers; returns these.
SmallVector<Operation *> BackwardOrder::hold(ArrayRef<Operation *> ops, Value ct) {
  llvm::DenseSet<Operation *> own(ops.begin(), ops.end());
  SmallVector<Operation *> barriers;
  llvm::DenseMap<Value, Value> held;
  auto read = [&](Operation *op, OpOperand &operand) {
    Operation *source = operand.get().getDefiningOp();
    if (own.contains(source) || (source && source->hasTrait<OpTrait::ConstantLike>()))
      return;
    Value &barrier = held[operand.get()];
    if (!barrier) {
      OpBuilder b(op);
      barrier = b.create<BarrierOp>(op->getLoc(), operand.get().getType(), operand.get(), ct);
      barriers.push_back(barrier.getDefiningOp());
    }
    operand.set(barrier);
  };
  for (Operation *op : ops) {
    for (OpOperand &operand : op->getOpOperands())
      read(op, operand);
    visitUsedValuesDefinedAbove(op->getRegions(), [&](OpOperand *operand) { read(op, *operand); });
  }
  waiting.insert(barriers.begin(), barriers.end());
  return barriers;
}

/// Puts a waiting op to the end of the order, after what it reads.
void BackwardOrder::emit(Operation *op) {
  SmallVector<std::pair<Operation *, bool>> stack{{op, false}};
  while (!stack.empty()) {
    auto [top, ready] = stack.pop_back_val();
    if (ready)
      top->moveBefore(end);
    else if (emitted.insert(top).second) {
      stack.push_back({top, true});
      for (Operation *source : waitingSources(top))
        stack.push_back({source, false});
    }
  }
}

} // namespace

void mf::passes::orderBackward(Operation *first, Operation *seed, Operation *end, const llvm::DenseMap<int64_t, Value> &cotangents) {
  BackwardOrder(first, seed, end, cotangents).run();
}
