#include "training/metrics/Evaluation.h"
#include "training/Sampling.h"
#include "training/UserError.h"
#include "training/data/Random.h"
#include "training/metrics/Features.h"
#include "training/metrics/Images.h"
#include "training/metrics/Sound.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>

namespace mf::metrics {
namespace {

constexpr int64_t kMostImages = 10000, kMostSounds = 2000; // held-out examples whose features stand for the data
constexpr double kRange = 2;         // of signals in [-1, 1]
constexpr double kStoiSeconds = 2;   // clips are joined to this length: STOI wants 0.4 s that are not silent

/// A space in which sets of examples are compared: features of held-out examples, and how to get those of others.
class Space {
public:
  Space(int64_t width, std::vector<float> real) : width(width), real(std::move(real)), gaussian(gaussianOf(this->real, width)) {}
  double frechet(std::span<const float> features) const { return frechetDistance(gaussianOf(features, width), gaussian); }
  double kernel(std::span<const float> features) const { return kernelDistance(features, real, width); }

private:
  int64_t width;
  std::vector<float> real;
  Gaussian gaussian;
};

/// logMelStatistics of every row.
std::vector<float> melFeatures(std::span<const float> x, int64_t rows, double rate) {
  std::vector<float> features;
  size_t size = x.size() / size_t(rows);
  for (int64_t i = 0; i < rows; ++i) {
    std::vector<float> row = logMelStatistics(x.subspan(size_t(i) * size, size), rate);
    features.insert(features.end(), row.begin(), row.end());
  }
  return features;
}

/// Judges sets of generated examples.
class GeneratorJudge {
public:
  explicit GeneratorJudge(const Subject &subject) : subject(subject), signal(subject.held.signal()) {
    Examples held = takeExamples(subject.held, signal.sampleRate ? kMostSounds : kMostImages);
    if (held.n < 2)
      throw UserError("expected at least 2 held-out examples, got " + std::to_string(held.n));
    if (!subject.classifier && !signal.sampleRate)
      throw UserError("data set '" + subject.held.name() + "': images without labels cannot be judged: their classes train the classifier that does");
    if (subject.classifier) {
      Judgement judgement = subject.classifier->judge(held.x);
      classes.emplace(judgement.width, std::move(judgement.features));
    }
    if (signal.sampleRate) {
      std::vector<float> features = melFeatures(held.x, held.n, double(signal.sampleRate));
      mel.emplace(int64_t(features.size()) / held.n, std::move(features));
    }
  }

