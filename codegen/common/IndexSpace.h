// Index arithmetic of kernels as affine expressions, and how an address runs along the lanes.
#pragma once
#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace mf::codegen {

/// The dimensions (AffineDimExpr) that index expressions are made of.
class IndexSpace {
public:
  enum class Kind {
    uniform, ///< one value for all lanes
    lane,    ///< lane l holds the base + l; the base is a multiple of the number of lanes
    data,    ///< any value in any lane
  };
  explicit IndexSpace(mlir::MLIRContext *context) : context(context) {}

  mlir::AffineExpr add(Kind kind, bool nonNegative) {
    dims.push_back({kind, nonNegative});
    return mlir::getAffineDimExpr(dims.size() - 1, context);
  }
  mlir::AffineExpr constant(int64_t value) { return mlir::getAffineConstantExpr(value, context); }
  unsigned size() const { return dims.size(); }
  Kind kind(unsigned dim) const { return dims[dim].kind; }

  /// The step of `expr` from lane to lane: 0 = uniform; nothing = irregular.
  std::optional<int64_t> laneStride(mlir::AffineExpr expr, unsigned lanes) const;
  bool isNonNegative(mlir::AffineExpr expr) const;
  /// Whether any lane-dependent dimension occurs.
  bool varies(mlir::AffineExpr expr) const;

private:
  struct Dim {
    Kind kind;
    bool nonNegative;
  };
  int64_t knownDivisor(mlir::AffineExpr expr, unsigned lanes) const;

  mlir::MLIRContext *context;
  llvm::SmallVector<Dim> dims;
};

/// The coordinates of a flat index. They are written as differences of quotients, which cancel when they are linearised.
llvm::SmallVector<mlir::AffineExpr> delinearize(mlir::AffineExpr flat, llvm::ArrayRef<int64_t> sizes);

/// The row-major element number of `indices` in a buffer.
mlir::AffineExpr linearize(mlir::MemRefType buffer, llvm::ArrayRef<mlir::AffineExpr> indices, unsigned numDims);

} // namespace mf::codegen
