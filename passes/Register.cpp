//===- Register.cpp - pass names for mf-opt, and the pipeline in its order -----------------------===//
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"

using namespace mf::passes;

void mf::passes::buildExpansion(mlir::OpPassManager &manager, const PipelineOptions &options) {
  if (!options.tangents)
    manager.addPass(createDropTangentsPass());
  manager.addPass(createDecomposePass());
  manager.addPass(createExpandDerivativesPass());
  manager.addPass(mlir::createCanonicalizerPass());
  manager.addPass(mlir::createCSEPass());
}

void mf::passes::buildKernels(mlir::OpPassManager &manager, const PipelineOptions &options) {
  if (options.precision == Precision::bf16)
    manager.addPass(createPrecisionPass());
  manager.addPass(createRematerializePass());
  manager.addPass(createSplitReductionsPass(options.target));
  manager.addPass(createSplitContractionsPass(options.target));
  manager.addPass(createInterleavePass());
  manager.addPass(createPartitionPass(options.target));
  manager.addPass(createPlanArenaPass());
}

void mf::passes::buildPipeline(mlir::OpPassManager &manager, const PipelineOptions &options) {
  buildExpansion(manager, options);
  buildKernels(manager, options);
}

/// A pass that takes a target's description: the CPU's where it is registered.
template <std::unique_ptr<mlir::Pass> (*create)(const mf::codegen::Target &)> static void registerForTarget() {
  mlir::registerPass([] { return create({}); });
}

void mf::passes::registerPasses() {
  mlir::registerPass(createDecomposePass);
  mlir::registerPass(createDropTangentsPass);
  mlir::registerPass(createExpandDerivativesPass);
  mlir::registerPass(createPrecisionPass);
  mlir::registerPass(createRematerializePass);
  registerForTarget<createSplitReductionsPass>();
  registerForTarget<createSplitContractionsPass>();
  mlir::registerPass(createInterleavePass);
  registerForTarget<createPartitionPass>();
  mlir::registerPass(createPlanArenaPass);
  mlir::PassPipelineRegistration<> pipeline("mf-pipeline", "everything from a verified graph to planned kernels",
                                                                       [](mlir::OpPassManager &manager) { buildPipeline(manager); });
}
