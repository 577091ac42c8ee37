// Emits the scalar body of a point for one lane or for a vector of lanes: every value is uniform (a scalar) or
// varying (a vector), decided as it is emitted; uniform work is never repeated per lane.
#pragma once
#include "codegen/common/BodyEmitter.h"
#include "codegen/cpu/LaneBuilder.h"

namespace mf::codegen {

class PointEmitter : public BodyEmitter {
public:
  /// Buffers are the kernel's arguments as pointers; `sources` are the memref values they stand for.
  PointEmitter(LaneBuilder &builder, tile::KernelOp kernel);

  LaneBuilder &b;

  void bindBuffer(mlir::Value memref, mlir::Value pointer) { values[memref] = pointer; }
  /// An array's rows are `stride` elements apart, more than its columns.
  void setRowStride(mlir::Value array, int64_t stride) { rowStrides[array] = stride; }
  /// A new dimension for lanes base, base + 1 ...
  mlir::AffineExpr laneIndex(mlir::Value base);

  /// From here on bodies are emitted for `lanes` lanes, of which `mask` (null = all) are active.
  void setLanes(unsigned count, mlir::Value mask) { lanes = count, tailMask = mask; }
  unsigned getLanes() const { return lanes; }

protected:
  void emitLoad(tile::LoadOp op) override;
  void emitStore(tile::StoreOp op) override;
  void emitFold(tile::FoldOp op) override;
  mlir::Value valueOfIndex(mlir::AffineExpr expr) override;

private:
  struct Access {
    mlir::Value base;
    mlir::Type element; ///< memory type
    mlir::AffineExpr linear;
    mlir::Value mask; ///< the operation's own, lowered
  };
  Access access(mlir::Value buffer, mlir::AffineMap map, mlir::OperandRange indices, mlir::Value mask);
  /// What a load finds, in the memory's type.
  mlir::Value emitAccess(const Access &a, mlir::Value other, bool invariant);
  mlir::Value uniformLoad(const Access &a, mlir::Value other, bool invariant);
  mlir::Value spreadLoad(const Access &a, std::optional<int64_t> stride, mlir::Value condition, mlir::Value other);
  bool isInvariant(mlir::Value buffer) const;
  bool varies(mlir::Value value, const llvm::DenseSet<mlir::Value> &local);
  void spread(mlir::Operation &op, llvm::DenseSet<mlir::Value> &local);
  void forget(tile::FoldOp op);
  mlir::Value lanesOfIndex(mlir::AffineExpr expr);

  tile::KernelOp kernel;
  llvm::DenseMap<mlir::Value, int64_t> rowStrides;
  unsigned lanes = 1;
  mlir::Value tailMask;
};

} // namespace mf::codegen
