//===- Phases.cpp - tiles, reductions over a team and the barriers between phases ---------------===//
// A reduction combines, always in the same order: each thread its own points (p, p + team, ...),
// then the lanes of a warp by butterfly (distance 16, 8, 4, 2, 1), then the warps in ascending order.
#include "codegen/cuda/KernelBuilder.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include <limits>

using namespace mlir;
using namespace mf::tile;

namespace mf::cuda {

static constexpr unsigned warpSize = 32;

void KernelBuilder::mapBlockIds(Value linear) {
  for (auto [d, id] : llvm::enumerate(delinearize(linear, kernel.getGrid())))
    map.map(kernel.getBlockId(d), id);
}

//===-- flat kernels ----------------------------------------------------------------------------===//

/// Opens the loop over the points of a thread, or, for one point each, the test for the tail. Returns
/// the number of the point; the insertion point is inside.
Value KernelBuilder::beginFlat(int64_t total) {
  int64_t piece = mapping.threads * mapping.pointsPerThread;
  Value cudaBlock = b.create<gpu::BlockIdOp>(loc, gpu::Dimension::x);
  Value first = mul(cudaBlock, index(piece));
  Value line = add(first, thread);
  auto end = b.create<gpu::ReturnOp>(loc);
  b.setInsertionPoint(end);
  if (mapping.pointsPerThread == 1) {
    if (total % piece != 0) {
      auto inside = b.create<scf::IfOp>(loc, less(line, index(total)), false);
      b.setInsertionPointToStart(inside.thenBlock());
    }
    return line;
  }
  Value stop = add(first, index(piece));
  if (total % piece != 0) {
    Value all = index(total);
    stop = b.create<arith::MinUIOp>(loc, stop, all);
  }
  auto loop = b.create<scf::ForOp>(loc, line, stop, index(mapping.threads));
  b.setInsertionPointToStart(loop.getBody());
  return loop.getInductionVar();
}

LogicalResult KernelBuilder::buildFlat() {
  createFunction(mapping.threads, mapping.blocks);
  auto tile = *kernel.getBody().getOps<TileOp>().begin();
  int64_t points = product(tile.getSizes());
  Value line = beginFlat(points * kernel.getNumBlocks()), size = index(points);
  mapBlockIds(b.create<arith::DivUIOp>(loc, line, size));
  Value point = b.create<arith::RemUIOp>(loc, line, size);
  for (Operation &op : kernel.getBody().front()) {
    if (&op != tile.getOperation()) {
      if (failed(emitOp(op)))
        return failure();
      continue;
    }
    for (auto [d, coordinate] : llvm::enumerate(delinearize(point, tile.getSizes())))
      map.map(tile.getBody().getArgument(d), coordinate);
    if (failed(emitOps(tile.getBody().front())))
      return failure();
  }
  return success();
}

//===-- team kernels ----------------------------------------------------------------------------===//

LogicalResult KernelBuilder::buildTeams() {
  createFunction(mapping.threads, mapping.blocks);
  Value block = b.create<gpu::BlockIdOp>(loc, gpu::Dimension::x);
  unsigned teams = mapping.teamsPerBlock();
  if (teams > 1) {
    Value size = index(mapping.team);
    lane = b.create<arith::RemUIOp>(loc, thread, size);
    Value team = b.create<arith::DivUIOp>(loc, thread, size);
    block = add(mul(block, index(teams)), team);
  }
  auto end = b.create<gpu::ReturnOp>(loc);
  b.setInsertionPoint(end);
  // Teams without a block leave as whole warps or as threads that meet no barrier.
  if (kernel.getNumBlocks() % teams != 0) {
    auto guard = b.create<scf::IfOp>(loc, less(block, index(kernel.getNumBlocks())), false);
    b.setInsertionPointToStart(guard.thenBlock());
  }
  mapBlockIds(block);
  return emitPhases();
}

namespace {
/// What the phases since the last barrier did to memory.
struct Pending {
  bool reads = false;
  llvm::SmallPtrSet<Value, 8> written;

