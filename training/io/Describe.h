// An array in a line of text.
#pragma once
#include "training/io/Array.h"

namespace mf {

/// "f32 [16, 8]: -2.1 to 3.4, mean 0.1, deviation 1.2: 0.25 -1 0.5 ..." with the first six numbers; NaN and infinity are counted. Of a single
/// number itself: "f32 []: 0.25".
std::string describe(const Array &array);

} // namespace mf
