// Samples of a trained program, and their picture.
#pragma once
#include "training/LoadedProgram.h"
#include "training/data/Dataset.h"
#include <optional>

namespace mf {

/// What to ask of a sampler. Fields that are unset take the default where the entry has the argument; a field
/// that is set is an error where it has not.
struct SampleOptions {
  std::string entry = "sample";
  int64_t n = 100;                // the entry is called as often as its batch size needs
  int32_t seed = 0;               // call k gets seed + k
  std::optional<int32_t> nfe;     // network evaluations; default 1
  std::optional<float> guidance;  // default 1
  std::optional<float> guidanceBegin, guidanceEnd; // the interval of t in which it holds; default all: 0, 1
  std::vector<float> times;       // of sample_at: falling, nfe + 1 of them
  std::optional<int32_t> label;   // the class of every sample; default: all classes in turn
  int32_t classes = 10;
  NamedArrays more;               // other arguments of the entry
  std::vector<std::string> assign; // the same as texts, "name=value": readArgument
};

struct Samples {
  Array x;                        // f32 [n, ...]
  std::vector<int32_t> labels;    // [n], empty where the entry takes no label
};

/// Why samples of this entry cannot be drawn or shown; "" where they can.
std::string samplerFault(const mf_entry_desc &entry);
/// Whether drawSamples gives this argument a value by itself.
bool samplerFills(const std::string &argument);

/// Array and name of "name=value", as an argument of the entry: a number (which an array has everywhere), as many numbers as it
/// holds with commas, or a file .npy. Throws UserError.
std::pair<std::string, Array> readArgument(const mf_entry_desc &entry, const std::string &assignment);

/// Calls the sampler. Throws UserError.
Samples drawSamples(LoadedProgram &program, const SampleOptions &options);

/// Draws x f32 [n, ...] in its natural picture: a labelled grid for images, spectrograms for sound, a scatter for [n, 2].
/// Of sound the first eight are written too: samples/00.wav ... beside samples.png.
/// signal: what a row of x is; without one a square image is guessed. reference: points drawn behind a scatter, or
/// nothing. Throws UserError.
void writeSamples(const std::string &path, const Samples &samples, const std::string &title, const Signal &signal = {},
                  const Array *reference = nullptr);

/// Writes samples of sound as files: the path itself for one, "name-00.wav" and so on for more. NaN becomes silence.
/// Returns the paths. Throws UserError, also where the samples are no sound.
std::vector<std::string> writeSounds(const std::string &path, const Samples &samples, const Signal &signal);

} // namespace mf
