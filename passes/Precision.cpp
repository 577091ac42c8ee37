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

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {
struct PrecisionPass : PassWrapper<PrecisionPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrecisionPass)
  StringRef getArgument() const override { return "mf-precision"; }
  StringRef getDescription() const override { return "round the operands of the primal's products to bf16"; }
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

std::unique_ptr<Pass> mf::passes::createPrecisionPass() { return std::make_unique<PrecisionPass>(); }
