//===- Fused.cpp - products and what lies between them, tile by tile --------------------------------===//
// Takes: mf.fused. A block keeps some rows (or columns) of the space and goes along its columns (rows) in steps:
//   for each phase:            a sum that others need before they can begin ends one
//     stage what is kept
//     for each step:           once, where the whole dimension is one step: then later phases find its scores
//       stage the step's arrays; multiply them: scores in local arrays
//       for each row: elementwise ops, sums along the row, and what is multiplied next into local arrays
//       multiply and add these
//   for each row that is kept: what is made of the sums, stored
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include "dialect/mft/Combine.h"
#include "passes/Costs.h"
#include "passes/fuse/Masks.h"
#include "passes/fuse/Space.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

namespace {
/// A dimension in steps of one size.
struct Steps {
  int64_t extent = 1, size = 1;
  int64_t count() const { return (extent + size - 1) / size; }
  bool isPartial() const { return extent % size != 0; }
};

/// A loop over a dimension, outermost first.
struct Along {
  unsigned dim;
  int64_t trips;
};

/// Where the code of a point stands: its coordinates in the tile, null where there are none, and what they give.
struct Frame {
  Value row, column, n;
  SmallVector<Value> dims;
  Exprs space;       ///< of the space's dimensions
  AffineExpr inner;  ///< n
};

/// An operand of a product, in a local array.
struct Staged {
  Leaf leaf;
  AffineMap map;     ///< (space, inner) -> leaf's view
  unsigned along;    ///< the dimension of the space that it has
  bool alongFirst;   ///< the array is [along, inner], else [inner, along]
  int64_t inner;     ///< its size
  Type element;
  unsigned depth;
  Value array;
  bool filled; ///< for good
};
} // namespace

/// The largest size of a step, at most `most`, that leaves no rest; `most` where only small ones do.
static Steps stepsOf(int64_t extent, int64_t most) {
  if (extent <= most)
    return {extent, extent};
  for (int64_t size = most; size > most / 2; --size)
    if (extent % size == 0)
      return {extent, size};
  return {extent, most};
}

namespace {
class FusedKernel {
public:
  FusedKernel(OpBuilder &b, FusedOp op, const mf::codegen::Target &target)
      : b(b), op(op), body(op.getBody().front()), space(op.getSpace()), loc(op.getLoc()), columns(space.size() - 1),
        rows(op.getKept() == columns ? op.getStreamed().back() : op.getKept()), kept(stepsOf(space[op.getKept()], kKept)),
        streamed(streamedSteps(space[op.getStreamed().back()], target)), kernel(b, loc, gridOf(), "fused") {
    for (int64_t d : op.getStreamed()) {
      int64_t trips = d == op.getStreamed().back() ? streamed.count() : space[d];
      if (trips > 1)
        loops.push_back({unsigned(d), trips});
    }
  }

  KernelBuilder build() {
    int last = 0;
    for (Operation &inner : body)
      if (isRoot(&inner))
        last = std::max(last, phaseOf(&inner));
    for (int phase = 0; phase <= last; ++phase)
      emitPhase(phase);
    emitResults();
    return std::move(kernel);
  }

private:
  // Rows that a block keeps: few enough that a step's tile of scores fits the nearest cache.
  static constexpr int64_t kKept = 64;
  static Steps streamedSteps(int64_t extent, const mf::codegen::Target &target) {
    int64_t most = target.l1Bytes / 4 / kKept;
    return extent <= 2 * most ? Steps{extent, extent} : stepsOf(extent, most);
  }

  //===-- the op ---------------------------------------------------------------------------------===//

  bool keepsRows() { return op.getKept() == rows; }
  const Steps &stepsOfRows() { return keepsRows() ? kept : streamed; }
  const Steps &stepsOfColumns() { return keepsRows() ? streamed : kept; }
  bool isGridDim(int64_t d) { return d != (int64_t)op.getKept() && !llvm::is_contained(op.getStreamed(), d); }
  SmallVector<int64_t> gridOf() {
    SmallVector<int64_t> grid;
    for (int64_t d = 0; d < (int64_t)space.size(); ++d)
      if (isGridDim(d))
        grid.push_back(space[d]);
    grid.push_back(kept.count());
    return grid;
  }

