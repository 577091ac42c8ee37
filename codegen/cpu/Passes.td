// The passes of the CPU's code generator, for mf-opt and tests; the compiler calls lowerKernels and convertToLlvm (LowerKernels.h).
#ifndef MF_CPU_PASSES
#define MF_CPU_PASSES
include "mlir/Pass/PassBase.td"

def LowerKernelsPass : Pass<"mf-cpu-lower-kernels", "::mlir::ModuleOp"> {
  let summary = "kernels to vector code for one CPU";
  let description = [{
    In: `mft.kernel` ops. Out: one `llvm.func` (buffers, begin, end, scratch) for each distinct kernel, of `scf`, `arith`, `math`, `vector` and `llvm` ops.
    Constants, states and plans are left alone.
  }];
  let options = [Option<"cpu", "cpu", "std::string", "\"native\"", "native, x86-64, x86-64-v3 or x86-64-v4">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect", "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def ToLlvmPass : Pass<"mf-cpu-to-llvm", "::mlir::ModuleOp"> {
  let summary = "what mf-cpu-lower-kernels leaves to the llvm dialect";
  let description = [{
    In: the functions of `mf-cpu-lower-kernels`. Out: the same in the `llvm` dialect alone.
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::LLVM::LLVMDialect"];
}

#endif
