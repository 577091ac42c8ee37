//===- InPlace.cpp - which values take over the buffer of another ----------------------------------===//
// An update (dialect/mf, InPlace) or a loop takes over the buffer of its base where the base dies with it: every other
// op that reads the base comes before, or can be moved there. A reader that depends on the update, and reads a part
// only, gets a copy of that part; else the base keeps its buffer, and the update copies as it goes.
// Never overwritten: arguments, constants, what leaves the block (results, states, carried values), what a loop's body
// takes from outside, and states that the entry does not write.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/InPlace.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

Value mf::passes::baseOf(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto loop = dyn_cast_or_null<ForOp>(op))
    return loop.getInits()[cast<OpResult>(value).getResultNumber()];
  return isInPlace(op) ? cast<InPlace>(op).getBaseMutable().get() : Value();
}

Value mf::passes::blockOf(Operation *op) {
  auto update = dyn_cast_or_null<DynamicUpdateSliceOp>(op);
  return update && isInPlace(op) ? update.getUpdate() : Value();
}

Shape mf::passes::pointShape(Value value) {
  Value block = blockOf(value.getDefiningOp());
  return tensorType(block ? block : value).getShape();
}

Value mf::passes::rootOf(Value value) {
  Value buffer = bufferBelowReshapes(value);
  while (Value base = buffer ? baseOf(buffer) : Value())
    buffer = bufferBelowReshapes(base);
  return buffer;
}

namespace {
using Uses = SmallVector<OpOperand *>;

/// Below this many elements a kernel of its own costs more than it saves: the update is computed with its base.
constexpr int64_t kSmall = 1024;

class Takeover {
public:
  Takeover(Block &block, const llvm::DenseSet<Attribute> &written) : block(block), written(written) {}
  void run();

private:
  bool take(Operation *op, OpOperand &base);
  void takeInits(ForOp loop);
  bool mayBeOverwritten(Value root) const;
  bool belongsToBase(Operation *op, Value root) const;
  bool collect(Operation *op, OpOperand &base, Value value);
  bool copyParts(Operation *op, Value root);
  bool needs(Operation *op, Operation *wanted, llvm::SetVector<Operation *> &between) const;
  void moveBefore(Operation *op, llvm::SetVector<Operation *> &between);

  Block &block;
  const llvm::DenseSet<Attribute> &written; ///< states that the entry writes
  /// Who reads the base of each op that overwrites one: they stay before it.
  llvm::DenseMap<Operation *, SmallVector<Operation *>> readers;
  // of the op that is looked at
  SmallVector<Operation *> before; ///< readers that stand before it
  Uses conflicts;                  ///< reads that cannot come before it
};
} // namespace

void Takeover::run() {
  SmallVector<Operation *> ops;
  for (Operation &op : block)
    if (isa<InPlace, ForOp>(op))
      ops.push_back(&op);
  for (Operation *op : ops) {
    if (auto loop = dyn_cast<ForOp>(op))
      takeInits(loop);
    else if (take(op, cast<InPlace>(op).getBaseMutable()))
      op->setAttr(kInPlace, UnitAttr::get(op->getContext()));
  }
}

/// A loop owns the buffers of its carried values.
void Takeover::takeInits(ForOp loop) {
  for (OpOperand &init : loop.getInitsMutable())
    if (!take(loop, init)) {
      OpBuilder b(loop);
      init.set(materialize(b, init.get()));
    }
}

bool Takeover::mayBeOverwritten(Value root) const {
  if (auto argument = dyn_cast<BlockArgument>(root))
    return argument.getOwner() == &block && isa<ForOp>(block.getParentOp()) && argument.getArgNumber() > 0;
  Operation *op = root.getDefiningOp();
  if (auto read = dyn_cast<ReadOp>(op))
    return op->getBlock() == &block && written.contains(read.getStateAttr());
  return op->getBlock() == &block && !isa<ReadGroupOp>(op) && !isConstant(op);
}

/// Whether the update is better computed with its base, in one kernel over all elements: nothing else needs the base,
/// and the base is small, or little of it is left.
bool Takeover::belongsToBase(Operation *op, Value root) const {
  Operation *producer = root.getDefiningOp();
  auto update = dyn_cast<DynamicUpdateSliceOp>(op);
  if (!update || !producer || isa<ReadOp, ForOp>(producer) || isInPlace(producer) || !before.empty() || !conflicts.empty())
    return false;
  int64_t all = tensorType(root).getNumElements();
  return all <= kSmall || 2 * update.getUpdate().getType().getNumElements() > all;
}

