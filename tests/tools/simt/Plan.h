// Runs a whole mft.plan on the SIMT executor: the same walk over buffers, launches and loops that the
// runtime does on a GPU.
#pragma once
#include "mlir/IR/BuiltinOps.h"
#include "tests/tools/simt/Simt.h"
#include <map>

namespace mf::simt {

using Bytes = std::vector<char>;

struct PlanOptions {
  std::string chip = "sm_90";
  Options executor;
};

struct PlanRun {
  std::map<std::string, Bytes> results; ///< by name, or "result<i>" where the plan gives none
  std::map<std::string, Bytes> states;  ///< every mft.state of the module, after the run
  std::vector<Report> reports;
  std::string summary; ///< the reports as text, empty if there are none
};

/// An array that a plan takes: an argument of the plan or a state of the module.
struct PlanInput {
  std::string name;
  mlir::ShapedType type;
  bool isState;
};
llvm::Expected<std::vector<PlanInput>> planInputs(mlir::ModuleOp module, llvm::StringRef plan);

/// Bytes of an array: row-major, i1 as one byte.
size_t byteSize(mlir::ShapedType type);

/// inputs: the bytes of each array of planInputs, by name.
llvm::Expected<PlanRun> runPlan(mlir::ModuleOp module, llvm::StringRef plan, const std::map<std::string, Bytes> &inputs,
                                const PlanOptions &options = {});

} // namespace mf::simt
