//===- Nvvm.cpp - the MLIR pipeline from gpu.module to the LLVM and NVVM dialects ---------------===//
#include "codegen/cuda/Emit.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/GPUToNVVM/GPUToNVVMPass.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;

namespace mf::cuda {

/// LLVM's intrinsic for an operation that is an instruction, or "".
static StringRef intrinsicOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, StringRef>(op)
      .Case([](math::AbsFOp) { return "llvm.fabs"; })
      .Case([](math::CeilOp) { return "llvm.ceil"; })
      .Case([](math::CopySignOp) { return "llvm.copysign"; })
      .Case([](math::FloorOp) { return "llvm.floor"; })
      .Case([](math::FmaOp) { return "llvm.fma"; })
      .Case([](math::RoundEvenOp) { return "llvm.roundeven"; })
      .Case([](math::SqrtOp) { return "llvm.sqrt"; })
      .Case([](math::TruncOp) { return "llvm.trunc"; })
      .Default([](Operation *) { return ""; });
}

/// The conversion to NVVM would call NVIDIA's library for these.
static void useIntrinsics(ModuleOp holder) {
  holder.walk([](Operation *op) {
    StringRef name = intrinsicOf(op);
    if (name.empty())
      return;
    OpBuilder b(op);
    auto call = b.create<LLVM::CallIntrinsicOp>(op->getLoc(), op->getResultTypes(), name, op->getOperands());
    op->replaceAllUsesWith(call);
    op->erase();
  });
}

LogicalResult lowerToNvvm(ModuleOp holder) {
  useIntrinsics(holder);
  PassManager manager(holder.getContext());
  OpPassManager &passes = manager.nest<gpu::GPUModuleOp>();
  passes.addPass(createCSEPass());
  passes.addPass(createConvertSCFToCFPass());
  ConvertGpuOpsToNVVMOpsOptions options;
  options.useBarePtrCallConv = true;
  options.indexBitwidth = 64;
  passes.addPass(createConvertGpuOpsToNVVMOps(options));
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createArithToLLVMConversionPass());
  passes.addPass(createCSEPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
  return manager.run(holder);
}

} // namespace mf::cuda
