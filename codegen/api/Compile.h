// Kernel-level modules (mft.kernel, mft.constant, mft.state, mft.plan) to machine code and artifacts.
#pragma once
#include "codegen/target/KernelCode.h"
#include "codegen/target/Machine.h"
#include <string>
#include <vector>

namespace mlir {
class ModuleOp;
}

namespace mf::codegen {

struct CompileOptions {
  std::string cpu = "native"; ///< native, x86-64, x86-64-v3 or x86-64-v4
  Emit emit = Emit::artifact;
  TargetCode gpu;             ///< PTX of the kernels (mf::cuda::emitTarget), or nothing
};

/// Compiles the module; it is consumed (kernels are lowered in place). Returns the bytes of LLVM IR, assembly or object
/// (`emit` artifact counts as object). On failure `error` says why and the result is empty; what concerns a kernel
/// has also been diagnosed at its location. An error that begins with "internal error: " is not the user's fault.
std::vector<char> compileToObject(mlir::ModuleOp module, const CompileOptions &options, std::string &error);

/// Compiles the module and writes what `options.emit` asks for to `path`: first to a file beside, then renamed.
/// Returns an error as compileToObject does, or "".
std::string writeArtifact(mlir::ModuleOp module, const std::string &path, const CompileOptions &options);

} // namespace mf::codegen
