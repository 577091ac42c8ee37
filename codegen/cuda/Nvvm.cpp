//===- Nvvm.cpp - the MLIR pipeline from gpu.module to the LLVM and NVVM dialects ---------------===//
#include "codegen/cuda/Emit.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/GPUToNVVM/GPUToNVVMPass.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;

namespace mf::cuda {

LogicalResult lowerToNvvm(ModuleOp holder) {
  PassManager manager(holder.getContext());
  OpPassManager &passes = manager.nest<gpu::GPUModuleOp>();
  // The backend has no bf16 functions, and older chips no bf16 arithmetic: compute in f32.
  passes.addPass(math::createMathLegalizeToF32());
  arith::ArithEmulateUnsupportedFloatsOptions emulate;
  std::string bf16 = "bf16";
  emulate.sourceTypeStrs = bf16;
  emulate.targetTypeStr = "f32";
  passes.addPass(arith::createArithEmulateUnsupportedFloats(emulate));
  passes.addPass(arith::createArithExpandOpsPass());
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  passes.addPass(createConvertSCFToCFPass());
  ConvertGpuOpsToNVVMOpsOptions options;
  options.useBarePtrCallConv = true;
  options.indexBitwidth = 64;
  passes.addPass(createConvertGpuOpsToNVVMOps(options));
  // After the conversion to NVVM: that one turns functions into libdevice calls, this one the rest.
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createArithToLLVMConversionPass());
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
  return manager.run(holder);
}

} // namespace mf::cuda
