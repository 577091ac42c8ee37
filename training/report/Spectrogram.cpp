#include "training/report/Spectrogram.h"
#include "training/io/Canvas.h"
#include "training/metrics/Spectrum.h"
#include <algorithm>
#include <cmath>

namespace mf::report {
namespace {

/// Black, blue, red, yellow, white; brightness rises all the way. 32 steps: the eye sees no more here, and the file is small.
Color colorOf(double level) {
  constexpr Color stops[] = {{0, 0, 4}, {60, 15, 110}, {187, 55, 84}, {249, 142, 9}, {252, 255, 164}};
  double at = std::round(std::clamp(level, 0.0, 1.0) * 31) / 31 * 4;
  int left = std::min(int(at), 3);
  auto mix = [&](uint8_t a, uint8_t b) { return uint8_t(std::lround(a + (b - a) * (at - left))); };
  const Color &a = stops[left], &b = stops[left + 1];
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

} // namespace

void writeSpectrogram(const std::string &path, const Sound &sound) {
  constexpr int scale = 2;           // rows of pixels a band
  constexpr double range = 90.0 / 20; // in log10 of magnitude
  metrics::LogMelOptions options;
  options.hop = 128;
  options.bands = 64;
  metrics::Spectrogram mel = metrics::logMel(sound.samples, double(sound.rate), options);
  double top = 1; // of a full-scale sound; fixed, so that pictures can be compared
  Canvas canvas(int(mel.frames), int(mel.bins) * scale, {0, 0, 0});
  for (int64_t t = 0; t < mel.frames; ++t)
    for (int64_t band = 0; band < mel.bins; ++band)
      canvas.fillRectangle(int(t), int(mel.bins - 1 - band) * scale, 1, scale, colorOf(1 + (mel.frame(t)[size_t(band)] - top) / range));
  canvas.writePng(path);
}

} // namespace mf::report
