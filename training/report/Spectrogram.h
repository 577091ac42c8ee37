// The picture of a sound.
#pragma once
#include "training/io/Sound.h"

namespace mf::report {

/// Writes the log-mel spectrogram of a mono sound as a PNG: time to the right (one column a hop of 128 samples), low tones below, 90 dB from dark to bright.
/// Throws UserError.
void writeSpectrogram(const std::string &path, const Sound &sound);

} // namespace mf::report
