// The MDCT as window, fold and DCT-IV, and the same backwards.
#include "models/tokenization/mdct.h"
#include "models/tokenization/dct4.h"
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

/// Coefficients of the fold for each m: frame quarters (a, b, c, d) of hop / 2 give (-c_r - d, a - b_r), r: reversed.
struct Fold {
  std::vector<double> forward, backward;
};
static Fold fold_coefficients(const std::vector<double> &rising) {
  int64_t hop = (int64_t)rising.size(), half = hop / 2;
  auto window = [&](int64_t n) { return n < hop ? rising[n] : rising[2 * hop - 1 - n]; };
  Fold f;
  for (int64_t m = 0; m < hop; ++m) {
    f.forward.push_back(m < half ? -window(hop + half + m) : window(m - half));
    f.backward.push_back(-window(hop + half - 1 - m));
  }
  return f;
}

Tensor MdctTokenization::analyse(const Tensor &x) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens(), rows = x.dim(0) * frames;
  Fold fold = fold_coefficients(mdct_window(o.window, o.kbd_alpha, hop));
  Dct4 dct(hop);
  Tensor padded = pad(x, {0, hop}, {0, frames * hop - signal.size()});
  Tensor halves = reshape(padded, {x.dim(0), frames + 1, 2, half});
  auto part = [&](int64_t frame, int64_t i) { return slice(slice(halves, 1, frame, frame + frames), 2, i, i + 1); };
  Tensor forward = reshape(concatenate({part(1, 1), part(0, 0)}, 2), {rows, hop});
  Tensor backward = reverse(reshape(slice(padded, 1, half, half + frames * hop), {rows, hop}), {1});
  auto weight = [&](const std::vector<double> &values) {
    return dct.arrange(broadcast_in_dim(constant(values, {hop}, x.dtype()), {rows, hop}, {1}));
  };
  Tensor folded = dct.arrange(forward) * weight(fold.forward) + dct.arrange(backward) * weight(fold.backward);
  return reshape(dct.restore(dct.transform(folded)), {x.dim(0), frames, hop});
}

/// The transpose of analyse: unfold, window, add what overlaps.
Tensor MdctTokenization::synthesise(const Tensor &tokens_) const {
  int64_t hop = o.hop, half = hop / 2, frames = tokens(), batch = tokens_.dim(0);
  std::vector<double> rising = mdct_window(o.window, o.kbd_alpha, hop);
  Dct4 dct(hop);
  Tensor folded = reshape(dct.restore(dct.transform(dct.arrange(reshape(tokens_, {batch * frames, hop})))), {batch, frames, hop});
  Tensor left = slice(slice(folded, 2, 0, half), 1, 0, frames - 1), right = slice(slice(folded, 2, half, hop), 1, 1, frames);
  Tensor first = concatenate({right, reverse(right, {2})}, 2), second = concatenate({reverse(left, {2}), left}, 2);
  std::vector<double> up, down;
  for (int64_t m = 0; m < hop; ++m) {
    up.push_back(m < half ? rising[m] : -rising[m]);
    down.push_back(-rising[hop - 1 - m]);
  }
  Tensor blocks = first * trailing(constant(up, {hop}, first.dtype()), first) + second * trailing(constant(down, {hop}, first.dtype()), second);
  return slice(reshape(blocks, {batch, (frames - 1) * hop}), 1, 0, signal.size());
}

} // namespace mf
