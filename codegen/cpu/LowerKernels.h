// mft.kernel -> llvm.func of the C type mf_cpu_kernel.
#pragma once
#include "codegen/cpu/Target.h"
#include "codegen/target/KernelCode.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace mf::codegen {

/// Replaces every mft.kernel of the module by code; `code` receives them in order. Errors are diagnosed at the kernel.
mlir::LogicalResult lowerKernels(mlir::ModuleOp module, const CpuTarget &target, TargetCode &code);

/// What lowerKernels leaves (scf, arith, math, vector) -> the llvm dialect.
mlir::LogicalResult convertToLlvm(mlir::ModuleOp module);

void registerCpuPasses();

} // namespace mf::codegen
