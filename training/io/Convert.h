// From the numbers that NumPy has to those that an entry takes.
#pragma once
#include "training/io/Array.h"
#include <span>

namespace mf {

/// A type that NumPy has and the runtime has not, and the one that holds all of its numbers.
struct ForeignType {
  const char *name;
  int64_t bytes;
  int32_t dtype;
  void (*convert)(const std::byte *from, int64_t count, Array &to);
};

/// The type of NumPy's name, "<f2"; null where it is none of these.
const ForeignType *foreignType(const std::string &name);
/// The array that these bytes are, in a foreign type that is there. `who` opens the error text. Throws UserError for what no i64 holds.
Array fromForeign(const std::string &who, const std::string &name, const std::vector<int64_t> &shape, std::span<const std::byte> bytes);

/// Sets element i to a number; false where the type cannot hold it (a fraction or a large number in an integer, anything but 0 and 1 in an
/// i1). Floating-point types round.
bool setNumber(Array &array, int64_t i, double value);

/// The array in another element type: whole numbers in another width that holds them, floating-point numbers in another precision.
/// Throws UserError, beginning with `who`, where a number does not fit, and where one is of whole numbers or conditions and the other is not:
/// what that should mean (classes, bytes of a picture) only its author knows. The text has the cure.
Array converted(const std::string &who, const Array &array, int32_t dtype);

/// What to say where `converted` never goes from one type to the other: "; convert it with astype(...)"; "" where it does.
std::string cureFor(int32_t from, int32_t to);

/// The same, of the type and shape of an argument.
Array fitted(const std::string &who, const Array &array, const mf_array_desc &argument);

} // namespace mf
