// What a report knows of one training run.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace mf::report {

/// One line of metrics.jsonl.
struct CurvePoint {
  int64_t step = 0;
  double rawMse = 0;  // the loss where the program has no raw_mse
  double seconds = 0; // since the run began
};

/// One number of `mfcc eval`.
struct Metric {
  std::string name; // "fid"
  std::string at;   // network evaluations, "8"; "real": of real examples, for comparison; "": without a number of evaluations
  double value = 0;
};

/// A picture, or a sound with the picture of its spectrogram; paths.
struct Exhibit {
  std::string caption;
  std::string picture;
  std::string sound; // "": none
};

/// The values that runs are compared by.
enum class Facet { method, architecture, dataset, tokenization };

enum class Status { done, failed, waiting };

struct RunRecord {
  std::string name;   // of the configuration, without .toml
  std::string config; // its path
  std::string text;   // all its keys, as TOML
  std::string folder; // the run folder
  Status status = Status::waiting;
  std::string problem; // in one line, where it failed
  std::string log;     // the end of what the failed process printed
  std::string method, architecture, dataset, tokenization, condition;
  int64_t tokens = 0, tokenWidth = 0, parameters = 0;
  int64_t steps = 0; // that were asked for
  int64_t seed = 0;
  int64_t arenaBytes = 0; // of train_step
  int64_t peakBytes = 0;  // resident memory of the training process at its highest, compiler included
  double trainSeconds = 0, evalSeconds = 0;
  std::vector<CurvePoint> curve;
  std::vector<Metric> metrics;
  nlohmann::ordered_json evaluation; // as `mfcc eval` wrote it
  std::vector<Exhibit> exhibits;

  const std::string &facet(Facet f) const;
};

/// The points of metrics.jsonl, in its order; lines without a finite raw_mse or loss are left out. Empty where there is no such file.
std::vector<CurvePoint> readCurve(const std::string &path);

/// The mean raw MSE of the five points next to a step. Nothing where there are fewer.
std::optional<double> smoothedAt(const std::vector<CurvePoint> &curve, int64_t step);

/// What a run has learned: raw MSE around step 10 and at the end. Where the two would share points, nothing is said.
struct Learned {
  double early, late;
  bool fell() const { return late < early; }
};
std::optional<Learned> learned(const std::vector<CurvePoint> &curve);

/// Median milliseconds a step, over stretches of up to ten steps.
std::optional<double> stepMilliseconds(const std::vector<CurvePoint> &curve);

/// The numbers in the JSON of `mfcc eval`: those of its lists of objects, where an object's "nfe" (a number, or null) and "real" say where they belong, then
/// those of the whole, without a place; not "n", "seed", "step" and "bytes".
std::vector<Metric> metricsOf(const nlohmann::ordered_json &evaluation);

/// The metric of that name and place; failing that, the one of that name without a place (an autoencoder decodes without steps). Null: none.
const Metric *findMetric(const RunRecord &run, const std::string &name, const std::string &at);

/// The values of a facet in the order of the runs, each once.
std::vector<std::string> valuesOf(const std::vector<RunRecord> &runs, Facet facet);

} // namespace mf::report
