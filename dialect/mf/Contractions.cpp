//===- Contractions.cpp - products as sums over k of lhs(b, m, k) rhs(b, k, n) ----------------------===//
// A convolution's window is `o stride + tap dilation` on an input that was padded (and, for the transposed face,
// dilated) before; or on the input as it is, with bounds.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Rules.h"
#include "dialect/mf/Scalar.h"

using namespace mlir;
using namespace mf::ir;

namespace {
/// A form under construction.
struct FormBuilder {
  FormBuilder(MLIRContext *context, bool padded) : context(context), padded(padded) {}
  AffineExpr constant(int64_t v) { return getAffineConstantExpr(v, context); }
  AffineExpr dim(int64_t size, SmallVector<unsigned> &group) {
    form.sizes.push_back(size);
    group.push_back(form.sizes.size() - 1);
    return getAffineDimExpr(form.sizes.size() - 1, context);
  }
  /// A channel's coordinate: none where a loop over a single one would be left.
  AffineExpr channel(int64_t size, SmallVector<unsigned> &group) { return size > 1 || padded ? dim(size, group) : constant(0); }
  AffineExpr group(int64_t groups) { return groups > 1 ? dim(groups, form.b) : constant(0); }
  /// Where a window meets lhs: shifted into the padded one, or bounded.
  AffineExpr window(AffineExpr position, int64_t low, int64_t high, int64_t size) {
    if (padded)
      return position;
    position = position - low;
    if (low != 0 || high > 0)
      form.bounds.push_back({position, 0, size, 1});
    return position;
  }
  MLIRContext *context;
  bool padded;
  ContractionForm form;
};

/// The sizes of a convolution, whichever face: of w [spatial..., C / groups, O].
struct Window {
  template <typename Op> Window(Op op, Value w) {
    auto shape = tensorType(w).getShape();
    n = (int64_t)shape.size() - 2;
    taps = shape.take_front(n);
    groups = op.getGroups();
    channels = shape[n];
    features = shape[n + 1] / groups;
  }
  int64_t n, groups, channels, features;
  Shape taps;
};
} // namespace

ContractionForm DotGeneralOp::form(bool padded) {
  FormBuilder f(getContext(), padded);
  auto l = getLhs().getType(), r = getRhs().getType();
  Exprs left(l.getRank()), right(r.getRank());
  ContractionForm &form = f.form;
  for (auto [p, q] : llvm::zip(getLhsBatch(), getRhsBatch()))
    form.resultIndex.push_back(left[p] = right[q] = f.dim(l.getDimSize(p), form.b));
  for (auto [p, q] : llvm::zip(getLhsContracting(), getRhsContracting()))
    left[p] = right[q] = f.dim(l.getDimSize(p), form.k);
  for (int64_t d = 0; d < l.getRank(); ++d)
    if (!left[d])
      form.resultIndex.push_back(left[d] = f.dim(l.getDimSize(d), form.m));
  for (int64_t d = 0; d < r.getRank(); ++d)
    if (!right[d])
      form.resultIndex.push_back(right[d] = f.dim(r.getDimSize(d), form.n));
  form.lhsIndex = left;
  form.rhsIndex = right;
  return form;
}

/// y[o] = sum over t of x[o stride + t dilation] w[t], or the same with w the result and the sum over o: the image x is the left side.
template <typename Op> static ContractionForm windowForm(Op op, Value w, Value y, bool padded) {
  FormBuilder f(op.getContext(), padded);
  Window window(op, w);
  ContractionForm &form = f.form;
  bool givesY = y == op->getResult(0);
  SmallVector<unsigned> &ofY = givesY ? form.m : form.k, &ofW = givesY ? form.k : form.m;
  Exprs &yIndex = givesY ? form.resultIndex : form.rhsIndex, &wIndex = givesY ? form.rhsIndex : form.resultIndex;
  AffineExpr g = f.group(window.groups), batch = f.dim(tensorType(y).getDimSize(0), ofY);
  form.lhsIndex = {batch};
  yIndex = {batch};
  for (int64_t d = 0; d < window.n; ++d) {
    AffineExpr o = f.dim(tensorType(y).getDimSize(d + 1), ofY), t = f.dim(window.taps[d], ofW);
    AffineExpr position = o * op.getStrides()[d] + t * op.getDilation()[d];
    form.lhsIndex.push_back(f.window(position, op.getLow()[d], op.getHigh()[d], op.getA().getType().getDimSize(d + 1)));
    yIndex.push_back(o);
    wIndex.push_back(t);
  }
  AffineExpr c = f.channel(window.channels, ofW), feature = f.channel(window.features, form.n);
  form.lhsIndex.push_back(g * window.channels + c);
  wIndex.push_back(c);
  wIndex.push_back(g * window.features + feature);
  yIndex.push_back(g * window.features + feature);
  return form;
}

ContractionForm ConvolutionOp::form(bool padded) { return windowForm(*this, getB(), getY(), padded); }
ContractionForm ConvolutionKernelOp::form(bool padded) { return windowForm(*this, getY(), getB(), padded); }

