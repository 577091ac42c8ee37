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
  SmallVector<int64_t> gotSizes, expectedSizes;
  MLIRContext *context = leaf.value.getContext();
  for (auto [e, size] : llvm::zip(leaf.index, leaf.view))
    if (size != 1) {
      got.push_back(simplifyAffineExpr(e, shape.size(), 0));
      gotSizes.push_back(size);
    }
  for (int64_t d : dims)
    if (shape[d] != 1) {
      expected.push_back(getAffineDimExpr(d, context));
      expectedSizes.push_back(shape[d]);
    }
  return got == expected && gotSizes == expectedSizes;
}

SmallVector<int64_t> mf::passes::allDims(Shape shape) {
  SmallVector<int64_t> dims(shape.size());
  for (size_t d = 0; d < dims.size(); ++d)
    dims[d] = d;
  return dims;
}

/// The rows of a larger value that a leaf is read at, of points of a shape: all coordinates are the point's own, but for one that is shifted.
static std::optional<RowRange> rowsReadBy(const Leaf &leaf, Shape shape) {
  if (leaf.masked || leaf.opaque || leaf.view.size() != shape.size() || Shape(leaf.view) != tensorType(leaf.value).getShape())
    return std::nullopt;
  std::optional<RowRange> rows;
  for (unsigned d = 0; d < shape.size(); ++d) {
    AffineExpr shift = simplifyAffineExpr(leaf.index[d] - getAffineDimExpr(d, leaf.value.getContext()), shape.size(), 0);
    auto begin = dyn_cast<AffineConstantExpr>(shift);
    if (!begin || (leaf.view[d] == shape[d] ? begin.getValue() != 0 : rows.has_value()))
      return std::nullopt;
    if (leaf.view[d] != shape[d])
      rows = RowRange{leaf.view, SmallVector<int64_t>(shape), d, begin.getValue()};
  }
  return rows;
}

/// Whether a contraction's kernel can compute `rows` of one result beside another one. Rows are noted in `known`.
static bool addRows(const Cluster &cluster, const RowRange &rows, SmallVectorImpl<RowRange> &known) {
  if (llvm::is_contained(known, rows))
    return true;
  auto resultOf = [&](ArrayRef<int64_t> shape) {
    auto it = llvm::find_if(cluster.contractions, [&](const Contraction &c) { return tensorType(c.result).getShape() == Shape(shape); });
    return it == cluster.contractions.end() ? nullptr : &*it;
  };
  const Contraction *whole = resultOf(rows.whole), *part = resultOf(rows.part);
  if (!whole || !part || !whole->rowDimension(rows.dim) || whole->resultIndex != part->resultIndex)
    return false;
  int64_t end = rows.begin + rows.part[rows.dim];
  for (const RowRange &r : known) { // a row has one place
    bool apart = r.whole == rows.whole && r.dim == rows.dim && (end <= r.begin || r.begin + r.part[r.dim] <= rows.begin);
    if (r.part == rows.part || r.part == rows.whole || r.whole == rows.part || (r.whole == rows.whole && !apart))
      return false;
  }
  known.push_back(rows);
  return true;
}

/// Whether an op may read a value of the cluster that it is computed in: at its own point, or row.
static bool readsWithin(const Cluster &cluster, const Leaf &leaf, Shape shape, bool rowLevel, SmallVectorImpl<RowRange> &rows) {
  if (isInPlace(leaf.value.getDefiningOp()))
    return false; // other points write what this one would read
  bool leafRow = cluster.isRowLevel(leaf.value);
  if (rowLevel ? !leafRow : leafRow && !cluster.kind->revisitsPoints())
    return false;
  if (leafRow && !rowLevel)
    return readsOwnPoint(leaf, shape, cluster.kept());
  if (readsOwnPoint(leaf, shape, allDims(shape)))
    return true;
  std::optional<RowRange> found = rowsReadBy(leaf, shape);
  return found && addRows(cluster, *found, rows);
}

