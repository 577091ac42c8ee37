//===- Kernels.cpp - from clusters to block programs -----------------------------------------------===//
// loop:        grid x tile over the domain, flattened to one dimension where every access allows it.
// row:         a block a row; phases separated by the reductions over the row.
// column:      lanes over the last kept dimension, a fold over the reduced ones.
// contraction: mft.contract; the target chooses the blocking.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Kernels.h"
#include "passes/Costs.h"
#include "dialect/mf/Scalar.h"
#include "passes/partition/Shapes.h"
#include "passes/partition/Special.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

static bool usedOutside(Value value, const Cluster &cluster, llvm::function_ref<Cluster *(Value)> of) {
  for (Operation *user : value.getUsers()) {
    if (user->getNumResults() == 0)
      return true;
    Value result = user->getResult(0);
    bool outside = cluster.ops.contains(user) ? false : isVirtual(result) ? usedOutside(result, cluster, of) : of(result) != &cluster;
    if (outside)
      return true;
  }
  return false;
}

SmallVector<Value> mf::passes::outputsOf(const Cluster &cluster, llvm::function_ref<Cluster *(Value)> of) {
  SmallVector<Value> outputs;
  for (Operation *op : cluster.ops)
    for (Value result : op->getResults())
      if (!isVirtual(result) && usedOutside(result, cluster, of))
        outputs.push_back(result);
  return outputs;
}

/// Coordinates of a value whose shape is `from` up to unit dimensions.
static Exprs coordinatesFor(Shape shape, Shape from, ArrayRef<AffineExpr> index, MLIRContext *context) {
  Exprs moving, result;
  for (auto [e, size] : llvm::zip(index, from))
    if (size != 1)
      moving.push_back(e);
  size_t next = 0;
  for (int64_t size : shape)
    result.push_back(size == 1 ? getAffineConstantExpr(0, context) : moving[next++]);
  return result;
}

/// Stores the values of one point; `index` are its coordinates in `from`. Everything is read before the first
/// store: an output may lie where another one's input lies (states that change places).
static void storeAll(Body &body, ArrayRef<Value> outputs, Shape from, ArrayRef<AffineExpr> index) {
  SmallVector<std::pair<Exprs, Value>> stores;
  for (Value out : outputs) {
    Exprs own = coordinatesFor(tensorType(out).getShape(), from, index, out.getContext());
    stores.push_back({own, body.emit(out, own)});
  }
  for (auto [out, where] : llvm::zip(outputs, stores))
    body.store(out, where.first, where.second);
}

/// A mft.tile whose body is emitted by `fill`, which returns the values to reduce.
static tile::TileOp makeTile(OpBuilder &b, Location loc, ArrayRef<int64_t> sizes, ArrayRef<tile::Combiner> combiners, ArrayRef<Type> types,
                             llvm::function_ref<SmallVector<Value>(ValueRange)> fill) {
  SmallVector<Attribute> attributes;
  for (tile::Combiner c : combiners)
    attributes.push_back(tile::CombinerAttr::get(b.getContext(), c));
  auto op = b.create<tile::TileOp>(loc, types, b.getDenseI64ArrayAttr(sizes), attributes.empty() ? ArrayAttr() : b.getArrayAttr(attributes));
  OpBuilder::InsertionGuard guard(b);
  Block *body = b.createBlock(&op.getBody());
  for (size_t i = 0; i < sizes.size(); ++i)
    body->addArgument(b.getIndexType(), loc);
  auto values = fill(body->getArguments());
  b.create<tile::YieldOp>(loc, values);
  return op;
}

//===-- loops ------------------------------------------------------------------------------------===//

