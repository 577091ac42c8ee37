//===- Rules.cpp - derivative rules of reductions, contractions and convolutions ---------------===//
#include "dialect/mf/Rules.h"

using namespace mlir;
using namespace mf::ir;

/// d of a product over one dimension: the factors are multiplied in pairs, which stays exact at zeros.
static std::pair<Value, Value> productPairs(Emit &e, Value x, Value dx, int64_t dim) {
  int64_t n = tensorType(x).getDimSize(dim);
  while (n > 1) {
    if (n % 2) {
      SmallVector<int64_t> low(tensorType(x).getRank(), 0), high = low, interior = low;
      high[dim] = 1;
      x = e.pad(x, low, high, interior, 1.0);
      dx = e.pad(dx, low, high, interior);
      ++n;
    }
    Value a = e.slice(x, dim, 0, n / 2), da = e.slice(dx, dim, 0, n / 2);
    Value c = e.slice(x, dim, n / 2, n), dc = e.slice(dx, dim, n / 2, n);
    Value left = e.mul(da, c), right = e.mul(a, dc);
    x = e.mul(a, c);
    dx = e.add(left, right);
    n /= 2;
  }
  return {x, dx};
}

Value mf::ir::reduceJvp(Emit &e, ReduceOp op, Value dx) {
  Value x = op.getX(), y = op.getY();
  if (!dx || tensorType(x).getNumElements() == 0) // a reduction of nothing is constant
    return {};
  if (op.getKind() == ReduceKind::sum)
    return e.sum(dx, op.getDims());
  if (op.getKind() == ReduceKind::prod) {
    for (int64_t dim : op.getDims())
      std::tie(x, dx) = productPairs(e, x, dx, dim);
    return e.reshape(dx, tensorType(y).getShape());
  }
  Value peak = e.unreduce(y, tensorType(x).getShape(), op.getDims());
  Value isPeak = e.compare(Direction::eq, x, peak);
  Value share = e.convert(isPeak, tensorType(x).getElementType());
  Value ties = e.sum(share, op.getDims());
  Value taken = e.mul(share, dx);
  Value total = e.sum(taken, op.getDims());
  return e.div(total, ties);
}

Value mf::ir::dotLike(Emit &e, DotGeneralOp op, Value lhs, Value rhs) {
  return e.dot(lhs, rhs, op.getLhsBatch(), op.getRhsBatch(), op.getLhsContracting(), op.getRhsContracting());
}

/// Dimensions of a tensor that are neither batch nor contracting.
static SmallVector<int64_t> freeDims(int64_t rank, Shape batch, Shape contracting) {
  SmallVector<int64_t> free;
  for (int64_t d = 0; d < rank; ++d)
    if (!llvm::is_contained(batch, d) && !llvm::is_contained(contracting, d))
      free.push_back(d);
  return free;
}

// y = [batch, lhs free, rhs free]. ct_lhs contracts ct with rhs over the rhs free dimensions, which
// gives [batch, lhs free, rhs contracting (in rhs order)]; ct_rhs contracts lhs with ct, which gives
// [batch, lhs contracting (in lhs order), rhs free]. So a plain matrix product needs no transpose; else
// one puts the dimensions at their places.
Value mf::ir::dotTranspose(Emit &e, DotGeneralOp op, unsigned i, Value ct) {
  bool left = i == 0;
  Value self = left ? op.getLhs() : op.getRhs(), other = left ? op.getRhs() : op.getLhs();
  Shape selfBatch = left ? op.getLhsBatch() : op.getRhsBatch(), otherBatch = left ? op.getRhsBatch() : op.getLhsBatch();
  Shape selfContracting = left ? op.getLhsContracting() : op.getRhsContracting();
  Shape otherContracting = left ? op.getRhsContracting() : op.getLhsContracting();
  int64_t nb = selfBatch.size();
  auto selfFree = freeDims(tensorType(self).getRank(), selfBatch, selfContracting);
  auto otherFree = freeDims(tensorType(other).getRank(), otherBatch, otherContracting);
  SmallVector<int64_t> ctBatch, ctContracting;
  for (int64_t d = 0; d < nb; ++d)
    ctBatch.push_back(d);
  int64_t first = nb + (left ? selfFree.size() : 0);
  for (size_t d = 0; d < otherFree.size(); ++d)
    ctContracting.push_back(first + d);
  Value ctIn = e.convert(ct, tensorType(other).getElementType());
  Value product = left ? e.dot(ctIn, other, ctBatch, otherBatch, ctContracting, otherFree)
                       : e.dot(other, ctIn, otherBatch, ctBatch, otherFree, ctContracting);
  // where each dimension of self stands in the product
  SmallVector<int64_t> sorted(otherContracting), permutation(tensorType(self).getRank());
  llvm::sort(sorted);
  for (int64_t d = 0; d < nb; ++d)
    permutation[selfBatch[d]] = d;
  for (auto [k, d] : llvm::enumerate(selfFree))
    permutation[d] = nb + (left ? 0 : selfContracting.size()) + k;
  for (auto [k, d] : llvm::enumerate(selfContracting))
    permutation[d] = nb + (left ? selfFree.size() : 0) + (llvm::find(sorted, otherContracting[k]) - sorted.begin());
  Value placed = e.transpose(product, permutation);
  return e.convert(placed, tensorType(self).getElementType());
}

Value mf::ir::concatenateTranspose(Emit &e, ConcatenateOp op, unsigned i, Value ct) {
  int64_t begin = 0, dim = op.getDimension();
  for (unsigned k = 0; k < i; ++k)
    begin += tensorType(op.getX()[k]).getDimSize(dim);
  return e.slice(ct, dim, begin, begin + tensorType(op.getX()[i]).getDimSize(dim));
}

/// The face `Op` of the same convolution with a result of `type`.
template <typename Op, typename From> static Value face(Emit &e, From op, Type type, Value a, Value b) {
  return e.b.create<Op>(e.loc, type, a, b, op.getStrides(), op.getLow(), op.getHigh(), op.getDilation(), op.getGroups());
}

Value mf::ir::convolutionTranspose(Emit &e, ConvolutionOp op, unsigned i, Value ct) {
  if (i == 0)
    return face<ConvolutionInputOp>(e, op, op.getA().getType(), ct, op.getB());
  return face<ConvolutionKernelOp>(e, op, op.getB().getType(), op.getA(), ct);
}
// a = y, b = w, result x
Value mf::ir::convolutionTranspose(Emit &e, ConvolutionInputOp op, unsigned i, Value ct) {
  if (i == 0)
    return face<ConvolutionOp>(e, op, op.getA().getType(), ct, op.getB());
  return face<ConvolutionKernelOp>(e, op, op.getB().getType(), ct, op.getA());
}
// a = x, b = y, result w
Value mf::ir::convolutionTranspose(Emit &e, ConvolutionKernelOp op, unsigned i, Value ct) {
  if (i == 0)
    return face<ConvolutionInputOp>(e, op, op.getA().getType(), op.getB(), ct);
  return face<ConvolutionOp>(e, op, op.getB().getType(), op.getA(), ct);
}
