// Fourier transforms by small products (Cooley, Tukey, 1965), by a chirp (Bluestein, 1970), and the DCT-IV on them.
#include "models/tokenization/fft.h"
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
      factors.insert(factors.begin(), first);
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
  void set(int64_t b, int64_t in, int64_t out, Complex w, double imaginary) {
    auto at = [&](int64_t q, int64_t s) -> double & { return values[(((b * 2 + q) * factor + in) * 2 + s) * factor + out]; };
    at(0, 0) = w.real();
    at(1, 0) = -w.imag();
    at(0, 1) = imaginary * w.imag();
    at(1, 1) = imaginary * w.real();
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

// n = a_1 R_1 + a_2 R_2 + .., R_i = M / (f_1 .. f_i); k = c_1 + f_1 c_2 + ... In a_i R_i (k + s) / M only c_1 .. c_i count, so that stage i
// sums over a_i with a matrix for each of c_1 .. c_{i-1}: all twiddles are inside. [R, (c_1 ..), 2, a_i, rest] -> [R, (c_1 .. c_i), 2, rest].
Tensor by_stages(const Tensor &t, const Factors &factors, const FftOptions &o) {
  int64_t rows = t.dim(0), m = t.dim(2), s = o.quarters, done = 1, rest = m;
  Tensor y = t;
  for (size_t stage = 0; stage < factors.size(); ++stage) {
    int64_t f = factors[stage];
    rest /= f;
    bool last = rest == 1;
    Matrices matrices(done, f);
    for (int64_t b = 0; b < done; ++b)
      for (int64_t c = 0; c < f; ++c) {
        int64_t k = frequency(b, factors, stage) + done * c;
        for (int64_t a = 0; a < f; ++a) {
          Complex w = root(4 * a * rest * (4 * k + s) + (last ? s * (4 * k + s) : 0), 16 * m);
          matrices.set(b, a, c, last ? o.scale * w : w, last && o.conjugate ? -1 : 1);
        }
      }
    Tensor w = constant(matrices.values, {done, 2, f, 2, f}, t.dtype());
    y = last ? einsum("rkqa,kqasc->rksc", reshape(y, {rows, done, 2, f}), w)
             : einsum("rkqab,kqasc->rkcsb", reshape(y, {rows, done, 2, f, rest}), w);
    done *= f;
  }
  // [R, c_1 .. , 2, c_last] -> [R, 2, .. c_2, c_1]
  Shape shape{rows};
  shape.insert(shape.end(), factors.begin(), factors.end());
  shape.insert(shape.end() - 1, 2);
  int64_t count = (int64_t)factors.size();
  Dims order{0, count, count + 1};
  for (int64_t i = count - 1; i > 0; --i)
    order.push_back(i);
  return reshape(transpose(reshape(y, shape), order), {rows, 2, m});
}

Tensor real(const Tensor &t) { return slice(t, 1, 0, 1); }
Tensor imaginary(const Tensor &t) { return slice(t, 1, 1, 2); }

/// t [R, 2, M] times M complex numbers.
Tensor times(const Tensor &t, const std::vector<Complex> &w) {
  int64_t m = t.dim(2);
  std::vector<double> re, im;
  for (Complex c : w) {
    re.push_back(c.real());
    im.push_back(c.imag());
  }
  Tensor x = real(t), y = imaginary(t);
  Tensor a = trailing(constant(re, {m}, t.dtype()), x), b = trailing(constant(im, {m}, t.dtype()), x);
  return concatenate({x * a - y * b, x * b + y * a}, 1);
}

/// (Re, Im) -> (Im, Re): a transform between two of these is the inverse one, times its length.
Tensor swapped(const Tensor &t) { return reverse(t, {1}); }

// 2 (n + s) (k + s) = (n + s)^2 + (k + s)^2 - (n - k)^2: a convolution with exp(pi i d^2 / M), done by transforms of a power of two.
Tensor by_chirp(const Tensor &t, const FftOptions &o) {
  int64_t m = t.dim(2), length = chirp_length(m), s = o.quarters;
  Factors factors = cheapest(length).second;
  std::vector<Complex> in(m), out(m), kernel(length), spectrum(length);
  for (int64_t n = 0; n < m; ++n) {
    in[n] = root((4 * n + s) * (4 * n + s), 32 * m);
    out[n] = o.scale * in[n];
    kernel[n] = kernel[(length - n) % length] = std::conj(root(n * n, 2 * m));
  }
  for (int64_t k = 0; k < length; ++k)
    for (int64_t n = 0; n < length; ++n)
      spectrum[k] += kernel[n] * root(n * k, length) / (double)length;
  Tensor wide = pad(times(t, in), {0, 0, 0}, {0, 0, length - m});
  Tensor product = times(by_stages(wide, factors, {}), spectrum);
  Tensor sum = slice(swapped(by_stages(swapped(product), factors, {})), 2, 0, m);
  Tensor z = times(sum, out);
  return o.conjugate ? concatenate({real(z), -imaginary(z)}, 1) : z;
}

/// Whether the N x N matrix is the faster DCT-IV. An FFT of half the length has two more passes.
bool by_matrix(int64_t n) { return n == 2 || (double)n + kPass <= fft_cost(n / 2) + 1.5 * kPass; }

} // namespace

double fft_cost(int64_t m) { return std::min(cheapest(m).first, chirp_cost(m)); }

Tensor fft(const Tensor &t, const FftOptions &o, Where where) {
  CallSite site(where);
  auto [cost, factors] = cheapest(t.dim(2));
  return chirp_cost(t.dim(2)) < cost ? by_chirp(t, o) : by_stages(t, factors, o);
}

/// Pairs (x_2i, x_{N-1-2i}): [R, 2, N / 2].
Tensor dct4_begin(const Tensor &x) {
  int64_t rows = x.dim(0), n = x.dim(1);
  if (by_matrix(n))
    return x;
  auto even = [&](const Tensor &y) { return reshape(slice(reshape(y, {rows, n / 2, 2}), 2, 0, 1), {rows, 1, n / 2}); };
  return concatenate({even(x), even(reverse(x, {1}))}, 1);
}

Tensor dct4_core(const Tensor &t, int64_t n) {
  double scale = std::sqrt(2.0 / (double)n);
  if (!by_matrix(n))
    return fft(t, {1, scale, true});
  std::vector<double> basis(n * n);
  for (int64_t i = 0; i < n; ++i)
    for (int64_t k = 0; k < n; ++k)
      basis[i * n + k] = scale * root((2 * i + 1) * (2 * k + 1), 8 * n).real();
  return matmul(t, constant(basis, {n, n}, t.dtype()));
}

/// Z_k = (y_2k, y_{N-1-2k}).
Tensor dct4_end(const Tensor &z, int64_t n) {
  if (by_matrix(n))
    return z;
  int64_t rows = z.dim(0);
  auto column = [&](const Tensor &y) { return reshape(y, {rows, n / 2, 1}); };
  return reshape(concatenate({column(real(z)), column(reverse(imaginary(z), {2}))}, 2), {rows, n});
}

Tensor dct4(const Tensor &x, Where where) {
  CallSite site(where);
  int64_t n = x.dim(1);
  return dct4_end(dct4_core(dct4_begin(x), n), n);
}

} // namespace mf
