// SIMT executor: runs CUDA kernels given as LLVM IR for NVPTX on this CPU, one fiber a thread, and
// reports what a GPU would leave silent: races, reads of uninitialised shared memory, accesses out of
// bounds, divergent barriers, deadlocks.
// The state is global: one launch at a time in a process.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace mf::simt {

struct Options {
  bool checkMemory = true;  ///< instrument loads and stores; about five times slower
  bool reverse = false;     ///< run warps and lanes in descending order: another net for races
  unsigned maxReports = 20; ///< later ones are counted, not kept
};

enum class Fault {
  globalBounds,
  sharedBounds,
  alignment,
  uninitializedShared,
  sharedRace,
  globalRace,
  blockConflict, ///< two blocks touch the same byte of global memory and one writes
  divergentBarrier,
  divergentWarpOp,
  deadlock
};
llvm::StringRef describe(Fault fault);

struct Report {
  Fault fault;
  std::string kernel;
  std::string text; ///< thread, address and the instruction
};

/// Memory that a launch may touch. Kernel argument i is the pointer of buffer i.
struct Buffer {
  void *data;
  size_t bytes;
};

class Device {
public:
  /// Retargets and compiles a copy of `module`. Fails on instructions that the executor lacks.
  static llvm::Expected<std::unique_ptr<Device>> load(const llvm::Module &module, Options options = {});
  ~Device();

  /// Runs all blocks of a one-dimensional launch. An error is a wrong call (no such kernel, wrong
  /// number of buffers); faults of the kernel go to reports(), and a block that cannot go on is left.
  llvm::Error launch(llvm::StringRef kernel, int64_t blocks, unsigned threads, llvm::ArrayRef<Buffer> buffers);

  const std::vector<Report> &reports() const;
  bool has(Fault fault) const;
  /// All reports, one a line.
  std::string summary() const;

private:
  Device();
  struct Impl;
  std::unique_ptr<Impl> impl;
};

} // namespace mf::simt