/// Whether every buffer is read at the point itself or at a constant place, so that the domain may be flattened.
static bool isFlat(const Cluster &cluster) {
  for (Operation *op : cluster.ops) {
    if (!isa<Elementwise>(op) || tensorType(op->getResult(0)).getShape() != Shape(cluster.domain))
      return false;
    bool flat = true;
    for (Value operand : op->getOperands()) {
      if (Operation *producer = operand.getDefiningOp())
        flat &= !isa<IotaOp>(producer);
      auto index = identityIndex(op->getContext(), cluster.domain.size());
      unsigned leaves = 0;
      forEachLeaf(operand, index, [&](const Leaf &leaf) {
        ++leaves;
        bool constant = llvm::all_of(leaf.index, [](AffineExpr e) { return isa<AffineConstantExpr>(e); });
        bool own = leaf.view == cluster.domain && ArrayRef<AffineExpr>(leaf.index) == ArrayRef<AffineExpr>(index);
        flat &= !leaf.masked && !leaf.opaque && (own || (constant && leaf.view != cluster.domain));
      });
      auto splat = stripAliases(operand).getDefiningOp<ConstantOp>();
      flat &= leaves > 0 || splat;
    }
    if (!flat)
      return false;
  }
  return true;
}

/// The largest tile of 1024 to 8192 elements that divides n, or 0.
static int64_t flatTile(int64_t n) {
  for (int64_t step : {16, 1})
    for (int64_t t = 8192; t >= 1024; t -= step)
      if (n % t == 0)
        return t;
  return 0;
}

static constexpr int64_t kSmallDomain = 8192;

namespace {
struct LoopShape {
  SmallVector<int64_t> grid, tile;
  bool flat = false;
};
} // namespace

static LoopShape loopShape(const Cluster &cluster) {
  LoopShape s;
  int64_t n = numElements(cluster.domain);
  bool flat = cluster.domain.size() > 0 && isFlat(cluster);
  if (flat && n > kSmallDomain && flatTile(n))
    return {{n / flatTile(n)}, {flatTile(n)}, true};
  if (flat && n <= kSmallDomain)
    return {{1}, {n}, true};
  if (n <= 1024)
    return {{1}, cluster.domain, false};
  size_t first = cluster.domain.size();
  int64_t points = 1;
  while (first > 0 && (points < 512 || first == cluster.domain.size()) && points * cluster.domain[first - 1] <= std::max<int64_t>(16384, cluster.domain.back()))
    points *= cluster.domain[--first];
  s.grid.assign(cluster.domain.begin(), cluster.domain.begin() + first);
  s.tile.assign(cluster.domain.begin() + first, cluster.domain.end());
  if (s.grid.empty())
    s.grid.push_back(1);
  return s;
}

static KernelBuilder buildLoop(OpBuilder &b, const Cluster &cluster, ArrayRef<Value> outputs) {
  LoopShape shape = loopShape(cluster);
  Location loc = cluster.ops.front()->getLoc();
  KernelBuilder kernel(b, loc, shape.grid, "loop");
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
    } else if (shape.grid.size() + shape.tile.size() > cluster.domain.size()) {
      index.erase(index.begin()); // a grid of one block
    }
    storeAll(body, outputs, cluster.domain, index);
    return SmallVector<Value>();
  });
  return kernel;
}

//===-- rows -------------------------------------------------------------------------------------===//

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
      return cluster.ops.contains(op) ? visit(op) + (isa<ReduceOp>(op) ? 1 : 0) : 0;
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

tile::Combiner combinerOf(ReduceOp op) {
  switch (op.getKind()) {
  case ReduceKind::sum: return tile::Combiner::sum;
  case ReduceKind::prod: return tile::Combiner::prod;
  case ReduceKind::max: return tile::Combiner::max;
  case ReduceKind::min: return tile::Combiner::min;
  }
  return tile::Combiner::sum;
}
Type scalarType(Value value) {
  Type element = tensorType(value).getElementType();
  return element.isBF16() ? Float32Type::get(value.getContext()) : element;
}