  /// labels: what the examples should be; empty where nothing was asked for.
  std::vector<std::pair<std::string, double>> judge(std::span<const float> x, int64_t n, std::span<const int32_t> labels) const {
    std::vector<std::pair<std::string, double>> values;
    if (classes) {
      Judgement judgement = subject.classifier->judge(x);
      values.emplace_back("fid", classes->frechet(judgement.features));
      values.emplace_back("kid", classes->kernel(judgement.features));
      if (!labels.empty())
        values.emplace_back("accuracy", accuracy(judgement.logits, labels));
    }
    if (mel)
      values.emplace_back("mel_frechet", mel->frechet(melFeatures(x, n, double(signal.sampleRate))));
    return values;
  }

private:
  const Subject &subject;
  const Signal signal;
  std::optional<Space> classes, mel;
};

/// The mean of the numbers that are defined.
class Mean {
public:
  void add(std::optional<double> value) {
    sum += value.value_or(0);
    count += value.has_value();
  }
  double value() const { return count ? sum / double(count) : std::numeric_limits<double>::quiet_NaN(); }

private:
  double sum = 0;
  int64_t count = 0;
};

/// One row after the other of two sets of examples.
template <typename F> void forRows(const Examples &a, std::span<const float> b, F &&body) {
  size_t size = a.x.size() / size_t(a.n);
  for (size_t i = 0; i < size_t(a.n); ++i)
    body(std::span(a.x).subspan(i * size, size), b.subspan(i * size, size));
}

std::vector<std::pair<std::string, double>> judgeImages(const Examples &originals, std::span<const float> x, const Signal &signal, const GeneratorJudge *judge) {
  Mean signalToNoise, similarity;
  forRows(originals, x, [&](std::span<const float> a, std::span<const float> b) {
    signalToNoise.add(psnr(a, b, kRange));
    similarity.add(ssim(a, b, signal.height, signal.width, signal.channels, kRange));
  });
  std::vector<std::pair<std::string, double>> values{{"psnr", signalToNoise.value()}, {"ssim", similarity.value()}};
  if (judge && originals.n >= 2)
    values.push_back(judge->judge(x, originals.n, {})[0]);
  return values;
}

/// The mean STOI of clips that are joined to kStoiSeconds.
double joinedStoi(const Examples &originals, std::span<const float> x, int64_t rate) {
  size_t size = x.size() / size_t(originals.n);
  size_t together = std::max(size, size_t(std::ceil(kStoiSeconds * double(rate) / double(size))) * size);
  Mean result;
  for (size_t at = 0; at < x.size(); at += together) {
    size_t length = std::min(together, x.size() - at);
    result.add(stoi(std::span(originals.x).subspan(at, length), x.subspan(at, length), rate));
  }
  return result.value();
}

std::vector<std::pair<std::string, double>> judgeSound(const Examples &originals, std::span<const float> x, int64_t rate) {
  Mean distortion, spectral, mel1, mel2, coefficients;
  forRows(originals, x, [&](std::span<const float> a, std::span<const float> b) {
    distortion.add(siSdr(a, b));
    spectral.add(logSpectralDistance(a, b));
    LogMelDistance mel = logMelDistance(a, b, double(rate));
    mel1.add(mel.l1);
    mel2.add(mel.l2);
    coefficients.add(mdctDistance(a, b));
  });
  return {{"si_sdr", distortion.value()}, {"lsd", spectral.value()}, {"log_mel_l1", mel1.value()}, {"log_mel_l2", mel2.value()},
          {"mdct", coefficients.value()}, {"stoi", joinedStoi(originals, x, rate)}};
}

Array *needed(Call &call, Array *array, const std::string &name) {
  if (!array || array->shape.empty() || array->shape[0] < 1)
    throw UserError(std::string(call.info.name) + ": expected '" + name + "' of [rows, ...], got " + (array ? array->type() : "none"));
  return array;
}

/// Rows of one array through an entry, a batch at a time. `before` is told the number of the call.
std::vector<std::byte> throughEntry(Call &call, const std::string &from, const std::string &to, std::span<const std::byte> rows, int64_t n,
                                    const std::function<void(int64_t)> &before = {}) {
  Array &in = *needed(call, call.argument(from), from);
  const Array &out = *needed(call, call.result(to), to);
  size_t inRow = in.data.size() / size_t(in.shape[0]), outRow = out.data.size() / size_t(out.shape[0]);
  if (rows.size() != inRow * size_t(n) || in.shape[0] != out.shape[0])
    throw UserError(std::string(call.info.name) + ": takes '" + from + "' of " + in.type() + ", which the examples do not fit");
  std::vector<std::byte> result;
  for (int64_t done = 0, k = 0; done < n; done += in.shape[0], ++k) {
    auto take = size_t(std::min(in.shape[0], n - done));
    std::copy_n(rows.begin() + done * ptrdiff_t(inRow), take * inRow, in.data.begin());
    if (before)
      before(k);
    call.run();
    result.insert(result.end(), out.data.begin(), out.data.begin() + ptrdiff_t(take * outRow));
  }
  return result;
}

void setNumber(Call &call, const std::string &name, int32_t value) {
  if (Array *array = call.argument(name); array && array->dtype == MF_I32 && array->shape.empty())
    *array->as<int32_t>() = value;
}

} // namespace

Examples takeExamples(const Dataset &data, int64_t n) {
  Examples result;
  result.n = std::min(n, data.size());
  Permutation order(data.size(), 0);
  std::vector<Sample> samples;
  for (int64_t i = 0; i < result.n; ++i)
    samples.push_back({order(i), uint64_t(i)});
  std::vector<std::byte *> out;
  for (const Field &field : data.fields()) {
    int64_t elements = field.bytes() / mf_dtype_bytes(field.dtype) * result.n;
    if (field.name == "x" && field.dtype == MF_F32)
      result.x.resize(size_t(elements));
    if (field.name == "label" && field.dtype == MF_I32)
      result.labels.resize(size_t(elements));
    out.push_back(field.name == "x" ? reinterpret_cast<std::byte *>(result.x.data())
                                    : field.name == "label" ? reinterpret_cast<std::byte *>(result.labels.data()) : nullptr);
  }
  if (result.x.empty())
    throw UserError("data set '" + data.name() + "': expected a field 'x' of f32 and at least one example");
  data.fill(samples, out);
  return result;
}

std::vector<Score> evaluateGenerator(const Subject &subject, const EvaluationOptions &options) {
  if (options.n < 2)
    throw UserError("expected at least 2 samples, got " + std::to_string(options.n));
  GeneratorJudge judge(subject);
  SampleOptions samples;
  samples.entry = options.entry;
  samples.n = options.n;
  samples.seed = options.seed;
  samples.guidance = options.guidance;
  samples.classes = int32_t(subject.held.classes());
  bool asked = Call(subject.program, options.entry).argument("label");
  Examples real = takeExamples(subject.train, options.n);
  std::vector<Score> lines{{std::nullopt, true, judge.judge(real.x, real.n, asked ? std::span<const int32_t>(real.labels) : std::span<const int32_t>())}};
  for (int32_t nfe : options.nfe) {
    samples.nfe = nfe;
    Samples drawn = drawSamples(subject.program, samples);
    lines.push_back({nfe, false, judge.judge({drawn.x.as<float>(), size_t(drawn.x.size())}, options.n, drawn.labels)});
  }
  return lines;
}

CodecScores evaluateCodec(const Subject &subject, const EvaluationOptions &options) {
  CodecScores scores;
  const Signal signal = subject.held.signal();
  Examples originals = takeExamples(subject.held, options.n);
  std::optional<GeneratorJudge> judge;
  if (subject.classifier && !signal.sampleRate)
    judge.emplace(subject);
  Call encode(subject.program, "encode"), decode(subject.program, options.entry);
  std::vector<std::byte> codes = throughEntry(encode, "x", "code", std::as_bytes(std::span(originals.x)), originals.n);
  scores.n = originals.n;
  if (encode.result("code")->dtype == MF_I32) {
    scores.codes.resize(codes.size() / sizeof(int32_t));
    std::memcpy(scores.codes.data(), codes.data(), codes.size());
  }
  bool counted = decode.argument("nfe");
  for (int32_t nfe : counted ? options.nfe : std::vector<int32_t>{1}) {
    setNumber(decode, "nfe", nfe);
    auto began = std::chrono::steady_clock::now();
    std::vector<std::byte> decoded = throughEntry(decode, "code", "x", codes, originals.n, [&](int64_t k) { setNumber(decode, "seed", options.seed + int32_t(k)); });
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::vector<float> x(decoded.size() / sizeof(float));
    std::memcpy(x.data(), decoded.data(), decoded.size());
    Score line{counted ? std::optional(nfe) : std::nullopt, false, {}};
    if (int64_t rate = signal.sampleRate) {
      line.values = judgeSound(originals, x, rate);
      line.values.emplace_back("real_time_factor", seconds * double(rate) / double(x.size()));
    } else {
      line.values = judgeImages(originals, x, signal, judge ? &*judge : nullptr);
    }
    scores.lines.push_back(std::move(line));
  }
  return scores;
}

} // namespace mf::metrics
