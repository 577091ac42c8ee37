#include "training/io/Spectrogram.h"
#include <algorithm>
#include <cmath>
#include <numbers>
#include <unsupported/Eigen/FFT>

namespace mf {
namespace {

constexpr int64_t window = 512, bins = window / 2;

/// The windowed samples around `center`.
std::vector<float> cutOut(std::span<const float> x, int64_t center) {
  std::vector<float> piece(window);
  for (int64_t i = 0; i < window; ++i) {
    int64_t at = center - window / 2 + i;
    float hann = float(0.5 - 0.5 * std::cos(2 * std::numbers::pi * (double(i) + 0.5) / window));
    piece[size_t(i)] = at >= 0 && at < int64_t(x.size()) ? x[size_t(at)] * hann : 0;
  }
  return piece;
}

/// dB of full scale as a level of the picture.
float level(double power) { return float(std::log10(power + 1e-30) * (10 / 45.0) + 1); }

} // namespace

std::vector<float> spectrogram(std::span<const float> x, int64_t height, int64_t width) {
  std::vector<float> picture(size_t(height * width));
  Eigen::FFT<float> fft;
  std::vector<std::complex<float>> spectrum;
  for (int64_t column = 0; column < width; ++column) {
    fft.fwd(spectrum, cutOut(x, (2 * column + 1) * int64_t(x.size()) / (2 * width)));
    for (int64_t row = 0; row < height; ++row) {
      // the loudest of the bins of a row: a pure tone keeps its level; comparing so lets a NaN win
      int64_t low = row * bins / height, high = std::max(low + 1, (row + 1) * bins / height);
      double most = 0;
      for (int64_t k = low; k < high; ++k)
        if (double power = std::norm(spectrum[size_t(k)] / float(window / 4)); !(power <= most))
          most = power;
      picture[size_t((height - 1 - row) * width + column)] = std::max(level(most), -1.0f);
    }
  }
  return picture;
}

} // namespace mf
