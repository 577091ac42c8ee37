#include "training/io/Array.h"

namespace mf {

Array Array::zeros(int32_t dtype, std::vector<int64_t> shape) {
  int64_t bytes = mf_dtype_bytes(dtype);
  for (int64_t extent : shape)
    bytes *= extent;
  return {dtype, std::move(shape), std::vector<std::byte>(size_t(bytes))};
}

Array Array::like(const mf_array_desc &desc) { return zeros(desc.dtype, {desc.shape, desc.shape + desc.rank}); }

mf_array Array::view() const {
  return {const_cast<std::byte *>(data.data()), dtype, int32_t(shape.size()), shape.data(), int64_t(data.size())};
}

std::string Array::type() const {
  std::string text = std::string(mf_dtype_name(dtype)) + " [";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

} // namespace mf
