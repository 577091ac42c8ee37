// An array in a line of text.
#pragma once
#include "training/io/Array.h"

namespace mf {

/// The finite numbers of an array and what is said of them; 0 where there are none.
struct Extent {
  explicit Extent(const std::vector<double> &all);
  double mean() const;
  double deviation() const;
  std::vector<double> finite;
  double least = 0, most = 0, sum = 0, squares = 0;
};

/// "f32 [16, 8]: -2.1 to 3.4, mean 0.1, deviation 1.2: 0.25 -1 0.5 ..." with the first six numbers; NaN and infinity are counted. Of a single
/// number itself: "f32 []: 0.25".
std::string describe(const Array &array);

} // namespace mf
