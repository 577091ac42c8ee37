// How far a set of samples is from another, by the features that some network or transform gives them.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace mf::metrics {

/// Mean [width] and covariance [width, width] (divided by n - 1) of n feature vectors.
struct Gaussian {
  std::vector<double> mean, covariance;
};

/// features: [n, width] row-major. Throws std::invalid_argument for fewer than two rows.
Gaussian gaussianOf(std::span<const float> features, int64_t width);

/// Frechet distance of two Gaussians: |m - m'|^2 + tr(C + C' - 2 (C C')^(1/2)), >= 0, 0 where they are equal. Of classifier features this is FID:
/// Heusel, Ramsauer, Unterthiner, Nessler, Hochreiter, "GANs trained by a two time-scale update rule converge to a local Nash equilibrium", NeurIPS 2017.
/// The trace of the root is that of (C^(1/2) C' C^(1/2))^(1/2), by two symmetric eigen decompositions.
double frechetDistance(const Gaussian &a, const Gaussian &b);

/// Kernel distance: the unbiased estimate of the squared maximum mean discrepancy with the kernel (x . y / width + 1)^3. 0 in the mean where
/// both sets come from one distribution, so it can be slightly negative. Of classifier features this is KID: Binkowski, Sutherland, Arbel, Gretton,
/// "Demystifying MMD GANs", ICLR 2018. They average over subsets; this takes all rows as one block, which has the same mean and less variance.
/// a [n, width], b [m, width]. Throws std::invalid_argument for fewer than two rows.
double kernelDistance(std::span<const float> a, std::span<const float> b, int64_t width);

/// The share of rows of logits [n, classes] whose largest number (the first of equal ones) is at the label. Throws std::invalid_argument where the sizes do not fit.
double accuracy(std::span<const float> logits, std::span<const int32_t> labels);

} // namespace mf::metrics
