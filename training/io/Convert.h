// From the numbers that NumPy has to those that an entry takes.
#pragma once
#include "training/io/Array.h"
#include <optional>

namespace mf {

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
