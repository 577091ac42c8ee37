// A data set: named fields of fixed shape, random access. What batches are made of.
#pragma once
#include "options/Option.h"
#include "training/io/Array.h"
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

/// What the numbers of "x" are, in this order: an image [height, width, channels], or [channels, height, width] where it is planar,
/// or sound [1, samples, 1].
struct Signal {
  int64_t height = 1, width = 1, channels = 1;
  int64_t sampleRate = 0; // of sound, in samples a second; 0: an image
  bool planar = false;    // channels first
  int64_t size() const { return height * width * channels; }
};

/// The image that an example of this shape is: [height, width], or with 1 or 3 channels last or first (last where both could be);
/// of size 1 where it is none.
Signal imageOf(std::span<const int64_t> shape);

/// Which sample, and 64 random bits that belong to its place in the run: a data set that crops or augments
/// takes its randomness from there, so that a resumed run sees the same crops.
struct Sample {
  int64_t index;
  uint64_t key;
};

/// Implementations are immutable after construction and may be read from several threads.
/// Adding one: docs/howto/add-a-data-set.md.
class Dataset {
public:
  virtual ~Dataset() = default;
  virtual std::string name() const = 0;
  virtual const std::vector<Field> &fields() const = 0;
  virtual int64_t size() const = 0;
  virtual Signal signal() const = 0;

  /// Number of values of the field "label"; 0 where there is none.
  virtual int64_t classes() const { return 0; }

  /// All values of a field, where they lie in memory as they are; else null: they are made or read when they are asked for.
  virtual const Array *column(size_t field) const { return nullptr; }

  /// Writes the samples, one after the other, to out[f] for each field f; a null pointer skips the field.
  virtual void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const = 0;
};

/// How to open a data set.
struct DatasetOptions {
  std::string folder = {};      // mnist: of IDX files; images: a .npz file; audio: of sound files; empty: what the project draws or plays itself
  int64_t size = 20000;         // how many the project makes where there is no folder
  uint64_t seed = 0;            // what is made
  bool train = true;            // or the part that is held out

  // audio
  int64_t sampleRate = 24000;   // everything is brought to it
  int64_t samples = 8192;       // length of an example
  double validationShare = 0.1; // of the files, 0 <= share < 1; one file at least
  std::string labelPattern = {}; // regular expression with one group, e.g. "^([0-9])_"; see Audio.h
  std::string labelsCsv = {};   // or a file of "file,label" lines; neither: no classes

  // what the model of a configuration is made for
  int64_t classes = 10;
  int64_t height = 28, width = 28, channels = 1; // of images in files
  opt::Values values = {};         // the section [dataset], for a data set with a struct of its own
};

/// Opens a data set by its name: one of datasetNames() (training/config/Datasets.h). Where it is read from a folder and none is
/// given, it is what the project makes itself in its place: name() tells.
/// Throws UserError for an unknown name, options out of range, a missing folder or a damaged file.
std::unique_ptr<Dataset> openDataset(const std::string &name, const DatasetOptions &options);

/// Heads the function of a file of training/data/sets that opens the data set: `name` is the file's name without its extension. `options`
/// says how.
#define MF_OPEN_DATASET(name) std::unique_ptr<Dataset> openDataset_##name(const DatasetOptions &options)
#define MF_ENTRY(name) std::unique_ptr<Dataset> openDataset_##name(const DatasetOptions &options);
#include "generated/datasets.inc"
#undef MF_ENTRY

} // namespace mf
