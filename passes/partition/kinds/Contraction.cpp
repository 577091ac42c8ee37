//===- Contraction.cpp - matrix products and convolutions with their epilogues -----------------------===//
// Takes: mf.dot_general and convolutions but depthwise ones. One mft.contract; the target chooses the blocking. Left
// sides over one right side (a value and its tangent) share a kernel.
//===------------------------------------------------------------------------------------------------===//
#include "passes/Costs.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

namespace {
/// Sides of equal m sizes: contractions whose results share their points.
struct Points {
  SmallVector<const Contraction *> sides;
  const Contraction &first() const { return *sides.front(); }
  Shape shape() const { return tensorType(first().result).getShape(); }
};

/// A part of the kernel: some rows of one set of points, and the points of another set that are these rows.
struct Part {
  SmallVector<int64_t> m;
  SmallVector<std::pair<const Points *, int64_t>> points; ///< with the row of the part's first
};
} // namespace

/// The sets of points, in order of their first appearance.
static std::vector<Points> pointsOf(const Cluster &cluster) {
  std::vector<Points> all;
  for (const Contraction &c : cluster.contractions) {
    auto same = llvm::find_if(all, [&](Points &p) { return p.first().m == c.m; });
    if (same == all.end())
      all.push_back({{&c}});
    else
      same->sides.push_back(&c);
  }
  return all;
}

/// Parts that cover every point once: where some rows are another set's points, both are computed in one part.
static std::vector<Part> partsOf(const Cluster &cluster, ArrayRef<Points> all) {
  std::vector<Part> parts;
  auto find = [&](ArrayRef<int64_t> shape) { return llvm::find_if(all, [&](const Points &p) { return p.shape() == Shape(shape); }); };
  for (const Points &points : all) {
    if (llvm::any_of(cluster.rows, [&](const RowRange &r) { return points.shape() == Shape(r.part); }))
      continue;
    SmallVector<RowRange> ranges;
    llvm::copy_if(cluster.rows, std::back_inserter(ranges), [&](const RowRange &r) { return points.shape() == Shape(r.whole); });
    llvm::sort(ranges, [](const RowRange &x, const RowRange &y) { return x.begin < y.begin; });
    SmallVector<int64_t> m = points.first().m;
    if (ranges.empty()) {
      parts.push_back({m, {{&points, 0}}});
      continue;
    }
    unsigned row = *points.first().rowDimension(ranges.front().dim);
    int64_t next = 0, end = m[row];
    auto rest = [&](int64_t to) {
      m[row] = to - next;
      if (to > next)
        parts.push_back({m, {{&points, next}}});
    };
    for (const RowRange &r : ranges) {
      rest(r.begin);
      m[row] = r.part[r.dim];
      parts.push_back({m, {{&points, r.begin}, {find(r.part), 0}}});
      next = r.begin + m[row];
    }
    rest(end);
  }
  return parts;
}

/// A map or index of (b, m, ...) at rows that begin at `begin`.
static Exprs atRows(ArrayRef<AffineExpr> index, const Cluster &cluster, const Contraction &c, int64_t begin) {
  if (begin == 0)
    return Exprs(index);
  unsigned dim = c.b.size() + *c.rowDimension(cluster.rows.front().dim);
  MLIRContext *context = c.result.getContext();
  Exprs dims = identityIndex(context, c.b.size() + c.m.size() + std::max(c.n.size(), c.k.size()));
  dims[dim] = dims[dim] + begin;
  Exprs result;
  for (AffineExpr e : index)
    result.push_back(e.replaceDims(dims));
  return result;
}