  static bool isInTiles(Value value) { return value.getDefiningOp() && value.getDefiningOp()->hasAttr(kInTiles); }
  static bool isProduct(Operation *inner) { return isa<Contracting>(inner) && inner->hasAttr(kInTiles); }
  static bool isRoot(Operation *inner) { return isa<Contracting, Reducing>(inner) && !inner->hasAttr(kInTiles); }
  static bool isSum(Operation *inner) { return isRoot(inner) && isa<Contracting>(inner); }
  /// The operand of a root that is of the space.
  static unsigned sideOf(Operation *root) { return isInTiles(stripAliases(root->getOperand(0))) ? 0 : 1; }
  static Value summedBy(Operation *root) { return stripAliases(root->getOperand(sideOf(root))); }

  /// The first phase in which a value of the region is there.
  int phaseOf(Value value) {
    Operation *inner = value.getDefiningOp();
    return inner ? phaseOf(inner) + isRoot(inner) : 0;
  }
  int phaseOf(Operation *inner) {
    if (auto it = phases.find(inner); it != phases.end())
      return it->second;
    int phase = 0;
    for (Value operand : inner->getOperands())
      phase = std::max(phase, phaseOf(operand));
    return phases[inner] = phase;
  }

  //===-- coordinates ----------------------------------------------------------------------------===//

  Value constant(int64_t value) { return b.create<arith::ConstantIndexOp>(loc, value); }
  AffineExpr dimension(unsigned d) { return getAffineDimExpr(d, b.getContext()); }
  /// The first row or column of the block's tile.
  Value startOf(unsigned dim) {
    if (dim == op.getKept())
      return b.create<arith::MulIOp>(loc, kernel.blockId(kernel.kernel.getGrid().size() - 1), constant(kept.size));
    Value trip = tripOf(dim);
    return trip ? Value(b.create<arith::MulIOp>(loc, trip, constant(streamed.size))) : constant(0);
  }
  Value tripOf(unsigned dim) {
    for (auto [along, trip] : llvm::zip(loops, trips)) // those around this place alone
      if (along.dim == dim)
        return trip;
    return {};
  }
  /// How much of a tile's rows or columns there is; null: all.
  Value validOf(unsigned dim, const Steps &steps) {
    if (!steps.isPartial())
      return {};
    Value left = b.create<arith::SubIOp>(loc, constant(steps.extent), startOf(dim));
    return b.create<arith::MinSIOp>(loc, left, constant(steps.size));
  }

  Frame frameOf(Value row, Value column, Value n = {}) {
    Frame f{row, column, n, {}, {}, {}};
    auto add = [&](Value v) {
      f.dims.push_back(v);
      return dimension(f.dims.size() - 1);
    };
    unsigned grid = 0;
    for (int64_t d = 0; d < (int64_t)space.size(); ++d) {
      if (isGridDim(d)) {
        f.space.push_back(add(kernel.blockId(grid++)));
        continue;
      }
      bool isKept = d == (int64_t)op.getKept(), isLast = d == op.getStreamed().back();
      AffineExpr e = getAffineConstantExpr(0, b.getContext());
      if (isKept)
        e = add(kernel.blockId(kernel.kernel.getGrid().size() - 1)) * kept.size;
      else if (Value trip = tripOf(d))
        e = add(trip) * (isLast ? streamed.size : 1);
      if (Value within = d == rows ? row : d == (int64_t)columns ? column : Value(); within && (isKept || isLast))
        e = e + add(within);
      f.space.push_back(e);
    }
    if (n)
      f.inner = add(n);
    return f;
  }

  /// Whether a point of a last, smaller tile is there; null: always.
  Value maskOf(Body &code, const Frame &f) {
    Value mask;
    auto require = [&](const Steps &steps, unsigned dim, Value coordinate) {
      if (!coordinate || !steps.isPartial())
        return;
      Value at = code.indexValue(f.space[dim]);
      Value inside = b.create<arith::CmpIOp>(loc, arith::CmpIPredicate::slt, at, constant(steps.extent));
      mask = mask ? Value(b.create<arith::AndIOp>(loc, mask, inside)) : inside;
    };
    require(stepsOfRows(), rows, f.row);
    require(stepsOfColumns(), columns, f.column);
    return mask;
  }