class RowKernel {
public:
  RowKernel(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs)
      : b(b), cluster(cluster), outputs(outputs), levels(cluster), loc(cluster.ops.front()->getLoc()), kernel(b, loc, gridOf(cluster), "row") {}
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
  /// Transcendental values that a later phase needs again are stored instead.
  void keepCostlyValues() {
    for (Operation *op : cluster.ops)
      if (isTranscendental(op) && elementLevel(op->getResult(0)) && levels.of(op) < levels.last && !llvm::is_contained(outputs, op->getResult(0)))
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
  SmallVector<ReduceOp> reductions;
  SmallVector<tile::Combiner> combiners;
  SmallVector<Type> types;
  SmallVector<Value> stores;
  for (Operation *op : cluster.ops)
    if (auto reduce = dyn_cast<ReduceOp>(op); reduce && levels.of(op) == phase) {
      reductions.push_back(reduce);
      combiners.push_back(combinerOf(reduce));
      types.push_back(scalarType(reduce.getY()));
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
    for (ReduceOp reduce : reductions)
      values.push_back(body.emit(reduce.getX(), index));
    storeAll(body, stores, cluster.domain, index);
    return values;
  });
  for (auto [reduce, result] : llvm::zip(reductions, op.getResults()))
    found[reduce.getY()] = result;
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
} // namespace

//===-- columns ----------------------------------------------------------------------------------===//

/// A chunk of the lanes' dimension: whole where it is short, else a divisor near 64.
static int64_t columnChunk(int64_t n) {
  if (n <= 128)
    return n;
  for (int64_t chunk : {64, 48, 80, 96, 112, 128, 32, 16})
    if (n % chunk == 0)
      return chunk;
  for (int64_t chunk = 64; chunk >= 8; --chunk)
    if (n % chunk == 0)
      return chunk;
  return n;
}

static Value neutral(OpBuilder &b, Location loc, ReduceOp op) {
  Type type = scalarType(op.getY());
  if (op.getKind() == ReduceKind::sum || op.getKind() == ReduceKind::prod)
    return Scalar{b, loc}.constant(type, op.getKind() == ReduceKind::prod ? 1 : 0);
  bool max = op.getKind() == ReduceKind::max;
  if (auto real = dyn_cast<FloatType>(type))
    return b.create<arith::ConstantOp>(loc, b.getFloatAttr(type, APFloat::getInf(real.getFloatSemantics(), max)));
  unsigned width = type.getIntOrFloatBitWidth();
  return b.create<arith::ConstantOp>(loc, b.getIntegerAttr(type, max ? APInt::getSignedMinValue(width) : APInt::getSignedMaxValue(width)));
}

static Value combine(OpBuilder &b, Location loc, ReduceOp op, Value acc, Value x) {
  Scalar s{b, loc};
  switch (op.getKind()) {
  case ReduceKind::sum: return s.add(acc, x);
  case ReduceKind::prod: return s.mul(acc, x);
  case ReduceKind::max: return s.max(acc, x);
  case ReduceKind::min: return s.min(acc, x);
  }
  return {};
}

static KernelBuilder buildColumn(OpBuilder &b, const Cluster &cluster, ArrayRef<Value> outputs) {
  Location loc = cluster.ops.front()->getLoc();
  auto kept = cluster.kept();
  int64_t lanes = cluster.domain[kept.back()], chunk = columnChunk(lanes);
  SmallVector<int64_t> grid(cluster.keptShape()), folds;
  grid.back() = lanes / chunk;
  for (int64_t d : cluster.reduced)
    folds.push_back(cluster.domain[d]);
  SmallVector<Value> elements, rows;
  for (Value out : outputs)
    (cluster.isRowLevel(out) ? rows : elements).push_back(out);
  KernelBuilder kernel(b, loc, grid, "column");
  MLIRContext *context = b.getContext();
  makeTile(b, loc, {chunk}, {}, {}, [&](ValueRange lane) {
    SmallVector<Value> dims;
    for (size_t d = 0; d < grid.size(); ++d)
      dims.push_back(kernel.blockId(d));
    dims.push_back(lane[0]);
    Exprs rowIndex = identityIndex(context, kept.size());
    rowIndex.back() = getAffineDimExpr(kept.size() - 1, context) * chunk + getAffineDimExpr(kept.size(), context);
    SmallVector<ReduceOp> reductions;
    SmallVector<Value> inits;
    SmallVector<Type> types;
    for (Operation *op : cluster.ops)
      if (auto reduce = dyn_cast<ReduceOp>(op)) {
        reductions.push_back(reduce);
        inits.push_back(neutral(b, loc, reduce));
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
        Value x = body.emit(reduce.getX(), index);
        next.push_back(combine(b, loc, reduce, block->addArgument(types[i], loc), x));
      }
      storeAll(body, elements, cluster.domain, index);
      b.create<tile::YieldOp>(loc, next);
    }
    for (auto [reduce, result] : llvm::zip(reductions, fold.getResults()))
      found[reduce.getY()] = result;
    dims.resize(grid.size() + 1);
    Body body(b, kernel, dims);
    body.known = known;
    body.computes = computes;
    storeAll(body, rows, cluster.keptShape(), rowIndex);
    return SmallVector<Value>();
  });
  return kernel;
}

