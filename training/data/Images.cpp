#include "training/data/Images.h"
#include "runtime/api/mfrt.h"
#include <algorithm>
#include <array>

namespace mf {

void Images::assign(const Signal &newImage, std::vector<uint8_t> newPixels, std::vector<int32_t> newLabels, int64_t classes) {
  image = {newImage.height, newImage.width, newImage.channels};
  pixels = std::move(newPixels);
  labels = std::move(newLabels);
  count = int64_t(pixels.size()) / image.size();
  labelled = labels.empty() ? 0 : classes ? classes : *std::max_element(labels.begin(), labels.end()) + 1;
  list = {{"x", MF_F32, {image.size()}}};
  if (labelled)
    list.push_back({"label", MF_I32, {}});
}

void Images::fill(std::span<const Sample> samples, std::span<std::byte *const> out) const {
  static const std::array<float, 256> level = [] {
    std::array<float, 256> table{};
    for (int i = 0; i < 256; ++i)
      table[size_t(i)] = float(i) / 127.5f - 1.0f;
    return table;
  }();
  size_t numbers = size_t(image.size());
  float *x = reinterpret_cast<float *>(out[0]);
  int32_t *label = labelled ? reinterpret_cast<int32_t *>(out[1]) : nullptr;
  for (const Sample &sample : samples) {
    if (x) {
      const uint8_t *from = &pixels[size_t(sample.index) * numbers];
      for (size_t i = 0; i < numbers; ++i)
        *x++ = level[from[i]];
    }
    if (label)
      *label++ = labels[size_t(sample.index)];
  }
}

} // namespace mf
