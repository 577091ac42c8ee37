//===- Contract.cpp - mft.contract as a matmul tiled through shared memory ----------------------===//
// A CUDA block computes a tileM x tileN piece of the outputs (one batch, all sides of one part) with
// 16 x 16 threads. For each 16 values of k it loads the left tiles and the shared right tile, kept
// as [k][m] and [k][n], and every thread adds to its (tileM / 16) x (tileN / 16) sums a side with one
// fma each: k ascends, nothing is split, so that the order of each sum is fixed.
// At the end the sums go through shared memory, so that the epilogue is emitted once and neighbouring
// threads store neighbouring n.
#include "codegen/cuda/KernelBuilder.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::tile;

namespace mf::cuda {

/// One part of the contraction while its code is built.
struct KernelBuilder::PartState {
  ContractOp op;
  ContractTiling tiling;
  unsigned firstLeft;
  ArrayRef<int64_t> mSizes;
  Type sumType;
  Value shared;             ///< flat array of sumType
  SmallVector<Value> batch; ///< coordinates
  Value mBase, nBase;       ///< first m and n of the block's tile
  Value row, column;        ///< first m and n of the thread within the tile

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
  Value block = b.create<gpu::BlockIdOp>(loc, gpu::Dimension::x);
  auto end = b.create<gpu::ReturnOp>(loc);
  b.setInsertionPoint(end);
  for (Operation &other : kernel.getBody().front()) {
    if (&other == op.getOperation())
      break;
    if (failed(emitOp(other)))
      return failure();
  }
  sharedTile = shared;
  for (unsigned p = 0; p < op.getNumParts(); ++p) {
    OpBuilder::InsertionGuard guard(b);
    Value local = block;
    if (op.getNumParts() > 1) {
      // Unsigned: blocks of earlier parts wrap around and fail the comparison.
      local = b.create<arith::SubIOp>(loc, block, index(starts[p]));
      auto mine = b.create<scf::IfOp>(loc, less(local, index(starts[p + 1] - starts[p])), false);
      b.setInsertionPointToStart(mine.thenBlock());
    }
    if (failed(emitPart(op, p, local)))
      return failure();
  }
  return success();
}

LogicalResult KernelBuilder::emitPart(ContractOp op, unsigned part, Value block) {
  PartState state{op,
                  tileContraction(op, part),
                  op.getPartBegin(part),
                  op.getPartMSizes(part),
                  sumTypeOf(op, part),
                  sharedTile,
                  {},
                  {},
                  {},
                  {},
                  {}};
  const ContractTiling &tiling = state.tiling;
  SmallVector<Value> ids = delinearize(block, {tiling.batch, tiling.blocksM(), tiling.blocksN()});
  state.batch = delinearize(ids[0], op.getBSizes());
  state.mBase = mul(ids[1], index(tiling.tileM));
  state.nBase = mul(ids[2], index(tiling.tileN));
  SmallVector<Value> place = delinearize(thread, {ContractTiling::side, ContractTiling::side});
  state.row = mul(place[0], index(state.rows()));
  state.column = mul(place[1], index(state.columns()));

  Value zero = b.create<arith::ConstantOp>(loc, b.getFloatAttr(state.sumType, 0));
  SmallVector<Value> sums(tiling.lefts * state.rows() * state.columns(), zero);
  Value first = index(0), end = index(tiling.k), step = index(ContractTiling::depth);
  auto loop = b.create<scf::ForOp>(loc, first, end, step, sums);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value kBase = loop.getInductionVar();
    for (unsigned s = 0; s < tiling.lefts; ++s) {
      unsigned left = state.firstLeft + s;
      AffineMap access = cast<AffineMapAttr>(op.getLhsMaps()[left]).getValue();
      loadTile(state, op.getLhs()[left], access, true, state.leftOffset(s), kBase);
    }
    loadTile(state, op.getRhs(), op.getRhsMap(), false, state.rightOffset(), kBase);
    b.create<gpu::BarrierOp>(loc);
    SmallVector<Value> next = accumulate(state, loop.getRegionIterArgs());
    // The tiles are overwritten by the next trip, or by the sums after the last one.
    b.create<gpu::BarrierOp>(loc);
    b.create<scf::YieldOp>(loc, next);
  }
  stageSums(state, loop.getResults());
  b.create<gpu::BarrierOp>(loc);
  return emitEpilogue(state, op.getEpilogues()[part].front());
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

void KernelBuilder::loadTile(PartState &state, Value buffer, AffineMap access, bool left, int64_t offset, Value kBase) {
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

  Value begin = thread, end = index(int64_t(width) * ContractTiling::depth), step = index(ContractTiling::threads);
  auto loop = b.create<scf::ForOp>(loc, begin, end, step);
  b.setInsertionPointToStart(loop.getBody());
  int64_t fast = alongK ? ContractTiling::depth : width;
  SmallVector<Value> place = delinearize(loop.getInductionVar(), {1, int64_t(width) * ContractTiling::depth / fast, fast});
  Value kLocal = place[alongK ? 2 : 1], otherLocal = place[alongK ? 1 : 2];
  Value k = add(kBase, kLocal), other = add(left ? state.mBase : state.nBase, otherLocal);

  Value inside;
  auto require = [&](Value value, int64_t limit) {
    Value test = less(value, index(limit));
    inside = inside ? b.create<arith::AndIOp>(loc, inside, test).getResult() : test;
  };
  if (tiling.k % ContractTiling::depth != 0)
    require(k, tiling.k);
  if (otherEnd % width != 0)
    require(other, otherEnd);
  auto load = [&]() -> Value {
    SmallVector<Value> indices = state.batch, ks = delinearize(k, kSizes), others = delinearize(other, otherSizes);
    indices.append(left ? others : ks);
    indices.append(left ? ks : others);
    Value value = read(buffer, linearIndex(access, indices, type));
    return value.getType() == state.sumType ? value : b.create<arith::ExtFOp>(loc, state.sumType, value).getResult();
  };
  Value value;
  if (inside) {
    auto choice = b.create<scf::IfOp>(loc, state.sumType, inside, true);
    OpBuilder::InsertionGuard branch(b);
    b.setInsertionPointToStart(choice.thenBlock());
    b.create<scf::YieldOp>(loc, load());
    b.setInsertionPointToStart(choice.elseBlock());
    Value zero = b.create<arith::ConstantOp>(loc, b.getFloatAttr(state.sumType, 0));
    b.create<scf::YieldOp>(loc, zero);
    value = choice.getResult(0);
  } else {
    value = load();
  }
  Value rowStart = add(mul(kLocal, index(pitch)), otherLocal);
  b.create<memref::StoreOp>(loc, value, state.shared, add(rowStart, index(offset)));
}

SmallVector<Value> KernelBuilder::accumulate(PartState &state, ValueRange sums) {
  OpBuilder::InsertionGuard guard(b);
  const ContractTiling &tiling = state.tiling;
  // Four steps of k a trip: LLVM leaves the loop rolled, and a trip of one step is mostly overhead.
  constexpr int64_t unroll = 4;
  Value first = index(0), end = index(ContractTiling::depth), step = index(unroll);
  auto loop = b.create<scf::ForOp>(loc, first, end, step, sums);
  b.setInsertionPointToStart(loop.getBody());
  SmallVector<Value> next(loop.getRegionIterArgs());
  for (int64_t u = 0; u < unroll; ++u) {
    Value kk = add(loop.getInductionVar(), index(u));
    auto fetch = [&](unsigned pitch, Value start, int64_t offset, unsigned count) {
      Value base = add(mul(kk, index(pitch)), start);
      SmallVector<Value> values;
      for (unsigned i = 0; i < count; ++i)
        values.push_back(b.create<memref::LoadOp>(loc, state.shared, add(base, index(offset + i))));
      return values;
    };
    SmallVector<Value> right = fetch(tiling.pitchN(), state.column, state.rightOffset(), state.columns());
    unsigned sum = 0;
    for (unsigned s = 0; s < tiling.lefts; ++s) {
      SmallVector<Value> left = fetch(tiling.pitchM(), state.row, state.leftOffset(s), state.rows());
      for (Value l : left)
        for (Value r : right) {
          next[sum] = b.create<math::FmaOp>(loc, l, r, next[sum]);
          ++sum;
        }
    }
  }
  b.create<scf::YieldOp>(loc, next);
  return llvm::to_vector(ValueRange(loop.getResults()));
}

void KernelBuilder::stageSums(PartState &state, ValueRange sums) {
  unsigned next = 0, pitch = state.tiling.pitchN();
  Value start = add(mul(state.row, index(pitch)), state.column);
  for (unsigned s = 0; s < state.tiling.lefts; ++s)
    for (unsigned i = 0; i < state.rows(); ++i)
      for (unsigned j = 0; j < state.columns(); ++j) {
        Value place = add(start, index(state.sumOffset(s) + i * pitch + j));
        b.create<memref::StoreOp>(loc, sums[next++], state.shared, place);
      }
}

LogicalResult KernelBuilder::emitEpilogue(PartState &state, Block &epilogue) {
  OpBuilder::InsertionGuard guard(b);
  const ContractTiling &tiling = state.tiling;
  Value begin = thread, end = index(int64_t(tiling.tileM) * tiling.tileN), step = index(ContractTiling::threads);
  auto loop = b.create<scf::ForOp>(loc, begin, end, step);
  b.setInsertionPointToStart(loop.getBody());
  SmallVector<Value> place = delinearize(loop.getInductionVar(), {tiling.tileM, tiling.tileN});
  Value m = add(state.mBase, place[0]), n = add(state.nBase, place[1]);
  Value insideM = less(m, index(tiling.m)), insideN = less(n, index(tiling.n));
  auto inside = b.create<scf::IfOp>(loc, b.create<arith::AndIOp>(loc, insideM, insideN), false);
  b.setInsertionPointToStart(inside.thenBlock());
  SmallVector<Value> arguments = state.batch;
  arguments.append(delinearize(m, state.mSizes));
  arguments.append(delinearize(n, state.op.getNSizes()));
  Value start = add(mul(place[0], index(tiling.pitchN())), place[1]);
  for (unsigned s = 0; s < tiling.lefts; ++s)
    arguments.push_back(b.create<memref::LoadOp>(loc, state.shared, add(start, index(state.sumOffset(s)))));
  for (auto [argument, value] : llvm::zip(epilogue.getArguments(), arguments))
    map.map(argument, value);
  return emitOps(epilogue);
}

} // namespace mf::cuda
