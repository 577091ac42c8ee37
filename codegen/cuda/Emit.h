// The steps from a gpu.module to PTX. Internal to codegen/cuda.
#pragma once
#include "codegen/cuda/Cuda.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/Target/TargetMachine.h"

namespace mf::cuda {

/// NVVM.cpp: gpu, scf, arith, math and memref ops of `gpuModule` to the LLVM and NVVM dialects.
mlir::LogicalResult lowerToNvvm(mlir::ModuleOp holder);

/// Target.cpp: the NVPTX target machine of a chip, or null and the reason in `error`.
std::unique_ptr<llvm::TargetMachine> createTargetMachine(llvm::StringRef chip, std::string &error);
/// Runs the O3 pipeline; only functions called as kernels stay visible.
void optimize(llvm::Module &module, llvm::TargetMachine &machine);
/// The PTX text, or an empty string where the target cannot print assembly.
std::string printPtx(llvm::Module &module, llvm::TargetMachine &machine);

/// Libdevice.cpp: links what the module calls; returns an error text or an empty string.
std::string linkLibdevice(llvm::Module &module);
/// Functions that the module calls and does not define.
std::vector<std::string> unresolved(const llvm::Module &module);

} // namespace mf::cuda