/// How much data a reading shares with a cluster, or -1 where the op may not join.
static int score(const Clusterer &clusters, const Cluster &cluster, const Reading &reading, bool rowLevel) {
  int shared = 0;
  SmallVector<RowRange> rows(cluster.rows);
  for (const Leaf &leaf : reading.leaves) {
    Cluster *producer = clusters.of(leaf.value);
    if (producer != &cluster) {
      shared += cluster.position + 1 == clusters.clusters.size() && cluster.reads.contains(leaf.value) && numElements(leaf.view) > 1;
      continue;
    }
    if (!readsWithin(cluster, leaf, reading.shape, rowLevel, rows))
      return -1;
    shared += 2;
  }
  return shared;
}

namespace {
/// How an elementwise op of a shape would be computed in a cluster.
enum class Level { none, element, row };
} // namespace

static Level levelIn(const Cluster &cluster, Shape shape) {
  if (!cluster.kind || !cluster.kind->joinable())
    return Level::none;
  if (!cluster.hasPoints(shape))
    return cluster.kind->reduces() && sameUpToUnits(shape, cluster.keptShape()) ? Level::row : Level::none;
  // an element-level op of another rank would name the row's dimensions by other numbers
  bool named = !cluster.kind->revisitsPoints() || shape.size() == cluster.domain.size();
  return named && cluster.kind->takesElements(cluster) ? Level::element : Level::none;
}

static bool mayCompute(const Cluster &cluster, Operation *op) { return cluster.kind->computesOnce() || !isHeavy(op); }

/// Notes the rows at which ops of a contraction's cluster read others of it.
static void learnRows(const Clusterer &clusters, Cluster &cluster, ArrayRef<Operation *> ops) {
  if (cluster.contractions.size() < 2)
    return;
  for (Operation *op : ops) {
    Reading reading = readingOf(op);
    for (const Leaf &leaf : reading.leaves)
      if (clusters.of(leaf.value) == &cluster)
        readsWithin(cluster, leaf, reading.shape, false, cluster.rows);
  }
}

/// Whether an op of a cluster overwrites what another cluster reads or makes.
static bool overwritesThatOf(const Cluster &writer, const Cluster &other) {
  return llvm::any_of(writer.ops, [&](Operation *op) {
    Value base = isInPlace(op) ? bufferBelowReshapes(baseOf(op->getResult(0))) : Value();
    return base && (other.reads.contains(base) || (base.getDefiningOp() && other.ops.contains(base.getDefiningOp())));
  });
}

/// Whether a loop may be computed in another cluster's kernel: what either reads of the other is at the same point.
static bool fitsInto(const Clusterer &clusters, const Cluster &loop, const Cluster &into) {
  if (!loop.kind || !loop.kind->isLoop() || levelIn(into, loop.domain) == Level::none || !into.hasRoom(loop.ops.size()) ||
      overwritesThatOf(loop, into) || overwritesThatOf(into, loop) || !clusters.mayMerge(loop, into))
    return false;
  SmallVector<RowRange> rows(into.rows);
  auto readsWell = [&](Operation *op, const Cluster &other) {
    Reading reading = readingOf(op);
    bool row = isa<Elementwise>(op) && levelIn(into, reading.shape) == Level::row;
    return llvm::all_of(reading.leaves, [&](const Leaf &leaf) {
      return clusters.of(leaf.value) != &other || readsWithin(into, leaf, reading.shape, row, rows);
    });
  };
  auto joins = [&](Operation *op) {
    return mayCompute(into, op) && levelIn(into, pointShape(op->getResult(0))) != Level::none && readsWell(op, into);
  };
  return llvm::all_of(loop.ops, joins) && llvm::all_of(into.ops, [&](Operation *op) { return readsWell(op, loop); });
}

