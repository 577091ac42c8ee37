// The passes over graphs and kernels, one file each. Flags and contracts are in Passes.td; see docs/passes.md.
#pragma once
#include "mlir/Pass/Pass.h"
#include <memory>

namespace mf::passes {

// create<Name>() of each record in passes/Passes.td
#define GEN_PASS_DECL
#include "passes/Passes.h.inc"

/// Makes the flags known to mf-opt: those of Passes.td, and --mf-pipeline.
void registerPasses();
/// In what contractions of the primal read their operands.
enum class Precision { f32, bf16 };
struct PipelineOptions {
  Precision precision = Precision::f32;
  bool tangents = true; ///< false: the program without its forward derivatives
};
/// From a verified graph to one of ordinary ops: derivatives expanded, common subexpressions merged.
void buildExpansion(mlir::OpPassManager &manager, const PipelineOptions &options = {});
/// From there to planned kernels.
void buildKernels(mlir::OpPassManager &manager, const PipelineOptions &options = {});
/// Both: everything from a verified graph to planned kernels.
void buildPipeline(mlir::OpPassManager &manager, const PipelineOptions &options = {});

} // namespace mf::passes
