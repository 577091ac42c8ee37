//===- Contract.cpp - mft.contract as a matmul tiled through shared memory ----------------------===//
// A CUDA block computes a tileM x tileN piece of the outputs (one batch, all sides of one part) with
// 16 x 16 threads. For each 16 values of k it loads the left tiles and the shared right tile, kept
// as [k][m] and [k][n], and every thread adds to its (tileM / 16) x (tileN / 16) sums a side with one
// fma each: k ascends, nothing is split, so that the order of each sum is fixed.
// At the end the sums go through shared memory, so that the epilogue is emitted once and neighbouring
// threads store neighbouring n, or neighbouring m where these are neighbours in memory.
#include "codegen/common/Epilogue.h"
#include "codegen/cuda/KernelBuilder.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

namespace mf::cuda {

/// One part of the contraction while its code is built.
struct KernelBuilder::PartState {
  ContractOp op;
  ContractTiling tiling;
  unsigned firstLeft;
  ArrayRef<int64_t> mSizes;
  bool alongM; ///< neighbouring threads store neighbouring m
  Type sumType;
  Value shared;                  ///< flat array of sumType
  SmallVector<AffineExpr> batch; ///< coordinates
  AffineExpr mBase, nBase;       ///< first m and n of the block's tile
  AffineExpr row, column;        ///< first m and n of the thread within the tile

  unsigned rows() const { return tiling.tileM / ContractTiling::side; }
  unsigned columns() const { return tiling.tileN / ContractTiling::side; }
  int64_t leftOffset(unsigned side) const { return int64_t(side) * ContractTiling::depth * tiling.pitchM(); }
  int64_t rightOffset() const { return leftOffset(tiling.lefts); }
  int64_t sumOffset(unsigned side) const { return int64_t(side) * tiling.tileM * tiling.pitchN(); }
};

static Type sumTypeOf(ContractOp op, unsigned part) { return op.getEpilogues()[part].front().getArguments().back().getType(); }

LogicalResult KernelBuilder::buildContraction(ContractOp op) {
  SmallVector<int64_t> starts{0};
  int64_t elements = 0;
  for (unsigned p = 0; p < op.getNumParts(); ++p) {
    ContractTiling tiling = tileContraction(op, p);
    starts.push_back(starts.back() + tiling.blocks());
    elements = std::max(elements, tiling.sharedElements());
    if (sumTypeOf(op, p) != sumTypeOf(op, 0))
      return op.emitError("expected one accumulation type, got ") << sumTypeOf(op, 0) << " and " << sumTypeOf(op, p);
  }
  mapping.threads = mapping.team = ContractTiling::threads;
  mapping.blocks = starts.back();
  createFunction(mapping.threads, mapping.blocks);
  Value shared = sharedArray(elements, sumTypeOf(op, 0));
  Value block = blockOfGrid();
  endFunction();
  for (Operation &other : kernel.getBody().front()) {
    if (&other == op.getOperation())
      break;
    emitOp(&other);
  }
  for (unsigned p = 0; p < op.getNumParts(); ++p) {
    OpBuilder::InsertionGuard guard(b);
    Value local = block;
    if (op.getNumParts() > 1) {
      // Unsigned: blocks of earlier parts wrap around and fail the comparison.
      local = b.sub(block, b.index(starts[p]));
      beginIf(less(local, starts[p + 1] - starts[p]));
    }
    emitPart(op, p, local, shared);
  }
  return success();
}

void KernelBuilder::emitPart(ContractOp op, unsigned part, Value block, Value shared) {
  PartState state{op, tileContraction(op, part), op.getPartBegin(part), op.getPartMSizes(part), storesAlongM(op, part), sumTypeOf(op, part), shared, {}, {}, {}, {}, {}};
  const ContractTiling &tiling = state.tiling;
  SmallVector<AffineExpr> ids = delinearize(uniformIndex(block), {tiling.batch, tiling.blocksM(), tiling.blocksN()});
  state.batch = delinearize(ids[0], op.getBSizes());
  state.mBase = ids[1] * tiling.tileM;
  state.nBase = ids[2] * tiling.tileN;
  SmallVector<AffineExpr> place = delinearize(uniformIndex(thread), {ContractTiling::side, ContractTiling::side});
  state.row = place[0] * state.rows();
  state.column = place[1] * state.columns();

  Value zero = b.zero(state.sumType);
  SmallVector<Value> sums(tiling.lefts * state.rows() * state.columns(), zero);
  auto loop = b.create<scf::ForOp>(b.index(0), b.index(tiling.k), b.index(ContractTiling::depth), sums);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    AffineExpr kBase = uniformIndex(loop.getInductionVar());
    for (unsigned s = 0; s < tiling.lefts; ++s) {
      unsigned left = state.firstLeft + s;
      AffineMap access = cast<AffineMapAttr>(op.getLhsMaps()[left]).getValue();
      loadTile(state, op.getLhs()[left], access, true, state.leftOffset(s), kBase);
    }
    loadTile(state, op.getRhs(), op.getRhsMap(), false, state.rightOffset(), kBase);
    b.create<gpu::BarrierOp>();
    SmallVector<Value> next = accumulate(state, loop.getRegionIterArgs());
    // The tiles are overwritten by the next trip, or by the sums after the last one.
    b.create<gpu::BarrierOp>();
    b.create<scf::YieldOp>(next);
  }
  stageSums(state, loop.getResults());
  b.create<gpu::BarrierOp>();
  emitEpilogue(state, op.getEpilogues()[part].front());
}

