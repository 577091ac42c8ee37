// From LLVM IR to an artifact: the descriptor of runtime/abi/mf_abi.h, object code and the link. Knows kernels as KernelCode
// alone, and no target.
#pragma once
#include "codegen/target/KernelCode.h"
#include "codegen/target/Machine.h"
#include <string>
#include <vector>

namespace llvm {
class Module;
class StringRef;
} // namespace llvm
namespace mlir {
class ModuleOp;
}

namespace mf::codegen {

/// Adds the constant `mf_artifact` that describes the module's plans, states and constants, and its kernels: those of the
/// CPU, whose functions are in `code`, and of a GPU (no text: none). The structs are laid out by the data layout of
/// `code`. Returns an error or "".
std::string addDescriptor(llvm::Module &code, mlir::ModuleOp module, const TargetCode &cpu, const TargetCode &gpu);

/// Sets triple and data layout of `code`. Returns an error or "".
std::string setMachine(llvm::Module &code, const Machine &machine);

/// Optimises and emits LLVM IR, assembly or an object.
std::vector<char> emitObject(llvm::Module &code, const Machine &machine, Emit emit, std::string &error);

/// Links one object to a shared object. Returns an error or "".
std::string linkShared(llvm::StringRef object, llvm::StringRef output);

} // namespace mf::codegen
