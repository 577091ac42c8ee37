// Sound as a picture.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace mf {

/// The spectrogram of x as an image [height, width] as writeGrid takes it: time to the right, frequency from 0 (below)
/// to half the rate, evenly; -90 dB or less is -1, a sine of full scale 1. Windows of 512 samples (Hann), one in the
/// middle of each column, with silence around x. A window with a NaN is NaN.
std::vector<float> spectrogram(std::span<const float> x, int64_t height, int64_t width);

} // namespace mf