  //===-- local arrays ---------------------------------------------------------------------------===//

  Value array(int64_t height, int64_t width, Type element) {
    OpBuilder top(b.getContext());
    Block &block = kernel.kernel.getBody().front();
    if (lastArray)
      top.setInsertionPointAfter(lastArray);
    else
      top.setInsertionPointToStart(&block);
    auto local = top.create<tile::LocalOp>(loc, MemRefType::get({height, width}, element));
    lastArray = local;
    return local;
  }
  Value arrayOf(Value value, int64_t height, int64_t width) {
    Value &known = arrays[value];
    if (!known)
      known = array(height, width, scalarType(value));
    return known;
  }
  /// The scores of a value of the space.
  Value tileOf(Value value) { return arrayOf(value, stepsOfRows().size, stepsOfColumns().size); }
  /// The results of a root: [kept, n] of a product, [1, kept] of a sum along rows or columns.
  Value sumOf(Operation *root) {
    Value result = root->getResult(0);
    return isSum(root) ? arrayOf(result, kept.size, widthOf(root)) : arrayOf(result, 1, kept.size);
  }
  int64_t widthOf(Operation *root) {
    SpaceProduct p = *summing(root, sideOf(root));
    auto &own = sideOf(root) == 0 ? p.form.n : p.form.m;
    return own.empty() ? 1 : p.form.sizes[own.front()];
  }
  AffineMapAttr mapOf(ArrayRef<AffineExpr> results, unsigned dims) { return AffineMapAttr::get(AffineMap::get(dims, 0, results, b.getContext())); }
  Value load(Value from, Value row, Value column) {
    Type element = cast<MemRefType>(from.getType()).getElementType();
    if (row)
      return b.create<tile::LoadOp>(loc, element, from, ValueRange{row, column}, mapOf({dimension(0), dimension(1)}, 2), Value(), Value());
    return b.create<tile::LoadOp>(loc, element, from, ValueRange{column}, mapOf({getAffineConstantExpr(0, b.getContext()), dimension(0)}, 1), Value(), Value());
  }
  void store(Value scalar, Value to, Value row, Value column) {
    if (row)
      b.create<tile::StoreOp>(loc, scalar, to, ValueRange{row, column}, mapOf({dimension(0), dimension(1)}, 2), Value());
    else
      b.create<tile::StoreOp>(loc, scalar, to, ValueRange{column}, mapOf({getAffineConstantExpr(0, b.getContext()), dimension(0)}, 1), Value());
  }
  /// The value of a product or a root at a frame's point.
  Value found(Value value, const Frame &f) {
    Operation *inner = value.getDefiningOp();
    if (!inner || inner->getBlock() != &body || !isa<Contracting, Reducing>(inner))
      return {};
    Value own = keepsRows() ? f.row : f.column;
    if (isProduct(inner))
      return load(tileOf(value), f.row, f.column);
    if (!isSum(inner))
      return load(sumOf(inner), {}, own);
    return load(sumOf(inner), own, f.n ? f.n : constant(0)); // without n its width is 1
  }
  void prepare(Body &code, llvm::function_ref<Value(Value)> known, llvm::function_ref<bool(Operation *)> computes) {
    code.known = known;
    code.computes = computes;
  }
  bool computes(Operation *inner) const { return inner->getBlock() == &body && !isa<Contracting, Reducing>(inner); }

  //===-- operands -------------------------------------------------------------------------------===//