  /// A phase must wait where it touches what was written, or may overwrite what was read. Buffers
  /// may alias in place, so that any store counts against any earlier load.
  bool needsBarrier(Operation &phase) const {
    bool needed = false;
    phase.walk([&](Operation *op) {
      if (auto load = dyn_cast<LoadOp>(op))
        needed |= written.contains(load.getBuffer());
      if (auto store = dyn_cast<StoreOp>(op))
        needed |= reads || written.contains(store.getBuffer());
    });
    return needed;
  }
  void note(Operation &phase) {
    phase.walk([&](Operation *op) {
      reads |= isa<LoadOp>(op);
      if (auto store = dyn_cast<StoreOp>(op))
        written.insert(store.getBuffer());
    });
  }
};
} // namespace

LogicalResult KernelBuilder::emitPhases() {
  Pending pending;
  for (Operation &op : kernel.getBody().front()) {
    if (isa<StoreOp, FoldOp>(op))
      return op.emitError("expected '") << op.getName() << "' inside a mft.tile";
    if (pending.needsBarrier(op)) {
      emitTeamBarrier();
      pending = {};
    }
    auto tile = dyn_cast<TileOp>(op);
    if (!tile) {
      if (failed(emitOp(op)))
        return failure();
      pending.note(op);
      continue;
    }
    if (failed(emitTile(tile, lane, index(product(tile.getSizes())), index(mapping.team))))
      return failure();
    // The barrier in a reduction over several warps serves the next phase as well.
    if (tile.getNumResults() > 0 && mapping.team > warpSize)
      pending = {};
    else
      pending.note(op);
  }
  return success();
}

void KernelBuilder::emitTeamBarrier() {
  if (mapping.team > warpSize)
    b.create<gpu::BarrierOp>(loc);
  else if (mapping.team == warpSize)
    b.create<NVVM::SyncWarpOp>(loc, b.create<arith::ConstantIntOp>(loc, -1, 32));
}

LogicalResult KernelBuilder::emitTile(TileOp tile, Value begin, Value end, Value step) {
  Block &body = tile.getBody().front();
  SmallVector<Combiner> combiners;
  if (ArrayAttr given = tile.getCombinersAttr())
    for (Attribute c : given)
      combiners.push_back(cast<CombinerAttr>(c).getValue());
  SmallVector<Value> inits;
  for (auto [combiner, type] : llvm::zip(combiners, tile.getResultTypes()))
    inits.push_back(neutral(combiner, type));

  auto loop = b.create<scf::ForOp>(loc, begin, end, step, inits);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    for (auto [d, c] : llvm::enumerate(delinearize(loop.getInductionVar(), tile.getSizes())))
      map.map(body.getArgument(d), c);
    if (failed(emitOps(body)))
      return failure();
    SmallVector<Value> next = yielded(body);
    for (auto [i, value] : llvm::enumerate(next))
      value = combine(combiners[i], loop.getRegionIterArgs()[i], value);
    if (!next.empty())
      b.create<scf::YieldOp>(loc, next);
  }
  for (auto [i, partial] : llvm::enumerate(loop.getResults()))
    map.map(tile.getResult(i), reduceTeam(partial, combiners[i]));
  return success();
}

//===-- reductions ------------------------------------------------------------------------------===//

Value KernelBuilder::neutral(Combiner combiner, Type type) {
  bool isMax = combiner == Combiner::max;
  if (auto real = dyn_cast<FloatType>(type)) {
    APFloat value = APFloat::getInf(real.getFloatSemantics(), /*Negative=*/isMax);
    if (combiner == Combiner::sum || combiner == Combiner::prod)
      value = APFloat(real.getFloatSemantics(), combiner == Combiner::sum ? 0 : 1);
    return b.create<arith::ConstantOp>(loc, FloatAttr::get(type, value));
  }
  unsigned width = type.getIntOrFloatBitWidth();
  APInt value(width, combiner == Combiner::prod ? 1 : 0);
  // i1 is unsigned: false < true.
  if (combiner == Combiner::max && width > 1)
    value = APInt::getSignedMinValue(width);
  if (combiner == Combiner::min)
    value = width > 1 ? APInt::getSignedMaxValue(width) : APInt(1, 1);
  return b.create<arith::ConstantOp>(loc, IntegerAttr::get(type, value));
}

