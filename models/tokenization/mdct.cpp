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

namespace {
/// The fold of a frame with quarters (a, b, c, d) of hop / 2, r: reversed, gives (-c_r - d, a - b_r). Frames overlap by half, so that its
/// parts are pieces of the windowed halves: what the window and the sign make of each.
struct Fold {
  std::vector<double> forward, backward; ///< of d and a; of c_r and b_r
  explicit Fold(const std::vector<double> &rising) {
    int64_t hop = (int64_t)rising.size(), half = hop / 2;
    for (int64_t m = 0; m < hop; ++m) {
      forward.push_back(m < half ? -rising[half - 1 - m] : rising[m - half]);
      backward.push_back(m < half ? -rising[half + m] : -rising[hop + half - 1 - m]);
    }
  }
};
} // namespace

Tensor MdctTokenization::analyse(const Tensor &x) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens(), batch = x.dim(0), rows = batch * frames;
  Fold fold(mdct_window(o.window, o.kbd_alpha, hop));
  // the signal in halves of a hop, with a hop of zeros on both sides and up to a whole frame
  int64_t pieces = (signal.size() + half - 1) / half;
  Tensor halves = reshape(pad(x, {0, 0}, {0, pieces * half - signal.size()}), {batch, pieces, half});
  halves = reshape(pad(halves, {0, 2, 0}, {0, 2 * frames - pieces, 0}), {batch, frames + 1, 2, half});
  auto quarter = [&](int64_t i) { return slice(slice(halves, 1, i / 2, i / 2 + frames), 2, i % 2, i % 2 + 1); };
  auto weighted = [&](int64_t left, int64_t right, bool reversed, const std::vector<double> &weights) {
    Tensor y = concatenate({quarter(left), quarter(right)}, 2);         // [B, T, 2, half]
    Tensor w = broadcast_in_dim(constant(weights, {hop}, x.dtype()), {rows, hop}, {1});
    return dct4_begin(reshape(reversed ? reverse(y, {3}) : y, {rows, hop})) * dct4_begin(w);
  };
  Tensor folded = weighted(3, 0, false, fold.forward) + weighted(2, 1, true, fold.backward);
  return reshape(dct4_end(dct4_core(folded, hop), hop), {batch, frames, hop});
}

/// The transpose of analyse: unfold, window, add what overlaps.
Tensor MdctTokenization::synthesise(const Tensor &x) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens(), batch = x.dim(0), size = signal.size();
  Tensor folded = reshape(dct4(reshape(x, {batch * frames, hop})), {batch, frames, hop});
  Tensor left = slice(slice(folded, 2, 0, half), 1, 0, frames - 1), right = slice(slice(folded, 2, half, hop), 1, 1, frames);
  auto flat = [&](const Tensor &y) { return slice(reshape(y, {batch, (frames - 1) * hop}), 1, 0, size); };
  // a hop of samples: the second half (c, d) of one frame over the first half (a, b) of the next
  std::vector<double> rising = mdct_window(o.window, o.kbd_alpha, hop), up, down;
  for (int64_t m = 0; m < hop; ++m) {
    up.push_back(m < half ? rising[m] : -rising[m]);
    down.push_back(-rising[hop - 1 - m]);
  }
  auto weighted = [&](const Tensor &first, const Tensor &second, const std::vector<double> &weights) {
    Tensor y = concatenate({first, second}, 2);                         // [B, T - 1, hop]
    return flat(y) * flat(trailing(constant(weights, {hop}, x.dtype()), y));
  };
  return weighted(right, reverse(right, {2}), up) + weighted(reverse(left, {2}), left, down);
}

} // namespace mf
