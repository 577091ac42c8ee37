#include "training/metrics/Sound.h"
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace mf::metrics {
namespace {

using Values = Eigen::Map<const Eigen::ArrayXd>;

Values valuesOf(const Spectrogram &s) { return {s.values.data(), int64_t(s.values.size())}; }

void expectSameSize(const char *who, std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size() || a.empty())
    throw std::invalid_argument(std::string(who) + ": two sounds of the same length are needed");
}

Eigen::VectorXd doubles(std::span<const float> x) { return Eigen::Map<const Eigen::VectorXf>(x.data(), int64_t(x.size())).cast<double>(); }

} // namespace

std::optional<double> siSdr(std::span<const float> original, std::span<const float> estimate) {
  expectSameSize("siSdr", original, estimate);
  Eigen::VectorXd s = doubles(original), other = doubles(estimate);
  double energy = s.squaredNorm();
  if (energy == 0)
    return std::nullopt;
  Eigen::VectorXd scaled = other.dot(s) / energy * s;
  double target = scaled.squaredNorm(), noise = (scaled - other).squaredNorm();
  if (target == 0)
    return -std::numeric_limits<double>::infinity();
  return 10 * std::log10(target / noise);
}

double logSpectralDistance(std::span<const float> original, std::span<const float> estimate, const LogSpectralOptions &options) {
  expectSameSize("logSpectralDistance", original, estimate);
  Spectrogram a = powerSpectrogram(original, options.window, options.hop), b = powerSpectrogram(estimate, options.window, options.hop);
  Eigen::ArrayXd squares = (valuesOf(a).max(options.floor).log10() - valuesOf(b).max(options.floor).log10()).square();
  Eigen::Map<const Eigen::MatrixXd> frames(squares.data(), a.bins, a.frames);
  return frames.colwise().mean().cwiseSqrt().mean();
}

LogMelDistance logMelDistance(std::span<const float> original, std::span<const float> estimate, double rate, const LogMelOptions &options) {
  expectSameSize("logMelDistance", original, estimate);
  Spectrogram a = logMel(original, rate, options), b = logMel(estimate, rate, options);
  Eigen::ArrayXd difference = valuesOf(a) - valuesOf(b);
  return {difference.abs().mean(), std::sqrt(difference.square().mean())};
}

double mdctDistance(std::span<const float> original, std::span<const float> estimate, int64_t hop) {
  expectSameSize("mdctDistance", original, estimate);
  Spectrogram a = mdct(original, hop), b = mdct(estimate, hop);
  return std::sqrt((valuesOf(a) - valuesOf(b)).square().mean());
}

std::vector<float> logMelStatistics(std::span<const float> signal, double rate, const LogMelOptions &options) {
  Spectrogram spectrum = logMel(signal, rate, options);
  Eigen::Map<const Eigen::ArrayXXd> bands(spectrum.values.data(), spectrum.bins, spectrum.frames);
  Eigen::ArrayXd mean = bands.rowwise().mean();
  Eigen::ArrayXd deviation = (bands.colwise() - mean).square().rowwise().mean().sqrt();
  std::vector<float> result(mean.data(), mean.data() + mean.size());
  result.insert(result.end(), deviation.data(), deviation.data() + deviation.size());
  return result;
}

double bitRate(int64_t bytes, double seconds) {
  if (bytes < 0 || !(seconds > 0))
    throw std::invalid_argument("bitRate: a length above 0 is needed");
  return double(bytes) * 8 / seconds / 1000;
}

} // namespace mf::metrics
