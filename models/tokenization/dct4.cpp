// DCT-IV by a product with its matrix, or by a complex FFT of N / 2 points in stages of small products.
#include "models/tokenization/dct4.h"
#include <cmath>
#include <complex>
#include <numbers>

namespace mf {
namespace {

/// exp(-2 pi i part / whole)
std::complex<double> root(int64_t part, int64_t whole) { return std::polar(1.0, -2 * std::numbers::pi * (double)(part % whole) / (double)whole); }

/// The factorisation of m whose stages cost least: a stage of factor f costs f operations and about `pass` for its memory traffic a number.
std::pair<double, std::vector<int64_t>> cheapest(int64_t m) {
  const double pass = 24;
  std::pair<double, std::vector<int64_t>> best{(double)m + pass, {m}};
  for (int64_t f = 2; f * f <= m; ++f)
    for (int64_t first : {f, m / f})
      if (m % f == 0) {
        auto rest = cheapest(m / first);
        if (rest.first + (double)first + pass < best.first) {
          best = {rest.first + (double)first + pass, {first}};
          best.second.insert(best.second.end(), rest.second.begin(), rest.second.end());
        }
      }
  return best;
}

std::vector<int64_t> stages(int64_t n) {
  std::vector<int64_t> factors = cheapest(n / 2).second;
  return n <= 128 || factors.size() == 1 ? std::vector<int64_t>{} : factors;
}

/// Matrices of one stage as real ones, [batch, 2, in, 2, out]: (re, im) -> (re, im).
struct Matrices {
  int64_t batch, factor;
  std::vector<double> values;
  Matrices(int64_t batch, int64_t factor) : batch(batch), factor(factor), values(batch * factor * factor * 4) {}
  void set(int64_t b, int64_t in, int64_t out, std::complex<double> w, double imaginary_sign) {
    auto at = [&](int64_t q, int64_t s) -> double & { return values[(((b * 2 + q) * factor + in) * 2 + s) * factor + out]; };
    at(0, 0) = w.real();
    at(1, 0) = -w.imag();
    at(0, 1) = imaginary_sign * w.imag();
    at(1, 1) = imaginary_sign * w.real();
  }
  Tensor tensor(Dtype dtype) const { return constant(values, {batch, 2, factor, 2, factor}, dtype); }
};

} // namespace

Dct4::Dct4(int64_t n) : n(n), factors(stages(n)) {}

/// Pairs (x_2i, x_{N-1-2i}), i = a rest + b: [R, b, 2, a].
Tensor Dct4::arrange(const Tensor &x) const {
  if (factors.empty())
    return x;
  int64_t rows = x.dim(0), first = factors[0], rest = n / 2 / first;
  auto even = [&](const Tensor &y) { return slice(reshape(y, {rows, first, rest, 1, 2}), 4, 0, 1); };
  Tensor pairs = concatenate({even(x), even(reverse(x, {1}))}, 3);                 // [R, a, b, 2, 1]
  return reshape(transpose(pairs, {0, 2, 3, 1, 4}), {rows, rest, 2, first});
}

// Cooley and Tukey: i = a rest + b gives k = c + factor d. Stage by stage, c is summed over a with the twiddle of (b, c), then the
// same for the rest. The twiddles of the DCT are in the first and the last matrices: exp(-pi i (n + 1/4) / N), exp(-pi i k / N).
Tensor Dct4::transform(const Tensor &x) const {
  Dtype dtype = x.dtype();
  if (factors.empty()) {
    std::vector<double> basis(n * n);
    for (int64_t i = 0; i < n; ++i)
      for (int64_t k = 0; k < n; ++k)
        basis[i * n + k] = std::sqrt(2.0 / (double)n) * root((2 * i + 1) * (2 * k + 1), 8 * n).real();
    return matmul(x, constant(basis, {n, n}, dtype));
  }
  int64_t rows = x.dim(0), half = n / 2, done = 1, rest = half;
  Tensor y = x;
  for (size_t stage = 0; stage < factors.size(); ++stage) {
    int64_t f = factors[stage], length = rest;
    rest /= f;
    bool last = rest == 1;
    double scale = last ? std::sqrt(2.0 / (double)n) : 1;
    Matrices m(last ? done : rest, f);
    for (int64_t b = 0; b < m.batch; ++b)
      for (int64_t a = 0; a < f; ++a)
        for (int64_t c = 0; c < f; ++c) {
          std::complex<double> w = root(a * c, f);
          if (stage == 0)
            w *= root(4 * (a * rest + b) + 1, 8 * n);
          if (last) {
            // b counts what earlier stages have found, first factor slowest: k of it
            int64_t k = 0, place = half / f;
            int64_t left = b;
            for (size_t s = stage; s-- > 0;) {
              place /= factors[s];
              k += left % factors[s] * place;
              left /= factors[s];
            }
            w *= scale * root(k + done * c, 2 * n);
          } else {
            w *= root(b * c, length);
          }
          m.set(b, a, c, w, last ? -1 : 1);
        }
    Tensor matrices = m.tensor(dtype);
    if (stage == 0) { // [R, b, q, a] -> [c, s, b, R]
      y = einsum("rbqa,bqasc->csbr", y, matrices);
    } else if (!last) {
      Tensor wide = broadcast_in_dim(matrices, {done, rest, 2, f, 2, f}, {1, 2, 3, 4, 5});
      y = reshape(y, {done, 2, f, rest, rows});
      y = einsum("kqabr,kbqasc->kcsbr", y, wide);
    } else {
      y = reshape(y, {done, 2, f, rows});
      y = einsum("kqar,kqasc->rksc", y, matrices);
    }
    done *= f;
  }
  return y;
}

/// Z_k = (X_2k, X_{N-1-2k}), [R, c_1 .. c_{s-1}, 2, c_s] with k = c_1 + f_1 c_2 + f_1 f_2 c_3.
Tensor Dct4::restore(const Tensor &y) const {
  if (factors.empty())
    return y;
  int64_t rows = y.dim(0), count = (int64_t)factors.size(), half = n / 2;
  Shape shape{rows};
  shape.insert(shape.end(), factors.begin(), factors.end());
  shape.insert(shape.end() - 1, 2);
  Dims order{0, count + 1};
  for (int64_t s = count - 1; s > 0; --s)
    order.push_back(s);
  order.push_back(count);
  Tensor z = reshape(transpose(reshape(y, shape), order), {rows, half, 2});
  return reshape(concatenate({slice(z, 2, 0, 1), reverse(slice(z, 2, 1, 2), {1})}, 2), {rows, n});
}

} // namespace mf
