#include "training/io/Convert.h"
#include "training/UserError.h"
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

double realAt(const Array &array, int64_t i) {
  if (array.dtype == MF_F64)
    return array.as<double>()[i];
  if (array.dtype == MF_F32)
    return array.as<float>()[i];
  uint32_t bits = uint32_t(array.as<uint16_t>()[i]) << 16;
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
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

Array converted(const std::string &who, const Array &from, int32_t dtype) {
  if (from.dtype == dtype)
    return from;
  Array to = Array::zeros(dtype, from.shape);
  Kind kind = kindOf(from.dtype);
  if (std::string cure = cureFor(from.dtype, dtype); !cure.empty())
    throw UserError(who + ": expected " + to.type() + ", got " + from.type() + cure);
  for (int64_t i = 0; i < from.size(); ++i) {
    if (kind == Kind::real) {
      setNumber(to, i, realAt(from, i));
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
