// Conversions that may be the identity after lowering, and calls into libm for what has no expansion.
#pragma once
#include "codegen/cpu/LaneBuilder.h"

namespace mf::codegen {

/// extf, truncf, bitcast and index casts on lowered values.
mlir::Value convertLanes(LaneBuilder &b, mlir::Operation *op, mlir::Value operand, mlir::Type result);

/// A libm call for a math operation on f64 (lane by lane in a helper function shared by the module), or null where the
/// operation is an instruction. `op` names the operation and its attributes; operands are lowered.
mlir::Value callLibm(LaneBuilder &b, mlir::Operation *op, mlir::ValueRange operands);

} // namespace mf::codegen
