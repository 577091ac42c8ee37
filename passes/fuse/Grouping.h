// Grouping: which sums of a space become one kernel, and the mf.fused op of each.
#pragma once
#include "passes/fuse/Space.h"

namespace mf::passes {

/// Replaces the ops of the spaces, all of one block, by mf.fused ops.
void fuse(mlir::Block &block, llvm::ArrayRef<Space> spaces);

} // namespace mf::passes
