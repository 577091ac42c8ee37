// How good a trained program is: its samples or reconstructions against held-out examples, once for every number of network evaluations.
#pragma once
#include "training/metrics/Classifier.h"
#include <optional>

namespace mf::metrics {

/// Examples of a data set in memory, shuffled in an order of their own: the same ones for the same data set and n.
struct Examples {
  int64_t n = 0;
  std::vector<float> x;        // [n, D]
  std::vector<int32_t> labels; // [n], empty where the data set has none
};
/// n is cut to the size of the data set. Throws UserError where there is no f32 field "x".
Examples takeExamples(const Dataset &data, int64_t n);

struct EvaluationOptions {
  int64_t n = 1000;                     // samples, or held-out examples to reconstruct
  std::vector<int32_t> nfe{1, 2, 8, 50};
  int32_t seed = 0;
  std::string entry = "sample";         // or that of decoding
  std::optional<float> guidance;
};

/// One line of the table.
struct Score {
  std::optional<int32_t> nfe;           // nothing: real examples, or a decoder that takes no such number
  bool real = false;                    // of training examples: what a perfect generator would get
  std::vector<std::pair<std::string, double>> values; // in the order of the table; NaN: not defined
};

/// What is judged.
struct Subject {
  LoadedProgram &program;
  const Dataset &train, &held;          // classes of the sampler's labels are held.classes()
  Classifier *classifier = nullptr;     // of the data set; null where it has no labels
};

/// Samples of the entry `options.entry`. Values: fid, kid of the classifier's features (against all held-out examples, 10000 at most), accuracy: the share of samples that
/// the classifier takes for the class they were made for (where the entry takes a label); of sound mel_frechet as well: frechetDistance of logMelStatistics.
/// The first line is of real training examples. Throws UserError.
std::vector<Score> evaluateGenerator(const Subject &subject, const EvaluationOptions &options);

/// Reconstructions of a codec's entries encode(x) -> code and options.entry(code, [seed], [nfe]) -> x. Values of images: psnr, ssim, fid; of sound: si_sdr, lsd,
/// log_mel_l1, log_mel_l2, mdct, stoi, real_time_factor (seconds of decoding for a second of sound, the only number that is not the same every time).
/// Means over examples for which the metric is defined. Throws UserError.
struct CodecScores {
  std::vector<Score> lines;
  int64_t n = 0;
  std::vector<int32_t> codes;           // [n, K], empty where codes are no integers
};
CodecScores evaluateCodec(const Subject &subject, const EvaluationOptions &options);

} // namespace mf::metrics
