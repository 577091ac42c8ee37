//===- Loop.cpp - elementwise ops over one domain ----------------------------------------------------===//
// Takes: every op that no other kind takes. Grid x tile over the domain, flattened to one dimension where every access allows it.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

/// Whether every buffer is read at the point itself or at a constant place, so that the domain may be flattened.
static bool isFlat(const Cluster &cluster) {
  for (Operation *op : cluster.ops) {
    if (!isa<Elementwise>(op) || tensorType(op->getResult(0)).getShape() != Shape(cluster.domain))
      return false;
    bool flat = true;
    for (Value operand : op->getOperands()) {
      auto index = identityIndex(op->getContext(), cluster.domain.size());
      unsigned leaves = 0;
      forEachLeaf(operand, index, [&](const Leaf &leaf) {
        ++leaves;
        bool constant = llvm::all_of(leaf.index, [](AffineExpr e) { return isa<AffineConstantExpr>(e); });
        bool own = leaf.view == cluster.domain && ArrayRef<AffineExpr>(leaf.index) == ArrayRef<AffineExpr>(index);
        flat &= !leaf.masked && !leaf.opaque && (own || (constant && leaf.view != cluster.domain));
      });
      flat &= leaves > 0 || isConstant(stripAliases(operand).getDefiningOp());
    }
    if (!flat)
      return false;
  }
  return true;
}

/// The largest tile, of those that a block should have, that divides n, or 0.
static int64_t flatTile(int64_t n, const mf::codegen::Target &target) {
  for (int64_t step : {target.lanes(), int64_t(1)})
    for (int64_t t = target.largestTile(); t >= target.smallestTile(); t -= step)
      if (n % t == 0)
        return t;
  return 0;
}

namespace {
struct LoopShape {
  SmallVector<int64_t> grid, tile;
  bool flat = false;
  /// Flat, and the last block reaches beyond the domain: points there are masked out.
  bool masked = false;
};
} // namespace

static LoopShape loopShape(const Cluster &cluster) {
  LoopShape s;
  int64_t n = numElements(cluster.domain);
  const mf::codegen::Target &target = *cluster.target;
  bool flat = cluster.domain.size() > 0 && isFlat(cluster);
  if (int64_t tile = flatTile(n, target); flat && n > target.largestTile() && tile)
    return {{n / tile}, {tile}, true};
  if (flat && n > 8 * target.largestTile()) // no tile divides it: it is cut all the same, with a mask
    return {{(int64_t)llvm::divideCeil(n, target.largestTile())}, {target.largestTile()}, true, true};
  if (flat && n <= target.largestTile())
    return {{1}, {n}, true};
  if (n <= target.smallestTile())
    return {{1}, cluster.domain, false};
  size_t first = cluster.domain.size();
  int64_t points = 1;
  while (first > 0 && (points < target.smallestTile() / 2 || first == cluster.domain.size()) &&
         points * cluster.domain[first - 1] <= std::max(2 * target.largestTile(), cluster.domain.back()))
    points *= cluster.domain[--first];
  s.grid.assign(cluster.domain.begin(), cluster.domain.begin() + first);
  s.tile.assign(cluster.domain.begin() + first, cluster.domain.end());
  if (s.grid.empty())
    s.grid.push_back(1);
  return s;
}

KernelBuilder mf::passes::buildLoop(OpBuilder &b, const Cluster &cluster, ArrayRef<Value> outputs) {
  LoopShape shape = loopShape(cluster);
  Location loc = cluster.ops.front()->getLoc();
  KernelBuilder kernel(b, loc, shape.grid, cluster.kind->name());
  makeTile(b, loc, shape.tile, {}, {}, [&](ValueRange at) {
    SmallVector<Value> dims;
    for (size_t d = 0; d < shape.grid.size(); ++d)
      dims.push_back(kernel.blockId(d));
    llvm::append_range(dims, at);
    Exprs index = identityIndex(b.getContext(), dims.size());
    Body body(b, kernel, dims);
    auto computes = [&](Operation *op) { return cluster.ops.contains(op); };
    body.computes = computes;
    if (shape.flat) {
      body.flatShape = cluster.domain;
      body.flatIndex = index[0] * shape.tile[0] + index[1];
      index.assign(cluster.domain.size(), getAffineConstantExpr(0, b.getContext())); // not looked at
      if (shape.masked) {
        Value point = body.indexValue(body.flatIndex), n = b.create<arith::ConstantIndexOp>(loc, numElements(cluster.domain));
        body.flatMask = b.create<arith::CmpIOp>(loc, arith::CmpIPredicate::slt, point, n);
      }
    } else if (shape.grid.size() + shape.tile.size() > cluster.domain.size()) {
      index.erase(index.begin()); // a grid of one block
    }
    storeAll(body, outputs, cluster.domain, index);
    return SmallVector<Value>();
  });
  return kernel;
}

namespace {
class LoopKind : public KernelKind {
public:
  StringRef name() const override { return "loop"; }
  void place(Clusterer &clusters, Operation *op) const override {
    placePointwise(clusters, op, *this, [](const Cluster &) { return true; });
  }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildLoop(b, cluster, outputs);
  }
  bool joinable() const override { return true; }
  bool computesOnce() const override { return true; }
  bool isLoop() const override { return true; }
  bool writesOwnPoint() const override { return true; }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Loop, LoopKind)
