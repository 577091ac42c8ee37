// What a target makes of a kernel. Each target fills it; codegen/artifact alone knows what becomes of it, and knows no target.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mf::tile {
class KernelOp;
}

namespace mf::codegen {

/// One buffer of a kernel: mf_kernel_buffer of runtime/abi/mf_abi.h.
struct KernelBuffer {
  int32_t dtype = 0;
  unsigned access = 0; ///< MF_READ | MF_WRITE
  int64_t bytes = 0;
};

/// How a kernel is launched.
struct Geometry {
  int64_t blocks = 1;
  int64_t threads = 1;     ///< of a block, where the target has such
  int64_t sharedBytes = 0; ///< to ask for at the launch
};

struct KernelCode {
  std::string name, kind, source;
  int64_t cost[5] = {0, 0, 0, 0, 0}; ///< flops primal, tangent, gradient; bytes read, written
  std::vector<KernelBuffer> buffers;
  Geometry geometry;
  int64_t scratchBytes = 0; ///< of a thread
  int64_t nanoseconds = 0;  ///< of a launch by one thread, roughly; 0 where the target does not say
  std::string code;         ///< symbol of the function; equal kernels may share it
};

/// All kernels of a module for one target.
struct TargetCode {
  std::string target;              ///< "x86-64-v4", "sm_90"
  std::vector<KernelCode> kernels; ///< in the order of the module
  std::string text;                ///< PTX; empty where the code is LLVM IR
};

/// What every target says alike: name, kind, source line, cost and buffers. The rest is the target's.
KernelCode describeKernel(tile::KernelOp kernel);

} // namespace mf::codegen
