// Register tiles of matrix products: functions shared by all contractions of a module.
#pragma once
#include "codegen/cpu/LaneBuilder.h"

namespace mf::codegen {

struct MicroKernel {
  mlir::Type type;      ///< f32 or f64
  unsigned rows, vectors, lanes;
  bool rowsContiguous;  ///< the packed left side is [k][rows of a full tile], else [row][k]
  int64_t fullRows;     ///< rows of a full tile: the stride of k in [k][row]
  int64_t packedRow;    ///< the stride of a row in [row][k]
  int64_t panelColumns; ///< the stride of k in the packed right side
};

/// sums (rows x vectors lanes, `stride` elements from row to row) += left * right over `count` steps of k in order; with
/// `first` the sums start from zero. Emits a call; the function is created when first used.
void callMicroKernel(LaneBuilder &b, const MicroKernel &kernel, mlir::Value left, mlir::Value right, mlir::Value sums, mlir::Value count, mlir::Value stride,
                     mlir::Value first);

} // namespace mf::codegen
