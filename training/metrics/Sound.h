// How far a sound is from another. Sounds are mono samples in [-1, 1]; the first argument is the original.
// Functions of two sounds throw std::invalid_argument where the sizes differ or are 0.
#pragma once
#include "training/metrics/Spectrum.h"
#include <optional>

namespace mf::metrics {

/// Scale-invariant signal-to-distortion ratio in dB: 10 log10(|alpha s|^2 / |alpha s - s'|^2), alpha = <s', s> / |s|^2. Higher is better, infinite where
/// s' is a multiple of s, -infinite where they are orthogonal. Nothing where the original is silent. The mean is not removed.
/// Le Roux, Wisdom, Erdogan, Hershey, "SDR: half-baked or well done?", ICASSP 2019.
std::optional<double> siSdr(std::span<const float> original, std::span<const float> estimate);

struct LogSpectralOptions {
  int64_t window = 2048, hop = 512;
  double floor = 1e-10; // smaller powers count as this much
};
/// Log-spectral distance: the mean over frames of sqrt(mean over bins (log10 P - log10 P')^2), P = max(floor, |STFT|^2). Lower is better, 0 for equal sounds;
/// in units of log10, so 1 is 10 dB of power. Gray, Markel, "Distance measures for speech processing", IEEE TASSP 24(5), 1976.
double logSpectralDistance(std::span<const float> original, std::span<const float> estimate, const LogSpectralOptions &options = {});

struct LogMelDistance {
  double l1 = 0; // mean |difference|
  double l2 = 0; // sqrt(mean difference^2)
};
/// Distance of the log-mel spectrograms over all frames and bands, in units of log10 of magnitude, so 1 is 20 dB. Lower is better.
LogMelDistance logMelDistance(std::span<const float> original, std::span<const float> estimate, double rate, const LogMelOptions &options = {});

/// sqrt(mean (X - X')^2) over the coefficients of the orthonormal MDCT. Lower is better. The transform keeps lengths, so over a long sound this is the root of
/// the mean squared difference of the samples.
double mdctDistance(std::span<const float> original, std::span<const float> estimate, int64_t hop = 256);

/// Short-time objective intelligibility, up to 1; higher is better. Sounds are brought to 10 kHz and frames that are silent in the original (40 dB below
/// the loudest) left out; then 15 third-octave bands from 150 Hz in segments of 30 frames (384 ms) are correlated after clipping at -15 dB.
/// Nothing where the original is silent or less than 30 frames (about 0.4 s) are left. rate in whole Hz.
/// Taal, Hendriks, Heusdens, Jensen, "An algorithm for intelligibility prediction of time-frequency weighted noisy speech", IEEE TASLP 19(7), 2011.
std::optional<double> stoi(std::span<const float> original, std::span<const float> estimate, int64_t rate);

/// Mean and standard deviation over time of every band of the log-mel spectrogram: [2 bands]. Features for frechetDistance of sets of sounds.
std::vector<float> logMelStatistics(std::span<const float> signal, double rate, const LogMelOptions &options = {});

/// Kilobits a second of sound: 8 bytes / seconds / 1000.
double bitRate(int64_t bytes, double seconds);

} // namespace mf::metrics
