//===- Reading.cpp - what ops read, and which clusters they may join ----------------------------------===//
#include "passes/partition/Reading.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

Reading mf::passes::readingOf(Operation *op) {
  Reading r;
  auto visit = [&](Value operand, ArrayRef<AffineExpr> index, bool opaque) {
    forEachLeaf(operand, index, [&](const Leaf &leaf) {
      r.leaves.push_back(leaf);
      r.leaves.back().opaque |= opaque;
    });
  };
  MLIRContext *context = op->getContext();
  bool pointwise = isa<Elementwise>(op); // includes the materialized identity
  Shape shape = isa<Reducing>(op) ? tensorType(op->getOperand(0)).getShape() : pointShape(op->getResult(0));
  r.shape.assign(shape.begin(), shape.end());
  for (Value operand : op->getOperands()) {
    if (operand == baseOf(op->getResult(0)))
      continue; // it is written, not read
    bool direct = pointwise || isa<Reducing>(op) || operand == blockOf(op);
    visit(operand, identityIndex(context, direct ? r.shape.size() : tensorType(operand).getRank()), !direct);
  }
  return r;
}

bool mf::passes::readsOwnPoint(const Leaf &leaf, Shape shape, ArrayRef<int64_t> dims) {
  if (leaf.masked || leaf.opaque)
    return false;
  SmallVector<AffineExpr> got, expected;
  MLIRContext *context = leaf.value.getContext();
  for (auto [e, size] : llvm::zip(leaf.index, leaf.view))
    if (size != 1)
      got.push_back(simplifyAffineExpr(e, shape.size(), 0));
  for (int64_t d : dims)
    if (shape[d] != 1)
      expected.push_back(getAffineDimExpr(d, context));
  return got == expected;
}

SmallVector<int64_t> mf::passes::allDims(Shape shape) {
  SmallVector<int64_t> dims(shape.size());
  for (size_t d = 0; d < dims.size(); ++d)
    dims[d] = d;
  return dims;
}

int mf::passes::score(const Cluster &cluster, const Reading &reading, bool rowLevel, llvm::function_ref<Cluster *(Value)> of) {
  int shared = 0;
  llvm::DenseSet<Value> inputs;
  for (Operation *op : cluster.ops)
    for (Value v : op->getOperands())
      if (Value base = bufferBelowReshapes(v))
        inputs.insert(base);
  for (const Leaf &leaf : reading.leaves) {
    Cluster *producer = of(leaf.value);
    if (producer && producer->position > cluster.position)
      return -1;
    if (producer == &cluster && isInPlace(leaf.value.getDefiningOp()))
      return -1; // other points write what this one would read
    if (producer != &cluster) {
      shared += inputs.contains(leaf.value) && numElements(leaf.view) > 1;
      continue;
    }
    bool leafRow = cluster.isRowLevel(leaf.value);
    if (leafRow && !cluster.kind->revisitsPoints() && !rowLevel)
      return -1;
    if (rowLevel && !leafRow)
      return -1;
    bool own = leafRow && !rowLevel ? readsOwnPoint(leaf, reading.shape, cluster.kept())
                                    : readsOwnPoint(leaf, reading.shape, allDims(reading.shape));
    if (!own)
      return -1;
    shared += 2;
  }
  return shared;
}

bool mf::passes::reducesRows(Operation *op) {
  auto reduce = cast<Reducing>(op);
  Shape shape = tensorType(op->getOperand(0)).getShape();
  int64_t last = -1;
  for (int64_t d = 0; d < (int64_t)shape.size(); ++d)
    last = shape[d] != 1 ? d : last;
  return last < 0 || llvm::is_contained(reduce.getDims(), last);
}

