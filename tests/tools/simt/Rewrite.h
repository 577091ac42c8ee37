// Rewrites a copy of an NVPTX module into one that runs on this CPU. Internal.
#pragma once
#include "tests/tools/simt/Checks.h"
#include "llvm/IR/IRBuilder.h"
#include <deque>
#include <map>

namespace mf::simt {

struct KernelInfo {
  unsigned parameters = 0;
  bool synchronizes = false;
  bool flushes = false; ///< its f32 instructions are printed with .ftz
  std::vector<SharedArray> sharedArrays; ///< in ascending order
};

/// What the rewritten module refers to by address: it must outlive the compiled code.
struct Program {
  std::deque<Site> sites;
  std::map<std::string, KernelInfo> kernels; ///< entry symbol: entryName(kernel)
};

std::string entryName(llvm::StringRef kernel);

/// In:  LLVM IR for nvptx64.  Out: special registers read the record of the running thread, barriers
/// and warp operations call the scheduler, shared arrays lie at their fixed addresses, and (checkMemory) loads and stores go through Checks::access.
/// Address spaces stay: x86 takes those below 256 as plain pointers.
llvm::Error rewrite(llvm::Module &module, Program &program, bool checkMemory);

} // namespace mf::simt
