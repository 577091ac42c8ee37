// Emits the scalar body of a point for one lane or for a vector of lanes: every value is uniform (a scalar) or
// varying (a vector), decided as it is emitted; uniform work is never repeated per lane.
#pragma once
#include "codegen/cpu/IndexSpace.h"
#include "codegen/cpu/LaneBuilder.h"
#include "dialect/mft/Mft.h"

namespace mf::codegen {

class PointEmitter {
public:
  /// Buffers are the kernel's arguments as pointers; `sources` are the memref values they stand for.
  PointEmitter(LaneBuilder &builder, tile::KernelOp kernel);

  LaneBuilder &b;
  IndexSpace space;

  // what the kernel's values are now
  void bindBuffer(mlir::Value memref, mlir::Value pointer) { values[memref] = pointer; }
  void bind(mlir::Value value, mlir::Value lowered);
  /// A constant of the kernel that is an argument of the code.
  void setParameter(mlir::arith::ConstantOp op, mlir::Value argument) { parameters[op] = argument; }
  void bindIndex(mlir::Value value, mlir::AffineExpr expr);
  /// A new dimension for a scalar i64 >= 0.
  mlir::AffineExpr uniformIndex(mlir::Value scalar);
  /// A new dimension for lanes base, base + 1 ...
  mlir::AffineExpr laneIndex(mlir::Value base);
  mlir::Value value(mlir::Value original);
  mlir::AffineExpr indexOf(mlir::Value original);

  /// From here on bodies are emitted for `lanes` lanes, of which `mask` (null = all) are active.
  void setLanes(unsigned count, mlir::Value mask) { lanes = count, tailMask = mask; }
  unsigned getLanes() const { return lanes; }

  /// Emits the operations of a body; returns what its mft.yield yields. Unsupported operations are
  /// diagnosed, and `failed` is set.
  llvm::SmallVector<mlir::Value> emitBody(mlir::Block &block);
  void emitOp(mlir::Operation *op);
  bool failed = false;

private:
  struct Access {
    mlir::Value base;
    mlir::Type element; ///< storage type
    mlir::AffineExpr linear;
    mlir::Value mask; ///< the operation's own, lowered
  };
  Access access(mlir::Value buffer, mlir::AffineMap map, mlir::OperandRange indices, mlir::Value mask);
  void emitLoad(tile::LoadOp op);
  void emitStore(tile::StoreOp op);
  void emitFold(tile::FoldOp op);
  void emitConstant(mlir::arith::ConstantOp op);
  void emitElementwise(mlir::Operation *op);
  bool foldIndexOp(mlir::Operation *op);
  void foldLoops(tile::FoldOp op, unsigned dim, llvm::SmallVectorImpl<mlir::Value> &carried);
  mlir::Value uniformLoad(const Access &a, mlir::Value other, bool invariant);
  mlir::Value spreadLoad(const Access &a, std::optional<int64_t> stride, mlir::Value condition, mlir::Value other);
  mlir::Value safeDivisor(mlir::Operation *op, mlir::Value dividend, mlir::Value divisor);
  void unsupported(mlir::Operation *op);
  bool isInvariant(mlir::Value buffer) const;
  bool varies(mlir::Value value, const llvm::DenseSet<mlir::Value> &local);
  void spread(mlir::Operation &op, llvm::DenseSet<mlir::Value> &local);
  void forget(tile::FoldOp op);

  mlir::Value scalarOf(mlir::AffineExpr expr);
  mlir::Value lanesOfIndex(mlir::AffineExpr expr);
  mlir::Value combineIndex(mlir::AffineBinaryOpExpr expr, mlir::Value left, mlir::Value right);

  tile::KernelOp kernel;
  unsigned lanes = 1;
  mlir::Value tailMask;
  llvm::DenseMap<mlir::Value, mlir::Value> values;
  llvm::DenseMap<mlir::Value, mlir::AffineExpr> indices;
  llvm::DenseMap<mlir::Operation *, mlir::Value> parameters;
  llvm::SmallVector<mlir::Value> dimValues;
};

} // namespace mf::codegen
