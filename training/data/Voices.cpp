#include "training/data/Voices.h"
#include "runtime/api/mfrt.h"
#include "training/data/Audio.h"
#include "training/data/Random.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace mf {
namespace {

constexpr double pi = std::numbers::pi;

/// Uniform in the logarithm: of frequencies and times.
double between(Stream &random, double low, double high) { return low * std::pow(high / low, random.uniform()); }

/// A second-order resonator with gain 1 at 0 Hz: y = a x + b y1 + c y2 (Klatt, JASA 67, 1980).
struct Resonator {
  double a, b, c, y1 = 0, y2 = 0;
  Resonator(double frequency, double bandwidth, double rate) {
    c = -std::exp(-2 * pi * bandwidth / rate);
    b = 2 * std::exp(-pi * bandwidth / rate) * std::cos(2 * pi * frequency / rate);
    a = 1 - b - c;
  }
  double operator()(double x) {
    double y = a * x + b * y1 + c * y2;
    y2 = y1;
    return y1 = y;
  }
};

/// Exponential decay by one factor a sample, to a thousandth in `seconds`.
double decayFactor(double seconds, double rate) { return std::exp(-6.9 / (seconds * rate)); }

/// A sine by rotation of a phasor, with a decay: no sin in the loop.
void addPartial(std::span<float> x, double frequency, double amplitude, double seconds, double phase, double rate) {
  if (frequency > 0.45 * rate)
    return;
  std::complex<double> z = std::polar(amplitude, phase), turn = std::polar(decayFactor(seconds, rate), 2 * pi * frequency / rate);
  for (float &value : x) {
    value += float(z.imag());
    z = {z.real() * turn.real() - z.imag() * turn.imag(), z.real() * turn.imag() + z.imag() * turn.real()};
  }
}

/// One period of the flow through the glottis: rises over 0.4 of it, falls over 0.16, closed for the rest (Rosenberg,
/// JASA 49, 1971).
double glottalFlow(double phase) {
  if (phase < 0.4)
    return 0.5 - 0.5 * std::cos(pi * phase / 0.4);
  return phase < 0.56 ? std::cos(0.5 * pi * (phase - 0.4) / 0.16) : 0;
}

/// A sung vowel: the derivative of the glottal flow and some breath through five formants.
void vowel(int which, Stream &random, double rate, std::span<float> x) {
  // mean formants of men (Peterson and Barney, JASA 24, 1952); the upper two are common
  static constexpr double formants[5][3] = {
      {730, 1090, 2440}, {530, 1840, 2480}, {270, 2290, 3010}, {570, 840, 2410}, {300, 870, 2240}};
  static constexpr double widths[5] = {70, 90, 120, 160, 220};
  double size = random.uniform(0.9, 1.25); // of the vocal tract, inverse
  std::vector<Resonator> filters;
  for (int k = 0; k < 5; ++k) {
    double frequency = (k < 3 ? formants[which][k] : 3500 + 900 * (k - 3)) * size * random.uniform(0.95, 1.05);
    if (frequency < 0.45 * rate)
      filters.emplace_back(frequency, widths[k] * random.uniform(0.8, 1.3), rate);
  }
  double pitch = between(random, 90, 280), glide = random.normal() * 0.1, vibratoRate = random.uniform(4.5, 6.5);
  double vibrato = random.uniform(0, 0.025), breath = random.uniform(0.002, 0.02), phase = random.uniform(), flow = 0;
  double attack = between(random, 0.01, 0.06) * rate, length = double(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    double t = double(i) / rate;
    phase += pitch / rate * (1 + glide * double(i) / length + vibrato * std::sin(2 * pi * vibratoRate * t));
    phase -= std::floor(phase);
    double next = glottalFlow(phase), source = next - flow + breath * (random.uniform() - 0.5);
    flow = next;
    for (Resonator &filter : filters)
      source = filter(source);
    double fade = std::min({1.0, double(i) / attack, (length - double(i)) / attack});
    x[i] = float(source * fade);
  }
}

/// Adds `hits` sounds that begin evenly, with some jitter, over the length: make(part of x from there on).
template <typename Make> void repeat(int hits, Stream &random, std::span<float> x, Make make) {
  double step = double(x.size()) / hits;
  for (int k = 0; k < hits; ++k)
    make(x.subspan(size_t((k + random.uniform(0, 0.35)) * step)));
}

/// A string by Karplus and Strong (Computer Music Journal 7, 1983): noise that goes round in a delay line with an
/// averaging filter. The delay is not whole: the line is read in between.
void pluck(Stream &random, double rate, std::span<float> x) {
  double pitch = between(random, 80, 700), hold = between(random, 0.3, 2), bright = random.uniform(0.4, 0.95);
  repeat(1 + int(random.bits() % 3), random, x, [&](std::span<float> part) {
    double period = rate / (pitch * std::pow(2, std::floor(random.uniform(0, 8)) / 12)) - 0.5;
    size_t whole = std::max<size_t>(2, size_t(period)), at = 0;
    double fraction = std::clamp(period - double(whole), 0.0, 1.0), gain = std::pow(decayFactor(hold, rate), period), last = 0;
    std::vector<double> line(whole + 1);
    for (double &value : line) // the softer the finger, the darker
      value = last += bright * (random.uniform(-1, 1) - last);
    double before = 0;
    for (float &value : part) {
      size_t next = at + 1 < line.size() ? at + 1 : 0;
      double y = line[next] * (1 - fraction) + line[at] * fraction;
      line[at] = gain * 0.5 * (y + before);
      before = y;
      at = next;
      value += float(y);
    }
  });
}

void bursts(Stream &random, double rate, std::span<float> x) {
  repeat(2 + int(random.bits() % 4), random, x, [&](std::span<float> part) {
    double center = between(random, 400, std::min(7000.0, 0.4 * rate));
    Resonator filter(center, center / between(random, 1.5, 10), rate);
    double decay = decayFactor(between(random, 0.05, 0.25), rate), level = 1;
    for (float &value : part) {
      value += float(level * filter(random.uniform(-1, 1)));
      level *= decay;
    }
  });
}

/// Sweeps that are even in the logarithm of the frequency.
void chirps(Stream &random, double rate, std::span<float> x) {
  int count = 1 + int(random.bits() % 3);
  double top = std::min(6000.0, 0.4 * rate), harmonic = random.uniform(0, 0.4);
  size_t length = x.size() / size_t(count);
  for (size_t k = 0; k < size_t(count); ++k) {
    double frequency = between(random, 150, top), factor = std::pow(between(random, 150, top) / frequency, 1 / double(length));
    double phase = 0, fade = 0.1 * double(length) + 1;
    for (size_t i = 0; i < length; ++i) {
      double level = std::min({1.0, double(i) / fade, double(length - i) / fade}), wave = std::sin(phase);
      x[k * length + i] = float(level * wave * (1 + harmonic * std::cos(phase))); // sin(2 p) / 2 = sin p cos p
      phase += 2 * pi * frequency / rate;
      frequency *= factor;
    }
  }
}

/// Partials of a bell and how long they sound (Risset, catalogue of computer synthesized sounds, 1969).
void bell(Stream &random, double rate, std::span<float> x) {
  static constexpr double partials[11][3] = {{0.56, 1, 1},       {0.56, 0.67, 0.9},  {0.92, 1, 0.65},     {0.92, 1.8, 0.55},
                                             {1.19, 2.67, 0.325}, {1.7, 1.67, 0.35},  {2, 1.46, 0.25},     {2.74, 1.33, 0.2},
                                             {3, 1.33, 0.15},     {3.76, 1, 0.1},     {4.07, 1.33, 0.075}};
  double base = between(random, 250, 1100), length = between(random, 0.5, 4);
  repeat(1 + int(random.bits() % 2), random, x, [&](std::span<float> part) {
    for (const auto &[ratio, amplitude, seconds] : partials)
      addPartial(part, base * ratio * (1 + 0.002 * random.normal()), amplitude, length * seconds, random.uniform(0, 2 * pi), rate);
  });
}

/// A skin whose pitch falls after the stroke, and the click of the stick.
void drums(Stream &random, double rate, std::span<float> x) {
  double pitch = between(random, 45, 160), bend = random.uniform(0.5, 3), click = random.uniform(0.1, 0.6);
  repeat(1 + int(random.bits() % 4), random, x, [&](std::span<float> part) {
    double level = random.uniform(0.6, 1), fall = decayFactor(0.12, rate), decay = decayFactor(between(random, 0.15, 0.5), rate);
    double phase = 0, above = bend, noise = click, dies = decayFactor(0.03, rate);
    for (float &value : part) {
      value += float(level * std::sin(phase) + noise * random.uniform(-1, 1));
      phase += 2 * pi * pitch * (1 + above) / rate;
      above *= fall;
      level *= decay;
      noise *= dies;
    }
  });
}

} // namespace

