//===- Cluster.cpp - which ops become one kernel ----------------------------------------------------===//
// Greedy, in program order: an op joins the cluster with which it shares most data, among the recent
// ones that come after everything it reads; else it opens a new one at the end. The order of clusters is
// therefore a launch order. fit() is the cost model.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Cluster.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Older clusters are left alone: joining them would compute backward coefficients in the forward pass
/// and keep them in memory until they are used.
static constexpr unsigned kLookback = 10;
/// Ops of one kernel; more make the compiler slow without saving traffic.
static constexpr unsigned kMaxOps = 160;
/// A column reduction shares a kernel with elementwise ops only where this many columns keep it parallel.
static constexpr int64_t kMinFusedColumns = 512;

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
  if (kind != Kind::row && kind != Kind::column)
    return false;
  return isa<ReduceOp>(value.getDefiningOp()) || !sameUpToUnits(tensorType(value).getShape(), domain);
}

/// Ops whose value is too costly to compute again in every phase of a row kernel.
static bool isHeavy(Operation *op) {
  return isa<RandomBitsOp, RandomUniformOp, RandomNormalOp, ArgmaxOp, ConvolutionOp, ConvolutionInputOp, ConvolutionKernelOp>(op);
}

void Clusterer::add(Cluster &cluster, Operation *op) {
  cluster.ops.insert(op);
  for (Value result : op->getResults())
    owner[result] = &cluster;
}

Cluster &Clusterer::append(Kind kind, ArrayRef<int64_t> domain) {
  auto cluster = std::make_unique<Cluster>();
  cluster->kind = kind;
  cluster->position = clusters.size();
  cluster->domain.assign(domain.begin(), domain.end());
  clusters.push_back(std::move(cluster));
  return *clusters.back();
}