/// What a step of dimension `d` adds to a linear expression.
static int64_t coefficient(AffineExpr linear, unsigned d, unsigned dims) {
  MLIRContext *context = linear.getContext();
  auto at = [&](int64_t value) {
    SmallVector<AffineExpr> point(dims, getAffineConstantExpr(0, context));
    point[d] = getAffineConstantExpr(value, context);
    AffineExpr constant = simplifyAffineExpr(linear.replaceDims(point), 0, 0);
    return cast<AffineConstantExpr>(constant).getValue();
  };
  return at(1) - at(0);
}

/// True where consecutive k are closer in memory than consecutive m (or n): the threads of a warp
/// then walk along k.
static bool walksAlongK(AffineMap access, MemRefType type, unsigned lastK, unsigned lastOther, bool hasK, bool hasOther) {
  AffineExpr linear = getAffineConstantExpr(0, access.getContext());
  for (auto [result, size] : llvm::zip(access.getResults(), type.getShape()))
    linear = linear * size + result;
  int64_t k = hasK ? std::abs(coefficient(linear, lastK, access.getNumDims())) : 0;
  int64_t other = hasOther ? std::abs(coefficient(linear, lastOther, access.getNumDims())) : 0;
  return k != 0 && (other == 0 || k < other);
}

/// An operand's register in the type of the sums.
Value KernelBuilder::toSum(PartState &state, Value value, Type type) {
  if (type.isBF16())
    value = b.widenBf16(value);
  return value.getType() == state.sumType ? value : b.create<arith::ExtFOp>(state.sumType, value).getResult();
}

void KernelBuilder::loadTile(PartState &state, Value buffer, AffineMap access, bool left, int64_t offset, AffineExpr kBase) {
  OpBuilder::InsertionGuard guard(b);
  const ContractTiling &tiling = state.tiling;
  ArrayRef<int64_t> kSizes = state.op.getKSizes(), otherSizes = left ? state.mSizes : state.op.getNSizes();
  unsigned bRank = state.op.getBSizes().size(), kRank = kSizes.size(), otherRank = otherSizes.size();
  unsigned lastK = left ? bRank + otherRank + kRank - 1 : bRank + kRank - 1;
  unsigned lastOther = left ? bRank + otherRank - 1 : bRank + kRank + otherRank - 1;
  auto type = cast<MemRefType>(buffer.getType());
  unsigned width = left ? tiling.tileM : tiling.tileN, pitch = left ? tiling.pitchM() : tiling.pitchN();
  int64_t otherEnd = left ? tiling.m : tiling.n;
  bool alongK = walksAlongK(access, type, lastK, lastOther, kRank > 0, otherRank > 0);

  auto loop = b.create<scf::ForOp>(thread, b.index(int64_t(width) * ContractTiling::depth), b.index(ContractTiling::threads));
  b.setInsertionPointToStart(loop.getBody());
  int64_t fast = alongK ? ContractTiling::depth : width;
  SmallVector<AffineExpr> place = delinearize(uniformIndex(loop.getInductionVar()), {int64_t(width) * ContractTiling::depth / fast, fast});
  AffineExpr kLocal = place[alongK ? 1 : 0], otherLocal = place[alongK ? 0 : 1];
  AffineExpr k = kBase + kLocal, other = (left ? state.mBase : state.nBase) + otherLocal;

  Value inside;
  auto require = [&](AffineExpr index, int64_t limit) {
    Value test = less(scalarOf(index), limit);
    inside = inside ? b.create<arith::AndIOp>(inside, test).getResult() : test;
  };
  if (tiling.k % ContractTiling::depth != 0)
    require(k, tiling.k);
  if (otherEnd % width != 0)
    require(other, otherEnd);
  auto loadElement = [&]() -> Value {
    SmallVector<AffineExpr> dims = state.batch, ks = delinearize(k, kSizes), others = delinearize(other, otherSizes), indices;
    dims.append(left ? others : ks);
    dims.append(left ? ks : others);
    for (AffineExpr result : access.getResults())
      indices.push_back(result.replaceDims(dims));
    Value element = read(buffer, linearize(type, indices, space.size()));
    return toSum(state, element, type.getElementType());
  };
  Value value;
  if (inside) {
    auto choice = b.create<scf::IfOp>(state.sumType, inside, true);
    OpBuilder::InsertionGuard branch(b);
    b.setInsertionPointToStart(choice.thenBlock());
    b.create<scf::YieldOp>(loadElement());
    b.setInsertionPointToStart(choice.elseBlock());
    b.create<scf::YieldOp>(b.zero(state.sumType));
    value = choice.getResult(0);
  } else {
    value = loadElement();
  }
  store(value, state.shared, scalarOf(kLocal * pitch + otherLocal + offset));
}