void makeVoice(int kind, uint64_t key, int64_t rate, std::span<float> x) {
  Stream random(key);
  std::fill(x.begin(), x.end(), 0.0f);
  switch (kind) {
  case 5: pluck(random, double(rate), x); break;
  case 6: bursts(random, double(rate), x); break;
  case 7: chirps(random, double(rate), x); break;
  case 8: bell(random, double(rate), x); break;
  case 9: drums(random, double(rate), x); break;
  default: vowel(kind, random, double(rate), x);
  }
  float peak = 0;
  for (float value : x)
    peak = std::max(peak, std::fabs(value));
  float gain = float(random.uniform(0.5, 0.9)) / std::max(peak, 1e-20f);
  for (float &value : x)
    value *= gain;
}

Voices::Voices(const DatasetOptions &options)
    : count(options.size), rate(options.sampleRate), samples(options.samples), seed(options.seed), train(options.train),
      list{{"x", MF_F32, {options.samples}}, {"label", MF_I32, {}}} {
  checkAudioOptions(options);
}

void Voices::fill(std::span<const Sample> wanted, std::span<std::byte *const> out) const {
  float *x = reinterpret_cast<float *>(out[0]);
  int32_t *label = reinterpret_cast<int32_t *>(out[1]);
  for (size_t i = 0; i < wanted.size(); ++i) {
    int64_t index = wanted[i].index;
    if (x)
      makeVoice(int(index % 10), mix64(seed, train ? 1 : 2, uint64_t(index)), rate, {x + int64_t(i) * samples, size_t(samples)});
    if (label)
      label[i] = int32_t(index % 10);
  }
}

} // namespace mf
