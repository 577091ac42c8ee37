#include "training/io/Convert.h"
#include "training/UserError.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace mf {
namespace {

enum class Kind { real, whole, condition };
Kind kindOf(int32_t dtype) { return dtype == MF_I32 || dtype == MF_I64 ? Kind::whole : dtype == MF_I1 ? Kind::condition : Kind::real; }

/// Rounded to nearest, ties to even; a NaN stays one.
uint16_t brainFloat(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  if (std::isnan(value))
    return uint16_t(bits >> 16 | 0x40);
  return uint16_t((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

} // namespace

std::string cureFor(int32_t from, int32_t dtype) {
  Kind kind = kindOf(from), to = kindOf(dtype);
  if (kind == to)
    return "";
  if (kind == Kind::whole && to == Kind::real)
    return "; convert it with astype(np.float32), bytes of a picture with astype(np.float32) / 127.5 - 1";
  if (to == Kind::whole)
    return std::string("; convert it with astype(np.int") + (dtype == MF_I64 ? "64)" : "32)");
  return to == Kind::condition ? "; convert it with astype(bool)" : "; convert it with astype(np.float32)";
}

bool setNumber(Array &array, int64_t i, double value) {
  auto whole = [&](double bound) { return std::floor(value) == value && value >= -bound && value < bound; };
  switch (array.dtype) {
  case MF_F32: array.as<float>()[i] = float(value); return true;
  case MF_F64: array.as<double>()[i] = value; return true;
  case MF_BF16: array.as<uint16_t>()[i] = brainFloat(float(value)); return true;
  case MF_I32:
    if (!whole(0x1p31))
      return false;
    array.as<int32_t>()[i] = int32_t(value);
    return true;
  case MF_I64:
    if (!whole(0x1p63))
      return false;
    array.as<int64_t>()[i] = int64_t(value);
    return true;
  default: array.as<uint8_t>()[i] = value == 1; return value == 0 || value == 1;
  }
}

namespace {

template <typename From, typename To> void widen(const std::byte *from, int64_t count, Array &to) {
  for (int64_t i = 0; i < count; ++i) {
    From value;
    std::memcpy(&value, from + i * int64_t(sizeof value), sizeof value);
    to.as<To>()[i] = To(value);
  }
}

/// IEEE half precision, exactly.
void widenHalf(const std::byte *from, int64_t count, Array &to) {
  for (int64_t i = 0; i < count; ++i) {
    uint16_t half;
    std::memcpy(&half, from + 2 * i, sizeof half);
    int exponent = half >> 10 & 31, mantissa = half & 1023;
    float value = exponent == 31 ? (mantissa ? NAN : INFINITY) : exponent ? std::ldexp(float(1024 + mantissa), exponent - 25) : std::ldexp(float(mantissa), -24);
    to.as<float>()[i] = half >> 15 ? -value : value;
  }
}

constexpr ForeignType foreignTypes[] = {{"|u1", 1, MF_I32, widen<uint8_t, int32_t>},   {"|i1", 1, MF_I32, widen<int8_t, int32_t>},
                                        {"<u2", 2, MF_I32, widen<uint16_t, int32_t>},  {"<i2", 2, MF_I32, widen<int16_t, int32_t>},
                                        {"<u4", 4, MF_I64, widen<uint32_t, int64_t>},  {"<u8", 8, MF_I64, widen<uint64_t, int64_t>},
                                        {"<f2", 2, MF_F32, widenHalf}};

} // namespace

const ForeignType *foreignType(const std::string &text) {
  for (const ForeignType &type : foreignTypes)
    if (text == type.name)
      return &type;
  return nullptr;
}

Array fromForeign(const std::string &who, const std::string &name, const std::vector<int64_t> &shape, std::span<const std::byte> bytes) {
  const ForeignType &type = *foreignType(name);
  Array array = Array::zeros(type.dtype, shape);
  type.convert(bytes.data(), int64_t(bytes.size()) / type.bytes, array);
  bool large = type.dtype == MF_I64 && std::any_of(array.as<int64_t>(), array.as<int64_t>() + array.size(), [](int64_t x) { return x < 0; });
  if (large)
    throw UserError(who + ": expected integers of 63 bits, got a larger one");
  return array;
}

Array converted(const std::string &who, const Array &from, int32_t dtype) {
  if (from.dtype == dtype)
    return from;
  Array to = Array::zeros(dtype, from.shape);
  Kind kind = kindOf(from.dtype);
  if (std::string cure = cureFor(from.dtype, dtype); !cure.empty())
    throw UserError(who + ": expected " + to.type() + ", got " + from.type() + cure);
  for (int64_t i = 0; i < from.size(); ++i) {
    if (kind == Kind::real) {
      setNumber(to, i, numberAt(from, i));
    } else if (dtype == MF_I64) {
      to.as<int64_t>()[i] = from.as<int32_t>()[i];
    } else {
      int64_t value = from.as<int64_t>()[i];
      if (value != int32_t(value))
        throw UserError(who + ": expected integers of 32 bits, got " + std::to_string(value));
      to.as<int32_t>()[i] = int32_t(value);
    }
  }
  return to;
}

Array fitted(const std::string &who, const Array &array, const mf_array_desc &argument) {
  Array wanted{argument.dtype, {argument.shape, argument.shape + argument.rank}, {}};
  if (array.shape != wanted.shape)
    throw UserError(who + ": expected " + wanted.type() + ", got " + array.type());
  return converted(who, array, argument.dtype);
}

} // namespace mf
