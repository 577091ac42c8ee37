#include "training/metrics/Images.h"
#include "training/UserError.h"
#include <Eigen/Dense>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace mf::metrics {
namespace {

using Plane = Eigen::ArrayXXd;

/// One channel of [height, width, channels] as an array [height, width].
Plane planeOf(std::span<const float> image, int64_t height, int64_t width, int64_t channels, int64_t channel) {
  Plane plane(height, width);
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < width; ++x)
      plane(y, x) = double(image[size_t((y * width + x) * channels + channel)]);
  return plane;
}

/// The Gaussian window's weights along one axis; they add up to 1.
Eigen::VectorXd windowWeights() {
  constexpr double sigma = 1.5;
  Eigen::VectorXd weights(kSsimWindow);
  for (int64_t i = 0; i < kSsimWindow; ++i)
    weights[i] = std::exp(-0.5 * std::pow(double(i - kSsimWindow / 2) / sigma, 2));
  return weights / weights.sum();
}

/// Weighted means over every window that lies inside: [height, width] -> [height - 10, width - 10].
Plane windowMeans(const Plane &plane) {
  static const Eigen::VectorXd weights = windowWeights();
  Plane rows = Plane::Zero(plane.rows() - kSsimWindow + 1, plane.cols());
  for (int64_t i = 0; i < kSsimWindow; ++i)
    rows += weights[i] * plane.middleRows(i, rows.rows());
  Plane means = Plane::Zero(rows.rows(), plane.cols() - kSsimWindow + 1);
  for (int64_t i = 0; i < kSsimWindow; ++i)
    means += weights[i] * rows.middleCols(i, means.cols());
  return means;
}

double ssimOfPlanes(const Plane &a, const Plane &b, double range) {
  const double c1 = std::pow(0.01 * range, 2), c2 = std::pow(0.03 * range, 2);
  Plane meanA = windowMeans(a), meanB = windowMeans(b);
  Plane varianceA = windowMeans(a * a) - meanA * meanA;
  Plane varianceB = windowMeans(b * b) - meanB * meanB;
  Plane covariance = windowMeans(a * b) - meanA * meanB;
  Plane above = (2 * meanA * meanB + c1) * (2 * covariance + c2);
  Plane below = (meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2);
  return (above / below).mean();
}

} // namespace

double psnr(std::span<const float> a, std::span<const float> b, double range) {
  if (a.size() != b.size() || a.empty())
    throw std::invalid_argument("psnr: two signals of the same size are needed");
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    sum += std::pow(double(a[i]) - double(b[i]), 2);
  return sum == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(range * range * double(a.size()) / sum);
}

double ssim(std::span<const float> a, std::span<const float> b, int64_t height, int64_t width, int64_t channels, double range) {
  if (a.size() != b.size() || int64_t(a.size()) != height * width * channels || a.empty())
    throw std::invalid_argument("ssim: two pictures of [height, width, channels] are needed");
  if (height < kSsimWindow || width < kSsimWindow)
    throw UserError("SSIM: expected pictures of at least 11 x 11, got " + std::to_string(height) + " x " + std::to_string(width));
  double sum = 0;
  for (int64_t channel = 0; channel < channels; ++channel)
    sum += ssimOfPlanes(planeOf(a, height, width, channels, channel), planeOf(b, height, width, channels, channel), range);
  return sum / double(channels);
}

} // namespace mf::metrics
