// Facts of ops that are longer than a line of ODS: derivative rules, rows, elements, costs; called from generated code.
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

/// The code of an element, as ByElement::emitElement asks for it.
Value emitPoint(Elementwise op, ElementScope &scope, llvm::ArrayRef<mlir::AffineExpr> index, Value mask);
Value emitViewed(View op, ElementScope &scope, llvm::ArrayRef<mlir::AffineExpr> index, Value mask);
/// One element of a contraction as a loop over k: for those without rows and columns to block.
Value emitProduct(Contracting op, ElementScope &scope, llvm::ArrayRef<mlir::AffineExpr> index, Value mask);

/// What a loop in an element's code costs beside its trips: every lane waits for it.
inline constexpr int64_t kLoopWork = 64;
int64_t productFlops(Contracting op);
int64_t productWork(Contracting op);

/// Elementwise ops: the batch axis of any operand is that of all. -1 on contradiction.
int alignRows(llvm::MutableArrayRef<int> axes);
/// RowWise::rowBlock of ops whose result has each row where the operands have it. `axisOf` gets the operands' batch axes, -1 where nothing
/// is known; it fills in those that they must have (-1: none), and gives the result's, or -1 where the op mixes rows.
std::optional<RowBlock> keepRows(llvm::MutableArrayRef<RowBlock> rows, llvm::function_ref<int(llvm::MutableArrayRef<int>)> axisOf);

} // namespace mf::ir
