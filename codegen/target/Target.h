// Target: what passes need to know of the machine that a program is compiled for.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace mf::codegen {

/// Numbers of a design, not of a machine: nothing is read from the one that compiles or runs a program, so that it gives
/// the same bits on all of them.
struct Target {
  enum class Kind { cpu, cuda };
  Kind kind = Kind::cpu;
  int64_t cores = 16;             ///< that work at once, a block each: cores, multiprocessors
  int64_t vectorBits = 512;       ///< what a core, or the threads that run as one, computes in a step
  int64_t l1Bytes = 32 << 10;     ///< nearest cache of a core
  int64_t l2Bytes = 1 << 20;      ///< of a core, or its share
  int64_t sharedBytes = 0;        ///< that the threads of a block share; 0: none
  bool tensorUnits = false;       ///< products of small matrices in hardware
  bool keepsTiles = true;         ///< kernels may hold mft.local, mft.stage, mft.dot

  // What kernels are cut by. Elements are of 32 bits: the length of a loop does not depend on a type.

  int64_t lanes() const { return vectorBits / 32; }
  /// Blocks that keep every core busy although some take longer than others.
  int64_t busyBlocks() const { return 2 * cores; }
  /// Elements of a block of elementwise ops: an array of them fits the nearest cache, and a block is worth its start.
  int64_t largestTile() const { return l1Bytes / 4; }
  int64_t smallestTile() const { return largestTile() / 8; }
  /// Elements that one core goes through sooner than several can share them.
  int64_t smallWork() const { return 4 * largestTile(); }
};

/// The description of that name, "cpu" or "cuda"; nothing for other names.
std::optional<Target> findTarget(std::string_view name);

} // namespace mf::codegen