  /// The operand of a product that has dimension `along` of the space; `coordinates` as in SpaceProduct, `inner` the coordinate that
  /// is summed over, or the product's own one (nothing: there is none).
  Staged &staged(Operation *product, unsigned side, const SpaceProduct &p, unsigned along, std::optional<unsigned> inner, bool alongFirst) {
    unsigned rank = space.size();
    Exprs replacement(p.form.sizes.size(), getAffineConstantExpr(0, b.getContext())), index;
    for (auto [d, c] : llvm::enumerate(p.coordinates))
      replacement[c] = dimension(d);
    if (inner)
      replacement[*inner] = dimension(rank);
    for (AffineExpr e : side == 0 ? p.form.lhsIndex : p.form.rhsIndex)
      index.push_back(e.replaceDims(replacement));
    auto [leaf, map] = *linearAccess(product->getOperand(side), index, rank + 1);
    for (Staged &known : operands)
      if (known.leaf.value == leaf.value && known.leaf.view == leaf.view && known.map == map && known.along == along && known.alongFirst == alongFirst)
        return known;
    Staged s{leaf, map, along, alongFirst, inner ? p.form.sizes[*inner] : 1, scalarType(leaf.value), 0, {}, false};
    for (auto [depth, loop] : llvm::enumerate(loops))
      if (map.isFunctionOfDim(loop.dim) || loop.dim == along)
        s.depth = depth + 1;
    int64_t size = along == rows ? stepsOfRows().size : stepsOfColumns().size;
    s.array = alongFirst ? array(size, s.inner, s.element) : array(s.inner, size, s.element);
    operands.push_back(s);
    return operands.back();
  }
  Staged &leftOf(Operation *product) { return factorOf(product, rows, true); }
  Staged &rightOf(Operation *product) { return factorOf(product, columns, false); }
  Staged &factorOf(Operation *product, unsigned along, bool alongFirst) {
    SpaceProduct p = *producing(product);
    unsigned side = llvm::is_contained(p.form.m, p.coordinates[along]) ? 0 : 1;
    return staged(product, side, p, along, p.form.k.front(), alongFirst);
  }
  /// What a root multiplies values of the space by.
  Staged &weightsOf(Operation *root) {
    SpaceProduct p = *summing(root, sideOf(root));
    auto &own = sideOf(root) == 0 ? p.form.n : p.form.m;
    return staged(root, 1 - sideOf(root), p, op.getStreamed().back(), own.empty() ? std::nullopt : std::optional<unsigned>(own.front()), true);
  }

  void fill(Staged &s) {
    unsigned rank = space.size();
    SmallVector<Value> outer;
    Exprs replacement(rank + 1, getAffineConstantExpr(0, b.getContext()));
    unsigned grid = 0;
    for (unsigned d = 0; d < rank; ++d) {
      Value at = isGridDim(d) ? kernel.blockId(grid++) : d == s.along ? Value() : tripOf(d);
      if (at && s.map.isFunctionOfDim(d)) {
        replacement[d] = dimension(outer.size());
        outer.push_back(at);
      }
    }
    replacement[s.along] = dimension(outer.size() + (s.alongFirst ? 0 : 1));
    replacement[rank] = dimension(outer.size() + (s.alongFirst ? 1 : 0));
    AffineMap map = AffineMap::get(outer.size() + 2, 0, s.map.replaceDimsAndSymbols(replacement, {}, outer.size() + 2, 0).getResults(), b.getContext());
    Value start = startOf(s.along), zero = constant(0), buffer = kernel.buffer(s.leaf.value, s.leaf.view);
    int64_t extent = space[s.along];
    SmallVector<int64_t> extents = s.alongFirst ? SmallVector<int64_t>{extent, s.inner} : SmallVector<int64_t>{s.inner, extent};
    b.create<tile::StageOp>(loc, buffer, outer, s.alongFirst ? start : zero, s.alongFirst ? zero : start, AffineMapAttr::get(map), b.getDenseI64ArrayAttr(extents),
                            s.array);
  }

  //===-- phases ---------------------------------------------------------------------------------===//

  struct Phase {
    SmallVector<Operation *> products, roots;
    SmallVector<std::pair<unsigned, Value>> stores; ///< results that are values of the space
    SmallVector<unsigned> staged;                   ///< in `operands`
  };

  void need(Value value, llvm::SetVector<Operation *> &ops) {
    Operation *inner = value.getDefiningOp();
    if (!inner || isRoot(inner) || !ops.insert(inner))
      return;
    if (!isProduct(inner))
      for (Value operand : inner->getOperands())
        need(operand, ops);
  }