Value KernelBuilder::combine(Combiner combiner, Value x, Value y) {
  bool real = isa<FloatType>(x.getType()), boolean = x.getType().isInteger(1);
  switch (combiner) {
  case Combiner::sum:
    return real ? b.create<arith::AddFOp>(loc, x, y).getResult() : b.create<arith::AddIOp>(loc, x, y).getResult();
  case Combiner::prod:
    return real ? b.create<arith::MulFOp>(loc, x, y).getResult() : b.create<arith::MulIOp>(loc, x, y).getResult();
  case Combiner::max:
    if (boolean)
      return b.create<arith::OrIOp>(loc, x, y);
    return real ? b.create<arith::MaximumFOp>(loc, x, y).getResult() : b.create<arith::MaxSIOp>(loc, x, y).getResult();
  case Combiner::min:
    if (boolean)
      return b.create<arith::AndIOp>(loc, x, y);
    return real ? b.create<arith::MinimumFOp>(loc, x, y).getResult() : b.create<arith::MinSIOp>(loc, x, y).getResult();
  }
  llvm_unreachable("a combiner without a case");
}

Value KernelBuilder::shuffleXor(Value value, unsigned distance) {
  Type type = value.getType(), i32 = b.getI32Type();
  unsigned width = type.getIntOrFloatBitWidth();
  auto constant = [&](int64_t c) -> Value { return b.create<arith::ConstantIntOp>(loc, c, 32); };
  auto exchange = [&](Value word) -> Value {
    Value all = constant(-1), offset = constant(distance), clamp = constant(warpSize - 1);
    return b.create<NVVM::ShflOp>(loc, word.getType(), all, word, offset, clamp, NVVM::ShflKind::bfly, UnitAttr());
  };
  if (type.isF32() || type == i32)
    return exchange(value);
  Type bitsType = b.getIntegerType(width);
  Value bits = isa<FloatType>(type) ? b.create<arith::BitcastOp>(loc, bitsType, value).getResult() : value;
  if (width < 32) {
    Value wide = b.create<arith::ExtUIOp>(loc, i32, bits);
    bits = b.create<arith::TruncIOp>(loc, bitsType, exchange(wide));
  } else {
    Value half = b.create<arith::ConstantIntOp>(loc, 32, 64);
    Value low = b.create<arith::TruncIOp>(loc, i32, bits);
    Value shifted = b.create<arith::ShRUIOp>(loc, bits, half);
    Value high = b.create<arith::TruncIOp>(loc, i32, shifted);
    low = b.create<arith::ExtUIOp>(loc, bitsType, exchange(low));
    high = b.create<arith::ExtUIOp>(loc, bitsType, exchange(high));
    high = b.create<arith::ShLIOp>(loc, high, half);
    bits = b.create<arith::OrIOp>(loc, high, low);
  }
  return isa<FloatType>(type) ? b.create<arith::BitcastOp>(loc, type, bits).getResult() : bits;
}

Value KernelBuilder::reduceTeam(Value partial, Combiner combiner) {
  if (mapping.team == 1)
    return partial;
  for (unsigned distance = warpSize / 2; distance > 0; distance /= 2) {
    Value other = shuffleXor(partial, distance);
    partial = combine(combiner, partial, other);
  }
  unsigned warps = mapping.team / warpSize;
  if (warps == 1)
    return partial;
  // Each reduction has its own slots, so that one barrier is enough.
  Type type = partial.getType();
  Value slots = sharedArray(warps, type), size = index(warpSize);
  Value laneOfWarp = b.create<arith::RemUIOp>(loc, lane, size);
  Value warp = b.create<arith::DivUIOp>(loc, lane, size);
  Value first = b.create<arith::CmpIOp>(loc, arith::CmpIPredicate::eq, laneOfWarp, index(0));
  {
    OpBuilder::InsertionGuard guard(b);
    auto leader = b.create<scf::IfOp>(loc, first, false);
    b.setInsertionPointToStart(leader.thenBlock());
    b.create<memref::StoreOp>(loc, toStorage(partial), slots, warp);
  }
  b.create<gpu::BarrierOp>(loc);
  Value total;
  for (unsigned w = 0; w < warps; ++w) {
    Value stored = b.create<memref::LoadOp>(loc, slots, index(w));
    Value value = fromStorage(stored, type);
    total = total ? combine(combiner, total, value) : value;
  }
  return total;
}

} // namespace mf::cuda
