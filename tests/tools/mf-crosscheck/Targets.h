// The compiled sides of the comparison.
#pragma once
#include "mlir/IR/BuiltinOps.h"
#include "tests/tools/mf-crosscheck/Arrays.h"
#include "llvm/Support/Error.h"

struct mf_program;

namespace mf::crosscheck {

/// The CPU artifact of a kernel-level module, loaded through the runtime.
class CpuTarget {
public:
  /// Compiles a copy of the module.
  static llvm::Expected<std::unique_ptr<CpuTarget>> compile(mlir::ModuleOp module, const std::string &cpu);
  ~CpuTarget();
  /// Runs an entry; fails where something was written outside of the results, whose bytes are `before` at first.
  llvm::Expected<Point> run(llvm::StringRef entry, const Point &inputs, llvm::ArrayRef<mlir::RankedTensorType> results, int threads, char before = (char)0xff);

private:
  mf_program *program = nullptr;
};

/// Runs the CUDA lowering of one plan of a kernel-level module on the SIMT executor; fails at memory faults.
/// `cuda::prepareContext` must have been called on the module's context.
llvm::Expected<Point> runSimt(mlir::ModuleOp module, llvm::StringRef plan, const Point &inputs, llvm::ArrayRef<std::string> argumentNames,
                              llvm::ArrayRef<mlir::RankedTensorType> results);

} // namespace mf::crosscheck
