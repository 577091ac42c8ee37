// Images with labels in memory: what digits, MNIST and the images of a file are once they are read.
#pragma once
#include "training/data/Dataset.h"

namespace mf {

/// Fields "x" f32 [height * width * channels] in [-1, 1] and, where there are labels, "label" i32 [].
class Images : public Dataset {
public:
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return count; }
  Signal signal() const override { return image; }
  int64_t classes() const override { return labelled; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override;

protected:
  /// Takes pixels u8 [n, height, width, channels], and labels [n] from 0 on or none. classes: 0: the largest label and one.
  void assign(const Signal &image, std::vector<uint8_t> pixels, std::vector<int32_t> labels, int64_t classes = 0);

private:
  Signal image;
  int64_t count = 0, labelled = 0;
  std::vector<Field> list;
  std::vector<uint8_t> pixels;
  std::vector<int32_t> labels;
};

} // namespace mf
