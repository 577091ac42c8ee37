// The CPU that code is generated for: its name in artifacts, what LLVM calls it, its vectors.
#pragma once
#include "codegen/target/Machine.h"
#include <optional>
#include <string>
#include <string_view>

namespace mf::codegen {

struct CpuTarget {
  std::string name;     ///< "x86-64", "x86-64-v3" or "x86-64-v4": mf_artifact_desc.cpu
  std::string llvmCpu;  ///< -mcpu
  std::string features; ///< -mattr
  unsigned vectorBytes = 16;
  unsigned vectorRegisters = 16;
  bool fma = false;

  unsigned lanes(unsigned elementBits) const { return vectorBytes * 8 / elementBits; }
  Machine machine() const { return {"x86_64-unknown-linux-gnu", llvmCpu, features, vectorBytes * 8}; }
};

/// The target of that name ("native" asks the machine), or nothing if there is none.
std::optional<CpuTarget> findCpuTarget(std::string_view name);

} // namespace mf::codegen
