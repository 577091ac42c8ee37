// The MDCT as window, fold and DCT-IV, and the same backwards.
#include "models/tokenization/mdct.h"
#include "models/tokenization/fft.h"
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

// A frame of windowed quarters (a, b, c, d), half a hop each, folds to (-c_r - d, a - b_r), r: reversed. Its DCT-IV is the MDCT. Frames overlap
// by a hop, so that quarters are halves of neighbouring hops.

/// w [2, half] over the last two of like's dimensions.
static Tensor weights(const std::vector<double> &w, const Tensor &like) {
  return trailing(constant(w, {2, (int64_t)w.size() / 2}, like.dtype()), like);
}

Tensor MdctTokenization::analyse(const Tensor &x) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens(), batch = x.dim(0);
  std::vector<double> rising = mdct_window(o.window, o.kbd_alpha, hop), of_da(hop), of_cb(hop);
  for (int64_t m = 0; m < hop; ++m) {
    of_da[m] = m < half ? -rising[half - 1 - m] : rising[m - half];
    of_cb[m] = m < half ? -rising[half + m] : -rising[hop + half - 1 - m];
  }
  // a hop of zeros before; after it zeros up to a whole hop, and one more
  int64_t halves = half_hops();
  Tensor y = reshape(pad(x, {0, 0}, {0, halves * half - signal.size()}), {batch, halves, half});
  y = reshape(pad(y, {0, 2, 0}, {0, 2 * frames - halves, 0}), {batch, frames + 1, 2, half});
  auto quarter = [&](int64_t i) { return slice(slice(y, 1, i / 2, i / 2 + frames), 2, i % 2, i % 2 + 1); };
  Tensor da = concatenate({quarter(3), quarter(0)}, 2), cb = reverse(concatenate({quarter(2), quarter(1)}, 2), {3});
  Tensor folded = da * weights(of_da, da) + cb * weights(of_cb, cb);   // [B, T, 2, half]
  return reshape(dct4(reshape(folded, {batch * frames, hop})), {batch, frames, hop});
}

/// The transpose of analyse: a hop of samples is the second half (c, d) of one frame over the first half (a, b) of the next.
Tensor MdctTokenization::synthesise(const Tensor &x) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens(), batch = x.dim(0);
  std::vector<double> rising = mdct_window(o.window, o.kbd_alpha, hop), of_ab(rising), of_cd;
  for (int64_t m = 0; m < hop; ++m) {
    of_ab[m] *= m < half ? 1 : -1;
    of_cd.push_back(-rising[hop - 1 - m]);
  }
  Tensor folded = reshape(dct4(reshape(x, {batch * frames, hop})), {batch, frames, 2, half});
  Tensor left = slice(slice(folded, 2, 0, 1), 1, 0, frames - 1), right = slice(slice(folded, 2, 1, 2), 1, 1, frames);
  auto cut = [&](const Tensor &y) { return slice(reshape(y, {batch, 2 * (frames - 1), half}), 1, 0, half_hops()); };
  auto part = [&](const Tensor &first, const Tensor &second, const std::vector<double> &w) {
    Tensor y = concatenate({first, second}, 2);                        // [B, T - 1, 2, half]
    return cut(y) * cut(weights(w, y));
  };
  Tensor samples = part(right, reverse(right, {3}), of_ab) + part(reverse(left, {3}), left, of_cd);
  return slice(reshape(samples, {batch, half_hops() * half}), 1, 0, signal.size());
}

} // namespace mf
