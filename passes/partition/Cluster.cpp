//===- Cluster.cpp - which ops become one kernel ----------------------------------------------------===//
// Greedy, in the order of --mf-interleave: each op goes to its kind (passes/partition/kinds), which joins it to the recent
// cluster with which it shares most data, or opens a new one at the end. The order of clusters is a launch order: where an
// op reads what a later cluster writes, the one that it joins moves behind that, with all that depends on it, unless the
// other depends on it (Pearce and Kelly, A dynamic topological sort algorithm, 2006).
//===------------------------------------------------------------------------------------------------===//
#include "passes/Costs.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Older clusters are left alone: joining them would compute what is needed late, such as the coefficients of a backward
/// pass, early, and keep it in memory. A matter of lifetimes, whatever the target.
static constexpr unsigned kLookback = 10;
/// How far a cluster moves at most; it bounds the time of a search.
static constexpr unsigned kReach = 64;
/// Ops of one kernel; more make the compiler slow without saving traffic.
static constexpr unsigned kMaxOps = 160;

SmallVector<int64_t> Cluster::kept() const {
  SmallVector<int64_t> dims;
  for (int64_t d = 0; d < (int64_t)domain.size(); ++d)
    if (!llvm::is_contained(reduced, d))
      dims.push_back(d);
  return dims;
}
SmallVector<int64_t> Cluster::keptShape() const {
  SmallVector<int64_t> shape;
  for (int64_t d : kept())
    shape.push_back(domain[d]);
  return shape;
}
bool Cluster::isRowLevel(Value value) const {
  if (!kind || !kind->reduces())
    return false;
  return isa<Reducing>(value.getDefiningOp()) || !sameUpToUnits(pointShape(value), domain);
}

bool Cluster::hasPoints(Shape shape) const {
  return sameUpToUnits(shape, domain) ||
         llvm::any_of(contractions, [&](const Contraction &c) { return sameUpToUnits(shape, tensorType(c.result).getShape()); });
}

bool Cluster::hasRoom(size_t count) const { return ops.size() + count <= kMaxOps; }

bool mf::passes::isHeavy(Operation *op) { return workOf(op) >= kHeavyWork; }

Clusterer::Clusterer(Block &block, const codegen::Target &target) : target(target), block(block) {
  auto overwrites = [&](Value value, Value old) {
    Value root = rootOf(value);
    if (root && root != old && !llvm::is_contained(oldValues[root], old))
      oldValues[root].push_back(old);
  };
  // whatever writes to a state should come after those who read what it held
  llvm::DenseMap<Attribute, SmallVector<Value>> reads;
  for (Operation &op : block) {
    if (auto one = dyn_cast<ReadOp>(op))
      reads[one.getStateAttr()].push_back(one);
    else if (auto group = dyn_cast<ReadGroupOp>(op))
      for (Attribute name : group.getStates())
        reads[name].push_back(group);
  }
  auto writes = [&](Value value, ArrayRef<Attribute> names) {
    for (Attribute name : names)
      for (Value old : reads.lookup(name))
        overwrites(value, old);
  };
  for (Operation &op : block) {
    if (auto one = dyn_cast<WriteOp>(op))
      writes(one.getValue(), {one.getStateAttr()});
    else if (auto group = dyn_cast<WriteGroupOp>(op))
      writes(group.getValue(), group.getStates().getValue());
  }
  if (auto loop = dyn_cast<ForOp>(block.getParentOp())) // and a next value after those who read the one before it
    for (OpOperand &next : block.getTerminator()->getOpOperands())
      overwrites(next.get(), block.getArgument(next.getOperandNumber() + 1));
}

/// The values that an op waits for without reading them: those of the barriers among its views.
static void visitBarriers(Operation *op, llvm::function_ref<void(Value)> visit) {
  llvm::SmallSetVector<Operation *, 8> views;
  auto add = [&](Operation *reader) {
    for (Value operand : reader->getOperands())
      if (operand.getDefiningOp() && isVirtual(operand))
        views.insert(operand.getDefiningOp());
  };
  add(op);
  for (size_t i = 0; i < views.size(); ++i) {
    if (views[i]->hasTrait<Orders>())
      visit(views[i]->getOperand(1));
    add(views[i]);
  }
}