void mf::passes::placeReduction(Clusterer &clusters, Operation *op, const KernelKind &kind, int64_t minColumns) {
  auto reduce = cast<Reducing>(op);
  Reading reading = readingOf(op);
  SmallVector<int64_t> dims(reduce.getDims());
  int64_t columns = 1;
  for (int64_t d = 0; d < (int64_t)reading.shape.size(); ++d)
    if (!llvm::is_contained(dims, d))
      columns *= reading.shape[d];
  auto owners = [&](Value v) { return clusters.of(v); };
  Cluster *best = nullptr;
  int bestScore = 1;
  for (Cluster *candidate : clusters.recent()) {
    Cluster &c = *candidate;
    bool same = c.kind == &kind && c.reduced == dims;
    bool convertible = c.kind == &loopKind() && columns >= minColumns &&
                       llvm::none_of(c.ops, [&](Operation *o) {
                         return isHeavy(o) || tensorType(o->getResult(0)).getShape() != Shape(reading.shape);
                       });
    if (c.domain != reading.shape || (!same && !convertible) || !c.hasRoom())
      continue;
    int s = score(c, reading, false, owners);
    if (s >= bestScore) {
      best = &c;
      bestScore = s + 1;
    }
  }
  if (!best)
    best = &clusters.append(kind, reading.shape);
  best->kind = &kind;
  best->reduced = dims;
  clusters.add(*best, op);
}

static bool isOpen(const Cluster &cluster) { return cluster.kind && cluster.kind->joinable(); }

/// Whether `loop` may be computed in the kernel of a later cluster: nothing on the way reads what it computes, or overwrites
/// what it reads.
static bool mayMove(Clusterer &clusters, const Cluster &loop, const Cluster &to) {
  for (unsigned p = loop.position + 1; p <= to.position; ++p) {
    const Cluster &between = *clusters.clusters[p];
    if (&between != &to && (!isOpen(between) || llvm::any_of(between.reads, [&](Value v) { return clusters.of(v) == &loop; })))
      return false;
    for (Operation *op : between.ops)
      if (Value base = baseOf(op->getResult(0)))
        if (Value root = bufferBelowReshapes(base); loop.reads.contains(root) || clusters.of(root) == &loop)
          return false;
  }
  return true;
}

/// Takes in loops over the same domain whose values the cluster reads: `a m + b g` is one kernel although its
/// two products were met before anything joined them.
static void absorbProducers(Clusterer &clusters, Cluster &cluster) {
  SmallVector<Cluster *> producers;
  for (Value v : cluster.reads)
    if (Cluster *p = clusters.of(v); p && p != &cluster && !llvm::is_contained(producers, p))
      producers.push_back(p);
  llvm::sort(producers, [](Cluster *a, Cluster *b) { return a->position > b->position; });
  for (Cluster *p : producers) {
    bool fits = p->kind && p->kind->isLoop() && p->domain == cluster.domain && p->position >= clusters.firstOpen() && p->hasRoom(cluster.ops.size());
    for (Operation *op : cluster.ops)
      if (fits)
        for (const Leaf &leaf : readingOf(op).leaves)
          fits &= clusters.of(leaf.value) != p || readsOwnPoint(leaf, cluster.domain, allDims(cluster.domain));
    if (!fits || !mayMove(clusters, *p, cluster))
      continue;
    if (cluster.kind == &loopKind())
      cluster.kind = p->kind;
    clusters.merge(*p, cluster);
  }
}

Cluster &mf::passes::placePointwise(Clusterer &clusters, Operation *op, const KernelKind &kind, llvm::function_ref<bool(const Cluster &)> allowed) {
  Reading reading = readingOf(op);
  auto owners = [&](Value v) { return clusters.of(v); };
  Cluster *best = nullptr;
  int bestScore = numElements(reading.shape) <= 64 ? 0 : 1;
  for (Cluster *candidate : clusters.recent()) {
    Cluster &c = *candidate;
    if (!isOpen(c) || !c.hasRoom())
      continue;
    bool element = sameUpToUnits(reading.shape, c.domain);
    bool row = !element && c.kind->reduces() && sameUpToUnits(reading.shape, c.keptShape());
    if ((!element && !row) || (isHeavy(op) && !c.kind->computesOnce()))
      continue;
    // an element-level op of another rank would name the row's dimensions by other numbers
    if (element && c.kind->revisitsPoints() && reading.shape.size() != c.domain.size())
      continue;
    int s = score(c, reading, row, owners);
    if (s >= bestScore && allowed(c)) {
      best = &c;
      bestScore = s + 1;
    }
  }
  Cluster &cluster = best ? *best : clusters.append(kind, reading.shape);
  clusters.add(cluster, op);
  if (kind.isLoop() && cluster.kind == &loopKind())
    cluster.kind = &kind;
  if (cluster.kind->isLoop() && cluster.domain == reading.shape)
    absorbProducers(clusters, cluster);
  return cluster;
}
