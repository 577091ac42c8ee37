// How the blocks and points of a kernel are spread over CUDA blocks and threads.
#pragma once
#include "dialect/mft/Mft.h"

namespace mf::cuda {

/// Two shapes of kernel:
///   flat:  one data-parallel phase, no reduction. The points of all mft blocks form one line that
///          is cut into pieces of threads * pointsPerThread, one CUDA block each.
///   team:  phases that depend on each other. A team of `team` threads runs one mft block; a CUDA
///          block holds threads / team teams.
struct Mapping {
  bool flat = false;
  unsigned threads = 128;
  unsigned team = 128;         ///< 1, 32 or `threads`
  int64_t pointsPerThread = 1; ///< flat only
  int64_t blocks = 1;          ///< CUDA blocks

  unsigned teamsPerBlock() const { return threads / team; }
};

int64_t product(llvm::ArrayRef<int64_t> sizes);

/// The mapping of a kernel without contraction.
Mapping mapKernel(tile::KernelOp kernel);

/// Tiling of a contraction's part: a CUDA block computes tileM x tileN outputs of one batch for all
/// sides of the part, with 16 x 16 threads of (tileM / 16) x (tileN / 16) outputs each.
struct ContractTiling {
  static constexpr unsigned side = 16, threads = side * side, depth = 16;
  unsigned tileM = 16, tileN = 16;
  int64_t batch = 1, m = 1, n = 1, k = 1;
  unsigned lefts = 1;

  int64_t blocksM() const { return (m + tileM - 1) / tileM; }
  int64_t blocksN() const { return (n + tileN - 1) / tileN; }
  int64_t blocks() const { return batch * blocksM() * blocksN(); }
  // A row of a tile is padded by 4 elements: rows then start in different banks, 16-byte aligned.
  unsigned pitchM() const { return tileM + 4; }
  unsigned pitchN() const { return tileN + 4; }
  /// Elements of shared memory: the operand tiles of the k loop, later overlaid by the sums.
  int64_t sharedElements() const;
};

ContractTiling tileContraction(tile::ContractOp op, unsigned part);

} // namespace mf::cuda
