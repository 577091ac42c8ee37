//===- Contraction.cpp - products, the three faces of convolution, Fourier transforms -----------===//
#include "dialect/mf/eval/Families.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

namespace {
Index freeDims(int64_t rank, Shape batch, Shape contracting) {
  Index free;
  for (int64_t d = 0; d < rank; ++d)
    if (!llvm::is_contained(batch, d) && !llvm::is_contained(contracting, d))
      free.push_back(d);
  return free;
}

void dotGeneral(DotGeneralOp op, const Tensor &lhs, const Tensor &rhs, Tensor &y, Adder add) {
  Shape lb = op.getLhsBatch(), rb = op.getRhsBatch(), lc = op.getLhsContracting(), rc = op.getRhsContracting();
  Index lf = freeDims(lhs.type.getRank(), lb, lc), rf = freeDims(rhs.type.getRank(), rb, rc), sizes;
  for (int64_t d : lc)
    sizes.push_back(lhs.type.getDimSize(d));
  Index l(lhs.type.getRank()), r(rhs.type.getRank());
  Type rounded = BFloat16Type::get(op.getContext());
  auto read = [&](double x) { return op.getPrecision() == Precision::bf16 ? toType(x, rounded, true) : x; };
  forEach(y.type.getShape(), [&](int64_t i, Shape index) {
    for (size_t d = 0; d < lb.size(); ++d)
      l[lb[d]] = r[rb[d]] = index[d];
    for (size_t d = 0; d < lf.size(); ++d)
      l[lf[d]] = index[lb.size() + d];
    for (size_t d = 0; d < rf.size(); ++d)
      r[rf[d]] = index[lb.size() + lf.size() + d];
    double sum = 0.0;
    forEach(sizes, [&](int64_t, Shape k) {
      for (size_t d = 0; d < lc.size(); ++d) {
        l[lc[d]] = k[d];
        r[rc[d]] = k[d];
      }
      add(sum, read(lhs.data[position(lhs.type.getShape(), l)]) * read(rhs.data[position(rhs.type.getShape(), r)]));
    });
    y.data[i] = sum;
  });
}

/// Calls f(x, w, y) with the positions of every product x w that a convolution adds to an output y.
template <typename Op, typename F> void products(Op op, RankedTensorType x, RankedTensorType w, RankedTensorType y, F f) {
  int64_t spatial = x.getRank() - 2, perGroup = w.getDimSize(spatial), features = y.getShape().back() / op.getGroups();
  forEach(y.getShape(), [&](int64_t out, Shape yi) {
    forEach(w.getShape().drop_back(), [&](int64_t, Shape k) {
      Index xi{yi[0]}, wi(k);
      for (int64_t d = 0; d < spatial; ++d) {
        xi.push_back(yi[d + 1] * op.getStrides()[d] + k[d] * op.getDilation()[d] - op.getLow()[d]);
        if (xi.back() < 0 || xi.back() >= x.getDimSize(d + 1))
          return; // outside: zero
      }
      xi.push_back(yi[spatial + 1] / features * perGroup + k[spatial]);
      wi.push_back(yi[spatial + 1]);
      f(position(x.getShape(), xi), position(w.getShape(), wi), out);
    });
  });
}

void convolution(ConvolutionOp op, const Tensor &x, const Tensor &w, Tensor &y, Adder add) {
  products(op, x.type, w.type, y.type, [&](int64_t i, int64_t k, int64_t o) { add(y.data[o], x.data[i] * w.data[k]); });
}
void convolutionInput(ConvolutionInputOp op, const Tensor &y, const Tensor &w, Tensor &x, Adder add) {
  products(op, x.type, w.type, y.type, [&](int64_t i, int64_t k, int64_t o) { add(x.data[i], y.data[o] * w.data[k]); });
}
void convolutionKernel(ConvolutionKernelOp op, const Tensor &x, const Tensor &y, Tensor &w, Adder add) {
  products(op, x.type, w.type, y.type, [&](int64_t i, int64_t k, int64_t o) { add(w.data[k], x.data[i] * y.data[o]); });
}

void rfft(const Tensor &x, Tensor &y) {
  int64_t n = x.type.getShape().back(), bins = n / 2 + 1, rows = (int64_t)x.data.size() / n;
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t k = 0; k < bins; ++k)
      for (int64_t j = 0; j < n; ++j) {
        double angle = -2.0 * M_PI * (double)((j * k) % n) / (double)n, value = x.data[row * n + j];
        y.data[(row * bins + k) * 2] += value * std::cos(angle);
        y.data[(row * bins + k) * 2 + 1] += value * std::sin(angle);
      }
}
// The mean over all n frequencies; those above n / 2 are the conjugates of those below.
void irfft(const Tensor &x, Tensor &y) {
  int64_t n = y.type.getShape().back(), bins = n / 2 + 1, rows = (int64_t)y.data.size() / n;
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t j = 0; j < n; ++j) {
      double sum = 0.0;
      for (int64_t k = 0; k < n; ++k) {
        int64_t bin = std::min(k, n - k);
        double re = x.data[(row * bins + bin) * 2], im = x.data[(row * bins + bin) * 2 + 1];
        im = k == 0 || 2 * k == n ? 0.0 : k < bins ? im : -im;
        double angle = 2.0 * M_PI * (double)((j * k) % n) / (double)n;
        sum += re * std::cos(angle) - im * std::sin(angle);
      }
      y.data[row * n + j] = sum / (double)n;
    }
}
} // namespace

bool mf::eval::evaluateContraction(Operation *op, Operands in, Results out, Adder add) {
  bool known = true;
  llvm::TypeSwitch<Operation *>(op)
      .Case<DotGeneralOp>([&](DotGeneralOp o) { dotGeneral(o, *in[0], *in[1], out[0], add); })
      .Case<ConvolutionOp>([&](ConvolutionOp o) { convolution(o, *in[0], *in[1], out[0], add); })
      .Case<ConvolutionInputOp>([&](ConvolutionInputOp o) { convolutionInput(o, *in[0], *in[1], out[0], add); })
      .Case<ConvolutionKernelOp>([&](ConvolutionKernelOp o) { convolutionKernel(o, *in[0], *in[1], out[0], add); })
      .Case<RfftOp>([&](RfftOp) { rfft(*in[0], out[0]); })
      .Case<IrfftOp>([&](IrfftOp) { irfft(*in[0], out[0]); })
      .Default([&](Operation *) { known = false; });
  return known;
}