/// Emits the epilogue of a part at the builder's insertion point.
static void emitEpilogue(OpBuilder &b, KernelBuilder &kernel, const Cluster &cluster, const Part &part, Block *block, ArrayRef<Value> outputs) {
  const Contraction &first = cluster.contractions.front();
  Location loc = kernel.kernel.getLoc();
  SmallVector<Value> dims;
  for (size_t i = 0; i < first.b.size() + first.m.size() + first.n.size(); ++i)
    dims.push_back(block->addArgument(b.getIndexType(), loc));
  llvm::DenseMap<Value, Value> found;
  for (auto [points, begin] : part.points)
    for (const Contraction *c : points->sides)
      found[c->result] = block->addArgument(scalarType(c->result), loc);
  auto known = [&](Value v) { return found.lookup(v); };
  auto computes = [&](Operation *o) { return cluster.ops.contains(o); };
  Body body(b, kernel, dims);
  body.known = known;
  body.computes = computes;
  PointStores stores(body);
  for (auto [points, begin] : part.points) {
    Exprs index = atRows(points->first().resultIndex, cluster, points->first(), begin);
    for (Value out : outputs)
      if (sameUpToUnits(pointShape(out), points->shape()))
        stores.add(out, points->shape(), index);
  }
  stores.emit();
  b.create<tile::YieldOp>(loc, ValueRange());
}

static KernelBuilder buildContraction(OpBuilder &b, const Cluster &cluster, ArrayRef<Value> outputs) {
  Location loc = cluster.ops.front()->getLoc();
  KernelBuilder kernel(b, loc, {}, cluster.kind->name());
  MLIRContext *context = b.getContext();
  std::vector<Points> all = pointsOf(cluster);
  std::vector<Part> parts = partsOf(cluster, all);
  const Contraction &first = cluster.contractions.front();
  SmallVector<Value> lhs;
  SmallVector<Attribute> lhsMaps;
  SmallVector<int64_t> mSizes, partSides;
  for (const Part &part : parts) {
    llvm::append_range(mSizes, part.m);
    int64_t sides = 0;
    for (auto [points, begin] : part.points)
      for (const Contraction *c : points->sides) {
        ++sides;
        lhs.push_back(kernel.buffer(c->lhsLeaf.value, c->lhsLeaf.view));
        AffineMap map = AffineMap::get(c->lhsMap.getNumDims(), 0, atRows(c->lhsMap.getResults(), cluster, *c, begin), context);
        lhsMaps.push_back(AffineMapAttr::get(simplifyAffineMap(map)));
      }
    partSides.push_back(sides);
  }
  Value rhs = kernel.buffer(first.rhsLeaf.value, first.rhsLeaf.view);
  auto op = b.create<tile::ContractOp>(loc, lhs, rhs, first.b, first.n, first.k, (int64_t)first.m.size(), mSizes, partSides,
                                       b.getArrayAttr(lhsMaps), first.rhsMap, (unsigned)parts.size());
  OpBuilder::InsertionGuard guard(b);
  for (auto [part, region] : llvm::zip(parts, op.getEpilogues()))
    emitEpilogue(b, kernel, cluster, part, b.createBlock(&region), outputs);
  return kernel;
}

/// Joins a recent contraction with the same right side.
static void placeContraction(Clusterer &clusters, const KernelKind &kind, Operation *op) {
  Contraction c = contractionOf(op);
  auto fits = [&](Cluster *candidate) {
    return candidate->kind == &kind && fitsBeside(candidate->contractions, c) && clusters.of(c.lhsLeaf.value) != candidate && clusters.mayTake(*candidate, op);
  };
  SmallVector<Cluster *> recent = clusters.recent();
  auto *found = llvm::find_if(recent, fits);
  Cluster &cluster = found != recent.end() ? **found : clusters.append(kind, tensorType(c.result).getShape());
  cluster.contractions.push_back(c);
  clusters.add(cluster, op);
  if (c.result != op->getResult(0))
    clusters.add(cluster, c.result.getDefiningOp());
}

namespace {
class ContractionKind : public KernelKind {
public:
  StringRef name() const override { return "contraction"; }
  bool takes(Operation *op) const override { return isContraction(op); }
  void place(Clusterer &clusters, Operation *op) const override { placeContraction(clusters, *this, op); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildContraction(b, cluster, outputs);
  }
  /// Those of the products; their epilogues are small beside them.
  void addFlops(const Cluster &cluster, MutableArrayRef<int64_t> flops) const override {
    for (const Contraction &c : cluster.contractions)
      flops[(int)roleOf(c.result.getDefiningOp())] += 2 * numElements(c.b) * numElements(c.m) * numElements(c.n) * numElements(c.k);
  }
  bool joinable() const override { return true; }
  bool writesOwnPoint() const override { return true; }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Contraction, ContractionKind)
