// How a reduction combines values in registers, and what it starts from.
#pragma once
#include "codegen/common/Registers.h"
#include "dialect/mft/Combine.h"

namespace mf::codegen {

/// left (combiner) right on registers, scalars or vectors; `type` is the kernel's element type. bf16 combines in f32.
mlir::Value combine(RegisterBuilder &b, tile::Combiner combiner, mlir::Type type, mlir::Value left, mlir::Value right);
/// The value that changes nothing, in a register.
mlir::Value identity(RegisterBuilder &b, tile::Combiner combiner, mlir::Type type);
/// A tile's combiners, one a result.
llvm::SmallVector<tile::Combiner> combinersOf(tile::TileOp op);

} // namespace mf::codegen
