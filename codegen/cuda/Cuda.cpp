//===- Cuda.cpp - from a module of mft kernels to LLVM IR and PTX -------------------------------===//
#include "codegen/cuda/Cuda.h"
#include "codegen/cuda/Emit.h"
#include "codegen/cuda/KernelBuilder.h"
#include "codegen/target/Guard.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"

using namespace mlir;

namespace mf::cuda {

void prepareContext(MLIRContext &context) {
  DialectRegistry registry;
  registerBuiltinDialectTranslation(registry);
  registerGPUDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  registerNVVMDialectTranslation(registry);
  context.appendDialectRegistry(registry);
  context.loadDialect<tile::MftDialect, arith::ArithDialect, cf::ControlFlowDialect, gpu::GPUDialect,
                      LLVM::LLVMDialect, NVVM::NVVMDialect, math::MathDialect, memref::MemRefDialect, scf::SCFDialect>();
}

/// Builds and lowers the gpu.module. The result holds exactly one gpu.module.
static OwningOpRef<ModuleOp> lowerKernels(ModuleOp module, std::vector<Geometry> &kernels) {
  OwningOpRef<ModuleOp> holder = ModuleOp::create(module.getLoc());
  OpBuilder builder = OpBuilder::atBlockEnd(holder->getBody());
  auto target = builder.create<gpu::GPUModuleOp>(module.getLoc(), "kernels");
  for (auto kernel : module.getOps<tile::KernelOp>()) {
    OwningOpRef<tile::KernelOp> guarded = kernel.clone();
    codegen::guardAccesses(*guarded);
    FailureOr<Geometry> geometry = KernelBuilder::build(*guarded, target);
    if (failed(geometry))
      return nullptr;
    kernels.push_back(*geometry);
  }
  if (failed(lowerToNvvm(*holder)))
    return nullptr;
  return holder;
}

static FailureOr<LlvmCode> emitLlvm(ModuleOp module, llvm::TargetMachine &machine) {
  prepareContext(*module.getContext());
  LlvmCode code;
  OwningOpRef<ModuleOp> holder = lowerKernels(module, code.kernels);
  if (!holder)
    return failure();
  code.context = std::make_unique<llvm::LLVMContext>();
  auto target = *holder->getOps<gpu::GPUModuleOp>().begin();
  code.module = translateModuleToLLVMIR(target, *code.context, "kernels");
  if (!code.module)
    return module.emitError("internal error: the CUDA kernels have no LLVM translation");
  code.module->setTargetTriple(machine.getTargetTriple().str());
  code.module->setDataLayout(machine.createDataLayout());
  optimize(*code.module, machine);
  keepMovedBits(*code.module);
  return code;
}

FailureOr<LlvmCode> emitLlvm(ModuleOp module, StringRef chip) {
  std::string error;
  std::unique_ptr<llvm::TargetMachine> machine = createTargetMachine(chip, error);
  if (!machine)
    return module.emitError(error);
  return emitLlvm(module, *machine);
}

FailureOr<PtxCode> emitPtx(ModuleOp module, StringRef chip) {
  std::string error;
  std::unique_ptr<llvm::TargetMachine> machine = createTargetMachine(chip, error);
  if (!machine)
    return module.emitError(error);
  FailureOr<LlvmCode> code = emitLlvm(module, *machine);
  if (failed(code))
    return failure();
  PtxCode ptx{printPtx(*code->module, *machine), std::move(code->kernels)};
  if (ptx.text.empty())
    return module.emitError("internal error: the NVPTX backend prints no assembly");
  return ptx;
}

FailureOr<codegen::TargetCode> emitTarget(ModuleOp module, StringRef chip) {
  FailureOr<PtxCode> ptx = emitPtx(module, chip);
  if (failed(ptx))
    return failure();
  codegen::TargetCode code{chip.str(), {}, std::move(ptx->text)};
  for (auto [kernel, geometry] : llvm::zip(module.getOps<tile::KernelOp>(), ptx->kernels)) {
    codegen::KernelCode described = codegen::describeKernel(kernel);
    described.geometry = {geometry.blocks, geometry.threads, geometry.dynamicShared};
    described.code = geometry.kernel;
    code.kernels.push_back(std::move(described));
  }
  return code;
}

} // namespace mf::cuda
