// From LLVM IR to an artifact: the descriptor of runtime/abi/mf_abi.h, object code and the link.
#pragma once
#include "codegen/api/Compile.h"
#include "codegen/cpu/LowerKernels.h"

namespace llvm {
class Module;
}

namespace mf::codegen {

/// Adds the constant `mf_artifact` that describes the module's plans, states, constants and kernels. Returns an error or "".
std::string addDescriptor(llvm::Module &code, mlir::ModuleOp module, llvm::ArrayRef<KernelInfo> kernels, const CpuTarget &target, llvm::StringRef ptx);

/// Optimises and emits LLVM IR, assembly or an object.
std::vector<char> emitObject(llvm::Module &code, const CpuTarget &target, Emit emit, std::string &error);

/// Links one object to a shared object. Returns an error or "".
std::string linkShared(llvm::StringRef object, llvm::StringRef output);

} // namespace mf::codegen
