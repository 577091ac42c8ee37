// Emits the scalar body of a point: what a kernel's values are in registers, index arithmetic as affine expressions that
// simplify, and every operation but memory. A target adds loads and stores, and, for lanes, what varies along them.
#pragma once
#include "codegen/common/Expand.h"
#include "codegen/common/IndexSpace.h"
#include "codegen/common/Registers.h"
#include "dialect/mft/Mft.h"

namespace mf::codegen {

class BodyEmitter {
public:
  /// `target` is how errors name it: "CPU".
  BodyEmitter(RegisterBuilder &registers, llvm::StringRef target)
      : space(registers.getContext()), registers(registers), expander(registers), target(target) {}
  virtual ~BodyEmitter() = default;

  IndexSpace space;

  // what the kernel's values are now
  void bind(mlir::Value value, mlir::Value lowered);
  void bindIndex(mlir::Value value, mlir::AffineExpr expr);
  /// A constant of the kernel that is an argument of the code.
  void setParameter(mlir::arith::ConstantOp op, mlir::Value argument) { parameters[op] = argument; }
  /// A new dimension for a scalar i64 >= 0.
  mlir::AffineExpr uniformIndex(mlir::Value scalar);
  mlir::Value value(mlir::Value original);
  mlir::AffineExpr indexOf(mlir::Value original);
  /// The i64 that an expression has (in lane 0).
  mlir::Value scalarOf(mlir::AffineExpr expr);
  /// Binds arguments to the coordinates of a flat index.
  void bindCoordinates(mlir::ValueRange arguments, mlir::AffineExpr flat, llvm::ArrayRef<int64_t> sizes);

  /// Emits the operations of a body; returns what its mft.yield yields. Unsupported operations are
  /// diagnosed, and `failed` is set.
  llvm::SmallVector<mlir::Value> emitBody(mlir::Block &block);
  void emitOp(mlir::Operation *op);
  bool failed = false;

protected:
  virtual void emitLoad(tile::LoadOp op) = 0;
  virtual void emitStore(tile::StoreOp op) = 0;
  virtual void emitFold(tile::FoldOp op);
  /// The register of an index expression.
  virtual mlir::Value valueOfIndex(mlir::AffineExpr expr) { return scalarOf(expr); }
  /// The element number of a load or store, simplified.
  mlir::AffineExpr linearIndex(mlir::MemRefType type, mlir::AffineMap map, mlir::OperandRange indices);
  /// left op right, on i64 scalars or i32 vectors.
  mlir::Value combineIndex(mlir::AffineBinaryOpExpr expr, mlir::Value left, mlir::Value right);
  /// The loops of a fold from dimension `dim` on.
  void foldLoops(tile::FoldOp op, unsigned dim, llvm::SmallVectorImpl<mlir::Value> &carried);
  mlir::AffineExpr addDimension(IndexSpace::Kind kind, mlir::Value value, bool nonNegative);

  llvm::DenseMap<mlir::Value, mlir::Value> values;
  llvm::DenseMap<mlir::Value, mlir::AffineExpr> indices;
  llvm::SmallVector<mlir::Value> dimValues;

private:
  void unsupported(mlir::Operation *op);
  void emitConstant(mlir::arith::ConstantOp op);
  void emitElementwise(mlir::Operation *op);
  mlir::Value convert(mlir::Operation *op, mlir::Value operand, mlir::Type result);
  bool foldIndexOp(mlir::Operation *op);

  RegisterBuilder &registers;
  Expander expander;
  llvm::StringRef target;
  llvm::DenseMap<mlir::Operation *, mlir::Value> parameters;
};

} // namespace mf::codegen