/// Makes one kernel of a cluster and the loops that it reads: `a m + b g`, although its two products were met before
/// anything joined them; or of a loop and a kernel that it reads, where more of a product's epilogue was met before it.
static void mergeNeighbours(Clusterer &clusters, Cluster &cluster) {
  Cluster *current = &cluster;
  auto mergeOne = [&] {
    SmallVector<Cluster *> producers;
    for (auto &c : llvm::reverse(clusters.near(*current)))
      if (current->needs.contains(c))
        producers.push_back(c);
    for (Cluster *producer : producers) {
      bool absorbs = fitsInto(clusters, *producer, *current), joins = !absorbs && fitsInto(clusters, *current, *producer);
      if (!absorbs && !joins)
        continue;
      Cluster &loop = absorbs ? *producer : *current, &into = absorbs ? *current : *producer;
      if (into.kind->isLoop() && loop.kind != &loopKind())
        into.kind = loop.kind;
      clusters.merge(loop, into);
      current = &into;
      learnRows(clusters, into, into.ops.getArrayRef());
      return true;
    }
    return false;
  };
  while (mergeOne()) {
  }
}

void mf::passes::placePointwise(Clusterer &clusters, Operation *op, const KernelKind &kind, llvm::function_ref<bool(const Cluster &)> allowed) {
  Reading reading = readingOf(op);
  Cluster *best = nullptr;
  int bestScore = numElements(reading.shape) <= 64 ? 0 : 1;
  for (Cluster *c : clusters.recent()) {
    Level level = levelIn(*c, reading.shape);
    if (level == Level::none || !c->hasRoom() || !mayCompute(*c, op))
      continue;
    int s = score(clusters, *c, reading, level == Level::row);
    if (s >= bestScore && clusters.mayTake(*c, op) && allowed(*c)) {
      best = c;
      bestScore = s + 1;
    }
  }
  Cluster &cluster = best ? *best : clusters.append(kind, reading.shape);
  if (kind.isLoop() && cluster.kind == &loopKind())
    cluster.kind = &kind;
  clusters.add(cluster, op);
  learnRows(clusters, cluster, op);
  mergeNeighbours(clusters, cluster);
}

bool mf::passes::reducesRows(Operation *op) {
  auto reduce = cast<Reducing>(op);
  Shape shape = tensorType(op->getOperand(0)).getShape();
  int64_t last = -1;
  for (int64_t d = 0; d < (int64_t)shape.size(); ++d)
    last = shape[d] != 1 ? d : last;
  return last < 0 || llvm::is_contained(reduce.getDims(), last);
}

void mf::passes::placeReduction(Clusterer &clusters, Operation *op, const KernelKind &kind, llvm::function_ref<bool(int64_t)> takesElements) {
  auto reduce = cast<Reducing>(op);
  Reading reading = readingOf(op);
  SmallVector<int64_t> dims(reduce.getDims());
  int64_t columns = 1;
  for (int64_t d = 0; d < (int64_t)reading.shape.size(); ++d)
    if (!llvm::is_contained(dims, d))
      columns *= reading.shape[d];
  Cluster *best = nullptr;
  int bestScore = 1;
  for (Cluster *candidate : clusters.recent()) {
    Cluster &c = *candidate;
    bool same = c.kind == &kind && c.reduced == dims;
    bool convertible = c.kind == &loopKind() && takesElements(columns) &&
                       llvm::none_of(c.ops, [&](Operation *o) {
                         return isHeavy(o) || tensorType(o->getResult(0)).getShape() != Shape(reading.shape);
                       });
    if (c.domain != reading.shape || (!same && !convertible) || !c.hasRoom())
      continue;
    int s = score(clusters, c, reading, false);
    if (s >= bestScore && clusters.mayTake(c, op)) {
      best = &c;
      bestScore = s + 1;
    }
  }
  if (!best)
    best = &clusters.append(kind, reading.shape);
  best->kind = &kind;
  best->reduced = dims;
  clusters.add(*best, op);
  mergeNeighbours(clusters, *best);
}
