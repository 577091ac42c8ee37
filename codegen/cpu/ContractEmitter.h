// mft.contract as packed, register-tiled matrix products.
#pragma once
#include "codegen/cpu/PointEmitter.h"

namespace mf::codegen {

/// Emits block `block` of the contraction; says how many blocks there are and what scratch each needs.
void emitContraction(PointEmitter &points, tile::KernelOp kernel, tile::ContractOp op, mlir::Value block, mlir::Value scratch, int64_t &blocks, int64_t &scratchBytes);

} // namespace mf::codegen
