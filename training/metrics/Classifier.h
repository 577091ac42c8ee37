// A classifier of the data set's examples as a judge of generated ones: its training, its answers.
#pragma once
#include "training/LoadedProgram.h"
#include "training/data/Dataset.h"
#include <functional>

namespace mf::metrics {

/// What a classifier says of n examples.
struct Judgement {
  std::vector<float> logits;   // [n, classes]
  std::vector<float> features; // [n, width]
  int64_t width = 0;
};

/// A program with the entries init(seed i32), train_step(x, label) -> loss, accuracy and classify(x f32 [rows, D]) -> logits, features.
class Classifier {
public:
  /// Throws UserError where the program has other entries.
  explicit Classifier(LoadedProgram program);

  /// Initialises the state and trains it; the same numbers for the same data, steps and seed. progress is told every step, from 1. Throws UserError.
  void fit(const Dataset &data, int64_t steps, uint64_t seed, const std::function<void(int64_t)> &progress = {});

  /// x [n, D]. Throws std::invalid_argument where D is another.
  Judgement judge(std::span<const float> x);

  LoadedProgram program;
};

} // namespace mf::metrics
