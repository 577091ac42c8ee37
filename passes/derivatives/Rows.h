// Rows: where the rows that a jvp moves come to stand, and tangents of these parts of values alone.
#pragma once
#include "dialect/mf/Emit.h"
#include "llvm/ADT/DenseMap.h"

namespace mf::passes {

/// The type of the part of a value in which a tangent may be other than zero.
mlir::RankedTensorType partType(mlir::RankedTensorType type, const ir::RowBlock &part);
/// That part of a value.
mlir::Value cutRows(ir::Emit &e, mlir::Value value, const ir::RowBlock &part);
/// A tangent of the part `from` of a value as one of the part `to`, which holds that: zeros stand in what is new.
mlir::Value spreadRows(ir::Emit &e, mlir::Value tangent, ir::RowBlock from, ir::RowBlock to);
/// The error at an op that mixes rows, which stand in its operands as given.
mlir::LogicalResult refuseMixing(mlir::Operation *op, llvm::ArrayRef<ir::RowBlock> rows);

/// The rows that move in what a loop carries, before anything is emitted.
class LoopRows {
public:
  /// `outside`: of values that are not of the loop; `useful`: whether a value's tangent is asked for.
  LoopRows(llvm::function_ref<ir::RowBlock(mlir::Value)> outside, llvm::function_ref<bool(mlir::Value)> useful) : outside(outside), useful(useful) {}
  /// Of each carried value, the same in all trips: what it begins with, and what a trip makes of it. Errors stand at the op that mixes rows.
  mlir::FailureOr<llvm::SmallVector<ir::RowBlock>> carried(ir::ForOp loop);

private:
  mlir::LogicalResult visit(mlir::Operation *op);
  mlir::LogicalResult visitBody(mlir::Block &body);
  ir::RowBlock get(mlir::Value value) const;

  llvm::function_ref<ir::RowBlock(mlir::Value)> outside;
  llvm::function_ref<bool(mlir::Value)> useful;
  llvm::DenseMap<mlir::Value, ir::RowBlock> known;
};

} // namespace mf::passes
