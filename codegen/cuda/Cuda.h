// CUDA code of the mft kernels of a module. Three facts a caller needs:
//   - emitLlvm returns the very LLVM IR that emitPtx hands to the NVPTX backend, optimised. The SIMT executor
//     (tests/tools/simt) runs that IR, so that it tests what ships. It calls no function of another library.
//   - Every kernel takes one pointer a buffer, in the order of the mft.kernel's arguments.
//   - Errors (unknown chip, an op with no CUDA lowering) are MLIR diagnostics.
#pragma once
#include "codegen/target/KernelCode.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include <memory>
#include <string>
#include <vector>

namespace mf::cuda {

/// How a kernel is launched: `blocks` x 1 x 1 blocks of `threads` x 1 x 1 threads.
struct Geometry {
  std::string kernel;
  int64_t blocks = 1;
  unsigned threads = 1;
  unsigned staticShared = 0;  ///< bytes of shared memory a block, part of the PTX
  unsigned dynamicShared = 0; ///< bytes to ask for at the launch, none at present
  unsigned buffers = 0;       ///< number of pointer arguments
};

/// LLVM IR for NVPTX. The context must outlive the module: keep them together.
struct LlvmCode {
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
  std::vector<Geometry> kernels; ///< in the order of the mft.kernel ops
};

struct PtxCode {
  std::string text;
  std::vector<Geometry> kernels;
};

/// Registers the translations and loads the dialects that the functions below need. They call it
/// themselves; a program that parses mft text calls it first. Not from within a pass.
void prepareContext(mlir::MLIRContext &context);

/// Lowers each mft.kernel of `module`, which is left unchanged. `chip`: sm_75 ... sm_90a.
mlir::FailureOr<LlvmCode> emitLlvm(mlir::ModuleOp module, llvm::StringRef chip);
mlir::FailureOr<PtxCode> emitPtx(mlir::ModuleOp module, llvm::StringRef chip);

/// The kernels of `module` as an artifact takes them: PTX and, for each kernel, how it is launched.
mlir::FailureOr<codegen::TargetCode> emitTarget(mlir::ModuleOp module, llvm::StringRef chip);

} // namespace mf::cuda
