// The passes over graphs and kernels, one file each. Flags and contracts are in Passes.td; see docs/passes.md.
#pragma once
#include "codegen/target/Target.h"
#include "mlir/Pass/Pass.h"
#include <memory>

namespace mf::passes {

// create<Name>() of each record in passes/Passes.td
#define GEN_PASS_DECL
#include "passes/Passes.h.inc"

/// Makes the flags known to mf-opt: those of Passes.td, and --mf-pipeline.
void registerPasses();
/// The description of a target by its name; an error at the op, and nothing, where there is none.
std::optional<codegen::Target> targetOf(mlir::Operation *op, llvm::StringRef name);
/// In what the products that a program says read their operands.
enum class Precision { f32, bf16 };
struct PipelineOptions {
  Precision precision = Precision::f32;
  bool tangents = true; ///< false: the program without its forward derivatives
  std::string target = "cpu"; ///< what kernels are cut for (codegen/target/Target.h)
  bool tiles = true; ///< whether every target that the kernels are for keeps tiles
};
/// From a verified graph to one of ordinary ops: derivatives expanded, common subexpressions merged.
void buildExpansion(mlir::OpPassManager &manager, const PipelineOptions &options = {});
/// From there to planned kernels.
void buildKernels(mlir::OpPassManager &manager, const PipelineOptions &options = {});
/// Both: everything from a verified graph to planned kernels.
void buildPipeline(mlir::OpPassManager &manager, const PipelineOptions &options = {});

} // namespace mf::passes
