// Functions of the math dialect as arithmetic, on scalars and vectors alike: same bits in both.
#pragma once
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mf::codegen {

/// The value of the math operation `op` on `operands` (f32 or vectors of it; f64 for the few that need no library),
/// or null where the operation stays what it is: an instruction of the target (sqrt, floor ...) or a library call.
/// With `fma`, products are fused where it helps; it changes bits, so that a target picks one and keeps it.
mlir::Value expandMath(mlir::ImplicitLocOpBuilder &builder, mlir::Operation *op, mlir::ValueRange operands, bool fma);

} // namespace mf::codegen
