#include "codegen/cpu/ContractEmitter.h"
using namespace mlir;
void mf::codegen::emitContraction(PointEmitter &points, tile::KernelOp kernel, tile::ContractOp op, Value block, Value scratch, int64_t &blocks, int64_t &scratchBytes) {
  op.emitError("not yet");
  points.failed = true;
}
