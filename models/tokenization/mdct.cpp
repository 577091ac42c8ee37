// The MDCT as window, fold and DCT-IV, and the same backwards.
#include "models/tokenization/mdct.h"
#include "models/tokenization/common/fft.h"
#include "models/tokenization/registry.h"
#include "options/Needs.h"
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
  std::vector<double> rising = mdct_window(own.window, own.kbd_alpha, hop), of_da(hop), of_cb(hop);
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
  std::vector<double> rising = mdct_window(own.window, own.kbd_alpha, hop), of_ab(rising), of_cd;
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

//===-- the entry -------------------------------------------------------------------------------===//

static std::string hop_fault(const opt::Facts &facts) {
  int64_t hop = facts.integer("tokenization.hop");
  return hop % 2 == 0 && hop >= 8 && hop <= 4096 ? "" : "an even number from 8 to 4096 for mdct, got " + std::to_string(hop);
}

static std::unique_ptr<Tokenization> make(const TokenizationOptions &o, const MdctOptions &own, const SignalShape &s) {
  if (o.hop < 1)
    refuse_tokenization("hop", "a positive number", std::to_string(o.hop));
  if (o.hop % 2)
    refuse_tokenization("hop", "an even number", std::to_string(o.hop));
  if (s.channels != 1)
    refuse_tokenization("name", "reshape for " + std::to_string(s.channels) + " channels (mdct takes one)", "mdct");
  if (!(own.kbd_alpha >= 0))
    refuse_tokenization("kbd_alpha", "a number from 0", std::to_string(own.kbd_alpha));
  return std::make_unique<MdctTokenization>(o, own, s);
}

MF_DEFINE_TOKENIZATION(mdct) {
  opt::Rows<MdctOptions> rows = {
      opt::row("window", &MdctOptions::window, {{"sine", MdctWindow::sine}, {"kbd", MdctWindow::kbd}}, "The MDCT's window: sine or Kaiser-Bessel-derived."),
      opt::row("kbd_alpha", &MdctOptions::kbd_alpha, {0, 100}, "Shape of the Kaiser-Bessel-derived window.", {.needs = {{.key = "tokenization.window", .values = {"kbd"}}}}),
  };
  opt::Entry entry{.order = 20, .title = "MDCT tokens", .usualFor = opt::trait::sound, .defaults = {{"tokenization.power", 0.5, opt::trait::sound}}};
  entry.checks = {{"tokenization.hop", hop_fault}};
  entry.benchmark = true;
  return define_tokenization(entry, {hop_option()}, rows, make);
}

} // namespace mf
