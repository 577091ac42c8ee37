#include "training/metrics/Features.h"
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace mf::metrics {
namespace {

using Eigen::MatrixXd;
using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

MatrixXd matrixOf(std::span<const float> features, int64_t width) {
  if (width < 1 || int64_t(features.size()) % width || int64_t(features.size()) < 2 * width)
    throw std::invalid_argument("features: at least two rows of the width are needed");
  return Eigen::Map<const Rows>(features.data(), int64_t(features.size()) / width, width).cast<double>();
}

Eigen::Map<const MatrixXd> covarianceOf(const Gaussian &g) {
  auto width = int64_t(g.mean.size());
  return {g.covariance.data(), width, width};
}

/// The root of a symmetric matrix; eigenvalues that rounding has made negative count as 0.
MatrixXd root(const MatrixXd &symmetric) {
  Eigen::SelfAdjointEigenSolver<MatrixXd> solver(symmetric);
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal() * solver.eigenvectors().transpose();
}

/// Sum of (x . y / width + 1)^3 over all pairs of rows, without those of a row with itself where `distinct`. In blocks of rows, so that memory stays small.
double kernelSum(const MatrixXd &a, const MatrixXd &b, bool distinct) {
  constexpr int64_t block = 256;
  double sum = 0;
  for (int64_t first = 0; first < a.rows(); first += block) {
    int64_t rows = std::min(block, a.rows() - first);
    Eigen::ArrayXXd kernel = ((a.middleRows(first, rows) * b.transpose()).array() / double(a.cols()) + 1).cube();
    sum += kernel.sum();
    for (int64_t i = 0; distinct && i < rows; ++i)
      sum -= kernel(i, first + i);
  }
  return sum;
}

} // namespace

Gaussian gaussianOf(std::span<const float> features, int64_t width) {
  MatrixXd rows = matrixOf(features, width);
  Eigen::RowVectorXd mean = rows.colwise().mean();
  rows.rowwise() -= mean;
  MatrixXd covariance = rows.transpose() * rows / double(rows.rows() - 1);
  return {{mean.data(), mean.data() + width}, {covariance.data(), covariance.data() + width * width}};
}

double frechetDistance(const Gaussian &a, const Gaussian &b) {
  if (a.mean.size() != b.mean.size())
    throw std::invalid_argument("frechetDistance: the Gaussians have another width");
  auto width = int64_t(a.mean.size());
  Eigen::Map<const Eigen::VectorXd> meanA(a.mean.data(), width), meanB(b.mean.data(), width);
  MatrixXd rootA = root(covarianceOf(a));
  Eigen::SelfAdjointEigenSolver<MatrixXd> between(rootA * covarianceOf(b) * rootA, Eigen::EigenvaluesOnly);
  double cross = between.eigenvalues().cwiseMax(0).cwiseSqrt().sum();
  return std::max(0.0, (meanA - meanB).squaredNorm() + covarianceOf(a).trace() + covarianceOf(b).trace() - 2 * cross);
}

double kernelDistance(std::span<const float> a, std::span<const float> b, int64_t width) {
  MatrixXd x = matrixOf(a, width), y = matrixOf(b, width);
  auto n = double(x.rows()), m = double(y.rows());
  return kernelSum(x, x, true) / (n * (n - 1)) + kernelSum(y, y, true) / (m * (m - 1)) - 2 * kernelSum(x, y, false) / (n * m);
}

double accuracy(std::span<const float> logits, std::span<const int32_t> labels) {
  if (labels.empty() || logits.empty() || logits.size() % labels.size())
    throw std::invalid_argument("accuracy: logits [n, classes] and labels [n] are needed");
  size_t classes = logits.size() / labels.size(), right = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    auto row = logits.begin() + ptrdiff_t(i * classes);
    right += std::max_element(row, row + ptrdiff_t(classes)) - row == labels[i];
  }
  return double(right) / double(labels.size());
}

} // namespace mf::metrics
