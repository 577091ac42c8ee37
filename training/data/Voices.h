// Ten classes of sounds that the project makes itself.
#pragma once
#include "training/data/Dataset.h"

namespace mf {

/// Fields "x" f32 [samples] and "label" i32 []. Sound i has class i mod 10 (the vowels a e i o u, plucked strings,
/// bursts of noise, chirps, bells, drums), a peak of 0.5 to 0.9, and is a function of (seed, i) alone; the held-out
/// part is made from other random numbers. Sounds are made when they are asked for: about 0.3 ms for 8192 samples.
class Voices : public Dataset {
public:
  /// Takes size, seed, train, sampleRate and samples. Throws UserError where they are out of range.
  explicit Voices(const DatasetOptions &options);
  std::string name() const override { return "voices"; }
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return count; }
  Signal signal() const override { return {1, samples, 1, rate}; }
  int64_t classes() const override { return 10; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override;

private:
  int64_t count, rate, samples;
  uint64_t seed;
  bool train;
  std::vector<Field> list;
};

/// Makes one sound at that rate. kind: 0 to 9 as above.
void makeVoice(int kind, uint64_t key, int64_t rate, std::span<float> x);

} // namespace mf