SmallVector<Value> KernelBuilder::accumulate(PartState &state, ValueRange sums) {
  const ContractTiling &tiling = state.tiling;
  // Four steps of k a trip: LLVM leaves the loop rolled, and a trip of one step is mostly overhead.
  constexpr int64_t unroll = 4;
  return b.loop(b.index(0), b.index(ContractTiling::depth), unroll, sums, [&](Value step, ValueRange carried) {
    SmallVector<Value> next(carried);
    AffineExpr first = uniformIndex(step);
    for (int64_t u = 0; u < unroll; ++u) {
      auto fetch = [&](unsigned pitch, AffineExpr start, int64_t offset, unsigned count) {
        Value base = scalarOf((first + u) * pitch + start);
        SmallVector<Value> values;
        for (unsigned i = 0; i < count; ++i)
          values.push_back(load(state.shared, b.add(base, offset + i)));
        return values;
      };
      SmallVector<Value> right = fetch(tiling.pitchN(), state.column, state.rightOffset(), state.columns());
      unsigned sum = 0;
      for (unsigned s = 0; s < tiling.lefts; ++s) {
        SmallVector<Value> left = fetch(tiling.pitchM(), state.row, state.leftOffset(s), state.rows());
        for (Value l : left)
          for (Value r : right) {
            next[sum] = b.create<math::FmaOp>(l, r, next[sum]);
            ++sum;
          }
      }
    }
    return next;
  });
}

void KernelBuilder::stageSums(PartState &state, ValueRange sums) {
  unsigned next = 0, pitch = state.tiling.pitchN();
  Value start = scalarOf(state.row * pitch + state.column);
  for (unsigned s = 0; s < state.tiling.lefts; ++s)
    for (unsigned i = 0; i < state.rows(); ++i)
      for (unsigned j = 0; j < state.columns(); ++j)
        store(sums[next++], state.shared, b.add(start, state.sumOffset(s) + i * pitch + j));
}

void KernelBuilder::emitEpilogue(PartState &state, Block &epilogue) {
  OpBuilder::InsertionGuard guard(b);
  const ContractTiling &tiling = state.tiling;
  auto loop = b.create<scf::ForOp>(thread, b.index(int64_t(tiling.tileM) * tiling.tileN), b.index(ContractTiling::threads));
  b.setInsertionPointToStart(loop.getBody());
  SmallVector<int64_t> sizes{tiling.tileM, tiling.tileN};
  if (state.alongM)
    std::swap(sizes[0], sizes[1]);
  SmallVector<AffineExpr> place = delinearize(uniformIndex(loop.getInductionVar()), sizes);
  if (state.alongM)
    std::swap(place[0], place[1]);
  AffineExpr m = state.mBase + place[0], n = state.nBase + place[1];
  Value insideM = less(scalarOf(m), tiling.m), insideN = less(scalarOf(n), tiling.n);
  beginIf(b.create<arith::AndIOp>(insideM, insideN));
  SmallVector<AffineExpr> coordinates = state.batch;
  coordinates.append(delinearize(m, state.mSizes));
  coordinates.append(delinearize(n, state.op.getNSizes()));
  for (auto [argument, coordinate] : llvm::zip(epilogue.getArguments(), coordinates))
    bindIndex(argument, coordinate);
  Value start = scalarOf(place[0] * tiling.pitchN() + place[1]);
  for (unsigned s = 0; s < tiling.lefts; ++s)
    bind(epilogue.getArgument(coordinates.size() + s), load(state.shared, b.add(start, state.sumOffset(s))));
  emitBody(epilogue);
}

} // namespace mf::cuda
