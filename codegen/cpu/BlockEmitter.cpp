//===- BlockEmitter.cpp - the phases of one block -------------------------------------------------===//
#include "codegen/cpu/BlockEmitter.h"
#include "codegen/cpu/LocalArray.h"
#include "codegen/cpu/TileEmitter.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

int64_t BlockEmitter::scratchBytes(KernelOp kernel, const CpuTarget &target) {
  int64_t bytes = 0;
  for (LocalOp op : kernel.getBody().getOps<LocalOp>())
    bytes += LocalArray(op, target).bytes();
  return bytes;
}

BlockEmitter::BlockEmitter(PointEmitter &points, KernelOp kernel, Value scratch) : points(points), b(points.b), kernel(kernel) {
  int64_t at = 0;
  for (LocalOp op : kernel.getBody().getOps<LocalOp>()) {
    points.bindBuffer(op, b.element(scratch, b.getI8Type(), b.index(at)));
    points.setRowStride(op, LocalArray(op, b.target).stride);
    at += LocalArray(op, b.target).bytes();
  }
}

/// Values between the phases are uniform.
void BlockEmitter::emit(Value block) {
  Value rest = block;
  for (unsigned d = kernel.getGrid().size(); d-- > 0;) {
    int64_t size = kernel.getGrid()[d];
    Value id = rest;
    if (size == 1)
      id = b.index(0);
    else if (d > 0)
      id = b.create<arith::RemUIOp>(rest, b.index(size)), rest = b.create<arith::DivUIOp>(rest, b.index(size));
    points.bindIndex(kernel.getBlockId(d), points.uniformIndex(id));
  }
  emitPhases(kernel.getBody().front());
}

void BlockEmitter::emitPhases(Block &block) {
  for (Operation &op : block) {
    points.setLanes(1, {});
    b.setLoc(op.getLoc());
    if (auto tile = dyn_cast<TileOp>(op))
      emitTile(points, tile);
    else if (auto repeat = dyn_cast<RepeatOp>(op))
      emitRepeat(repeat);
    else if (auto stage = dyn_cast<StageOp>(op))
      emitStage(points, stage);
    else if (auto dot = dyn_cast<DotOp>(op))
      emitDot(points, dot);
    else if (!isa<LocalOp>(op))
      points.emitOp(&op);
  }
}

void BlockEmitter::emitRepeat(RepeatOp op) {
  Value begin = b.index(0), end = b.index(op.getTrips());
  if (op.getBegin())
    begin = b.createOrFold<arith::MaxSIOp>(points.value(op.getBegin()), begin);
  if (op.getEnd())
    end = b.min(points.value(op.getEnd()), end);
  b.loop(begin, end, 1, [&](Value trip) {
    points.bindIndex(op.getBody().getArgument(0), points.uniformIndex(trip));
    emitPhases(op.getBody().front());
  });
}
