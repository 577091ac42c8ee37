// Short-time objective intelligibility, with the names of Taal et al. 2011.
#include "training/metrics/Sound.h"
#include <Eigen/Dense>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <unsupported/Eigen/FFT>

namespace mf::metrics {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::MatrixXd;

constexpr int64_t kRate = 10000, kFrame = 256, kHop = kFrame / 2, kFft = 512, kBands = 15, kSegment = 30;
constexpr double kLowestBand = 150, kSilence = 40, kClip = 15; // Hz, dB, dB
constexpr double kTiny = std::numeric_limits<double>::epsilon();

/// Hann window without its zeros at the ends.
ArrayXd hann() { return ArrayXd::NullaryExpr(kFrame, [](int64_t i) { return 0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i + 1) / double(kFrame + 1)); }); }

/// Windowed frames as columns. A frame that would end with the signal is left out, as in the reference implementation.
MatrixXd framesOf(const ArrayXd &x) {
  static const ArrayXd window = hann();
  int64_t count = x.size() > kFrame ? (x.size() - kFrame + kHop - 1) / kHop : 0;
  MatrixXd frames(kFrame, count);
  for (int64_t t = 0; t < count; ++t)
    frames.col(t) = window * x.segment(t * kHop, kFrame);
  return frames;
}

ArrayXd overlapAdd(const MatrixXd &frames) {
  ArrayXd x = ArrayXd::Zero(frames.cols() ? (frames.cols() - 1) * kHop + kFrame : 0);
  for (int64_t t = 0; t < frames.cols(); ++t)
    x.segment(t * kHop, kFrame) += frames.col(t).array();
  return x;
}

/// Both sounds from the frames in which the original is at most kSilence dB below its loudest one.
std::pair<ArrayXd, ArrayXd> withoutSilence(const ArrayXd &x, const ArrayXd &y) {
  MatrixXd framesX = framesOf(x), framesY = framesOf(y);
  ArrayXd level = 20 * (framesX.colwise().norm().array() + kTiny).log10();
  std::vector<int64_t> loud;
  for (int64_t t = 0; t < level.size(); ++t)
    if (level[t] > level.maxCoeff() - kSilence)
      loud.push_back(t);
  return {overlapAdd(framesX(Eigen::all, loud)), overlapAdd(framesY(Eigen::all, loud))};
}

/// Which bins belong to band j: [first, last).
std::pair<int64_t, int64_t> bandBins(int64_t j) {
  auto nearest = [](double hertz) { return int64_t(std::ceil(hertz * double(kFft) / double(kRate) - 0.5)); };
  return {nearest(kLowestBand * std::pow(2, double(2 * j - 1) / 6)), nearest(kLowestBand * std::pow(2, double(2 * j + 1) / 6))};
}

/// Magnitudes of the third-octave bands: [bands, frames].
ArrayXXd bandsOf(const ArrayXd &x) {
  MatrixXd frames = framesOf(x);
  ArrayXXd bands(kBands, frames.cols());
  Eigen::FFT<double> fft;
  fft.SetFlag(Eigen::FFT<double>::HalfSpectrum);
  std::vector<double> padded(kFft);
  std::vector<std::complex<double>> bins;
  for (int64_t t = 0; t < frames.cols(); ++t) {
    std::copy_n(frames.col(t).data(), kFrame, padded.begin());
    fft.fwd(bins, padded);
    for (int64_t j = 0; j < kBands; ++j) {
      auto [first, last] = bandBins(j);
      double power = 0;
      for (int64_t k = first; k < last; ++k)
        power += std::norm(bins[size_t(k)]);
      bands(j, t) = std::sqrt(power);
    }
  }
  return bands;
}

/// Rows with their means removed and of length 1.
ArrayXXd normalized(ArrayXXd rows) {
  ArrayXd means = rows.rowwise().mean();
  rows.colwise() -= means;
  ArrayXd lengths = rows.matrix().rowwise().norm().array() + kTiny;
  return rows.colwise() / lengths;
}

/// The sum over bands of the correlations of one segment [bands, kSegment].
double segmentScore(const ArrayXXd &x, const ArrayXXd &y) {
  ArrayXd scale = x.matrix().rowwise().norm().array() / (y.matrix().rowwise().norm().array() + kTiny);
  ArrayXXd clipped = (y.colwise() * scale).min(x * (1 + std::pow(10, kClip / 20)));
  return (normalized(x) * normalized(clipped)).sum();
}

ArrayXd atStoiRate(std::span<const float> x, int64_t rate) {
  std::vector<double> resampled = resamplePolyphase(x, kRate, rate);
  return Eigen::Map<const ArrayXd>(resampled.data(), int64_t(resampled.size()));
}

} // namespace

std::optional<double> stoi(std::span<const float> original, std::span<const float> estimate, int64_t rate) {
  if (original.size() != estimate.size() || rate < 1)
    throw std::invalid_argument("stoi: two sounds of the same length and their rate are needed");
  auto [x, y] = withoutSilence(atStoiRate(original, rate), atStoiRate(estimate, rate));
  if (x.size() == 0 || (x == 0).all())
    return std::nullopt;
  ArrayXXd bandsX = bandsOf(x), bandsY = bandsOf(y);
  int64_t segments = bandsX.cols() - kSegment + 1;
  if (segments < 1)
    return std::nullopt;
  double sum = 0;
  for (int64_t m = 0; m < segments; ++m)
    sum += segmentScore(bandsX.middleCols(m, kSegment), bandsY.middleCols(m, kSegment));
  return sum / double(segments * kBands);
}

} // namespace mf::metrics
