// One token after the other: the entries `next` and `generate` of a program. docs/howto/generate.md.
#pragma once
#include "training/LoadedProgram.h"
#include <functional>
#include <optional>
#include <span>

namespace mf {

/// What is asked of the draws. Fields that are unset take the default where the entry has the argument; one that is set is an error where it
/// has not.
struct GenerateOptions {
  std::optional<float> temperature; ///< default 1; 0: the likeliest token
  std::optional<int32_t> topK;      ///< default 0: all
  std::optional<float> topP;        ///< default 1: all
  std::optional<float> minP;        ///< default 0: all
  int32_t seed = 0;
  std::vector<std::string> assign;  ///< other arguments as texts, "name=value": readArgument of training/Sampling.h
  int64_t atOnce = 0;               ///< tokens of one call of `generate`; 0: as many as it makes; 1: `next` alone is called
};

/// Throws UserError, which names the command's option, where a number is out of its range.
void checkSettings(const GenerateOptions &options);

/// What some steps have made.
struct Made {
  std::span<const int32_t> tokens; ///< [steps, rows]
  std::span<const float> sound;    ///< [steps, rows, ...], where the program makes any
};

/// The tokens of a program, from where its session is.
class Generator {
public:
  /// `who` opens the error texts. Throws UserError where the program has no entry `next`, where that is none that takes a token and gives
  /// one, and for options that it does not take.
  Generator(std::string who, LoadedProgram &program, const GenerateOptions &options);

  int64_t rows() const { return batch; }
  /// How many numbers of sound a row makes a step; 0: none.
  int64_t soundOfStep() const { return sound; }

  /// Appends the prompt [n, rows], one token at least, and makes `count` more. `take` gets what was made, in order, as it comes; it returns false to stop.
  /// `begun` is called before the first is made. Throws UserError before anything is made where the cache has not the place, and where no token follows.
  void run(std::span<const int32_t> prompt, int64_t count, const std::function<bool(const Made &)> &take, const std::function<void()> &begun = [] {});

private:
  void set(Call &call, const GenerateOptions &options) const;
  void feed(const int32_t *tokens);
  void checkRoom(int64_t steps);
  void checkTokens(std::span<const int32_t> tokens) const;
  Made makeNext();
  Made makeMany(int64_t count);
  std::span<const float> soundOf(Call &call, int64_t steps) const;

  std::string who;
  LoadedProgram &program;
  Call next;
  std::optional<Call> many;
  int64_t batch = 0, sound = 0, most = 1, made = 0;
};

} // namespace mf