/// Sorts the uses of a base, through views, into those before the op, those that can be moved there, and conflicts.
/// False where one can be neither moved nor served with a copy.
bool Takeover::collect(Operation *op, OpOperand &base, Value value) {
  for (OpOperand &use : value.getUses()) {
    Operation *owner = use.getOwner(), *reader = block.findAncestorOpInBlock(*owner);
    if (&use == &base)
      continue;
    if (owner->getNumResults() > 0 && isVirtual(owner->getResult(0))) {
      if (!collect(op, base, owner->getResult(0)))
        return false;
      continue;
    }
    if (owner->getNumResults() == 0 || owner->hasAttr(kAssembled))
      return false; // it leaves the block, or lives on in an array
    if (reader == op && owner != op)
      return false; // the loop's body reads what the loop would overwrite
    if (reader != op && reader->isBeforeInBlock(op)) {
      before.push_back(reader);
      continue;
    }
    llvm::SetVector<Operation *> between;
    if (reader != op && needs(op, reader, between)) {
      moveBefore(op, between);
      before.push_back(reader);
    } else {
      conflicts.push_back(&use);
    }
  }
  return true;
}

/// Collects `wanted` and what it needs of the ops after `op`. False where `op` is among it.
bool Takeover::needs(Operation *op, Operation *wanted, llvm::SetVector<Operation *> &between) const {
  bool free = true;
  auto add = [&](Operation *needed) {
    free &= needed != op;
    if (needed && needed != op && op->isBeforeInBlock(needed))
      between.insert(needed);
  };
  auto addValue = [&](Value value) {
    if (Operation *producer = value.getDefiningOp())
      add(block.findAncestorOpInBlock(*producer));
  };
  add(wanted);
  for (size_t i = 0; i < between.size() && free; ++i) {
    Operation *current = between[i];
    current->walk([&](Operation *inner) { llvm::for_each(inner->getOperands(), addValue); });
    // what reads the buffer that it overwrites goes before it
    if (auto known = readers.find(current); known != readers.end())
      llvm::for_each(known->second, add);
  }
  return free;
}

void Takeover::moveBefore(Operation *op, llvm::SetVector<Operation *> &between) {
  SmallVector<Operation *> order(between.begin(), between.end());
  llvm::sort(order, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  for (Operation *moved : order)
    moved->moveBefore(op);
}

/// Serves the conflicts with copies made before the op, where these hold less than the base. They may be views of it
/// whose index is known in time.
bool Takeover::copyParts(Operation *op, Value root) {
  llvm::SetVector<Value> parts;
  int64_t elements = 0;
  for (OpOperand *use : conflicts)
    if (parts.insert(use->get()))
      elements += tensorType(use->get()).getNumElements();
  if (elements >= tensorType(root).getNumElements())
    return conflicts.empty();
  for (Value part : parts) {
    llvm::SetVector<Operation *> between;
    Operation *producer = part.getDefiningOp();
    if (!producer || producer->getBlock() != &block || !needs(op, producer, between))
      return false;
  }
  for (Value part : parts) {
    llvm::SetVector<Operation *> between;
    needs(op, part.getDefiningOp(), between);
    moveBefore(op, between);
    OpBuilder b(op);
    Value copy = materialize(b, part);
    for (OpOperand *use : conflicts)
      if (use->get() == part)
        use->set(copy);
    before.push_back(copy.getDefiningOp());
  }
  return true;
}

/// Whether the op may write into the buffer of this operand; makes it so.
bool Takeover::take(Operation *op, OpOperand &base) {
  Value root = bufferBelowReshapes(base.get());
  if (!root || !mayBeOverwritten(root))
    return false;
  before.clear();
  conflicts.clear();
  if (!collect(op, base, root) || belongsToBase(op, root) || !copyParts(op, root))
    return false;
  llvm::append_range(readers[op], before);
  return true;
}

/// One mf.read a state, at the start: the value is the same wherever it is read.
static void gatherReads(Block &body) {
  llvm::DenseMap<Attribute, ReadOp> known;
  SmallVector<ReadOp> reads;
  body.walk([&](ReadOp read) { reads.push_back(read); });
  for (ReadOp read : reads) {
    auto [it, first] = known.try_emplace(read.getStateAttr(), read);
    if (first) {
      read->moveBefore(&body, body.begin());
    } else {
      read.replaceAllUsesWith(it->second.getResult());
      read.erase();
    }
  }
}

static void takeOver(Block &block, const llvm::DenseSet<Attribute> &written) {
  Takeover(block, written).run();
  for (Operation &op : block)
    if (auto loop = dyn_cast<ForOp>(op))
      takeOver(loop.getBody().front(), written);
}

void mf::passes::takeOverBuffers(EntryOp entry) {
  Block &body = entry.getBody().front();
  gatherReads(body);
  llvm::DenseSet<Attribute> written;
  for (auto write : body.getOps<WriteOp>())
    written.insert(write.getStateAttr());
  for (auto group : body.getOps<ReadGroupOp>()) // what a group reads is not looked at below
    for (Attribute name : group.getStates())
      written.erase(name);
  takeOver(body, written);
}
