// PointKernel: kernels of ops that fit no loop: each point does what it does in sequence.
#pragma once
#include "passes/partition/Body.h"

namespace mf::passes {

/// A kernel of one tile over `shape` without the dimension `hole` (-1: all of it), a block for each leading coordinate.
class PointKernel {
public:
  PointKernel(mlir::OpBuilder &b, mlir::Operation *op, llvm::ArrayRef<int64_t> shape, int64_t hole, llvm::StringRef kind);
  /// Fills the tile; the callback gets coordinates of the remaining dimensions.
  void build(llvm::function_ref<void(llvm::ArrayRef<mlir::Value>)> fill);
  /// A sequential loop of `sizes`.
  mlir::ValueRange fold(llvm::ArrayRef<int64_t> sizes, mlir::ValueRange inits,
                        llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::ValueRange, mlir::ValueRange)> step) {
    return emitFold(b, loc, sizes, inits, step);
  }
  Body body() { return Body(b, kernel, {}); }
  mlir::Value constantIndex(int64_t v);
  mlir::OpBuilder &b;
  mlir::Location loc;
  llvm::SmallVector<int64_t> rest; ///< the sizes of the remaining dimensions
  KernelBuilder kernel;
};

/// Coordinates with one more at `position`.
llvm::SmallVector<mlir::Value> insertAt(llvm::ArrayRef<mlir::Value> at, int64_t position, mlir::Value value);
/// The element of `source` at computed coordinates.
mlir::Value emitAt(Body &body, mlir::Value source, llvm::ArrayRef<mlir::Value> index);

} // namespace mf::passes
