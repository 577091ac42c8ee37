// Judging programs that are written by hand: training/metrics/Evaluation.h.
#include "tests/training/Helpers.h"
#include "training/metrics/Evaluation.h"
#include <cmath>
#include <map>
#include <set>
using Catch::Matchers::Contains;
using namespace mf;
using namespace mf::metrics;

namespace {

// x f32 [size]: sines, sample i with i + 1 periods and label i mod 3.
class Sines : public Dataset {
public:
  Sines(int64_t count, const Signal &signal) : count(count), shape(signal), list{{"x", MF_F32, {signal.size()}}, {"label", MF_I32, {}}} {}
  std::string name() const override { return "sines"; }
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return count; }
  Signal signal() const override { return shape; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override {
    auto *x = reinterpret_cast<float *>(out[0]);
    auto *label = reinterpret_cast<int32_t *>(out[1]);
    for (const Sample &sample : samples) {
      for (int64_t i = 0; x && i < shape.size(); ++i)
        *x++ = float(0.8 * std::sin(6.283185307179586 * double((sample.index + 1) * i) / double(shape.size())));
      if (label)
        *label++ = int32_t(sample.index % 3);
    }
  }

private:
  int64_t count;
  Signal shape;
  std::vector<Field> list;
};

const Signal sound{1, 64, 1, 8000};

LoadedProgram load(const std::string &name) {
  LoadedProgram program(std::string(ARTIFACTS) + name + ".mfa", 1);
  Call(program, "init").run();
  return program;
}

std::map<std::string, double> valuesOf(const Score &line) { return {line.values.begin(), line.values.end()}; }

} // namespace

TEST_CASE("examples are a shuffled part of the data set, the same every time") {
  Sines data(30, sound);
  Examples all = takeExamples(data, 1000), some = takeExamples(data, 5), again = takeExamples(data, 5);
  CHECK(all.n == 30);
  CHECK(all.x.size() == 30 * 64);
  CHECK(some.x == again.x);
  CHECK(some.labels == std::vector<int32_t>(all.labels.begin(), all.labels.begin() + 5));
  std::set<float> seconds; // of each example another
  for (size_t i = 0; i < 30; ++i)
    seconds.insert(all.x[i * 64 + 1]);
  CHECK(std::set<int32_t>(some.labels.begin(), some.labels.end()).size() > 1);
  CHECK(seconds.size() > 14); // sines of i and 64 - i periods begin alike
}

TEST_CASE("a codec is judged by what it decodes, at each number of evaluations") {
  LoadedProgram program = load("codec");
  Sines train(10, sound), held(10, sound);
  EvaluationOptions options;
  options.n = 6; // one batch of 4 and a part
  options.nfe = {1, 2};
  options.entry = "decode";
  CodecScores scores = evaluateCodec({program, train, held}, options), again = evaluateCodec({program, train, held}, options);
  REQUIRE(scores.lines.size() == 2);
  CHECK(scores.n == 6);
  CHECK(scores.codes.size() == 6 * 3 * 64);
  double step = 2.0 / 1023, error = std::sqrt(step * step / 12); // of rounding to 1024 levels
  auto first = valuesOf(scores.lines[0]), second = valuesOf(scores.lines[1]);
  CHECK(first["si_sdr"] == Approx(20 * std::log10(0.8 / std::sqrt(2) / error)).margin(2));
  CHECK(first["si_sdr"] != second["si_sdr"]); // the toy adds a little noise of size 1 / nfe
  CHECK(first["mdct"] < error);
  CHECK(first["real_time_factor"] > 0);
  CHECK(std::isnan(first["stoi"])); // 48 ms are too short
  CHECK(*scores.lines[1].nfe == 2);
  CHECK(valuesOf(again.lines[0])["si_sdr"] == first["si_sdr"]);
  options.seed = 1;
  CHECK(valuesOf(evaluateCodec({program, train, held}, options).lines[0])["si_sdr"] != first["si_sdr"]);
}

TEST_CASE("a decoder without sampler has one line; a real code has no digits") {
  Sines data(5, sound);
  EvaluationOptions options;
  options.n = 5;
  options.entry = "decode";
  LoadedProgram plain = load("codec-plain"), real = load("codec-real");
  CodecScores scores = evaluateCodec({plain, data, data}, options);
  REQUIRE(scores.lines.size() == 1);
  CHECK(!scores.lines[0].nfe);
  CHECK_THAT(userError([&] { evaluateCodec({real, data, data}, options); }), Contains("code"));
}

TEST_CASE("what cannot be judged is refused in one line") {
  LoadedProgram codec = load("codec"), points = load("points");
  EvaluationOptions options;
  options.entry = "decode";
  Sines image(10, {8, 8, 1, 0}), longer(10, {1, 65, 1, 8000}), plane(10, {1, 2, 1, 8000}), one(1, {1, 2, 1, 8000});
  CHECK_THAT(userError([&] { evaluateCodec({codec, image, image}, options); }), Contains("expected pictures of at least 11 x 11, got 8 x 8"));
  CHECK_THAT(userError([&] { evaluateCodec({codec, longer, longer}, options); }), Contains("encode: takes 'x' of f32 [4, 64], which the examples do not fit"));
  options.entry = "sample";
  CHECK_THAT(userError([&] { evaluateGenerator({points, plane, plane}, options); }), Contains("sample: it takes no 'nfe'"));
  CHECK_THAT(userError([&] { evaluateGenerator({points, image, image}, options); }), Contains("images without labels cannot be judged"));
  CHECK_THAT(userError([&] { evaluateGenerator({points, one, one}, options); }), Contains("expected at least 2 held-out examples, got 1"));
  options.n = 1;
  CHECK_THAT(userError([&] { evaluateGenerator({points, plane, plane}, options); }), Contains("expected at least 2 samples, got 1"));
}
