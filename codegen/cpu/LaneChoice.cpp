//===- LaneChoice.cpp - which dimension of a tile runs over lanes ---------------------------------===//
// A candidate is scored by what its accesses become: vectors, broadcasts or gathers.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/cpu/TileEmitter.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

namespace {
/// The index expressions of a tile's body with [first, last] flattened into the lane dimension.
class Candidate {
public:
  Candidate(TileOp op, unsigned first, unsigned last) : op(op), space(op.getContext()) {
    for (auto [d, argument] : llvm::enumerate(op.getBody().getArguments()))
      if (d < first || d > last)
        exprs[argument] = space.add(IndexSpace::Kind::uniform, true);
    AffineExpr lane = space.add(IndexSpace::Kind::lane, true);
    if (first > last)
      return;
    ArrayRef<int64_t> sizes = op.getSizes().slice(first, last - first + 1);
    for (auto [d, coordinate] : llvm::enumerate(delinearize(lane, sizes))) {
      exprs[op.getBody().getArgument(first + d)] = coordinate;
      size *= sizes[d];
    }
  }

  /// Cost of one step of `lanes` points.
  double costOfStep(unsigned lanes) {
    double cost = 1;
    op.getBody().walk([&](Operation *inner) {
      if (auto load = dyn_cast<LoadOp>(inner))
        cost += costOfAccess(cast<MemRefType>(load.getBuffer().getType()), load.getMap(), load.getIndices(), lanes, true);
      else if (auto store = dyn_cast<StoreOp>(inner))
        cost += costOfAccess(cast<MemRefType>(store.getBuffer().getType()), store.getMap(), store.getIndices(), lanes, false);
      else
        cost += isFunction(inner) ? 8 : 0.5;
    });
    return cost;
  }
  int64_t size = 1;
  bool gathers = false;

private:
  AffineExpr exprOf(Value v) {
    auto known = exprs.find(v);
    if (known != exprs.end())
      return known->second;
    if (auto constant = v.getDefiningOp<arith::ConstantIndexOp>())
      return space.constant(constant.value());
    if (auto sum = v.getDefiningOp<arith::AddIOp>())
      return exprOf(sum.getLhs()) + exprOf(sum.getRhs());
    bool inside = !isa<BlockArgument>(v) && op.getBody().isAncestor(v.getParentRegion()), varies = inside && variesInside(v.getDefiningOp());
    return exprs[v] = space.add(varies ? IndexSpace::Kind::data : IndexSpace::Kind::uniform, !inside);
  }

  /// Whether lanes may get different values: not where all are made of the same ones, such as the place of an update.
  bool variesInside(Operation *inner) {
    return inner->getNumRegions() || llvm::any_of(inner->getOperands(), [&](Value operand) { return space.varies(exprOf(operand)); });
  }

  double costOfAccess(MemRefType type, AffineMap map, OperandRange operands, unsigned lanes, bool isLoad) {
    SmallVector<AffineExpr> dims, results;
    for (Value operand : operands)
      dims.push_back(exprOf(operand));
    for (AffineExpr result : map.getResults())
      results.push_back(result.replaceDims(dims));
    std::optional<int64_t> stride = space.laneStride(linearize(type, results, space.size()), lanes);
    if (stride == 0)
      return 0.5;
    if (stride == 1)
      return 1;
    gathers = true;
    if (isLoad && stride && LaneBuilder::isShortStride(*stride))
      return std::abs(*stride) == 1 ? 2 : 4;
    return (stride ? 0.8 : 1.2) * lanes;
  }

  TileOp op;
  IndexSpace space;
  llvm::DenseMap<Value, AffineExpr> exprs;
};
} // namespace

/// f64 and i64 values take two registers a vector of f32 lanes: halve the lanes where most values are wide.
static unsigned naturalLanes(TileOp op, const CpuTarget &target) {
  unsigned wide = 0, narrow = 0;
  op.getBody().walk([&](Operation *inner) {
    for (Type type : inner->getResultTypes())
      if (type.isIntOrFloat())
        ++(type.getIntOrFloatBitWidth() == 64 ? wide : narrow);
  });
  return target.lanes(wide > narrow ? 64 : 32);
}

/// Several vectors at once hide the latency of sums, and keep whole cache lines busy in folds that walk columns. In how many
/// parts a tile is summed follows from its size alone: what else is computed in passing changes no bit.
static unsigned chooseWidth(TileOp op, const LaneChoice &choice, bool gathers) {
  unsigned ops = 0, folds = 0;
  op.getBody().walk([&](Operation *inner) {
    ops += isFunction(inner) ? 8 : 1;
    folds += isa<FoldOp>(inner);
  });
  unsigned width = 4;
  if (op.getNumResults() == 0)
    width = gathers || !folds ? 1 : ops <= 12 ? 4 : ops <= 24 ? 2 : 1;
  while (width > 1 && choice.size < int64_t(width) * choice.lanes)
    width /= 2;
  return width;
}

LaneChoice mf::codegen::chooseLanes(TileOp op, const CpuTarget &target) {
  ArrayRef<int64_t> sizes = op.getSizes();
  unsigned rank = sizes.size(), lanes = naturalLanes(op, target);
  int64_t points = 1;
  for (int64_t size : sizes)
    points *= size;
  LaneChoice best;
  if (points < 3)
    return best;
  double bestCost = points * (Candidate(op, rank, rank - 1).costOfStep(1));
  bool gathers = false;
  auto consider = [&](unsigned first, unsigned last) {
    Candidate candidate(op, first, last);
    if (candidate.size < 2)
      return;
    double steps = double(points / candidate.size) * ((candidate.size + lanes - 1) / lanes);
    // a masked tail costs a little more
    double cost = steps * candidate.costOfStep(lanes) * (candidate.size % lanes ? 1.05 : 1.0);
    if (cost >= bestCost)
      return;
    bestCost = cost, gathers = candidate.gathers;
    best.lanes = lanes, best.first = first, best.last = last, best.size = candidate.size;
  };
  for (unsigned d = rank; d-- > 0;)
    consider(d, d);
  for (unsigned first = rank - 1; first-- > 0;)
    consider(first, rank - 1);
  if (best.lanes > 1)
    best.wide = chooseWidth(op, best, gathers);
  return best;
}
