//===- Work.cpp - the time of a launch, from what its kernel computes ---------------------------------===//
// Cycles of a core at about 3 GHz: of operations on vectors, or of moving each buffer once, whichever is more. Only the
// order of magnitude matters.
//===------------------------------------------------------------------------------------------------===//
#include "codegen/cpu/Work.h"
#include "codegen/cpu/ContractPlan.h"
#include "codegen/cpu/TileEmitter.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

static double product(ArrayRef<int64_t> sizes) {
  double n = 1;
  for (int64_t size : sizes)
    n *= double(size);
  return n;
}

/// Cycles of one point, or of a vector of them.
static double costOfPoint(Block &body) {
  double cost = 0;
  for (Operation &op : body) {
    if (auto fold = dyn_cast<FoldOp>(op))
      cost += product(fold.getSizes()) * (1 + costOfPoint(fold.getBody().front()));
    else if (isFunction(&op) || isa<arith::RemFOp, arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(op))
      cost += 16;
    else
      cost += isa<LoadOp, StoreOp>(op) ? 1 : isa<arith::DivFOp>(op) ? 5 : isa<arith::ConstantOp, YieldOp>(op) ? 0 : 0.5;
  }
  return cost;
}

static double cyclesOfTile(TileOp op, const CpuTarget &target) {
  LaneChoice choice = chooseLanes(op, target);
  return 10 + product(op.getSizes()) / choice.lanes * (1 + costOfPoint(op.getBody().front()));
}

static double cyclesOfContraction(ContractOp op, const CpuTarget &target) {
  ContractPlan plan = planContraction(op, target);
  double cycles = plan.cycles();
  for (unsigned p = 0; p < op.getNumParts(); ++p) {
    double points = product(op.getBSizes()) * product(op.getPartMSizes(p)) * product(op.getNSizes());
    cycles += points / plan.lanes * costOfPoint(op.getEpilogues()[p].front());
  }
  return cycles;
}

/// A stage moves an element a step, a product multiplies two vectors by two a cycle.
static double cyclesOfPhases(Block &block, const CpuTarget &target) {
  double cycles = 0;
  for (Operation &op : block) {
    if (auto tile = dyn_cast<TileOp>(op)) {
      cycles += cyclesOfTile(tile, target);
    } else if (auto repeat = dyn_cast<RepeatOp>(op)) {
      cycles += double(repeat.getTrips()) * (2 + cyclesOfPhases(repeat.getBody().front(), target));
    } else if (auto stage = dyn_cast<StageOp>(op)) {
      cycles += 20 + 0.3 * double(cast<MemRefType>(stage.getLocal().getType()).getNumElements());
    } else if (auto dot = dyn_cast<DotOp>(op)) {
      double lanes = target.lanes(cast<MemRefType>(dot.getAcc().getType()).getElementTypeBitWidth());
      cycles += 40 + 0.52 * double(dot.getM()) * double(dot.getK()) * std::ceil(double(dot.getN()) / lanes);
    }
  }
  return cycles;
}

int64_t mf::codegen::estimateNanoseconds(KernelOp kernel, const CpuTarget &target) {
  constexpr double cyclesPerNanosecond = 3, bytesPerCycle = 8;
  double cycles = 0, bytes = 0;
  if (auto contract = dyn_cast_or_null<ContractOp>(kernel.getContraction()))
    cycles = cyclesOfContraction(contract, target);
  else
    cycles = cyclesOfPhases(kernel.getBody().front(), target) * double(kernel.getNumBlocks());
  for (unsigned i = 0; i < kernel.getNumBuffers(); ++i)
    bytes += double(byteSize(cast<MemRefType>(kernel.getBuffer(i).getType())));
  double nanoseconds = std::max(cycles, bytes / bytesPerCycle) / cyclesPerNanosecond;
  return int64_t(std::min(nanoseconds, 9e18));
}
