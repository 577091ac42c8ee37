// The machine that LLVM emits code for, and what is asked of it.
#pragma once
#include <string>

namespace mf::codegen {

enum class Emit {
  llvm,     ///< LLVM IR text, optimised
  assembly, ///< assembly text
  object,   ///< an ELF relocatable object
  artifact, ///< an ELF shared object that exports `mf_artifact` (runtime/abi/mf_abi.h)
};

struct Machine {
  std::string triple;      ///< "x86_64-unknown-linux-gnu"
  std::string cpu;         ///< -mcpu
  std::string features;    ///< -mattr
  unsigned vectorBits = 0; ///< of the widest vectors that kernels use
};

} // namespace mf::codegen
