#include "training/metrics/Spectrum.h"
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <unsupported/Eigen/FFT>

namespace mf::metrics {
namespace {

constexpr double pi = std::numbers::pi;

/// Slaney's mel scale: linear to 1 kHz (15 mel), then 27 steps a factor of 6.4.
double hertzOf(double mel) { return mel < 15 ? mel * 200 / 3 : 1000 * std::pow(6.4, (mel - 15) / 27); }
double melOf(double hertz) { return hertz < 1000 ? hertz * 3 / 200 : 15 + 27 * std::log(hertz / 1000) / std::log(6.4); }

/// The lowpass filter of Octave's `resample`, 2 half + 1 taps of sum 1, for coprime up and down.
std::vector<double> lowpass(int64_t up, int64_t down) {
  constexpr double rejection = 60; // dB
  double cutoff = 1.0 / (2 * double(std::max(up, down)));
  auto half = int64_t(std::ceil((rejection - 8) / (28.714 * cutoff / 10)));
  double beta = 0.1102 * (rejection - 8.7);
  std::vector<double> taps(size_t(2 * half + 1));
  for (int64_t i = -half; i <= half; ++i) {
    double angle = 2 * pi * cutoff * double(i), place = double(i) / double(half);
    double sinc = i ? std::sin(angle) / angle : 1;
    taps[size_t(i + half)] = sinc * std::cyl_bessel_i(0.0, beta * std::sqrt(1 - place * place));
  }
  double sum = std::accumulate(taps.begin(), taps.end(), 0.0);
  for (double &tap : taps)
    tap /= sum;
  return taps;
}

} // namespace

Spectrogram powerSpectrogram(std::span<const float> signal, int64_t window, int64_t hop) {
  if (window < 2 || window % 2 || hop < 1)
    throw std::invalid_argument("powerSpectrogram: an even window and a hop of at least 1 are needed");
  auto size = int64_t(signal.size());
  Spectrogram result{1 + size / hop, window / 2 + 1, {}};
  result.values.reserve(size_t(result.frames * result.bins));
  Eigen::FFT<double> fft;
  fft.SetFlag(Eigen::FFT<double>::HalfSpectrum);
  std::vector<double> frame(static_cast<size_t>(window));
  std::vector<std::complex<double>> bins;
  for (int64_t t = 0; t < result.frames; ++t) {
    for (int64_t i = 0, from = t * hop - window / 2; i < window; ++i, ++from) {
      double hann = 0.5 - 0.5 * std::cos(2 * pi * double(i) / double(window));
      frame[size_t(i)] = from >= 0 && from < size ? hann * double(signal[size_t(from)]) : 0;
    }
    fft.fwd(bins, frame);
    for (const auto &bin : bins)
      result.values.push_back(std::norm(bin));
  }
  return result;
}

std::vector<double> melFilters(double rate, int64_t window, int64_t bands) {
  int64_t bins = window / 2 + 1;
  std::vector<double> edges; // of the triangles: band b rises from edges[b] to [b + 1] and falls to [b + 2]
  for (int64_t i = 0; i < bands + 2; ++i)
    edges.push_back(hertzOf(melOf(rate / 2) * double(i) / double(bands + 1)));
  std::vector<double> filters(size_t(bands * bins));
  for (int64_t b = 0; b < bands; ++b) {
    double low = edges[size_t(b)], middle = edges[size_t(b + 1)], high = edges[size_t(b + 2)];
    for (int64_t k = 0; k < bins; ++k) {
      double hertz = double(k) * rate / double(window);
      double height = std::min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
      filters[size_t(b * bins + k)] = std::max(0.0, height) * 2 / (high - low);
    }
  }
  return filters;
}

Spectrogram logMel(std::span<const float> signal, double rate, const LogMelOptions &options) {
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Spectrogram power = powerSpectrogram(signal, options.window, options.hop);
  std::vector<double> filters = melFilters(rate, options.window, options.bands);
  Spectrogram result{power.frames, options.bands, std::vector<double>(size_t(power.frames * options.bands))};
  Eigen::Map<Rows> out(result.values.data(), result.frames, result.bins);
  Eigen::Map<const Rows> spectrum(power.values.data(), power.frames, power.bins), weights(filters.data(), options.bands, power.bins);
  out = spectrum.cwiseSqrt() * weights.transpose();
  out = out.array().max(options.floor).log10();
  return result;
}

Spectrogram mdct(std::span<const float> signal, int64_t hop) {
  if (hop < 1)
    throw std::invalid_argument("mdct: a hop of at least 1 is needed");
  auto size = int64_t(signal.size());
  int64_t frames = (size + hop - 1) / hop + 1;
  Eigen::MatrixXd basis(hop, 2 * hop); // [k, n]
  for (int64_t n = 0; n < 2 * hop; ++n)
    for (int64_t k = 0; k < hop; ++k)
      basis(k, n) = std::sqrt(2.0 / double(hop)) * std::sin(pi * (double(n) + 0.5) / double(2 * hop)) *
                    std::cos(pi / double(hop) * (double(n) + 0.5 + double(hop) / 2) * (double(k) + 0.5));
  Eigen::VectorXd padded = Eigen::VectorXd::Zero((frames + 1) * hop);
  padded.segment(hop, size) = Eigen::Map<const Eigen::VectorXf>(signal.data(), size).cast<double>();
  Spectrogram result{frames, hop, std::vector<double>(size_t(frames * hop))};
  Eigen::Map<Eigen::MatrixXd> out(result.values.data(), hop, frames);
  Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>> pieces(padded.data(), 2 * hop, frames, Eigen::OuterStride<>(hop));
  out.noalias() = basis * pieces;
  return result;
}

std::vector<double> resamplePolyphase(std::span<const float> signal, int64_t up, int64_t down) {
  if (up < 1 || down < 1)
    throw std::invalid_argument("resamplePolyphase: factors of at least 1 are needed");
  int64_t common = std::gcd(up, down), size = int64_t(signal.size());
  up /= common;
  down /= common;
  if (up == down)
    return {signal.begin(), signal.end()};
  std::vector<double> taps = lowpass(up, down);
  auto half = int64_t(taps.size() / 2);
  std::vector<double> result(size_t((size * up + down - 1) / down));
  for (int64_t m = 0; m < int64_t(result.size()); ++m) {
    // input j stands at j up of the fine grid; the output stands at m down and reaches `half` to either side
    int64_t first = std::max<int64_t>(0, (m * down - half + up - 1) / up), last = std::min(size - 1, (m * down + half) / up);
    double sum = 0;
    for (int64_t j = first; j <= last; ++j)
      sum += double(signal[size_t(j)]) * taps[size_t(m * down + half - j * up)];
    result[size_t(m)] = sum * double(up);
  }
  return result;
}

} // namespace mf::metrics
