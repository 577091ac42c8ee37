// training/metrics against SciPy, scikit-image, librosa, pystoi and scikit-learn (tests/references/metrics), and by what is known of the metrics.
#include "tests/training/Helpers.h"
#include "training/io/Npz.h"
#include "training/metrics/Features.h"
#include "training/metrics/Images.h"
#include "training/metrics/Sound.h"
#include <cmath>
#include <map>
#include <numbers>
using Catch::Matchers::Contains;
using namespace mf;
using namespace mf::metrics;

namespace {

/// The arrays of metrics.npz by name.
class Reference {
public:
  Reference() {
    for (auto &[name, array] : readNpz(REFERENCES "/metrics/metrics.npz"))
      arrays[name] = std::move(array);
  }
  std::span<const float> floats(const std::string &name) const { return {arrays.at(name).as<float>(), size_t(arrays.at(name).size())}; }
  std::span<const int32_t> integers(const std::string &name) const { return {arrays.at(name).as<int32_t>(), size_t(arrays.at(name).size())}; }
  double number(const std::string &name) const { return *arrays.at(name).as<double>(); }
  const Array &array(const std::string &name) const { return arrays.at(name); }

private:
  std::map<std::string, Array> arrays;
};

const Reference &reference() {
  static const Reference values;
  return values;
}

/// As good as the reference, which is in double precision too.
Approx like(const std::string &name) { return Approx(reference().number(name)).epsilon(1e-6).margin(1e-12); }

std::vector<float> tone(int64_t size, double cycles, double amplitude = 0.5) {
  std::vector<float> x;
  for (int64_t i = 0; i < size; ++i)
    x.push_back(float(amplitude * std::sin(2 * std::numbers::pi * cycles * double(i) / double(size))));
  return x;
}

} // namespace

TEST_CASE("PSNR and SSIM agree with scikit-image") {
  for (std::string name : {"square", "wide", "smallest", "colour"}) {
    INFO(name);
    std::string image = "image/" + name;
    auto a = reference().floats(image + "/a"), b = reference().floats(image + "/b");
    std::vector<int64_t> shape = reference().array(image + "/a").shape;
    shape.push_back(1); // [height, width] is one channel
    CHECK(psnr(a, b, 2) == like(image + "/psnr"));
    CHECK(ssim(a, b, shape[0], shape[1], shape[2], 2) == like(image + "/ssim"));
  }
}

TEST_CASE("pictures that are equal, constant, too small") {
  std::vector<float> flat(28 * 28, -1), pattern(reference().floats("image/square/a").begin(), reference().floats("image/square/a").end());
  CHECK(psnr(pattern, pattern, 2) == std::numeric_limits<double>::infinity());
  CHECK(ssim(pattern, pattern, 28, 28, 1, 2) == Approx(1));
  CHECK(ssim(flat, flat, 28, 28, 1, 2) == Approx(1));
  CHECK(std::abs(ssim(flat, pattern, 28, 28, 1, 2)) < 0.1);
  CHECK(psnr(std::vector<float>{0, 0}, std::vector<float>{1, 1}, 1) == Approx(0).margin(1e-12));
  for (auto [height, width] : {std::pair<int64_t, int64_t>{10, 12}, {12, 10}}) {
    auto small = std::span(flat).first(120);
    CHECK_THAT(userError([&] { ssim(small, small, height, width, 1, 2); }), Contains("expected pictures of at least 11 x 11, got " + std::to_string(height)));
  }
  CHECK_THROWS_AS(psnr(std::span(flat).first(3), flat, 2), std::invalid_argument);
  CHECK_THROWS_AS(ssim(flat, flat, 28, 27, 1, 2), std::invalid_argument);
}

TEST_CASE("distances of feature sets agree with SciPy and scikit-learn") {
  for (std::string name : {"many", "few"}) {
    INFO(name);
    auto a = reference().floats("features/" + name + "/a"), b = reference().floats("features/" + name + "/b");
    CHECK(frechetDistance(gaussianOf(a, 8), gaussianOf(b, 8)) == like("features/" + name + "/frechet"));
    CHECK(frechetDistance(gaussianOf(b, 8), gaussianOf(a, 8)) == like("features/" + name + "/frechet"));
    CHECK(kernelDistance(a, b, 8) == like("features/" + name + "/kernel"));
    CHECK(frechetDistance(gaussianOf(a, 8), gaussianOf(a, 8)) == Approx(0).margin(1e-9));
  }
  CHECK(accuracy(reference().floats("accuracy/logits"), reference().integers("accuracy/labels")) == reference().number("accuracy/value"));
}