  Phase phaseAt(int number) {
    Phase phase;
    llvm::SetVector<Operation *> ops;
    for (Operation &inner : body)
      if (isRoot(&inner) && phaseOf(&inner) == number)
        phase.roots.push_back(&inner), need(summedBy(&inner), ops);
    for (auto [i, value] : llvm::enumerate(body.getTerminator()->getOperands()))
      if (isInTiles(value) && phaseOf(value) == number)
        phase.stores.push_back({i, value}), need(value, ops);
    llvm::SetVector<unsigned> staged;
    auto use = [&](Staged &s) { staged.insert(&s - operands.data()); };
    for (Operation &inner : body)
      if (ops.contains(&inner) && isProduct(&inner) && !computed.contains(&inner)) {
        phase.products.push_back(&inner);
        use(leftOf(&inner)), use(rightOf(&inner));
      }
    for (Operation *root : phase.roots)
      if (isSum(root))
        use(weightsOf(root));
    phase.staged.assign(staged.begin(), staged.end());
    return phase;
  }

  void emitPhase(int number) {
    Phase phase = phaseAt(number);
    for (Operation *root : phase.roots)
      if (!isSum(root) || !loops.empty())
        clear(root);
    emitLevel(phase, 0);
    if (loops.empty())
      computed.insert(phase.products.begin(), phase.products.end());
  }

  void clear(Operation *root) {
    auto type = cast<MemRefType>(sumOf(root).getType());
    makeTile(b, loc, type.getShape(), {}, {}, [&](ValueRange at) {
      TypedAttr start = isSum(root) ? b.getZeroAttr(type.getElementType()) : tile::identityOf(combinerOf(cast<Reducing>(root)), type.getElementType());
      store(b.create<arith::ConstantOp>(loc, start), sumOf(root), at[0], at[1]);
      return SmallVector<Value>();
    });
  }

  void emitLevel(Phase &phase, unsigned depth) {
    Value seen = depth > 0 && depth == loops.size() ? seenBy(phase) : Value();
    auto rest = [&] {
      for (unsigned i : phase.staged)
        if (operands[i].depth == depth && !operands[i].filled) {
          fill(operands[i]);
          operands[i].filled = depth == 0;
        }
      depth == loops.size() ? emitStep(phase) : emitLoop(phase, depth);
    };
    if (!seen)
      return rest();
    Value times = b.create<arith::SelectOp>(loc, seen, constant(1), constant(0));
    repeat(1, times, [&](Value) { rest(); });
  }

  /// Whether a step has a point that counts; null: it has, or that is not known.
  Value seenBy(Phase &phase) {
    SmallVector<Value> sums, maxima;
    for (Operation *root : phase.roots) {
      auto reduce = dyn_cast<Reducing>(root);
      if (reduce && reduce.getKind() != ReduceKind::sum && reduce.getKind() != ReduceKind::max)
        return {};
      (reduce && reduce.getKind() == ReduceKind::max ? maxima : sums).push_back(summedBy(root));
    }
    if (!phase.stores.empty())
      return {};
    Frame f = frameOf(constant(0), constant(0));
    SmallVector<int64_t> sizes(f.dims.size(), 0);
    for (auto [d, at] : llvm::enumerate(f.dims))
      sizes[d] = at == f.row ? stepsOfRows().size : at == f.column ? stepsOfColumns().size : 0;
    Body code(b, kernel, f.dims);
    auto known = [&](Value) { return Value(); };
    auto own = [&](Operation *inner) { return computes(inner); };
    prepare(code, known, own);
    Value seen;
    for (Value condition : conditionsOf(sums, maxima))
      if (Value may = RectangleBounds(b, code, sizes).mayHold(condition, f.space))
        seen = seen ? Value(b.create<arith::AndIOp>(loc, seen, may)) : may;
    return seen;
  }

  void emitLoop(Phase &phase, unsigned depth) {
    repeat(loops[depth].trips, {}, [&](Value trip) {
      trips.push_back(trip);
      emitLevel(phase, depth + 1);
      trips.pop_back();
    });
  }

  void repeat(int64_t count, Value end, llvm::function_ref<void(Value)> fill) {
    auto loop = b.create<tile::RepeatOp>(loc, count, Value(), end);
    OpBuilder::InsertionGuard guard(b);
    Block *inner = b.createBlock(&loop.getBody());
    fill(inner->addArgument(b.getIndexType(), loc));
  }

