// The phases of one block: tiles, and local arrays with what fills and multiplies them.
#pragma once
#include "codegen/cpu/PointEmitter.h"

namespace mf::codegen {

class BlockEmitter {
public:
  /// `scratch`: memory of the thread, at least scratchBytes(kernel).
  BlockEmitter(PointEmitter &points, tile::KernelOp kernel, mlir::Value scratch);
  void emit(mlir::Value block);
  static int64_t scratchBytes(tile::KernelOp kernel, const CpuTarget &target);

private:
  void emitPhases(mlir::Block &block);
  void emitRepeat(tile::RepeatOp op);

  PointEmitter &points;
  LaneBuilder &b;
  tile::KernelOp kernel;
};

} // namespace mf::codegen
