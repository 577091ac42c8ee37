// Fourier transforms by small products (Cooley, Tukey, 1965), by a chirp (Bluestein, 1970), and the DCT-IV on them.
#include "models/tokenization/common/fft.h"
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace mf {
namespace {

using Complex = std::complex<double>;
using Factors = std::vector<int64_t>;

/// exp(-2 pi i part / whole)
Complex root(int64_t part, int64_t whole) { return std::polar(1.0, -2 * std::numbers::pi * (double)(part % whole) / (double)whole); }

/// A number written to memory and read again takes as long as this many multiplications.
constexpr double kPass = 40;

/// The cheapest factorisation and its cost. A stage of factor f multiplies 2 f times a number.
std::pair<double, Factors> cheapest(int64_t m) {
  std::pair<double, Factors> best{2 * (double)m + kPass, {m}};
  for (int64_t f = 2; f * f <= m; ++f)
    for (int64_t first : {f, m / f}) {
      if (m % f)
        continue;
      auto [cost, factors] = cheapest(m / first);
      cost += 2 * (double)first + kPass;
      if (cost >= best.first)
        continue;
      factors.push_back(first);
      std::sort(factors.begin(), factors.end()); // vectors run along the rest of the first stages and along the last factor
      best = {cost, factors};
    }
  return best;
}

int64_t chirp_length(int64_t m) {
  int64_t length = 1;
  while (length < 2 * m - 1)
    length *= 2;
  return length;
}

double chirp_cost(int64_t m) { return (2 * cheapest(chirp_length(m)).first + 3 * kPass) * (double)chirp_length(m) / (double)m; }

/// One stage: real matrices [batch, 2, in, 2, out] that take (Re, Im) to (Re, Im).
struct Matrices {
  int64_t batch, factor;
  std::vector<double> values;
  Matrices(int64_t batch, int64_t factor) : batch(batch), factor(factor), values(batch * factor * factor * 4) {}
  void set(int64_t b, int64_t in, int64_t out, Complex w) {
    auto at = [&](int64_t q, int64_t s) -> double & { return values[(((b * 2 + q) * factor + in) * 2 + s) * factor + out]; };
    at(0, 0) = at(1, 1) = w.real();
    at(0, 1) = w.imag();
    at(1, 0) = -w.imag();
  }
};

/// c_1 + f_1 c_2 + f_1 f_2 c_3 .. of the first `count` factors, from a flat index in which c_1 is slowest.
int64_t frequency(int64_t flat, const Factors &factors, size_t count) {
  int64_t place = 1, k = 0;
  for (size_t i = 0; i < count; ++i)
    place *= factors[i];
  for (size_t i = count; i-- > 0;) {
    place /= factors[i];
    k += flat % factors[i] * place;
    flat /= factors[i];
  }
  return k;
}

/// The matrices of stage i = `stage`, one for each k of the stages before: exp(-2 pi i a_i R_i (k + s) / M), at the end times exp(-2 pi i s (k + s) / M).
Tensor stage_matrices(const Factors &factors, size_t stage, int64_t m, int64_t s, Dtype dtype) {
  int64_t f = factors[stage], done = 1;
  for (size_t i = 0; i < stage; ++i)
    done *= factors[i];
  int64_t rest = m / (done * f);
  Matrices matrices(done, f);
  for (int64_t b = 0; b < done; ++b)
    for (int64_t c = 0; c < f; ++c) {
      int64_t k = 4 * (frequency(b, factors, stage) + done * c) + s;
      for (int64_t a = 0; a < f; ++a)
        matrices.set(b, a, c, root((4 * a * rest + (rest == 1 ? s : 0)) * k, 16 * m));
    }
  return constant(matrices.values, {done, 2, f, 2, f}, dtype);
}

// n = a_1 R_1 + a_2 R_2 + .., R_i = M / (f_1 .. f_i); k = c_1 + f_1 c_2 + ... In a_i R_i (k + s) / M only c_1 .. c_i count, so that stage i
// sums over a_i with a matrix for each of c_1 .. c_{i-1}: all twiddles are inside. [(c_1 ..), R, 2, a_i, rest] -> [(c_1 .. c_i), R, 2, rest].
ComplexTensor by_stages(const ComplexTensor &t, const Factors &factors, int64_t s) {
  int64_t rows = t.re.dim(0), m = t.re.dim(1), done = 1, rest = m;
  Tensor y = concatenate({reshape(t.re, {rows, 1, m}), reshape(t.im, {rows, 1, m})}, 1);
  for (size_t stage = 0; stage < factors.size(); ++stage) {
    int64_t f = factors[stage];
    rest /= f;
    Tensor w = stage_matrices(factors, stage, m, s, y.dtype());
    y = rest == 1 ? einsum("krqa,kqasc->krsc", reshape(y, {done, rows, 2, f}), w)
                  : einsum("krqab,kqasc->kcrsb", reshape(y, {done, rows, 2, f, rest}), w);
    done *= f;
  }
  // [c_1 .. , R, 2, c_last] -> [R, c_last, .. c_1]
  int64_t count = (int64_t)factors.size();
  Shape shape(factors.begin(), factors.end());
  shape.insert(shape.end() - 1, rows);
  Dims order;
  for (int64_t i = count; i >= 0; --i)
    order.push_back(i == count ? count - 1 : i == count - 1 ? count : i);
  auto part = [&](int64_t i) {
    Tensor half = slice(reshape(y, {done / factors.back() * rows, 2, factors.back()}), 1, i, i + 1);
    return transpose(reshape(half, shape), order);
  };
  return {part(0), part(1)};
}

/// The elements of t [R, M] times M complex numbers.
ComplexTensor times(const ComplexTensor &t, const std::vector<Complex> &w) {
  std::vector<double> re, im;
  for (Complex c : w) {
    re.push_back(c.real());
    im.push_back(c.imag());
  }
  Shape row{(int64_t)w.size()};
  Tensor a = trailing(constant(re, row, t.re.dtype()), t.re), b = trailing(constant(im, row, t.re.dtype()), t.re);
  return {t.re * a - t.im * b, t.re * b + t.im * a};
}

// 2 (n + s) (k + s) = (n + s)^2 + (k + s)^2 - (n - k)^2: a convolution with exp(pi i d^2 / M), done by transforms of a power of two.
ComplexTensor by_chirp(const ComplexTensor &t, int64_t s) {
  int64_t rows = t.re.dim(0), m = t.re.dim(1), length = chirp_length(m);
  Factors factors = cheapest(length).second;
  std::vector<Complex> chirp(m), kernel(length), spectrum(length);
  for (int64_t n = 0; n < m; ++n) {
    chirp[n] = root((4 * n + s) * (4 * n + s), 32 * m);
    kernel[n] = kernel[(length - n) % length] = std::conj(root(n * n, 2 * m));
  }
  std::vector<Complex> roots(length);
  for (int64_t k = 0; k < length; ++k)
    roots[k] = root(k, length) / (double)length;
  for (int64_t k = 0; k < length; ++k)
    for (int64_t n = 0; n < length; ++n)
      spectrum[k] += kernel[n] * roots[n * k % length];
  auto wide = [&](const Tensor &x) { return pad(x, {0, 0}, {0, length - m}); };
  auto row = [&](const Tensor &x) { return reshape(x, {rows, length}); };
  ComplexTensor x = times(t, chirp), y = by_stages({wide(x.re), wide(x.im)}, factors, 0);
  ComplexTensor product = times({row(y.re), row(y.im)}, spectrum);
  ComplexTensor z = by_stages({product.im, product.re}, factors, 0);   // parts swapped before and after: the inverse, times its length
  auto cut = [&](const Tensor &x) { return slice(row(x), 1, 0, m); };
  return times({cut(z.im), cut(z.re)}, chirp);
}

/// Whether the N x N matrix is the faster DCT-IV. An FFT of half the length has two more passes.
bool by_matrix(int64_t n) { return n == 2 || (double)n + kPass <= fft_cost(n / 2) + 1.5 * kPass; }

} // namespace

double fft_cost(int64_t m) { return std::min(cheapest(m).first, chirp_cost(m)); }

ComplexTensor fft(const ComplexTensor &t, int64_t quarters, Where where) {
  CallSite site(where);
  int64_t m = t.re.dim(1);
  auto [cost, factors] = cheapest(m);
  return chirp_cost(m) < cost ? by_chirp(t, quarters) : by_stages(t, factors, quarters);
}

static Tensor by_product(const Tensor &x) {
  int64_t n = x.dim(1);
  std::vector<double> basis(n * n);
  for (int64_t i = 0; i < n; ++i)
    for (int64_t k = 0; k < n; ++k)
      basis[i * n + k] = std::sqrt(2.0 / (double)n) * root((2 * i + 1) * (2 * k + 1), 8 * n).real();
  return matmul(x, constant(basis, {n, n}, x.dtype()));
}

// With t_n = x_2n + i x_{N-1-2n} and shifts of a quarter, Z_k = y_2k - i y_{N-1-2k}, but for the scale.
Tensor dct4(const Tensor &x, Where where) {
  CallSite site(where);
  int64_t rows = x.dim(0), n = x.dim(1);
  if (by_matrix(n))
    return by_product(x);
  auto even = [&](const Tensor &y) { return reshape(slice(reshape(y, {rows, n / 2, 2}), 2, 0, 1), {rows, n / 2}); };
  ComplexTensor z = fft({even(x), even(reverse(x, {1}))}, 1);
  Dims digits;
  for (int64_t d = 1; d < z.re.rank(); ++d)
    digits.push_back(d);
  Shape column = z.re.shape();
  column.push_back(1);
  Tensor y = concatenate({reshape(z.re, column), reshape(reverse(z.im, digits), column)}, -1);
  double scale = std::sqrt(2.0 / (double)n);
  return reshape(y * trailing(constant({scale, -scale}, {2}, x.dtype()), y), {rows, n});
}

} // namespace mf
