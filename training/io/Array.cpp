#include "training/io/Array.h"
#include <cstring>

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

std::string typeOf(const mf_array_desc &desc) { return Array{desc.dtype, {desc.shape, desc.shape + desc.rank}, {}}.type(); }

double numberAt(const Array &array, int64_t i) {
  switch (array.dtype) {
  case MF_F32: return array.as<float>()[i];
  case MF_F64: return array.as<double>()[i];
  case MF_I32: return array.as<int32_t>()[i];
  case MF_I64: return double(array.as<int64_t>()[i]);
  case MF_I1: return array.as<uint8_t>()[i];
  default: break;
  }
  uint32_t bits = uint32_t(array.as<uint16_t>()[i]) << 16;
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

std::vector<double> numbersOf(const Array &array) {
  std::vector<double> numbers(size_t(array.size()));
  for (size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = numberAt(array, int64_t(i));
  return numbers;
}

} // namespace mf
