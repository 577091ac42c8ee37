//===- Precision.cpp - products of the primal in bf16 ----------------------------------------------===//
// --mf-precision. In: expanded graphs, after common subexpressions have been merged. Out: both operands of an f32
// mf.dot_general of the primal are rounded to bf16; the sum is still in f32. What carries a derivative stays in f32: a
// tangent is a small difference of large values, and a gradient is summed over many steps. Convolutions, reductions,
// elementwise ops and all state stay in f32 as well.
// A value is rounded where it is made, once: weights outside of loops, activations in the kernel that computes them.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "passes/Costs.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_PRECISIONPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {
struct PrecisionPass : mf::passes::impl::PrecisionPassBase<PrecisionPass> {
  void runOnOperation() override {
    SmallVector<DotGeneralOp> products;
    getOperation().walk([&](DotGeneralOp op) {
      if (roleOf(op) == Role::primal && op.getLhs().getType().getElementType().isF32())
        products.push_back(op);
    });
    rounded.clear();
    for (DotGeneralOp op : products)
      for (OpOperand &operand : op->getOpOperands())
        operand.set(round(operand.get()));
  }

private:
  Value round(Value value) {
    Value &known = rounded[value];
    if (known)
      return known;
    OpBuilder b(value.getContext());
    b.setInsertionPointAfterValue(value);
    return known = Emit{b, value.getLoc()}.convert(value, b.getBF16Type());
  }
  llvm::DenseMap<Value, Value> rounded;
};
} // namespace
