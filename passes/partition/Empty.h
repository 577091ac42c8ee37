// Tensors without elements: no kernel computes them.
#pragma once
#include "mlir/IR/Block.h"

namespace mf::passes {
bool isEmpty(mlir::Value value);
/// Replaces what is empty, or made of nothing, by constants.
void removeEmpty(mlir::Block &block);
} // namespace mf::passes
