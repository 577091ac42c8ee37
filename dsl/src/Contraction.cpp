//===- Contraction.cpp - the DSL's products, convolutions and Fourier transforms ----------------===//
#include "dsl/src/Graph.h"

using namespace mlir;
using namespace mf;
using ir::Emit;
using ir::tensorType;

namespace {

/// The operands of a product, with one element type.
std::pair<Value, Value> factors(const Operand &a, const Operand &b, const char *function) {
  Value x = floating(a, function), y = floating(b, function);
  if (tensorType(x).getElementType() != tensorType(y).getElementType())
    fail(a.where, std::string(function) + ": expected one element type, got " + text(x) + " and " + text(y) + "; use convert()");
  return {x, y};
}

/// Operand subscripts of an einsum, checked against the operand.
struct Subscripts {
  std::string letters;
  Value value;
  int64_t position(char c) const { return (int64_t)letters.find(c); }
  bool has(char c) const { return letters.find(c) != std::string::npos; }
};

void checkSubscripts(const Subscripts &s, const std::string &spec, Where where) {
  if ((int64_t)s.letters.size() != tensorType(s.value).getRank())
    fail(where, "einsum \"" + spec + "\": '" + s.letters + "' names " + std::to_string(s.letters.size()) + " axes, got " + text(s.value));
  for (char c : s.letters)
    if (std::count(s.letters.begin(), s.letters.end(), c) > 1)
      fail(where, "einsum \"" + spec + "\": '" + s.letters + "' repeats the letter " + c);
}

/// Sums away letters that stand in this operand alone and not in the result.
void sumAlone(Emit &e, Subscripts &s, const Subscripts &other, const std::string &result) {
  SmallVector<int64_t> alone;
  std::string kept;
  for (size_t i = 0; i < s.letters.size(); ++i) {
    if (!other.has(s.letters[i]) && result.find(s.letters[i]) == std::string::npos)
      alone.push_back(i);
    else
      kept += s.letters[i];
  }
  s.value = e.sum(s.value, alone);
  s.letters = kept;
}

/// Options with one number a spatial axis.
struct Window {
  SmallVector<int64_t> strides, low, high, dilation;
  int64_t groups;
};
Window window(const Convolution &o, ArrayRef<int64_t> input, ArrayRef<int64_t> kernel, Where where) {
  size_t n = input.size();
  auto fill = [&](const Shape &list, int64_t standard, const char *name) {
    if (!list.empty() && list.size() != n)
      fail(where, std::string("convolution: expected ") + std::to_string(n) + " numbers in " + name + ", got " + text(ArrayRef<int64_t>(list)));
    return list.empty() ? SmallVector<int64_t>(n, standard) : SmallVector<int64_t>(list.begin(), list.end());
  };
  for (const Shape *list : {&o.strides, &o.dilation})
    for (int64_t v : *list)
      if (v < 1)
        fail(where, "convolution: expected strides and dilation of at least 1, got " + text(ArrayRef<int64_t>(*list)));
  Window w{fill(o.strides, 1, "strides"), fill(o.low, 0, "low"), fill(o.high, 0, "high"), fill(o.dilation, 1, "dilation"), o.groups};
  for (size_t d = 0; o.same && d < n; ++d) {
    int64_t out = (input[d] + w.strides[d] - 1) / w.strides[d];
    int64_t needed = std::max<int64_t>(0, (out - 1) * w.strides[d] + (kernel[d] - 1) * w.dilation[d] + 1 - input[d]);
    w.low[d] = needed / 2;
    w.high[d] = needed - needed / 2;
  }
  return w;
}
int64_t outputSize(int64_t input, int64_t kernel, const Window &w, size_t d) {
  return (input + w.low[d] + w.high[d] - (kernel - 1) * w.dilation[d] - 1) / w.strides[d] + 1;
}
} // namespace

