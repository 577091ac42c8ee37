//===- Precision.cpp - the program's products in bf16 -----------------------------------------------===//
// --mf-precision. In: a program before its derivatives are expanded. Out: every f32 mf.dot_general in it has precision
// bf16. That is what the program says; what derivatives add has full precision by rule, so that no order of ops or merging
// of equal ones decides which product is rounded. Convolutions and products inside composites (a Fourier transform) are
// left in f32. --mf-round-operands does the rounding, once derivatives are expanded.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Mf.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_PRECISIONPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;

namespace {
struct PrecisionPass : mf::passes::impl::PrecisionPassBase<PrecisionPass> {
  void runOnOperation() override {
    getOperation().walk([](DotGeneralOp op) {
      if (op.getLhs().getType().getElementType().isF32())
        op.setPrecision(mf::ir::Precision::bf16);
    });
  }
};
} // namespace
