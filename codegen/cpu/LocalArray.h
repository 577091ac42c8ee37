// Arrays of a block in its thread's scratch memory, and the ops that work on them whole.
#pragma once
#include "codegen/cpu/PointEmitter.h"

namespace mf::codegen {

/// How an array lies in memory: row after row, with room for whole register tiles, so that products need no masks.
struct LocalArray {
  LocalArray(tile::LocalOp op, const CpuTarget &target);
  mlir::Type element;
  int64_t rows, columns;
  int64_t stride; ///< elements from row to row: whole vectors
  /// Whole register tiles of rows, a vector more for what writes beyond the end, and a multiple of a cache line.
  int64_t bytes() const;

private:
  int64_t lanes, paddedRows;
};

void emitStage(PointEmitter &points, tile::StageOp op);
void emitDot(PointEmitter &points, tile::DotOp op);

} // namespace mf::codegen
