// mft.kernel -> llvm.func of the C type mf_cpu_kernel.
#pragma once
#include "codegen/cpu/Target.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include <vector>

namespace mf::codegen {

/// What an artifact says about a kernel (mf_kernel_desc).
struct KernelInfo {
  std::string name, kind, source;
  std::string function; ///< symbol of the code; identical kernels share it
  int64_t blocks = 1, scratchBytes = 0;
  int64_t cost[5] = {0, 0, 0, 0, 0};
};

/// Replaces every mft.kernel of the module by code, in order. Errors are diagnosed at the kernel.
mlir::LogicalResult lowerKernels(mlir::ModuleOp module, const CpuTarget &target, std::vector<KernelInfo> &kernels);

/// What lowerKernels leaves (scf, arith, math, vector) -> the llvm dialect.
mlir::LogicalResult convertToLlvm(mlir::ModuleOp module);

void registerCpuPasses();

} // namespace mf::codegen
