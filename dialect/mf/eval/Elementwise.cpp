//===- Elementwise.cpp - each op by the `meaning` of its record ---------------------------------===//
#include "dialect/mf/eval/Families.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

/// Doubles hold no product of two large integers: these three wrap exactly.
static std::optional<Arithmetic> arithmetic(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::optional<Arithmetic>>(op)
      .Case<AddOp>([](Operation *) { return Arithmetic::add; })
      .Case<SubOp>([](Operation *) { return Arithmetic::sub; })
      .Case<MulOp>([](Operation *) { return Arithmetic::mul; })
      .Default([](Operation *) { return std::nullopt; });
}

bool mf::eval::evaluateElementwise(Operation *op, Operands in, Results out) {
  if (isa<BarrierOp>(op)) {
    out[0].data = in[0]->data;
    return true;
  }
  auto elementwise = dyn_cast<Elementwise>(op);
  if (!elementwise)
    return false;
  auto exact = isInteger(out[0]) ? arithmetic(op) : std::nullopt;
  SmallVector<double> x(in.size());
  for (size_t i = 0; i < out[0].data.size(); ++i) {
    for (size_t k = 0; k < in.size(); ++k)
      x[k] = in[k]->data[i];
    out[0].data[i] = exact ? integer(*exact, x[0], x[1], out[0].type.getElementType()) : elementwise.evaluate(x);
  }
  return true;
}