// x[i] = sum over t of y'[i + t' dilation] w[t], t' = last - t, y' padded and dilated; or of y[(i + low - t dilation) /
// stride] where it divides.
ContractionForm ConvolutionInputOp::form(bool padded) {
  FormBuilder f(getContext(), padded);
  Window w(*this, getB());
  ContractionForm &form = f.form;
  AffineExpr g = f.group(w.groups), batch = f.dim(getY().getType().getDimSize(0), form.m);
  form.lhsIndex = {batch};
  form.resultIndex = {batch};
  for (int64_t d = 0; d < w.n; ++d) {
    AffineExpr i = f.dim(getY().getType().getDimSize(d + 1), form.m), t = f.dim(w.taps[d], form.k);
    int64_t dilation = getDilation()[d], stride = getStrides()[d];
    AffineExpr position = padded ? i + t * dilation : i + getLow()[d] - t * dilation;
    if (!padded)
      form.bounds.push_back({position, 0, (getA().getType().getDimSize(d + 1) - 1) * stride + 1, stride});
    form.lhsIndex.push_back(padded ? position : position.floorDiv(stride));
    form.rhsIndex.push_back(padded ? f.constant(w.taps[d] - 1) - t : t);
    form.resultIndex.push_back(i);
  }
  AffineExpr feature = f.channel(w.features, form.k), c = f.channel(w.channels, form.n);
  form.lhsIndex.push_back(g * w.features + feature);
  form.rhsIndex.push_back(c);
  form.rhsIndex.push_back(g * w.features + feature);
  form.resultIndex.push_back(g * w.channels + c);
  return form;
}

//===-- windows that leave their input -----------------------------------------------------------===//

/// `x` with zeros around and between the elements of its spatial dimensions; null where there are none to add.
static Value withZeros(OpBuilder &b, Location loc, Value x, Shape low, Shape high, Shape interior) {
  SmallVector<int64_t> zeros(tensorType(x).getRank(), 0), before = zeros, after = zeros, between = zeros;
  llvm::copy(low, before.begin() + 1);
  llvm::copy(high, after.begin() + 1);
  llvm::copy(interior, between.begin() + 1);
  bool none = before == zeros && after == zeros && between == zeros;
  return none ? Value() : Emit{b, loc}.pad(x, before, after, between);
}

Value ConvolutionOp::padded(OpBuilder &b) { return withZeros(b, getLoc(), getA(), getLow(), getHigh(), {}); }
Value ConvolutionKernelOp::padded(OpBuilder &b) { return withZeros(b, getLoc(), getA(), getLow(), getHigh(), {}); }
Value ConvolutionInputOp::padded(OpBuilder &b) {
  SmallVector<int64_t> low, high, interior;
  for (size_t d = 0; d < getStrides().size(); ++d) {
    int64_t reach = (getB().getType().getDimSize(d) - 1) * getDilation()[d], y = getA().getType().getDimSize(d + 1);
    interior.push_back(getStrides()[d] - 1);
    low.push_back(reach - getLow()[d]);
    high.push_back(getY().getType().getDimSize(d + 1) + reach - low[d] - ((y - 1) * getStrides()[d] + 1));
  }
  return withZeros(b, getLoc(), getA(), low, high, interior);
}

//===-- channelwise convolutions, and costs ------------------------------------------------------===//

static bool channelwise(int64_t groups, Value w) {
  Shape shape = tensorType(w).getShape();
  return groups > 1 && shape[shape.size() - 2] == 1 && shape.back() == groups;
}
bool ConvolutionOp::isChannelwise() { return channelwise(getGroups(), getB()); }
bool ConvolutionInputOp::isChannelwise() { return channelwise(getGroups(), getB()); }
bool ConvolutionKernelOp::isChannelwise() { return channelwise(getGroups(), getY()); }

using Index = ArrayRef<AffineExpr>;
Value ConvolutionOp::emitElement(ElementScope &scope, Index index, Value mask) { return emitProduct(*this, scope, index, mask); }
Value ConvolutionInputOp::emitElement(ElementScope &scope, Index index, Value mask) { return emitProduct(*this, scope, index, mask); }
Value ConvolutionKernelOp::emitElement(ElementScope &scope, Index index, Value mask) { return emitProduct(*this, scope, index, mask); }

Value mf::ir::emitProduct(Contracting op, ElementScope &scope, Index index, Value mask) {
  ContractionForm f = op.form(false);
  SmallVector<AffineExpr> known(f.sizes.size());
  for (auto [e, here] : llvm::zip(f.resultIndex, index))
    if (auto d = dyn_cast<AffineDimExpr>(e))
      known[d.getPosition()] = here;
  SmallVector<int64_t> sizes;
  for (unsigned k : f.k)
    sizes.push_back(f.sizes[k]);
  Value zero = scope.constant(tensorType(op->getResult(0)).getElementType(), 0);
  auto results = scope.fold(sizes, {zero}, [&](ValueRange at, ValueRange carried) {
    for (auto [k, i] : llvm::zip(f.k, at))
      known[k] = scope.dim(i);
    auto placed = [&](const Exprs &exprs) {
      Exprs result;
      for (AffineExpr e : exprs)
        result.push_back(e.replaceDims(known));
      return result;
    };
    SmallVector<Bound> bounds(f.bounds);
    for (Bound &bound : bounds)
      bound.expr = bound.expr.replaceDims(known);
    Value inside = scope.inside(bounds, mask);
    Value x = scope.emit(op->getOperand(0), placed(f.lhsIndex), inside), y = scope.emit(op->getOperand(1), placed(f.rhsIndex), mask);
    Scalar s{scope.b, scope.loc()};
    Value product = s.mul(x, y);
    return SmallVector<Value>{s.add(carried[0], product)};
  });
  return results[0];
}

int64_t mf::ir::productFlops(Contracting op) {
  int64_t flops = 2;
  for (int64_t size : op.form(true).sizes)
    flops *= size;
  return flops;
}

int64_t mf::ir::productWork(Contracting op) {
  return kLoopWork + productFlops(op) / std::max<int64_t>(1, tensorType(op->getResult(0)).getNumElements());
}
