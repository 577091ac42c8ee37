// Scalar operations that no target has an instruction for, or each its own: as arithmetic, with the same bits on scalars
// and vectors, on the CPU and in PTX.
#pragma once
#include "codegen/common/FloatMath.h"
#include "codegen/common/Registers.h"
#include "llvm/ADT/DenseMap.h"

namespace mf::codegen {

/// Expands operations; keeps what later ones can share.
class Expander {
public:
  explicit Expander(RegisterBuilder &b) : b(b) {}

  /// The value of `op` (a function of the math dialect, a remainder, an integer division, a conversion of a float to an
  /// integer) on `operands`: f32, f64, integers or vectors of them. Null where the operation is an instruction (sqrt,
  /// floor, a product ...).
  mlir::Value expand(mlir::Operation *op, mlir::ValueRange operands, mlir::Type result);

private:
  mlir::Value divide(mlir::Operation *op, mlir::Value dividend, mlir::Value divisor, mlir::Type result);
  mlir::Value toInteger(mlir::Operation *op, mlir::Value x, mlir::Type result);

  RegisterBuilder &b;
  FloatMath::AngleCache angles;
};

} // namespace mf::codegen
