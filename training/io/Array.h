// An array in memory, as files and entries exchange it.
#pragma once
#include "runtime/api/mfrt.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mf {

/// Row-major, contiguous; dtype is one of MF_F32 ... MF_I1 (an i1 is one byte, 0 or 1).
struct Array {
  int32_t dtype = MF_F32;
  std::vector<int64_t> shape;
  std::vector<std::byte> data;

  /// Zeros of that type and shape.
  static Array zeros(int32_t dtype, std::vector<int64_t> shape);

  /// Zeros as a descriptor of the runtime says.
  static Array like(const mf_array_desc &desc);

  int64_t size() const { return int64_t(data.size()) / mf_dtype_bytes(dtype); }
  template <typename T> T *as() { return reinterpret_cast<T *>(data.data()); }
  template <typename T> const T *as() const { return reinterpret_cast<const T *>(data.data()); }

  /// The array as the runtime takes it. Valid until shape or data change.
  mf_array view() const;

  /// "f32 [256, 784]".
  std::string type() const;
};

/// The type of an array that the runtime describes, as Array::type has it.
std::string typeOf(const mf_array_desc &desc);

/// Element i of an array of any type as a number; that of a rank 0 array; every one.
double numberAt(const Array &array, int64_t i);
inline double scalarOf(const Array &array) { return numberAt(array, 0); }
std::vector<double> numbersOf(const Array &array);

/// In the order of the file.
using NamedArrays = std::vector<std::pair<std::string, Array>>;

} // namespace mf
