// Memory checks: bounds, alignment, initialisation of shared memory, races. Internal.
#pragma once
#include "tests/tools/simt/Runtime.h"

namespace mf::simt {

/// Shared memory lies at one fixed address, aligned to its size: the low bits of an address are the
/// shared offset, as on the device.
constexpr uintptr_t sharedBase = 0x40000000;
constexpr size_t sharedSize = 256 * 1024;
/// Bytes between two shared arrays that belong to neither.
constexpr size_t redZone = 256;

struct SharedArray {
  size_t offset, bytes;
};

/// Last accesses to one byte. Times are epochs that never repeat in a process, so that nothing is
/// cleared between blocks and launches.
struct Shadow {
  uint64_t writeEpoch, readEpoch;
  uint32_t writeWarpEpoch, readWarpEpoch;
  uint16_t writer, reader, readerWarp; ///< within the block; `many` where several read
};

class Checks {
public:
  explicit Checks(Reporter &reporter);
  void beginLaunch(llvm::ArrayRef<Buffer> buffers, llvm::ArrayRef<SharedArray> arrays);
  void beginBlock();
  /// All threads of the block have met.
  void blockBarrier() { ++epoch; }
  /// The lanes of `warp` have met.
  void warpBarrier(unsigned warp) { ++warpEpochs[warp]; }
  /// Checks one access of `current`; returns where to do it: a scratch place if it is out of bounds.
  void *access(void *pointer, size_t size, unsigned alignment, bool write, bool atomic, const Site *site);

private:
  struct Range {
    uintptr_t begin, end;
    std::unique_ptr<Shadow[], void (*)(void *)> shadow;
  };
  Range *findRange(uintptr_t address, size_t size);
  bool insideShared(uintptr_t offset, size_t size) const;
  void record(Shadow &shadow, bool write, bool atomic, bool shared, const Site *site, uintptr_t address);
  bool orderedByWarp(unsigned otherWarp, uint32_t otherWarpEpoch) const;
  void report(Fault fault, const Site *site, uintptr_t address, const std::string &detail);

  Reporter &reporter;
  llvm::ArrayRef<SharedArray> arrays;
  std::vector<Range> ranges;
  std::vector<Shadow> sharedShadow;
  uint64_t epoch = 1, blockStart = 1, launchStart = 1;
  std::vector<uint32_t> warpEpochs;
  alignas(64) char scratch[64];
};

/// The checks of the running launch, for rewritten code.
extern Checks *activeChecks;

} // namespace mf::simt
