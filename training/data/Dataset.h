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

  /// Number of values of the field "label"; 0 where there is none.
  virtual int64_t classes() const { return 0; }

  /// Writes the samples, one after the other, to out[f] for each field f; a null pointer skips the field.
  virtual void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const = 0;
};

/// How to open a data set.
struct DatasetOptions {
  std::string folder;           // mnist: the folder of IDX files
  int64_t size = 20000;         // digits: how many
  uint64_t seed = 0;            // digits: what is drawn
  bool train = true;            // or the test split
};

/// Opens "digits" (drawn by the project, always there) or "mnist" (a folder of IDX files).
/// Throws UserError for an unknown name, a missing folder or a damaged file.
std::unique_ptr<Dataset> openDataset(const std::string &name, const DatasetOptions &options);

/// The names that openDataset knows.
std::vector<std::string> datasetNames();

} // namespace mf
