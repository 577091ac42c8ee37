// How far a picture is from another. Pictures are rows of pixels, row-major, any range of values.
#pragma once
#include <cstdint>
#include <span>

namespace mf::metrics {

/// Peak signal-to-noise ratio in dB: 10 log10(range^2 / mean (a - b)^2). Higher is better, infinite where the signals are equal.
/// range: the distance between the smallest and the largest value a pixel can have, 2 for [-1, 1].
/// Throws std::invalid_argument where the sizes differ or are 0.
double psnr(std::span<const float> a, std::span<const float> b, double range);

/// Structural similarity in [-1, 1], 1 where the pictures are equal: the mean over all pixels whose window lies inside the picture.
/// Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE TIP 13(4), 2004, with
/// their constants: Gaussian window 11 x 11 with sigma 1.5, K1 = 0.01, K2 = 0.03, population covariances.
/// a, b: [height, width, channels], the channels are averaged. Throws std::invalid_argument where sizes do not fit, UserError for a picture below 11 x 11.
double ssim(std::span<const float> a, std::span<const float> b, int64_t height, int64_t width, int64_t channels, double range);

/// The smallest height and width that ssim takes.
constexpr int64_t kSsimWindow = 11;

} // namespace mf::metrics
