//===- Mapping.cpp - geometry of the CUDA kernels -----------------------------------------------===//
// The numbers are chosen by reasoning for a card of about 100 multiprocessors, not measured.
#include "codegen/cuda/Mapping.h"

using namespace mlir;
using namespace mf::tile;

namespace mf::cuda {

int64_t product(ArrayRef<int64_t> sizes) {
  int64_t n = 1;
  for (int64_t s : sizes)
    n *= s;
  return n;
}

static Mapping mapFlat(int64_t points) {
  Mapping mapping;
  mapping.flat = true;
  mapping.threads = mapping.team = points >= 64 * 256 ? 256 : 128;
  // Several points a thread only when the card stays full without them.
  mapping.pointsPerThread = points >= (int64_t(1) << 21) ? 4 : 1;
  int64_t piece = mapping.threads * mapping.pointsPerThread;
  mapping.blocks = (points + piece - 1) / piece;
  return mapping;
}

static Mapping mapTeams(int64_t blocks, int64_t points) {
  Mapping mapping;
  // A thread should find about 8 points before a second warp, and its barrier, pays.
  if (points <= 4 && blocks > 1)
    mapping.team = 1;
  else if (points <= 256)
    mapping.team = 32;
  else
    mapping.team = points <= 2048 ? 128 : 256;
  // One long tile alone on the card: all the threads that a block may have.
  if (points >= 16384 && blocks < 128)
    mapping.team = 1024;
  mapping.threads = std::max(128u, mapping.team);
  if (blocks < mapping.teamsPerBlock())
    mapping.threads = std::max(32u, mapping.team);
  mapping.blocks = (blocks + mapping.teamsPerBlock() - 1) / mapping.teamsPerBlock();
  return mapping;
}

Mapping mapKernel(KernelOp kernel) {
  int64_t tiles = 0, points = 1;
  bool reduces = false;
  for (TileOp tile : kernel.getBody().getOps<TileOp>()) {
    ++tiles;
    points = std::max(points, product(tile.getSizes()));
    reduces |= tile.getNumResults() > 0;
  }
  if (tiles == 1 && !reduces)
    return mapFlat(kernel.getNumBlocks() * points);
  return mapTeams(kernel.getNumBlocks(), points);
}

int64_t ContractTiling::sharedElements() const {
  int64_t operands = depth * (int64_t(lefts) * pitchM() + pitchN());
  return std::max(operands, int64_t(lefts) * tileM * pitchN());
}

ContractTiling tileContraction(ContractOp op, unsigned part) {
  ContractTiling tiling;
  tiling.batch = product(op.getBSizes());
  tiling.m = product(op.getPartMSizes(part));
  tiling.n = product(op.getNSizes());
  tiling.k = product(op.getKSizes());
  tiling.lefts = op.getPartSides()[part];
  auto cover = [](int64_t size) { return size > 32 ? 64u : size > 16 ? 32u : 16u; };
  tiling.tileM = cover(tiling.m);
  tiling.tileN = cover(tiling.n);
  Type element = cast<MemRefType>(op.getRhs().getType()).getElementType();
  int64_t bytes = element.isF64() ? 8 : 4;
  // Statically a block may have 48 KiB of shared memory; and small tiles where few blocks would
  // leave most of the card idle.
  auto shrink = [&](unsigned &tile) { return tile > 16 ? (tile /= 2, true) : false; };
  while (tiling.sharedElements() * bytes > 48 * 1024)
    if (!(tiling.tileM >= tiling.tileN ? shrink(tiling.tileM) : shrink(tiling.tileN)))
      break;
  while (tiling.blocks() < 64 && (tiling.tileM > 32 || tiling.tileN > 32))
    shrink(tiling.tileM >= tiling.tileN ? tiling.tileM : tiling.tileN);
  return tiling;
}

} // namespace mf::cuda