/// Clusters that have to come before an op, but for those whose values it reads: what barriers wait for, and the readers of
/// what it overwrites.
SmallVector<Cluster *> Clusterer::orderedBefore(Operation *op) const {
  SmallVector<Cluster *> result;
  auto add = [&](Value value) {
    if (Cluster *cluster = of(value))
      result.push_back(cluster);
  };
  visitBarriers(op, [&](Value after) {
    forEachLeaf(after, identityIndex(op->getContext(), tensorType(after).getRank()), [&](const Leaf &leaf) { add(leaf.value); });
  });
  auto addReaders = [&](Value old) {
    for (Operation *reader : readersOf(old))
      add(reader->getResult(0));
  };
  for (Value value : op->getResults()) {
    if (auto it = oldValues.find(value); it != oldValues.end())
      llvm::for_each(it->second, addReaders);
    if (Value base = isInPlace(op) ? bufferBelowReshapes(baseOf(value)) : Value()) {
      add(base);
      addReaders(base);
    }
  }
  return result;
}

bool Clusterer::mayTake(const Cluster &cluster, Operation *op) const {
  auto good = [&](Cluster *other) { return !other || other == &cluster || mayFollow(cluster, *other); };
  return llvm::all_of(readingOf(op).leaves, [&](const Leaf &leaf) { return good(of(leaf.value)); }) && llvm::all_of(orderedBefore(op), good);
}

ArrayRef<Operation *> Clusterer::readersOf(Value value) const {
  auto it = readers.find(value);
  return it == readers.end() ? ArrayRef<Operation *>() : ArrayRef<Operation *>(it->second);
}

void Clusterer::add(Cluster &cluster, Operation *op) {
  cluster.ops.insert(op);
  for (Value result : op->getResults())
    owner[result] = &cluster;
  op->walk([&](Operation *inner) {
    for (Value operand : inner->getOperands())
      forEachLeaf(operand, identityIndex(op->getContext(), tensorType(operand).getRank()), [&](const Leaf &leaf) {
        cluster.reads.insert(leaf.value);
        readers[leaf.value].push_back(op);
      });
  });
  if (!cluster.kind)
    return;
  unsigned last = cluster.position;
  for (const Leaf &leaf : readingOf(op).leaves) {
    Cluster *producer = of(leaf.value);
    if (!producer || producer == &cluster)
      continue;
    cluster.needs.insert(producer);
    last = std::max(last, producer->position);
  }
  for (Cluster *other : orderedBefore(op)) {
    if (other == &cluster)
      continue;
    cluster.follows.insert(other);
    last = std::max(last, other->position);
  }
  if (last > cluster.position)
    moveBehind(cluster, last);
}

Cluster &Clusterer::append(const KernelKind &kind, ArrayRef<int64_t> domain) {
  clusters.push_back(std::make_unique<Cluster>());
  Cluster &cluster = *clusters.back();
  cluster.target = &target;
  cluster.kind = &kind;
  cluster.position = clusters.size() - 1;
  cluster.domain.assign(domain.begin(), domain.end());
  return cluster;
}

/// The cluster and those up to a position that need it, directly or through others.
Clusterer::Set Clusterer::dependents(const Cluster &cluster, unsigned last) const {
  Set found;
  found.insert(&cluster);
  auto known = [&](const Cluster *c) { return found.contains(c); };
  for (unsigned p = cluster.position + 1; p <= last; ++p)
    if (llvm::any_of(clusters[p]->needs, known) || llvm::any_of(clusters[p]->follows, known))
      found.insert(clusters[p].get());
  return found;
}

/// Puts clusters, all that stand from a position on, into a new order.
void Clusterer::arrange(unsigned first, ArrayRef<Cluster *> order) {
  llvm::DenseMap<Cluster *, std::unique_ptr<Cluster>> owned;
  for (unsigned p = first; p < first + order.size(); ++p)
    owned[clusters[p].get()] = std::move(clusters[p]);
  for (auto [i, cluster] : llvm::enumerate(order)) {
    clusters[first + i] = std::move(owned[cluster]);
    cluster->position = first + i;
  }
}

/// Moves a cluster behind a position, and with it what depends on it.
void Clusterer::moveBehind(Cluster &cluster, unsigned last) {
  Set moved = dependents(cluster, last);
  SmallVector<Cluster *> order, behind;
  for (unsigned p = cluster.position; p <= last; ++p)
    (moved.contains(clusters[p].get()) ? behind : order).push_back(clusters[p].get());
  llvm::append_range(order, behind);
  arrange(cluster.position, order);
}

