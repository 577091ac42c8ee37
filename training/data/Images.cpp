#include "training/data/Images.h"
#include "runtime/api/mfrt.h"
#include <array>

namespace mf {

void Images::assign(int64_t newHeight, int64_t newWidth, std::vector<uint8_t> newPixels, std::vector<uint8_t> newLabels) {
  height = newHeight;
  width = newWidth;
  list = {{"x", MF_F32, {height * width}}, {"label", MF_I32, {}}};
  pixels = std::move(newPixels);
  labels = std::move(newLabels);
}

void Images::fill(std::span<const Sample> samples, std::span<std::byte *const> out) const {
  static const std::array<float, 256> level = [] {
    std::array<float, 256> table{};
    for (int i = 0; i < 256; ++i)
      table[size_t(i)] = float(i) / 127.5f - 1.0f;
    return table;
  }();
  size_t count = size_t(list[0].shape[0]);
  float *x = reinterpret_cast<float *>(out[0]);
  int32_t *label = reinterpret_cast<int32_t *>(out[1]);
  for (const Sample &sample : samples) {
    if (x) {
      const uint8_t *from = &pixels[size_t(sample.index) * count];
      for (size_t i = 0; i < count; ++i)
        *x++ = level[from[i]];
    }
    if (label)
      *label++ = labels[size_t(sample.index)];
  }
}

} // namespace mf
