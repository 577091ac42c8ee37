//===- Row.cpp - reductions over the last dimension -------------------------------------------------===//
// Takes: mf.reduce over a row of memory. A block a row; phases separated by the reductions over the row, so that what
// is made of the row's sums is computed in the same kernel.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include "passes/Costs.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

namespace {
/// How many reductions of the cluster lie below each op: the phase in which it can be computed.
class Levels {
public:
  explicit Levels(const Cluster &cluster) : cluster(cluster) {
    for (Operation *op : cluster.ops)
      visit(op);
  }
  int of(Operation *op) const { return levels.lookup(op); }
  int last = 0;

private:
  int below(Value value) {
    value = stripAliases(value);
    Operation *op = value.getDefiningOp();
    if (!op)
      return 0;
    if (!isVirtual(value))
      return cluster.ops.contains(op) ? visit(op) + (isa<Reducing>(op) ? 1 : 0) : 0;
    int level = 0;
    for (Value operand : op->getOperands())
      level = std::max(level, below(operand));
    return level;
  }
  int visit(Operation *op) {
    if (auto it = levels.find(op); it != levels.end())
      return it->second;
    int level = 0;
    for (Value operand : op->getOperands())
      level = std::max(level, below(operand));
    last = std::max(last, level);
    return levels[op] = level;
  }
  const Cluster &cluster;
  llvm::DenseMap<Operation *, int> levels;
};

class RowKernel {
public:
  RowKernel(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs)
      : b(b), cluster(cluster), outputs(outputs), levels(cluster), loc(cluster.ops.front()->getLoc()), kernel(b, loc, gridOf(cluster), cluster.kind->name()) {}
  KernelBuilder build() {
    keepCostlyValues();
    for (int phase = 0; phase <= levels.last; ++phase)
      emitPhase(phase);
    emitRowOutputs();
    return std::move(kernel);
  }

private:
  static SmallVector<int64_t> gridOf(const Cluster &c) {
    auto grid = c.keptShape();
    return grid.empty() ? SmallVector<int64_t>{1} : grid;
  }
  bool elementLevel(Value v) const { return !cluster.isRowLevel(v); }
  /// Dear values that a later phase needs again are stored instead.
  void keepCostlyValues() {
    for (Operation *op : cluster.ops)
      if (workOf(op) >= kKeepInRowWork && elementLevel(op->getResult(0)) && levels.of(op) < levels.last && !llvm::is_contained(outputs, op->getResult(0)))
        outputs.push_back(op->getResult(0));
  }
  Exprs rowIndex() const { return identityIndex(b.getContext(), cluster.kept().size()); }
  /// Domain coordinates: kept dimensions are block ids, reduced ones tile coordinates.
  Exprs pointIndex() const {
    Exprs index(cluster.domain.size());
    unsigned next = 0, grid = gridOf(cluster).size();
    for (int64_t d : cluster.kept())
      index[d] = getAffineDimExpr(next++, b.getContext());
    for (auto [i, d] : llvm::enumerate(cluster.reduced))
      index[d] = getAffineDimExpr(grid + i, b.getContext());
    return index;
  }
  SmallVector<Value> blockIds() {
    SmallVector<Value> ids;
    for (size_t d = 0; d < gridOf(cluster).size(); ++d)
      ids.push_back(kernel.blockId(d));
    return ids;
  }
  void emitPhase(int phase);
  void emitRowOutputs();
  Value knownValue(Value v) const { return found.lookup(v); }

  OpBuilder &b;
  const Cluster &cluster;
  SmallVectorImpl<Value> &outputs;
  Levels levels;
  Location loc;
  KernelBuilder kernel;
  llvm::DenseMap<Value, Value> found; // results of reductions
  llvm::DenseSet<Value> stored;       // element-level outputs of earlier phases
};

void RowKernel::emitPhase(int phase) {
  SmallVector<Reducing> reductions;
  SmallVector<tile::Combiner> combiners;
  SmallVector<Type> types;
  SmallVector<Value> stores;
  for (Operation *op : cluster.ops)
    if (auto reduce = dyn_cast<Reducing>(op); reduce && levels.of(op) == phase) {
      reductions.push_back(reduce);
      combiners.push_back(combinerOf(reduce));
      types.push_back(scalarType(reduce->getResult(0)));
    }
  for (Value out : outputs)
    if (elementLevel(out) && levels.of(out.getDefiningOp()) == phase)
      stores.push_back(out);
  if (reductions.empty() && stores.empty())
    return;
  SmallVector<int64_t> sizes;
  for (int64_t d : cluster.reduced)
    sizes.push_back(cluster.domain[d]);
  auto op = makeTile(b, loc, sizes, combiners, types, [&](ValueRange at) {
    SmallVector<Value> dims = blockIds();
    llvm::append_range(dims, at);
    Body body(b, kernel, dims);
    auto known = [&](Value v) { return knownValue(v); };
    auto computes = [&](Operation *o) { return cluster.ops.contains(o) && !stored.contains(o->getResult(0)); };
    body.known = known;
    body.computes = computes;
    SmallVector<Value> values;
    Exprs index = pointIndex();
    for (Reducing reduce : reductions)
      values.push_back(body.emit(reduce->getOperand(0), index));
    storeAll(body, stores, cluster.domain, index);
    return values;
  });
  for (auto [reduce, result] : llvm::zip(reductions, op.getResults()))
    found[reduce->getResult(0)] = result;
  stored.insert(stores.begin(), stores.end());
}

void RowKernel::emitRowOutputs() {
  SmallVector<Value> rows;
  for (Value out : outputs)
    if (!elementLevel(out))
      rows.push_back(out);
  if (rows.empty())
    return;
  makeTile(b, loc, {}, {}, {}, [&](ValueRange) {
    Body body(b, kernel, blockIds());
    auto known = [&](Value v) { return knownValue(v); };
    auto computes = [&](Operation *o) { return cluster.ops.contains(o); };
    body.known = known;
    body.computes = computes;
    storeAll(body, rows, cluster.keptShape(), rowIndex());
    return SmallVector<Value>();
  });
}

class RowKind : public KernelKind {
public:
  StringRef name() const override { return "row"; }
  bool takes(Operation *op) const override { return isa<Reducing>(op) && reducesRows(op); }
  void place(Clusterer &clusters, Operation *op) const override { placeReduction(clusters, op, *this, [](int64_t) { return true; }); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return RowKernel(b, cluster, outputs).build();
  }
  bool joinable() const override { return true; }
  bool reduces() const override { return true; }
  bool revisitsPoints() const override { return true; }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Row, RowKind)
