//===- Phases.cpp - tiles, reductions over a team and the barriers between phases ---------------===//
// A reduction combines, always in the same order: each thread its own points (p, p + team, ...),
// then the lanes of a warp by butterfly (distance 16, 8, 4, 2, 1), then the warps in ascending order.
#include "codegen/common/Combiner.h"
#include "codegen/cuda/KernelBuilder.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

namespace mf::cuda {

static constexpr unsigned warpSize = 32;

//===-- flat kernels ----------------------------------------------------------------------------===//

/// Opens the loop over the points of a thread, or, for one point each, the test for the tail. Returns
/// the number of the point; the insertion point is inside.
Value KernelBuilder::beginFlat(int64_t total) {
  int64_t piece = mapping.threads * mapping.pointsPerThread;
  Value first = b.mul(blockOfGrid(), piece);
  Value line = b.add(first, thread);
  endFunction();
  if (mapping.pointsPerThread == 1) {
    if (total % piece != 0)
      beginIf(less(line, total));
    return line;
  }
  Value stop = b.add(first, piece);
  if (total % piece != 0)
    stop = b.min(stop, b.index(total));
  auto loop = b.create<scf::ForOp>(line, stop, b.index(mapping.threads));
  b.setInsertionPointToStart(loop.getBody());
  return loop.getInductionVar();
}

LogicalResult KernelBuilder::buildFlat() {
  createFunction(mapping.threads, mapping.blocks);
  auto tile = *kernel.getBody().getOps<TileOp>().begin();
  AffineExpr line = uniformIndex(beginFlat(product(tile.getSizes()) * kernel.getNumBlocks()));
  // Block ids and coordinates are those of one line, so that the addresses of whole arrays are the line itself.
  SmallVector<int64_t> sizes(kernel.getGrid());
  llvm::append_range(sizes, tile.getSizes());
  SmallVector<Value> coordinates;
  for (unsigned d = 0; d < kernel.getGrid().size(); ++d)
    coordinates.push_back(kernel.getBlockId(d));
  llvm::append_range(coordinates, tile.getBody().getArguments());
  bindCoordinates(coordinates, line, sizes);
  for (Operation &op : kernel.getBody().front())
    if (&op == tile.getOperation())
      emitBody(tile.getBody().front());
    else
      emitOp(&op);
  return success();
}

//===-- team kernels ----------------------------------------------------------------------------===//

LogicalResult KernelBuilder::buildTeams() {
  createFunction(mapping.threads, mapping.blocks);
  Value block = blockOfGrid();
  unsigned teams = mapping.teamsPerBlock();
  if (teams > 1) {
    Value size = b.index(mapping.team);
    lane = b.create<arith::RemUIOp>(thread, size);
    Value team = b.create<arith::DivUIOp>(thread, size);
    block = b.add(b.mul(block, teams), team);
  }
  endFunction();
  // Teams without a block leave as whole warps or as threads that meet no barrier.
  if (kernel.getNumBlocks() % teams != 0)
    beginIf(less(block, kernel.getNumBlocks()));
  SmallVector<Value> ids;
  for (unsigned d = 0; d < kernel.getGrid().size(); ++d)
    ids.push_back(kernel.getBlockId(d));
  bindCoordinates(ids, uniformIndex(block), kernel.getGrid());
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
      emitOp(&op);
      pending.note(op);
      continue;
    }
    emitTile(tile);
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
    b.create<gpu::BarrierOp>();
  else if (mapping.team == warpSize)
    b.create<NVVM::SyncWarpOp>(b.create<arith::ConstantIntOp>(-1, 32));
}

void KernelBuilder::emitTile(TileOp tile) {
  Block &body = tile.getBody().front();
  SmallVector<Combiner> combiners = combinersOf(tile);
  SmallVector<Value> inits;
  for (auto [combiner, type] : llvm::zip(combiners, tile.getResultTypes()))
    inits.push_back(identity(b, combiner, type));

  Value end = b.index(product(tile.getSizes()));
  SmallVector<Value> partials = b.loop(lane, end, mapping.team, inits, [&](Value point, ValueRange sums) {
    bindCoordinates(body.getArguments(), uniformIndex(point), tile.getSizes());
    SmallVector<Value> next = emitBody(body);
    for (auto [i, value] : llvm::enumerate(next))
      value = combine(b, combiners[i], tile.getResult(i).getType(), sums[i], value);
    return next;
  });
  for (auto [i, partial] : llvm::enumerate(partials))
    bind(tile.getResult(i), reduceTeam(partial, combiners[i], tile.getResult(i).getType()));
}

//===-- reductions ------------------------------------------------------------------------------===//

Value KernelBuilder::shuffleXor(Value value, unsigned distance) {
  Type type = value.getType(), i32 = b.getI32Type();
  unsigned width = type.getIntOrFloatBitWidth();
  auto constant = [&](int64_t c) -> Value { return b.create<arith::ConstantIntOp>(c, 32); };
  auto exchange = [&](Value word) -> Value {
    Value all = constant(-1), offset = constant(distance), clamp = constant(warpSize - 1);
    return b.create<NVVM::ShflOp>(word.getType(), all, word, offset, clamp, NVVM::ShflKind::bfly, UnitAttr());
  };
  if (type.isF32() || type == i32)
    return exchange(value);
  Type bitsType = b.getIntegerType(width);
  Value bits = isa<FloatType>(type) ? b.create<arith::BitcastOp>(bitsType, value).getResult() : value;
  if (width < 32) {
    Value wide = b.create<arith::ExtUIOp>(i32, bits);
    bits = b.create<arith::TruncIOp>(bitsType, exchange(wide));
  } else {
    Value half = b.create<arith::ConstantIntOp>(32, 64);
    Value low = b.create<arith::TruncIOp>(i32, bits);
    Value shifted = b.create<arith::ShRUIOp>(bits, half);
    Value high = b.create<arith::TruncIOp>(i32, shifted);
    low = b.create<arith::ExtUIOp>(bitsType, exchange(low));
    high = b.create<arith::ExtUIOp>(bitsType, exchange(high));
    high = b.create<arith::ShLIOp>(high, half);
    bits = b.create<arith::OrIOp>(high, low);
  }
  return isa<FloatType>(type) ? b.create<arith::BitcastOp>(type, bits).getResult() : bits;
}

Value KernelBuilder::reduceTeam(Value partial, Combiner combiner, Type type) {
  if (mapping.team == 1)
    return partial;
  for (unsigned distance = warpSize / 2; distance > 0; distance /= 2) {
    Value other = shuffleXor(partial, distance);
    partial = combine(b, combiner, type, partial, other);
  }
  unsigned warps = mapping.team / warpSize;
  if (warps == 1)
    return partial;
  // Each reduction has its own slots, so that one barrier is enough.
  Value slots = sharedArray(warps, type), size = b.index(warpSize);
  Value laneOfWarp = b.create<arith::RemUIOp>(lane, size);
  Value warp = b.create<arith::DivUIOp>(lane, size);
  {
    OpBuilder::InsertionGuard guard(b);
    beginIf(less(laneOfWarp, 1));
    store(b.toMemory(partial, type), slots, warp);
  }
  b.create<gpu::BarrierOp>();
  Value total;
  for (unsigned w = 0; w < warps; ++w) {
    Value value = b.fromMemory(load(slots, b.index(w)), type);
    total = total ? combine(b, combiner, type, total, value) : value;
  }
  return total;
}

} // namespace mf::cuda
