// What the options of a compilation mean.
#pragma once
#include "compiler/api/Compilation.h"
#include "passes/Passes.h"

namespace mf::compiler {

/// What CompileOptions::target asks for.
struct Targets {
  bool cpu = false;
  std::string chip; ///< "sm_90", or empty
};
/// Throws CompileError.
Targets parseTargets(const std::string &text);

/// Of the model's configuration, where it says so; else of the options. Throws CompileError.
passes::Precision precisionOf(const Model &model, const CompileOptions &options);

} // namespace mf::compiler