namespace mf {

Tensor matmul(Operand a, Operand b) {
  auto [x, y] = factors(a, b, "matmul");
  int64_t rank = tensorType(x).getRank();
  if (rank == 0 || tensorType(y).getRank() == 0 || tensorType(x).getDimSize(rank - 1) != tensorType(y).getDimSize(0))
    fail(a.where, "matmul: the last axis of " + text(x) + " and the first of " + text(y) + " differ");
  return tensor(emit(a.where).dot(x, y, {}, {}, {rank - 1}, {0}));
}

Tensor einsum(const std::string &spec, Operand a, Operand b) {
  size_t comma = spec.find(','), arrow = spec.find("->");
  if (comma == std::string::npos || arrow == std::string::npos || arrow < comma)
    fail(a.where, "einsum: expected \"ab,bc->ac\" (two operands), got \"" + spec + "\"");
  auto [x, y] = factors(a, b, "einsum");
  Subscripts l{spec.substr(0, comma), x}, r{spec.substr(comma + 1, arrow - comma - 1), y};
  std::string result = spec.substr(arrow + 2);
  checkSubscripts(l, spec, a.where);
  checkSubscripts(r, spec, a.where);
  Emit e = emit(a.where);
  sumAlone(e, l, r, result);
  sumAlone(e, r, l, result);
  SmallVector<int64_t> lb, rb, lc, rc;
  std::string order, lhsFree, rhsFree;
  for (char c : l.letters) {
    if (!r.has(c)) {
      lhsFree += c;
      continue;
    }
    int64_t p = l.position(c), q = r.position(c);
    if (tensorType(l.value).getDimSize(p) != tensorType(r.value).getDimSize(q))
      fail(a.where, "einsum \"" + spec + "\": axis " + c + " differs in " + text(x) + " and " + text(y));
    bool batch = result.find(c) != std::string::npos;
    (batch ? lb : lc).push_back(p);
    (batch ? rb : rc).push_back(q);
    if (batch)
      order += c;
  }
  for (char c : r.letters)
    if (!l.has(c))
      rhsFree += c;
  order += lhsFree + rhsFree;
  std::string sortedOrder = order, sortedResult = result;
  std::sort(sortedOrder.begin(), sortedOrder.end());
  std::sort(sortedResult.begin(), sortedResult.end());
  if (sortedOrder != sortedResult)
    fail(a.where, "einsum \"" + spec + "\": the result's letters must be letters of the operands, each once");
  Value product = e.dot(l.value, r.value, lb, rb, lc, rc);
  SmallVector<int64_t> permutation;
  for (char c : result)
    permutation.push_back((int64_t)order.find(c));
  return tensor(e.transpose(product, permutation));
}

Tensor convolution(Operand input, Operand kernel, Convolution options) {
  auto [x, w] = factors(input, kernel, "convolution");
  int64_t rank = tensorType(x).getRank();
  if (rank < 3 || rank > 5 || tensorType(w).getRank() != rank)
    fail(input.where, "convolution: expected input [N, spatial..., C] and kernel [spatial..., C, O] of 1 to 3 spatial axes, got " + text(x) + " and " + text(w));
  auto spatial = tensorType(x).getShape().slice(1, rank - 2), taps = tensorType(w).getShape().take_front(rank - 2);
  Window o = window(options, spatial, taps, input.where);
  int64_t channels = tensorType(x).getShape().back(), features = tensorType(w).getShape().back();
  if (o.groups < 1 || channels % o.groups || features % o.groups || tensorType(w).getDimSize(rank - 2) != channels / o.groups)
    fail(input.where, "convolution: " + std::to_string(channels) + " channels in " + std::to_string(o.groups) + " groups do not fit the kernel " + text(w));
  SmallVector<int64_t> shape{tensorType(x).getDimSize(0)};
  for (size_t d = 0; d < spatial.size(); ++d) {
    shape.push_back(outputSize(spatial[d], taps[d], o, d));
    if (shape.back() < 1)
      fail(input.where, "convolution: the window of " + text(w) + " is larger than the padded input " + text(x) + " along spatial axis " + std::to_string(d));
  }
  shape.push_back(features);
  Emit e = emit(input.where);
  auto type = RankedTensorType::get(shape, tensorType(x).getElementType());
  return tensor(e.b.create<ir::ConvolutionOp>(e.loc, type, x, w, o.strides, o.low, o.high, o.dilation, o.groups));
}

Tensor convolution_transposed(Operand output, Operand kernel, const Shape &inputSpatial, Convolution options) {
  auto [y, w] = factors(output, kernel, "convolution_transposed");
  int64_t rank = tensorType(y).getRank();
  if (rank < 3 || rank > 5 || tensorType(w).getRank() != rank || (int64_t)inputSpatial.size() != rank - 2)
    fail(output.where, "convolution_transposed: expected y [N, spatial..., O], kernel [spatial..., C, O] and as many input sizes, got " + text(y) + ", " + text(w));
  auto taps = tensorType(w).getShape().take_front(rank - 2);
  Window o = window(options, inputSpatial, taps, output.where);
  SmallVector<int64_t> shape{tensorType(y).getDimSize(0)};
  for (size_t d = 0; d < inputSpatial.size(); ++d) {
    if (outputSize(inputSpatial[d], taps[d], o, d) != tensorType(y).getDimSize(d + 1))
      fail(output.where, "convolution_transposed: a convolution of size " + std::to_string(inputSpatial[d]) + " along spatial axis " + std::to_string(d) +
                             " gives " + std::to_string(outputSize(inputSpatial[d], taps[d], o, d)) + ", got " + text(y));
    shape.push_back(inputSpatial[d]);
  }
  shape.push_back(tensorType(w).getDimSize(rank - 2) * o.groups);
  Emit e = emit(output.where);
  auto type = RankedTensorType::get(shape, tensorType(y).getElementType());
  return tensor(e.b.create<ir::ConvolutionInputOp>(e.loc, type, y, w, o.strides, o.low, o.high, o.dilation, o.groups));
}

Tensor rfft(Operand x) {
  Value v = floating(x, "rfft");
  if (tensorType(v).getRank() < 1)
    fail(x.where, "rfft: expected at least one axis, got a scalar");
  SmallVector<int64_t> shape(tensorType(v).getShape());
  shape.back() = shape.back() / 2 + 1;
  shape.push_back(2);
  Emit e = emit(x.where);
  return tensor(e.b.create<ir::RfftOp>(e.loc, RankedTensorType::get(shape, tensorType(v).getElementType()), v));
}
Tensor irfft(Operand x, int64_t n) {
  Value v = floating(x, "irfft");
  SmallVector<int64_t> shape(tensorType(v).getShape());
  if (shape.size() < 2 || shape.back() != 2 || n < 1 || shape[shape.size() - 2] != n / 2 + 1)
    fail(x.where, "irfft: expected [..., " + std::to_string(n / 2 + 1) + ", 2] for n = " + std::to_string(n) + ", got " + text(v));
  shape.pop_back();
  shape.back() = n;
  Emit e = emit(x.where);
  return tensor(e.b.create<ir::IrfftOp>(e.loc, RankedTensorType::get(shape, tensorType(v).getElementType()), v));
}

} // namespace mf
