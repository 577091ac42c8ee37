// Grey images with labels in memory: what digits and MNIST are once they are read.
#pragma once
#include "training/data/Dataset.h"

namespace mf {

/// Fields "x" f32 [height * width] in [-1, 1] and "label" i32 [].
class Images : public Dataset {
public:
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return int64_t(labels.size()); }
  Signal signal() const override { return {height, width, 1, 0}; }
  int64_t classes() const override { return 10; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override;

protected:
  /// Takes pixels u8 [n, height, width] and labels u8 [n].
  void assign(int64_t height, int64_t width, std::vector<uint8_t> pixels, std::vector<uint8_t> labels);

private:
  int64_t height = 0, width = 0;
  std::vector<Field> list;
  std::vector<uint8_t> pixels, labels;
};

} // namespace mf
