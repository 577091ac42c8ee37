// The MDCT as window, fold and DCT-IV, and the same backwards.
#include "models/tokenization/mdct.h"
#include <cmath>
#include <numbers>

namespace mf {

/// The modified Bessel function I0, by its power series.
static double bessel_i0(double x) {
  double sum = 1, term = 1;
  for (int k = 1; term > 1e-17 * sum; ++k)
    sum += term *= (x / 2 / k) * (x / 2 / k);
  return sum;
}

static std::vector<double> kaiser_bessel_derived(double alpha, int64_t hop) {
  std::vector<double> rising(hop);
  double sum = 0;
  auto kaiser = [&](int64_t j) {
    double at = 2.0 * (double)j / (double)hop - 1;
    return bessel_i0(std::numbers::pi * alpha * std::sqrt(1 - at * at));
  };
  for (int64_t n = 0; n < hop; ++n)
    rising[n] = sum += kaiser(n);
  sum += kaiser(hop);
  for (double &w : rising)
    w = std::sqrt(w / sum);
  return rising;
}

std::vector<double> mdct_window(MdctWindow window, double kbd_alpha, int64_t hop) {
  if (window == MdctWindow::kbd)
    return kaiser_bessel_derived(kbd_alpha, hop);
  std::vector<double> rising(hop);
  for (int64_t n = 0; n < hop; ++n)
    rising[n] = std::sin(std::numbers::pi * ((double)n + 0.5) / (2.0 * (double)hop));
  return rising;
}

Tensor dct4(const Tensor &x, Where where) {
  CallSite site(where);
  int64_t n = x.dim(-1), turn = 8 * n; // (2i + 1)(2j + 1) / 8n turns
  std::vector<double> basis(n * n);
  for (int64_t i = 0; i < n; ++i)
    for (int64_t j = 0; j < n; ++j)
      basis[i * n + j] = std::sqrt(2.0 / (double)n) * std::cos(2 * std::numbers::pi * (double)((2 * i + 1) * (2 * j + 1) % turn) / (double)turn);
  return matmul(x, constant(basis, {n, n}, x.dtype()));
}

/// Frames [B, T, 2 hop] are quarters (a, b, c, d) of hop / 2; the fold gives (-c_r - d, a - b_r), r: reversed.
Tensor MdctTokenization::analyse(const Tensor &x) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens();
  std::vector<double> rising = mdct_window(o.window, o.kbd_alpha, hop);
  Tensor up = constant(rising, {hop}, x.dtype()), down = reverse(up, {0});
  Tensor padded = pad(x, {0, hop}, {0, frames * hop - signal.size()});
  Tensor blocks = reshape(padded, {x.dim(0), frames + 1, hop});
  Tensor first = slice(blocks, 1, 0, frames), second = slice(blocks, 1, 1, frames + 1);
  first = first * trailing(up, first);
  second = second * trailing(down, second);
  auto part = [&](const Tensor &y, int64_t i) { return slice(y, 2, i * half, (i + 1) * half); };
  Tensor left = -reverse(part(second, 0), {2}) - part(second, 1);
  Tensor right = part(first, 0) - reverse(part(first, 1), {2});
  return dct4(concatenate({left, right}, 2));
}

/// The transpose of analyse: unfold, window, add what overlaps.
Tensor MdctTokenization::synthesise(const Tensor &tokens_) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens();
  std::vector<double> rising = mdct_window(o.window, o.kbd_alpha, hop);
  Tensor up = constant(rising, {hop}, tokens_.dtype()), down = reverse(up, {0});
  Tensor folded = dct4(tokens_);
  Tensor left = slice(folded, 2, 0, half), right = slice(folded, 2, half, hop);
  Tensor first = concatenate({right, -reverse(right, {2})}, 2), second = concatenate({-reverse(left, {2}), -left}, 2);
  first = slice(first, 1, 1, frames);                                  // block j: the end of frame j - 1 and the start of frame j
  second = slice(second, 1, 0, frames - 1);
  Tensor blocks = first * trailing(up, first) + second * trailing(down, second);
  return slice(reshape(blocks, {folded.dim(0), (frames - 1) * hop}), 1, 0, signal.size());
}

} // namespace mf