TEST_CASE("feature sets: a shift and a scale that can be told by hand, and sizes that do not fit") {
  std::vector<float> a{-1, 1, -3, 3}, moved{1, 3, -1, 5}, twice{-2, 2, -6, 6};
  double variance = 20.0 / 3;
  CHECK(frechetDistance(gaussianOf(a, 1), gaussianOf(moved, 1)) == Approx(4));
  CHECK(frechetDistance(gaussianOf(a, 1), gaussianOf(twice, 1)) == Approx(variance)); // (2 s - s)^2
  CHECK_THROWS_AS(gaussianOf(a, 3), std::invalid_argument);
  CHECK_THROWS_AS(gaussianOf(a, 4), std::invalid_argument);
  CHECK_THROWS_AS(frechetDistance(gaussianOf(a, 1), gaussianOf(a, 2)), std::invalid_argument);
  CHECK_THROWS_AS(accuracy(a, std::vector<int32_t>{1, 2, 3}), std::invalid_argument);
}

TEST_CASE("the metrics of sound agree with librosa, pystoi and the definitions") {
  auto x = reference().floats("sound/original");
  for (std::string name : {"noisy", "late", "quiet"}) {
    INFO(name);
    std::string sound = "sound/" + name;
    auto y = reference().floats(sound);
    CHECK(siSdr(x, y).value() == like(sound + "/si_sdr"));
    CHECK(logSpectralDistance(x, y) == like(sound + "/log_spectral"));
    CHECK(logMelDistance(x, y, 24000).l1 == like(sound + "/log_mel_l1"));
    CHECK(logMelDistance(x, y, 24000).l2 == like(sound + "/log_mel_l2"));
    CHECK(mdctDistance(x, y) == like(sound + "/mdct"));
    for (int64_t rate : {8000, 10000, 16000, 11025})
      CHECK(stoi(x, y, rate).value() == like(sound + "/stoi_" + std::to_string(rate)));
  }
  std::vector<float> statistics = logMelStatistics(x, 24000);
  const Array &expected = reference().array("sound/statistics");
  REQUIRE(int64_t(statistics.size()) == expected.size());
  for (size_t i = 0; i < statistics.size(); ++i)
    CHECK(statistics[i] == Approx(expected.as<double>()[i]).epsilon(1e-6));
}

TEST_CASE("sounds that are equal, silent, too short") {
  auto speech = reference().floats("sound/original");
  std::vector<float> silence(speech.size()), wave = tone(8192, 100), other = tone(8192, 150), half = tone(8192, 100, 0.25);
  CHECK(siSdr(wave, wave).value() == std::numeric_limits<double>::infinity());
  CHECK(siSdr(wave, half).value() > 100); // the scale does not count
  CHECK(siSdr(wave, other).value() < -100); // orthogonal
  CHECK(siSdr(speech, silence).value() == -std::numeric_limits<double>::infinity());
  CHECK(!siSdr(silence, speech));
  CHECK(logSpectralDistance(speech, speech) == 0);
  CHECK(std::isfinite(logSpectralDistance(silence, speech)));
  CHECK(logSpectralDistance(silence, silence) == 0);
  CHECK(logMelDistance(silence, silence, 24000).l1 == 0);
  CHECK(stoi(speech, speech, 10000).value() == Approx(1));
  CHECK(std::abs(stoi(speech, silence, 10000).value()) < 1e-12);
  CHECK(!stoi(silence, speech, 10000));
  CHECK(!stoi(speech.first(3000), speech.first(3000), 10000)); // 22 frames
  CHECK(!stoi(speech.first(1), speech.first(1), 8000));
  CHECK(!stoi({}, {}, 8000));
  CHECK_THROWS_AS(stoi(speech, wave, 8000), std::invalid_argument);
  CHECK_THROWS_AS(siSdr(wave, speech), std::invalid_argument);
  CHECK_THROWS_AS(mdctDistance({}, {}), std::invalid_argument);
}

TEST_CASE("log-spectral distance of two levels is their distance in Bel") {
  std::vector<float> loud(reference().floats("sound/noisy").begin(), reference().floats("sound/noisy").end()), soft = loud;
  for (float &sample : soft)
    sample *= 0.5f;
  CHECK(logSpectralDistance(loud, soft) == Approx(2 * std::log10(2)));
  CHECK(logMelDistance(loud, soft, 24000).l1 == Approx(std::log10(2)));
}

TEST_CASE("the MDCT keeps lengths; bit rates") {
  std::vector<float> wave = tone(1000, 13); // no multiple of the hop
  Spectrogram spectrum = mdct(wave, 32);
  double energy = 0, power = 0;
  for (double value : spectrum.values)
    energy += value * value;
  for (float sample : wave)
    power += double(sample) * double(sample);
  CHECK(spectrum.frames == 33);
  CHECK(energy == Approx(power));
  CHECK(bitRate(750, 1) == Approx(6));
  CHECK_THROWS_AS(bitRate(1, 0), std::invalid_argument);
}

TEST_CASE("the polyphase filter keeps a constant and a slow tone") {
  std::vector<float> constant(400, 0.5f);
  std::vector<double> up = resamplePolyphase(constant, 5, 4), down = resamplePolyphase(constant, 5, 12);
  CHECK(up.size() == 500);
  CHECK(down.size() == 167);
  CHECK(up[250] == Approx(0.5).epsilon(1e-3));
  CHECK(down[83] == Approx(0.5).epsilon(1e-3));
  CHECK(resamplePolyphase(constant, 3, 3) == std::vector<double>(400, 0.5));
}
