// Kernels that compute with subnormal numbers, in a process whose kernels usually flush them.
#pragma once
#include "codegen/cpu/LaneBuilder.h"

namespace mf::codegen {

/// Code with the rule of codegen/common/Subnormals.h. Callers enter kernels with subnormals flushed (runtime/cpu); where
/// `keeps`, the function's code moves to one of its own, and the function calls that with them kept. The mode is never
/// changed where floating-point code stands: LLVM may move that across.
void applySubnormalMode(LaneBuilder &b, mlir::LLVM::LLVMFuncOp function, bool keeps);

} // namespace mf::codegen