//===-- contractions -----------------------------------------------------------------------------===//

static KernelBuilder buildContraction(OpBuilder &b, const Cluster &cluster, ArrayRef<Value> outputs) {
  Location loc = cluster.ops.front()->getLoc();
  KernelBuilder kernel(b, loc, {}, "contraction");
  MLIRContext *context = b.getContext();
  // parts: sides of equal m sizes, in order of their first appearance
  SmallVector<SmallVector<const Contraction *>> parts;
  for (const Contraction &c : cluster.contractions) {
    auto *part = llvm::find_if(parts, [&](auto &p) { return p.front()->m == c.m; });
    if (part == parts.end())
      parts.push_back({&c});
    else
      part->push_back(&c);
  }
  const Contraction &first = cluster.contractions.front();
  SmallVector<Value> lhs;
  SmallVector<Attribute> lhsMaps;
  SmallVector<int64_t> mSizes, partSides;
  for (auto &part : parts) {
    partSides.push_back(part.size());
    llvm::append_range(mSizes, part.front()->m);
    for (const Contraction *c : part) {
      lhs.push_back(kernel.buffer(c->lhsLeaf.value, c->lhsLeaf.view));
      lhsMaps.push_back(AffineMapAttr::get(c->lhsMap));
    }
  }
  Value rhs = kernel.buffer(first.rhsLeaf.value, first.rhsLeaf.view);
  auto op = b.create<tile::ContractOp>(loc, lhs, rhs, first.b, first.n, first.k, (int64_t)first.m.size(), mSizes, partSides,
                                       b.getArrayAttr(lhsMaps), first.rhsMap, (unsigned)parts.size());
  OpBuilder::InsertionGuard guard(b);
  for (auto [p, part] : llvm::enumerate(parts)) {
    Block *block = b.createBlock(&op.getEpilogues()[p]);
    SmallVector<Value> dims;
    for (size_t i = 0; i < first.b.size() + first.m.size() + first.n.size(); ++i)
      dims.push_back(block->addArgument(b.getIndexType(), loc));
    llvm::DenseMap<Value, Value> found;
    for (const Contraction *c : part)
      found[c->result] = block->addArgument(scalarType(c->result), loc);
    auto known = [&](Value v) { return found.lookup(v); };
    auto computes = [&](Operation *o) { return cluster.ops.contains(o); };
    Body body(b, kernel, dims);
    body.known = known;
    body.computes = computes;
    SmallVector<Value> stores;
    for (Value out : outputs) {
      const Contraction *owner = nullptr;
      for (const Contraction &c : cluster.contractions)
        if (c.result == out)
          owner = &c;
      if (owner ? llvm::is_contained(part, owner) : p == 0)
        stores.push_back(out);
    }
    storeAll(body, stores, tensorType(part.front()->result).getShape(), part.front()->resultIndex);
    b.create<tile::YieldOp>(loc, ValueRange());
  }
  return kernel;
}

KernelBuilder mf::passes::buildKernel(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) {
  OpBuilder::InsertionGuard guard(b);
  switch (cluster.kind) {
  case Kind::loop: return buildLoop(b, cluster, outputs);
  case Kind::row: return RowKernel(b, cluster, outputs).build();
  case Kind::column: return buildColumn(b, cluster, outputs);
  case Kind::contraction: return buildContraction(b, cluster, outputs);
  case Kind::special: return buildSpecial(b, cluster);
  }
  llvm_unreachable("kind");
}
