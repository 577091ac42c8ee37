// Sound files of a folder, in memory, as crops of one length.
#pragma once
#include "training/data/AudioFolder.h"

namespace mf {

/// Fields "x" f32 [samples] in [-1, 1], and "label" i32 [] where there are classes (see AudioFolder).
///
/// Files are decoded once, mixed to mono, brought to one rate and kept as 16 bit: 2 bytes a sample, 173 MB an hour
/// at 24 kHz. size() is the number of crops that cover the files once, at least one a file. A training crop starts at
/// a random place of its file (by Sample::key); held-out crops are evenly spaced and always the same. A file
/// that is shorter than a crop stands in silence: at a random place, or in the middle where it is held out.
/// Of a single file the last part is held out.
///
/// A file that cannot be read, or is empty, is left out; stderr says how many and names five of them.
class Audio : public Dataset {
public:
  /// workers: threads that decode; 0: as many as there are cores. The data do not depend on it.
  /// Throws UserError as AudioFolder::open does, and where no file can be used.
  explicit Audio(const DatasetOptions &options, unsigned workers = 0);

  std::string name() const override { return "audio"; }
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return ends.back(); }
  Signal signal() const override { return {1, samples, 1, rate}; }
  int64_t classes() const override { return numClasses; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override;

  /// The files that the crops are of, as paths below the folder.
  std::vector<std::string> files() const;

private:
  struct Track {
    AudioFile file;
    std::vector<int16_t> sound;
  };
  void decode(const std::string &folder, unsigned workers);
  void holdOut(double share);
  void crop(const Sample &sample, const Track &track, int64_t number, int64_t count, float *x) const;

  int64_t rate, samples, numClasses = 0;
  bool train;
  std::vector<Field> list;
  std::vector<Track> tracks;
  std::vector<int64_t> ends; // of tracks [0, i]: how many crops
};

/// Throws UserError where rate, length, share or size of a sound data set are out of range.
void checkAudioOptions(const DatasetOptions &options);

} // namespace mf
