//===- Column.cpp - reductions over dimensions that are not the last ---------------------------------===//
// Takes: mf.reduce over columns. Lanes over the last kept dimension, a fold over the reduced ones.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mft/Combine.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

int64_t mf::passes::columnChunk(int64_t columns, const mf::codegen::Target &target) {
  int64_t lanes = target.lanes(), best = 0;
  for (int64_t step : {lanes, int64_t(1)}) { // whole vectors where they divide the columns
    for (int64_t chunk = lanes; chunk <= std::min(8 * lanes, columns); chunk += step)
      if (columns % chunk == 0 && (best == 0 || columns / chunk >= target.cores))
        best = chunk;
    if (best)
      return best;
  }
  return columns;
}

/// A column reduction shares a kernel with elementwise ops only where its columns fill the lanes of every block there should be.
static bool isWide(int64_t columns, const mf::codegen::Target &target) { return columns >= target.busyBlocks() * target.lanes(); }

static KernelBuilder buildColumn(OpBuilder &b, const Cluster &cluster, ArrayRef<Value> outputs) {
  Location loc = cluster.ops.front()->getLoc();
  auto kept = cluster.kept();
  int64_t lanes = cluster.domain[kept.back()], chunk = columnChunk(lanes, *cluster.target);
  SmallVector<int64_t> grid(cluster.keptShape()), folds;
  grid.back() = lanes / chunk;
  for (int64_t d : cluster.reduced)
    folds.push_back(cluster.domain[d]);
  SmallVector<Value> elements, rows;
  for (Value out : outputs)
    (cluster.isRowLevel(out) ? rows : elements).push_back(out);
  KernelBuilder kernel(b, loc, grid, cluster.kind->name());
  MLIRContext *context = b.getContext();
  makeTile(b, loc, {chunk}, {}, {}, [&](ValueRange lane) {
    SmallVector<Value> dims;
    for (size_t d = 0; d < grid.size(); ++d)
      dims.push_back(kernel.blockId(d));
    dims.push_back(lane[0]);
    Exprs rowIndex = identityIndex(context, kept.size());
    rowIndex.back() = getAffineDimExpr(kept.size() - 1, context) * chunk + getAffineDimExpr(kept.size(), context);
    SmallVector<Reducing> reductions;
    SmallVector<Value> inits;
    SmallVector<Type> types;
    for (Operation *op : cluster.ops)
      if (auto reduce = dyn_cast<Reducing>(op)) {
        reductions.push_back(reduce);
        inits.push_back(b.create<arith::ConstantOp>(loc, tile::identityOf(combinerOf(reduce), scalarType(reduce->getResult(0)))));
        types.push_back(inits.back().getType());
      }
    llvm::DenseMap<Value, Value> found;
    auto known = [&](Value v) { return found.lookup(v); };
    auto computes = [&](Operation *o) { return cluster.ops.contains(o); };
    auto fold = b.create<tile::FoldOp>(loc, types, b.getDenseI64ArrayAttr(folds), inits);
    {
      OpBuilder::InsertionGuard guard(b);
      Block *block = b.createBlock(&fold.getBody());
      for (size_t i = 0; i < folds.size(); ++i)
        dims.push_back(block->addArgument(b.getIndexType(), loc));
      Body body(b, kernel, dims);
      body.computes = computes;
      Exprs index(cluster.domain.size());
      for (auto [i, d] : llvm::enumerate(kept))
        index[d] = rowIndex[i];
      for (auto [i, d] : llvm::enumerate(cluster.reduced))
        index[d] = getAffineDimExpr(kept.size() + 1 + i, context);
      SmallVector<Value> next;
      for (auto [i, reduce] : llvm::enumerate(reductions)) {
        Value x = body.emit(reduce->getOperand(0), index);
        next.push_back(tile::emitCombination(b, loc, combinerOf(reduce), types[i], block->addArgument(types[i], loc), x));
      }
      storeAll(body, elements, cluster.domain, index);
      b.create<tile::YieldOp>(loc, next);
    }
    for (auto [reduce, result] : llvm::zip(reductions, fold.getResults()))
      found[reduce->getResult(0)] = result;
    dims.resize(grid.size() + 1);
    Body body(b, kernel, dims);
    body.known = known;
    body.computes = computes;
    storeAll(body, rows, cluster.keptShape(), rowIndex);
    return SmallVector<Value>();
  });
  return kernel;
}

namespace {
class ColumnKind : public KernelKind {
public:
  StringRef name() const override { return "column"; }
  bool takes(Operation *op) const override { return isa<Reducing>(op) && !reducesRows(op); }
  void place(Clusterer &clusters, Operation *op) const override { placeReduction(clusters, op, *this, [&](int64_t columns) { return isWide(columns, clusters.target); }); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildColumn(b, cluster, outputs);
  }
  bool joinable() const override { return true; }
  bool takesElements(const Cluster &cluster) const override { return isWide(numElements(cluster.keptShape()), *cluster.target); }
  bool reduces() const override { return true; }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Column, ColumnKind)
