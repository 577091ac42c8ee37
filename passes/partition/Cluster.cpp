//===- Cluster.cpp - which ops become one kernel ----------------------------------------------------===//
// Greedy, in program order: each op goes to its kind (passes/partition/kinds), which joins it to the cluster with
// which it shares most data, among the recent ones that come after everything it reads, or opens a new one at the
// end. The order of clusters is therefore a launch order.
//===------------------------------------------------------------------------------------------------===//
#include "passes/Costs.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Older clusters are left alone: joining them would compute backward coefficients in the forward pass
/// and keep them in memory until they are used.
static constexpr unsigned kLookback = 10;
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

bool Cluster::hasRoom(size_t count) const { return ops.size() + count <= kMaxOps; }

bool mf::passes::isHeavy(Operation *op) { return workOf(op) >= kHeavyWork; }

void Clusterer::add(Cluster &cluster, Operation *op) {
  cluster.ops.insert(op);
  for (Value result : op->getResults())
    owner[result] = &cluster;
  op->walk([&](Operation *inner) {
    for (Value operand : inner->getOperands())
      forEachLeaf(operand, identityIndex(op->getContext(), tensorType(operand).getRank()), [&](const Leaf &leaf) { cluster.reads.insert(leaf.value); });
  });
}

Cluster &Clusterer::append(const KernelKind &kind, ArrayRef<int64_t> domain) {
  clusters.push_back(std::make_unique<Cluster>());
  Cluster &cluster = *clusters.back();
  cluster.kind = &kind;
  cluster.position = clusters.size() - 1;
  cluster.domain.assign(domain.begin(), domain.end());
  return cluster;
}

void Clusterer::merge(Cluster &from, Cluster &into) {
  llvm::SetVector<Operation *> ops;
  ops.insert(from.ops.begin(), from.ops.end());
  ops.insert(into.ops.begin(), into.ops.end());
  into.ops = ops;
  into.reads.insert(from.reads.begin(), from.reads.end());
  for (Operation *op : from.ops)
    for (Value result : op->getResults())
      owner[result] = &into;
  clusters.erase(clusters.begin() + from.position);
  for (unsigned i = 0; i < clusters.size(); ++i)
    clusters[i]->position = i;
}

SmallVector<Cluster *> Clusterer::recent() const {
  SmallVector<Cluster *> result;
  unsigned last = clusters.size(), first = std::max<int>(floor, (int)last - (int)kLookback);
  for (unsigned p = last; p-- > first;)
    result.push_back(clusters[p].get());
  return result;
}

void Clusterer::place(Operation *op) {
  if (op->getNumResults() == 0 || isa<ReadOp, ReadGroupOp>(op) || isConstant(op) || owner.count(op->getResult(0)))
    return;
  // recomputation does not move back into the forward pass; an array made in place is there once all of its parts are
  if (op->hasTrait<Orders>() || op->hasAttr(kAssembled)) {
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
}
