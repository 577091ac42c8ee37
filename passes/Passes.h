// The passes over graphs and kernels, one file each. See docs/passes.md.
#pragma once
#include "codegen/target/Target.h"
#include "mlir/Pass/Pass.h"
#include <memory>

namespace mf::passes {

/// --mf-decompose: composite ops (softmax, layer_norm, gelu ...) become the expressions that define them.
std::unique_ptr<mlir::Pass> createDecomposePass();
/// --mf-drop-tangents: every mf.jvp gives zeros; what a program costs without its forward derivatives.
std::unique_ptr<mlir::Pass> createDropTangentsPass();
/// --mf-expand-derivatives: mf.jvp and mf.grad become ordinary ops, in program order.
std::unique_ptr<mlir::Pass> createExpandDerivativesPass();
/// --mf-precision: the operands of the primal's products become bf16; sums stay in f32.
std::unique_ptr<mlir::Pass> createPrecisionPass();
/// --mf-rematerialize: cheap forward values are computed again in the backward pass.
std::unique_ptr<mlir::Pass> createRematerializePass();
/// --mf-split-reductions: large column and full reductions become two steps with fixed chunks.
std::unique_ptr<mlir::Pass> createSplitReductionsPass(const codegen::Target &target = {});
/// --mf-split-contractions: products with long sums and few results become products over parts of the sum.
std::unique_ptr<mlir::Pass> createSplitContractionsPass(const codegen::Target &target = {});
/// --mf-interleave: an order of ops that the graph gives, tangents beside their primal.
std::unique_ptr<mlir::Pass> createInterleavePass();
/// --mf-partition: entries become plans of launches, their ops kernels.
std::unique_ptr<mlir::Pass> createPartitionPass(const codegen::Target &target = {});
/// --mf-plan-arena: offsets of the arena buffers from their lifetimes.
std::unique_ptr<mlir::Pass> createPlanArenaPass();

void registerPasses();
/// In what contractions of the primal read their operands.
enum class Precision { f32, bf16 };
struct PipelineOptions {
  Precision precision = Precision::f32;
  bool tangents = true; ///< false: the program without its forward derivatives
  codegen::Target target; ///< what kernels are cut for
};
/// From a verified graph to one of ordinary ops: derivatives expanded, common subexpressions merged.
void buildExpansion(mlir::OpPassManager &manager, const PipelineOptions &options = {});
/// From there to planned kernels.
void buildKernels(mlir::OpPassManager &manager, const PipelineOptions &options = {});
/// Both: everything from a verified graph to planned kernels.
void buildPipeline(mlir::OpPassManager &manager, const PipelineOptions &options = {});

} // namespace mf::passes
