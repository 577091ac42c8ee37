//===- RoundOperands.cpp - operands of products with precision bf16 ---------------------------------===//
// --mf-round-operands. In: expanded graphs, after equal ops have been merged. Out: the f32 operands of an mf.dot_general
// with precision bf16 are converted to bf16, and the op has full precision; the sum is still in f32.
// A value is rounded where it is made, once: weights outside of loops, activations in the kernel that computes them.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "dialect/mf/Role.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_ROUNDOPERANDSPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;

namespace {
struct RoundOperandsPass : mf::passes::impl::RoundOperandsPassBase<RoundOperandsPass> {
  void runOnOperation() override {
    rounded.clear();
    SmallVector<DotGeneralOp> products;
    getOperation().walk([&](DotGeneralOp op) {
      if (op.getPrecision() == mf::ir::Precision::bf16)
        products.push_back(op);
    });
    for (DotGeneralOp op : products) {
      for (OpOperand &operand : op->getOpOperands())
        operand.set(round(operand.get()));
      op.setPrecision(mf::ir::Precision::full);
    }
  }

private:
  Value round(Value value) {
    Value &known = rounded[value];
    if (known)
      return known;
    OpBuilder b(value.getContext());
    b.setInsertionPointAfterValue(value);
    WithRole role(b, value.getDefiningOp() ? roleOf(value.getDefiningOp()) : Role::primal);
    return known = Emit{b, value.getLoc()}.convert(value, b.getBF16Type());
  }
  llvm::DenseMap<Value, Value> rounded;
};
} // namespace