bool Clusterer::mayFollow(const Cluster &cluster, const Cluster &other) const {
  if (other.position <= cluster.position)
    return true;
  return isOpen(cluster) && other.position - cluster.position <= kReach && !dependents(cluster, other.position).contains(&other);
}

bool Clusterer::mayMerge(const Cluster &a, const Cluster &b) const {
  const Cluster &first = a.position < b.position ? a : b, &second = a.position < b.position ? b : a;
  if (!isOpen(first) || second.position - first.position > kReach)
    return false;
  Set between = dependents(first, second.position - 1);
  between.erase(&first);
  auto stands = [&](const Cluster *c) { return between.contains(c); };
  return llvm::none_of(second.needs, stands) && llvm::none_of(second.follows, stands);
}

void Clusterer::merge(Cluster &from, Cluster &into) {
  Cluster &first = from.position < into.position ? from : into, &second = from.position < into.position ? into : from;
  unsigned last = second.position;
  Set moved = dependents(first, last - 1);
  SmallVector<Cluster *> order, behind;
  for (unsigned p = first.position; p < last; ++p)
    if (Cluster *c = clusters[p].get(); c != &first)
      (moved.contains(c) ? behind : order).push_back(c);
  order.append({&first, &second});
  llvm::append_range(order, behind);
  arrange(first.position, order);

  llvm::SetVector<Operation *> ops;
  ops.insert(first.ops.begin(), first.ops.end());
  ops.insert(second.ops.begin(), second.ops.end());
  into.ops = ops;
  into.reads.insert(from.reads.begin(), from.reads.end());
  into.needs.insert(from.needs.begin(), from.needs.end());
  into.follows.insert(from.follows.begin(), from.follows.end());
  for (Operation *op : from.ops)
    for (Value result : op->getResults())
      owner[result] = &into;
  unsigned begin = first.position;
  for (unsigned p = begin; p < clusters.size(); ++p)
    for (auto *set : {&clusters[p]->needs, &clusters[p]->follows})
      if (set->erase(&from))
        set->insert(&into);
  into.needs.erase(&into);
  into.follows.erase(&into);
  clusters.erase(clusters.begin() + from.position);
  for (unsigned p = begin; p < clusters.size(); ++p)
    clusters[p]->position = p;
}

void Clusterer::move(ArrayRef<Operation *> ops, Cluster &from, Cluster &into) {
  llvm::SetVector<Operation *> all;
  all.insert(ops.begin(), ops.end());
  all.insert(into.ops.begin(), into.ops.end());
  into.ops = all;
  for (Operation *op : ops) {
    from.ops.remove(op);
    owner[op->getResult(0)] = &into;
    for (const Leaf &leaf : readingOf(op).leaves) {
      into.reads.insert(leaf.value);
      if (Cluster *producer = of(leaf.value); producer && producer != &into)
        into.needs.insert(producer);
    }
  }
}

SmallVector<Cluster *> Clusterer::recent() const {
  SmallVector<Cluster *> result;
  unsigned last = clusters.size(), first = std::max<int>(floor, (int)last - (int)kLookback);
  for (unsigned p = last; p-- > first;)
    result.push_back(clusters[p].get());
  return result;
}

SmallVector<Cluster *> Clusterer::near(const Cluster &cluster) const {
  SmallVector<Cluster *> result;
  for (unsigned p = std::max<int>(floor, (int)cluster.position - (int)kLookback); p < cluster.position; ++p)
    result.push_back(clusters[p].get());
  return result;
}

void Clusterer::place(Operation *op) {
  if (op->getNumResults() == 0 || isa<ReadOp, ReadGroupOp>(op) || isConstant(op) || owner.count(op->getResult(0)))
    return;
  // an array made in place is there once all of its parts are
  if (op->hasAttr(kAssembled)) {
    floor = clusters.size();
    return;
  }
  if (isVirtual(op->getResult(0)))
    return;
  if (isa<ForOp>(op)) {
    clusters.push_back(std::make_unique<Cluster>());
    clusters.back()->position = clusters.size() - 1;
    add(*clusters.back(), op);
    floor = clusters.size();
    return;
  }
  kernelKindOf(op).place(*this, op);
}

void Clusterer::run() {
  for (Operation &op : block)
    place(&op);
  sinkOutputs(*this);
}
