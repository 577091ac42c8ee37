//===- Separate.cpp - buffers of their own for what leaves a block ---------------------------------===//
#include "passes/partition/Separate.h"
#include "passes/partition/InPlace.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// The loop without the carried values that it yields as it got them, or the loop itself.
static void removeUnchangedOf(ForOp loop) {
  Block &body = loop.getBody().front();
  Operation *yield = body.getTerminator();
  SmallVector<unsigned> changed;
  for (unsigned i = 0; i < loop.getNumResults(); ++i) {
    Value argument = body.getArgument(i + 1);
    if (stripAliases(yield->getOperand(i)) != argument) {
      changed.push_back(i);
      continue;
    }
    argument.replaceAllUsesWith(loop.getInits()[i]);
    loop.getResult(i).replaceAllUsesWith(loop.getInits()[i]);
  }
  if (changed.size() == loop.getNumResults())
    return;
  OpBuilder b(loop);
  SmallVector<Value> inits, next;
  for (unsigned i : changed) {
    inits.push_back(loop.getInits()[i]);
    next.push_back(yield->getOperand(i));
  }
  auto smaller = b.create<ForOp>(loop.getLoc(), ValueRange(inits).getTypes(), loop.getTrips(), inits, loop.getCount());
  smaller.getBody().takeBody(loop.getBody());
  yield->setOperands(next);
  for (auto [k, i] : llvm::enumerate(changed))
    loop.getResult(i).replaceAllUsesWith(smaller.getResult(k));
  for (unsigned i = loop.getNumResults(); i-- > 0;)
    if (!llvm::is_contained(changed, i))
      body.eraseArgument(i + 1);
  loop.erase();
}

void mf::passes::removeUnchanged(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block))
    if (auto loop = dyn_cast<ForOp>(op)) {
      removeUnchanged(loop.getBody().front());
      removeUnchangedOf(loop);
    }
}

static void separateView(Operation *op, OpOperand &operand) {
  Value base = bufferBelowReshapes(operand.get());
  OpBuilder b(op);
  operand.set(base ? base : materialize(b, operand.get()));
}

void mf::passes::separateViews(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (auto loop = dyn_cast<ForOp>(op)) {
      if (loop.getCount() && !bufferBelowReshapes(loop.getCount()))
        separateView(loop, loop.getCountMutable()[0]);
      separateViews(loop.getBody().front());
    } else if (isa<WriteOp, WriteGroupOp, ReturnOp, YieldOp>(op)) {
      for (OpOperand &operand : op.getOpOperands())
        separateView(&op, operand);
    } else if (op.hasAttr(kAssembled)) {
      for (OpOperand &part : op.getOpOperands())
        if (!bufferBelowReshapes(part.get()))
          separateView(&op, part);
    }
  }
}

namespace {
/// The buffers of a block that something leaves in already.
class Taken {
public:
  explicit Taken(Block &block) : block(block) {}
  /// Whether the value has a buffer of its own, made in this block, that nothing else leaves in.
  bool isFree(Value value) {
    Value root = rootOf(value);
    Operation *op = root.getDefiningOp();
    return op && op->getBlock() == &block && !isa<ReadOp, ReadGroupOp>(op) && !isConstant(op) && !op->hasAttr(kAssembled) && roots.insert(root).second;
  }

private:
  Block &block;
  llvm::DenseSet<Value> roots;
};
} // namespace

static void copyOperand(Operation *op, OpOperand &operand) {
  OpBuilder b(op);
  operand.set(materialize(b, operand.get()));
}

static void separateCarried(Block &block) {
  for (Operation &op : block) {
    auto loop = dyn_cast<ForOp>(op);
    if (!loop)
      continue;
    Block &body = loop.getBody().front();
    separateCarried(body);
    Taken taken(body);
    for (OpOperand &next : body.getTerminator()->getOpOperands())
      if (rootOf(next.get()) != body.getArgument(next.getOperandNumber() + 1) && !taken.isFree(next.get()))
        copyOperand(body.getTerminator(), next);
  }
}

void mf::passes::separateBuffers(EntryOp entry) {
  Block &block = entry.getBody().front();
  separateCarried(block);
  Taken taken(block);
  for (Operation &op : llvm::make_early_inc_range(block)) {
    auto write = dyn_cast<WriteOp>(op);
    if (!write && !isa<WriteGroupOp, ReturnOp>(op) && !op.hasAttr(kAssembled))
      continue;
    for (OpOperand &operand : op.getOpOperands()) {
      auto read = rootOf(operand.get()).getDefiningOp<ReadOp>();
      bool own = write && read && read.getStateAttr() == write.getStateAttr();
      if (!own && !taken.isFree(operand.get()))
        copyOperand(&op, operand);
    }
  }
}
