// Derivative rules and row facts that are longer than a line of ODS; called from generated code.
#pragma once
#include "dialect/mf/Emit.h"

namespace mf::ir {

/// JVP of mf.reduce: sum is linear, max and min share among ties, prod multiplies pairs.
Value reduceJvp(Emit &e, ReduceOp op, Value dx);
/// The contraction of `op` on other operands; null where one is.
Value dotLike(Emit &e, DotGeneralOp op, Value lhs, Value rhs);
Value dotTranspose(Emit &e, DotGeneralOp op, unsigned i, Value ct);
Value concatenateTranspose(Emit &e, ConcatenateOp op, unsigned i, Value ct);
/// The same convolution face on other operands; null where one is.
template <typename Op> Value convolutionLike(Emit &e, Op op, Value a, Value b) {
  if (!a || !b)
    return {};
  return e.b.create<Op>(e.loc, op.getY().getType(), a, b, op.getStrides(), op.getLow(), op.getHigh(), op.getDilation(),
                        op.getGroups());
}
Value convolutionTranspose(Emit &e, ConvolutionOp op, unsigned i, Value ct);
Value convolutionTranspose(Emit &e, ConvolutionInputOp op, unsigned i, Value ct);
Value convolutionTranspose(Emit &e, ConvolutionKernelOp op, unsigned i, Value ct);

/// Elementwise ops: the batch axis of any operand is that of all. -1 on contradiction.
int alignRows(llvm::MutableArrayRef<int> rows);

} // namespace mf::ir
