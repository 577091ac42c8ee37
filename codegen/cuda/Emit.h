// The steps from a gpu.module to PTX. Internal to codegen/cuda.
#pragma once
#include "codegen/cuda/Cuda.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/Target/TargetMachine.h"

namespace mf::cuda {

/// Nvvm.cpp: gpu, scf, arith, math and memref ops of `gpuModule` to the LLVM and NVVM dialects.
mlir::LogicalResult lowerToNvvm(mlir::ModuleOp holder);

/// Target.cpp: the NVPTX target machine of a chip, or null and the reason in `error`.
std::unique_ptr<llvm::TargetMachine> createTargetMachine(llvm::StringRef chip, std::string &error);
/// Runs the O3 pipeline; only functions called as kernels stay visible.
void optimize(llvm::Module &module, llvm::TargetMachine &machine);
/// The PTX text, or an empty string where the target cannot print assembly.
std::string printPtx(llvm::Module &module, llvm::TargetMachine &machine);

/// SignBits.cpp: what only changes a sign keeps the other bits of an f32, although its kernel flushes subnormals.
void keepMovedBits(llvm::Module &module);

} // namespace mf::cuda