  void emitStep(Phase &phase) {
    for (Operation *product : phase.products)
      b.create<tile::DotOp>(loc, leftOf(product).array, rightOf(product).array, tileOf(product->getResult(0)), Value(), false, false);
    emitRows(phase);
    Value depth = keepsRows() ? validOf(columns, stepsOfColumns()) : validOf(rows, stepsOfRows());
    for (Operation *root : phase.roots)
      if (isSum(root))
        b.create<tile::DotOp>(loc, tileOf(summedBy(root)), weightsOf(root).array, sumOf(root), depth, !keepsRows(), !loops.empty());
  }

  /// Elementwise ops, sums, and what is multiplied next, row by row.
  void emitRows(Phase &phase) {
    llvm::SetVector<Value> next;
    SmallVector<Operation *> sums;
    for (Operation *root : phase.roots) {
      if (!isSum(root))
        sums.push_back(root);
      else if (!isProduct(summedBy(root).getDefiningOp()))
        next.insert(summedBy(root));
    }
    if (next.empty() && sums.empty() && phase.stores.empty())
      return;
    repeat(stepsOfRows().size, validOf(rows, stepsOfRows()), [&](Value row) {
      SmallVector<tile::Combiner> combiners;
      SmallVector<Type> types;
      if (keepsRows())
        for (Operation *sum : sums)
          combiners.push_back(combinerOf(cast<Reducing>(sum))), types.push_back(scalarType(sum->getResult(0)));
      auto along = makeTile(b, loc, {stepsOfColumns().size}, combiners, types,
                            [&](ValueRange at) { return emitPoint(phase, next.getArrayRef(), sums, frameOf(row, at[0])); });
      if (!keepsRows() || sums.empty())
        return;
      makeTile(b, loc, {}, {}, {}, [&](ValueRange) {
        for (auto [sum, value] : llvm::zip(sums, along.getResults()))
          combine(sum, value, row);
        return SmallVector<Value>();
      });
    });
  }

  /// Adds to what a root has at place `own`.
  void combine(Operation *sum, Value value, Value own) {
    Value before = load(sumOf(sum), {}, own);
    store(tile::emitCombination(b, loc, combinerOf(cast<Reducing>(sum)), value.getType(), before, value), sumOf(sum), {}, own);
  }

  /// Returns what is summed along the row.
  SmallVector<Value> emitPoint(Phase &phase, ArrayRef<Value> next, ArrayRef<Operation *> sums, const Frame &f) {
    Body code(b, kernel, f.dims);
    auto known = [&](Value v) { return found(v, f); };
    auto own = [&](Operation *inner) { return computes(inner); };
    prepare(code, known, own);
    Value mask = maskOf(code, f);
    SmallVector<Value> values, kept, stored;
    for (Value value : next)
      kept.push_back(code.emit(value, f.space, mask));
    for (Operation *sum : sums) {
      Value value = code.emit(summedBy(sum), f.space, mask);
      if (mask) {
        Value neutral = b.create<arith::ConstantOp>(loc, tile::identityOf(combinerOf(cast<Reducing>(sum)), value.getType()));
        value = b.create<arith::SelectOp>(loc, mask, value, neutral);
      }
      values.push_back(value);
    }
    for (auto [i, value] : phase.stores)
      stored.push_back(code.emit(value, f.space, mask));
    for (auto [value, scalar] : llvm::zip(next, kept))
      store(scalar, tileOf(value), f.row, f.column);
    for (auto [place, scalar] : llvm::zip(phase.stores, stored))
      code.store(op.getResult(place.first), f.space, scalar, mask);
    if (keepsRows())
      return values;
    for (auto [sum, value] : llvm::zip(sums, values))
      combine(sum, value, f.column);
    return {};
  }

  //===-- results --------------------------------------------------------------------------------===//

  /// The product whose points a result has; null: it is a value for each row or column that is kept.
  Operation *productOf(Value value) {
    Operation *inner = stripAliases(value).getDefiningOp();
    if (!inner || inner->getBlock() != &body)
      return nullptr;
    if (isRoot(inner))
      return isSum(inner) ? inner : nullptr;
    if (isVirtual(inner->getResult(0)))
      return nullptr;
    for (Value operand : inner->getOperands())
      if (Operation *product = productOf(operand))
        return product;
    return nullptr;
  }

