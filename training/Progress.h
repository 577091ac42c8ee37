// How a training tells where it is: a bar on a terminal, plain lines elsewhere.
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

namespace mf {

/// The numbers of one step.
struct ProgressLine {
  int64_t step;
  double loss;
  std::optional<double> rawMse; ///< where the program gives one beside its loss
};

class Progress {
public:
  /// out: where to; null is silent. A bar is drawn where it is a terminal and NO_COLOR is not set. A line else
  /// every `plainEvery` steps. `unit` ("images") are counted perStep each step.
  Progress(std::FILE *out, int64_t first, int64_t last, int64_t perStep, std::string unit, int64_t plainEvery);

  /// After each step; draws at most ten times a second.
  void update(const ProgressLine &line);
  /// A line of its own: the bar is wiped and drawn again at the next step.
  void say(const std::string &text);
  void finish();

  /// "12 s", "3:05", "1:02:03".
  static std::string duration(double seconds);

private:
  std::string text(const ProgressLine &line, bool bar) const;
  std::FILE *out;
  bool terminal = false, drawn = false;
  int64_t first, last, perStep, plainEvery;
  std::string unit;
  std::chrono::steady_clock::time_point start, shown;
  ProgressLine latest{};
};

} // namespace mf
