// Transforms of mono sound in double precision: what the metrics of sound are made of.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace mf::metrics {

/// Numbers [frames, bins], row-major.
struct Spectrogram {
  int64_t frames = 0, bins = 0;
  std::vector<double> values;
  std::span<const double> frame(int64_t t) const { return {values.data() + t * bins, size_t(bins)}; }
};

/// |STFT|^2 with a periodic Hann window of `window` samples, frame t centred at sample t hop (zeros beyond the ends): 1 + size / hop frames of
/// window / 2 + 1 bins, as librosa.stft(center=True, pad_mode="constant"). window: even.
Spectrogram powerSpectrogram(std::span<const float> signal, int64_t window, int64_t hop);

/// Triangular filters [bands, window / 2 + 1] from 0 Hz to rate / 2 on the mel scale of Slaney's Auditory Toolbox (1998), each of area 1 per Hz: the
/// default of librosa.filters.mel.
std::vector<double> melFilters(double rate, int64_t window, int64_t bands);

/// What a log-mel spectrogram is made with.
struct LogMelOptions {
  int64_t window = 1024, hop = 256, bands = 80;
  double floor = 1e-5; // smaller magnitudes count as this much
};

/// log10(max(floor, filters x |STFT|)): [frames, bands]. rate in Hz.
Spectrogram logMel(std::span<const float> signal, double rate, const LogMelOptions &options = {});

/// Modified discrete cosine transform, hop N with a window 2N of sine shape, orthonormal; N zeros before the signal and enough behind it:
/// [ceil(size / N) + 1, N]. X[k] = sqrt(2/N) sum_n w[n] x[n] cos(pi/N (n + 1/2 + N/2)(k + 1/2)). Princen, Johnson, Bradley, ICASSP 1987.
/// The direct sum, so that it can judge fast ones.
Spectrogram mdct(std::span<const float> signal, int64_t hop);

/// The signal at up / down times its rate: ceil(size up / down) samples, by one polyphase filter (sinc under a Kaiser window, 60 dB), the design of
/// Octave's `resample`, which STOI's reference implementation uses.
std::vector<double> resamplePolyphase(std::span<const float> signal, int64_t up, int64_t down);

} // namespace mf::metrics
