//===- Register.cpp - the pipeline in its order --------------------------------------------------===//
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_REGISTRATION
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mf::passes;

std::optional<mf::codegen::Target> mf::passes::targetOf(mlir::Operation *op, llvm::StringRef name) {
  std::optional<codegen::Target> target = codegen::findTarget(name);
  if (!target)
    op->emitError("expected the target cpu or cuda, got '") << name << "'";
  return target;
}

void mf::passes::buildExpansion(mlir::OpPassManager &manager, const PipelineOptions &options) {
  manager.addPass(createWarnIneffectivePass());
  if (!options.tangents)
    manager.addPass(createDropTangentsPass());
  if (options.precision == Precision::bf16)
    manager.addPass(createPrecisionPass());
  manager.addPass(createDecomposePass());
  manager.addPass(createFactorProductsPass());
  manager.addPass(createExpandDerivativesPass());
  manager.addPass(mlir::createCanonicalizerPass());
  manager.addPass(createMergeEqualPass());
}

void mf::passes::buildKernels(mlir::OpPassManager &manager, const PipelineOptions &options) {
  manager.addPass(createRoundOperandsPass());
  manager.addPass(createFuseProductsPass({options.target, options.tiles}));
  manager.addPass(createRematerializePass());
  manager.addPass(createGroupUpdatesPass());
  manager.addPass(createSplitReductionsPass({options.target}));
  manager.addPass(createSplitContractionsPass({options.target}));
  manager.addPass(createInterleavePass());
  manager.addPass(createPartitionPass({options.target}));
  manager.addPass(createPlanArenaPass());
}

void mf::passes::buildPipeline(mlir::OpPassManager &manager, const PipelineOptions &options) {
  buildExpansion(manager, options);
  buildKernels(manager, options);
}

namespace {
struct PipelineFlags : mlir::PassPipelineOptions<PipelineFlags> {
  Option<bool> tiles{*this, "tiles", llvm::cl::desc("whether kernels may keep tiles: false for those that other targets get too"), llvm::cl::init(true)};
};
} // namespace

void mf::passes::registerPasses() {
  registerMfPasses();
  mlir::PassPipelineRegistration<PipelineFlags> pipeline(
      "mf-pipeline", "everything from a verified graph to planned kernels", [](mlir::OpPassManager &manager, const PipelineFlags &flags) {
        PipelineOptions options;
        options.tiles = flags.tiles;
        buildPipeline(manager, options);
      });
}
