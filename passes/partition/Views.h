// Views: which views are worth a buffer of their own.
#pragma once
#include "mlir/IR/Block.h"

namespace mf::passes {
/// Gives a buffer to the views that would make the code of their readers too large.
void limitViews(mlir::Block &block);
} // namespace mf::passes
