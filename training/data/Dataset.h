// A data set: named fields of fixed shape, random access. What batches are made of.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace mf {

/// One array that a sample has: "x" f32 [784], "label" i32 [].
struct Field {
  std::string name;
  int32_t dtype;
  std::vector<int64_t> shape; // of one sample
  int64_t bytes() const;
};

/// What the numbers of "x" are, in this order: an image [height, width, channels], or sound [1, samples, 1].
struct Signal {
  int64_t height = 1, width = 1, channels = 1;
  int64_t sampleRate = 0; // of sound, in samples a second; 0: an image
  int64_t size() const { return height * width * channels; }
};

/// Which sample, and 64 random bits that belong to its place in the run: a data set that crops or augments
/// takes its randomness from there, so that a resumed run sees the same crops.
struct Sample {
  int64_t index;
  uint64_t key;
};

/// Implementations are immutable after construction and may be read from several threads.
/// Adding one: a class in a file of its own here and a line in openDataset.
class Dataset {
public:
  virtual ~Dataset() = default;
  virtual std::string name() const = 0;
  virtual const std::vector<Field> &fields() const = 0;
  virtual int64_t size() const = 0;
  virtual Signal signal() const = 0;

  /// Number of values of the field "label"; 0 where there is none.
  virtual int64_t classes() const { return 0; }

  /// Writes the samples, one after the other, to out[f] for each field f; a null pointer skips the field.
  virtual void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const = 0;
};

/// How to open a data set.
struct DatasetOptions {
  std::string folder = {};      // mnist: of IDX files; audio: of sound files; empty: what the project draws or plays itself
  int64_t size = 20000;         // how many the project makes where there is no folder
  uint64_t seed = 0;            // what is made
  bool train = true;            // or the part that is held out

  // audio
  int64_t sampleRate = 24000;   // everything is brought to it
  int64_t samples = 8192;       // length of an example
  double validationShare = 0.1; // of the files, 0 <= share < 1; one file at least
  std::string labelPattern = {}; // regular expression with one group, e.g. "^([0-9])_"; see Audio.h
  std::string labelsCsv = {};   // or a file of "file,label" lines; neither: no classes
};

/// Opens "digits" (drawn by the project), "mnist" (a folder of IDX files; the digits without one) or "audio" (a folder
/// of sound files; the synthetic Voices without one). name() tells which it is.
/// Throws UserError for an unknown name, options out of range, a missing folder or a damaged file.
std::unique_ptr<Dataset> openDataset(const std::string &name, const DatasetOptions &options);

/// The names that openDataset knows.
std::vector<std::string> datasetNames();

} // namespace mf