  void emitResults() {
    SmallVector<unsigned> plain;
    llvm::MapVector<Operation *, SmallVector<unsigned>> ofProducts;
    for (auto [i, value] : llvm::enumerate(body.getTerminator()->getOperands())) {
      if (isInTiles(value))
        continue;
      if (Operation *product = productOf(value))
        ofProducts[product].push_back(i);
      else
        plain.push_back(i);
    }
    if (!plain.empty())
      makeTile(b, loc, {kept.size}, {}, {}, [&](ValueRange at) {
        emitResult(plain, keepsRows() ? frameOf(at[0], {}) : frameOf({}, at[0]), nullptr);
        return SmallVector<Value>();
      });
    for (auto &[product, results] : ofProducts) {
      Operation *of = product;
      ArrayRef<unsigned> list = results;
      repeat(kept.size, validOf(op.getKept(), kept), [&](Value at) {
        makeTile(b, loc, {widthOf(of)}, {}, {}, [&](ValueRange n) {
          emitResult(list, keepsRows() ? frameOf(at, {}, n[0]) : frameOf({}, at, n[0]), of);
          return SmallVector<Value>();
        });
      });
    }
  }

  /// The coordinates of a point in a value: of a product's result, or of one for each row, up to unit dimensions.
  Exprs indexIn(Value value, const Frame &f, Operation *product) {
    Exprs index;
    if (product) {
      SpaceProduct p = *summing(product, sideOf(product));
      for (AffineExpr e : p.form.resultIndex) {
        unsigned c = cast<AffineDimExpr>(e).getPosition();
        auto at = llvm::find(p.coordinates, c);
        index.push_back(at == p.coordinates.end() ? f.inner : f.space[at - p.coordinates.begin()]);
      }
      return index;
    }
    SmallVector<AffineExpr> moving;
    for (auto [d, e] : llvm::enumerate(f.space))
      if (space[d] != 1 && !llvm::is_contained(op.getStreamed(), d))
        moving.push_back(e);
    size_t next = 0;
    for (int64_t size : tensorType(value).getShape())
      index.push_back(size == 1 ? getAffineConstantExpr(0, b.getContext()) : moving[next++]);
    return index;
  }

  void emitResult(ArrayRef<unsigned> results, const Frame &f, Operation *product) {
    Body code(b, kernel, f.dims);
    auto known = [&](Value v) { return found(v, f); };
    auto own = [&](Operation *inner) { return computes(inner); };
    prepare(code, known, own);
    Value mask = maskOf(code, f);
    SmallVector<Value> scalars;
    for (unsigned i : results) {
      Value value = body.getTerminator()->getOperand(i);
      scalars.push_back(code.emit(value, indexIn(value, f, product), mask));
    }
    for (auto [i, scalar] : llvm::zip(results, scalars)) {
      Value value = op.getResult(i);
      code.store(value, indexIn(value, f, product), scalar, mask);
    }
  }

  OpBuilder &b;
  FusedOp op;
  Block &body;
  SmallVector<int64_t> space;
  Location loc;
  unsigned columns, rows;
  Steps kept, streamed;
  KernelBuilder kernel;
  SmallVector<Along> loops;
  SmallVector<Value> trips; ///< of the loops around the place where code is emitted
  std::vector<Staged> operands;
  llvm::DenseMap<Operation *, int> phases;
  llvm::DenseSet<Operation *> computed; ///< products whose scores are in their arrays for good
  llvm::DenseMap<Value, Value> arrays;
  Operation *lastArray = nullptr;
};

class FusedKind : public KernelKind {
public:
  StringRef name() const override { return "fused"; }
  bool takes(Operation *op) const override { return isa<FusedOp>(op); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return FusedKernel(b, cast<FusedOp>(cluster.ops.front()), *cluster.target).build();
  }
  void addFlops(const Cluster &cluster, MutableArrayRef<int64_t> flops) const override {
    for (Operation &inner : cast<FusedOp>(cluster.ops.front()).getBody().front().without_terminator())
      if (!isVirtual(inner.getResult(0)))
        flops[(int)roleOf(&inner)] += flopsOf(&inner);
  }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Fused, FusedKind)