namespace {
/// The operands' leaves of an op, each in terms of the op's own dimensions.
struct Reading {
  SmallVector<Leaf> leaves;
  SmallVector<int64_t> shape; ///< the dimensions that the leaves' indices speak of
};

Reading readingOf(Operation *op) {
  Reading r;
  auto visit = [&](Value operand, ArrayRef<AffineExpr> index, bool opaque) {
    forEachLeaf(operand, index, [&](const Leaf &leaf) {
      r.leaves.push_back(leaf);
      r.leaves.back().opaque |= opaque;
    });
  };
  MLIRContext *context = op->getContext();
  bool pointwise = isa<Elementwise>(op); // includes the materialized identity
  Value shaped = isa<ReduceOp>(op) ? op->getOperand(0) : op->getResult(0);
  r.shape.assign(tensorType(shaped).getShape().begin(), tensorType(shaped).getShape().end());
  for (Value operand : op->getOperands()) {
    bool direct = pointwise || isa<ReduceOp>(op);
    visit(operand, identityIndex(context, direct ? r.shape.size() : tensorType(operand).getRank()), !direct);
  }
  return r;
}

/// Whether a leaf is read at the point's own coordinates `dims` (of sizes `shape`), unit ones aside.
bool readsOwnPoint(const Leaf &leaf, Shape shape, ArrayRef<int64_t> dims) {
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

SmallVector<int64_t> allDims(Shape shape) {
  SmallVector<int64_t> dims(shape.size());
  for (size_t d = 0; d < dims.size(); ++d)
    dims[d] = d;
  return dims;
}
} // namespace

/// Shared data of a reading and a cluster, or -1 where the op may not join.
static int score(const Cluster &cluster, const Reading &reading, bool rowLevel, llvm::function_ref<Cluster *(Value)> of) {
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
    if (producer != &cluster) {
      shared += inputs.contains(leaf.value) && numElements(leaf.view) > 1;
      continue;
    }
    bool leafRow = cluster.isRowLevel(leaf.value);
    if (leafRow && cluster.kind == Kind::column && !rowLevel)
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

/// Takes in loops over the same domain whose values the cluster reads: `a m + b g` is one kernel although its
/// two products were met before anything joined them. A loop may move down to the cluster where nothing between
/// the two reads it.
void Clusterer::absorbProducers(Cluster &cluster) {
  SmallVector<Cluster *> producers;
  for (Value v : cluster.reads)
    if (Cluster *p = of(v); p && p != &cluster && !llvm::is_contained(producers, p))
      producers.push_back(p);
  llvm::sort(producers, [](Cluster *a, Cluster *b) { return a->position > b->position; });
  for (Cluster *p : producers) {
    bool fits = p->kind == Kind::loop && p->domain == cluster.domain && p->position >= floor &&
                p->ops.size() + cluster.ops.size() <= kMaxOps &&
                (cluster.kind == Kind::loop || llvm::none_of(p->ops, isHeavy));
    for (Operation *op : cluster.ops)
      if (fits)
        for (const Leaf &leaf : readingOf(op).leaves)
          fits &= of(leaf.value) != p || readsOwnPoint(leaf, cluster.domain, allDims(cluster.domain));
    for (unsigned between = p->position + 1; fits && between < cluster.position; ++between)
      fits = clusters[between]->kind != Kind::special && llvm::none_of(clusters[between]->reads, [&](Value v) { return of(v) == p; });
    if (!fits)
      continue;
    llvm::SetVector<Operation *> ops;
    ops.insert(p->ops.begin(), p->ops.end());
    ops.insert(cluster.ops.begin(), cluster.ops.end());
    cluster.ops = ops;
    cluster.reads.insert(p->reads.begin(), p->reads.end());
    for (Operation *op : p->ops)
      for (Value result : op->getResults())
        owner[result] = &cluster;
    clusters.erase(clusters.begin() + p->position);
    for (unsigned i = 0; i < clusters.size(); ++i)
      clusters[i]->position = i;
  }
}

void Clusterer::placeElementwise(Operation *op) {
  Reading reading = readingOf(op);
  auto owners = [&](Value v) { return of(v); };
  Cluster *best = nullptr;
  int bestScore = numElements(reading.shape) <= 64 ? 0 : 1;
  unsigned last = clusters.size();
  unsigned first = std::max<int>(floor, (int)last - (int)kLookback);
  for (unsigned p = last; p-- > first;) {
    Cluster &c = *clusters[p];
    if (c.kind == Kind::special || c.ops.size() >= kMaxOps)
      continue;
    bool element = sameUpToUnits(reading.shape, c.domain);
    bool row = !element && (c.kind == Kind::row || c.kind == Kind::column) && sameUpToUnits(reading.shape, c.keptShape());
    if ((!element && !row) || (isHeavy(op) && c.kind != Kind::loop))
      continue;
    // an element-level op of another rank would name the row's dimensions by other numbers
    if (element && c.kind == Kind::row && reading.shape.size() != c.domain.size())
      continue;
    int s = score(c, reading, row, owners);
    if (s >= bestScore) {
      best = &c;
      bestScore = s + 1;
    }
  }
  Cluster &cluster = best ? *best : append(Kind::loop, reading.shape);
  add(cluster, op);
  for (const Leaf &leaf : reading.leaves)
    cluster.reads.insert(leaf.value);
  if (cluster.kind == Kind::loop && cluster.domain == reading.shape)
    absorbProducers(cluster);
}

void Clusterer::placeReduce(Operation *op) {
  auto reduce = cast<ReduceOp>(op);
  Reading reading = readingOf(op);
  SmallVector<int64_t> dims(reduce.getDims()), kept;
  int64_t lastDim = -1, columns = 1;
  for (int64_t d = 0; d < (int64_t)reading.shape.size(); ++d) {
    lastDim = reading.shape[d] != 1 ? d : lastDim;
    if (!llvm::is_contained(dims, d))
      columns *= reading.shape[d];
  }
  bool row = lastDim < 0 || llvm::is_contained(dims, lastDim);
  Kind kind = row ? Kind::row : Kind::column;
  auto owners = [&](Value v) { return of(v); };
  Cluster *best = nullptr;
  int bestScore = 1;
  unsigned last = clusters.size();
  for (unsigned p = last; p-- > (unsigned)std::max<int>(floor, (int)last - (int)kLookback);) {
    Cluster &c = *clusters[p];
    bool same = c.kind == kind && c.reduced == dims;
    bool convertible = c.kind == Kind::loop && (row || columns >= kMinFusedColumns) &&
                       llvm::none_of(c.ops, [&](Operation *o) {
                         return isHeavy(o) || tensorType(o->getResult(0)).getShape() != Shape(reading.shape);
                       });
    if (c.domain != reading.shape || (!same && !convertible) || c.ops.size() >= kMaxOps)
      continue;
    int s = score(c, reading, false, owners);
    if (s >= bestScore) {
      best = &c;
      bestScore = s + 1;
    }
  }
  if (!best)
    best = &append(kind, reading.shape);
  best->kind = kind;
  best->reduced = dims;
  add(*best, op);
  for (const Leaf &leaf : reading.leaves)
    best->reads.insert(leaf.value);
}

void Clusterer::placeContraction(Operation *op) {
  Contraction c = contractionOf(op);
  auto late = [&](Value v, unsigned position) {
    Cluster *producer = of(v);
    return producer && producer->position >= position;
  };
  Cluster *target = nullptr;
  unsigned last = clusters.size();
  for (unsigned p = last; !target && p-- > (unsigned)std::max<int>(floor, (int)last - (int)kLookback);) {
    Cluster &other = *clusters[p];
    if (other.kind != Kind::contraction || other.contractions.size() >= 4)
      continue;
    const Contraction &first = other.contractions.front();
    bool shared = first.rhsLeaf.value == c.rhsLeaf.value && first.rhsLeaf.view == c.rhsLeaf.view && first.rhsMap == c.rhsMap &&
                  first.b == c.b && first.n == c.n && first.k == c.k && first.m.size() == c.m.size();
    // sides of equal m are one part with one epilogue; results of other parts must not be taken for it
    for (const Contraction &o : other.contractions)
      shared &= o.m == c.m ? o.resultIndex == c.resultIndex
                           : !sameUpToUnits(tensorType(o.result).getShape(), tensorType(c.result).getShape());
    if (shared && !late(c.lhsLeaf.value, p))
      target = &other;
  }
  if (!target)
    target = &append(Kind::contraction, tensorType(c.result).getShape());
  target->contractions.push_back(c);
  target->reads.insert(c.lhsLeaf.value);
  target->reads.insert(c.rhsLeaf.value);
  add(*target, op);
  if (c.result != op->getResult(0))
    add(*target, c.result.getDefiningOp());
}

// The copies that begin a loop's next trip overwrite what every other cluster of the body may read.
void Clusterer::placeCarry(Operation *op) {
  Shape shape = tensorType(op->getResult(0)).getShape();
  for (auto &c : clusters)
    if (!c->ops.empty() && c->ops.front()->hasAttr(kCarry) && Shape(c->domain) == shape)
      return add(*c, op);
  add(append(Kind::loop, shape), op);
}

void Clusterer::place(Operation *op) {
  if (op->getNumResults() == 0 || isa<ReadOp, ConstantOp>(op) || owner.count(op->getResult(0)))
    return;
  if (isa<BarrierOp>(op)) {
    floor = clusters.size(); // recomputation does not move back into the forward pass
    return;
  }
  if (isVirtual(op->getResult(0)))
    return;
  if (isa<ForOp>(op)) {
    add(append(Kind::special, {}), op);
    floor = clusters.size();
    return;
  }
  if (op->hasAttr(kCarry))
    return placeCarry(op);
  if (isa<CumsumOp, SortOp, ScatterAddOp>(op))
    return add(append(Kind::special, tensorType(op->getResult(0)).getShape()), op);
  if (isa<ReduceOp>(op))
    return placeReduce(op);
  if (isa<DotGeneralOp, ConvolutionOp, ConvolutionInputOp, ConvolutionKernelOp>(op) && !isDepthwise(op))
    return placeContraction(op);
  placeElementwise(op);
}

void Clusterer::run() {
  for (Operation &op : block)
    place(&op);
}
