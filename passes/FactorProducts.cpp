//===- FactorProducts.cpp - divisors of rows come out of products ------------------------------------===//
// --mf-factor-products. In: graphs before their derivatives are expanded. Out: a product that sums over a dimension along which
// one side's divisor only repeats (softmax(s) v: the sum of a row) is the product of what is divided, divided afterwards:
// fewer divisions, and values and tangents of a softmax between two products are sums of one pass over the columns.
//===--------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "dialect/mf/Role.h"
#include "passes/Passes.h"

namespace mf::passes {
#define GEN_PASS_DEF_FACTORPRODUCTSPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;

/// Where each dimension of a factor's operand stands in the product's result; nothing where one is summed over or other than plain.
static std::optional<SmallVector<int64_t>> placesInResult(const ContractionForm &form, const Exprs &operandIndex, ArrayRef<int64_t> dims) {
  SmallVector<int64_t> places;
  for (int64_t d : dims) {
    auto at = dyn_cast<AffineDimExpr>(operandIndex[d]);
    auto *found = at ? llvm::find(form.resultIndex, operandIndex[d]) : form.resultIndex.end();
    if (found == form.resultIndex.end())
      return std::nullopt;
    places.push_back(found - form.resultIndex.begin());
  }
  if (!llvm::is_sorted(places)) // mf.broadcast_in_dim keeps the order
    return std::nullopt;
  return places;
}

/// Divides after the product where a divisor only repeats along what the product sums over. Of exponentials alone: other numerators are
/// made by kernels that divide in passing.
static bool factor(DivOp quotient, OpOperand &use) {
  auto product = dyn_cast<Contracting>(use.getOwner());
  auto repeated = quotient.getB().getDefiningOp<BroadcastInDimOp>();
  if (!product || !repeated || product.isChannelwise() || !quotient.getA().getDefiningOp<ExpOp>())
    return false;
  Value divisor = repeated.getX();
  ContractionForm form = product.form(true);
  const Exprs &index = use.getOperandNumber() == 0 ? form.lhsIndex : form.rhsIndex;
  Shape wide = tensorType(repeated.getY()).getShape();
  bool widens = llvm::any_of(llvm::zip(tensorType(divisor).getShape(), repeated.getDims()), [&](auto d) { return std::get<0>(d) != wide[std::get<1>(d)]; });
  if (!form.bounds.empty() || widens || tensorType(product->getResult(0)).getElementType() != tensorType(divisor).getElementType())
    return false;
  std::optional<SmallVector<int64_t>> places = placesInResult(form, index, repeated.getDims());
  if (!places)
    return false;
  OpBuilder b(product->getContext());
  b.setInsertionPointAfter(product);
  Emit e{b, product.getLoc()};
  use.set(quotient.getA());
  Value result = product->getResult(0);
  Value divisors = e.broadcast(divisor, tensorType(result).getShape(), *places);
  Value divided = e.div(result, divisors);
  result.replaceUsesWithIf(divided, [&](OpOperand &other) { return other.getOwner() != divided.getDefiningOp(); });
  return true;
}

namespace {
struct FactorProductsPass : mf::passes::impl::FactorProductsPassBase<FactorProductsPass> {
  using Base::Base;
  void runOnOperation() override {
    SmallVector<DivOp> quotients;
    getOperation().walk([&](DivOp op) { quotients.push_back(op); });
    for (DivOp op : quotients)
      if (op->hasOneUse() && factor(op, *op->use_begin()))
        op.erase();
  }
};
} // namespace
