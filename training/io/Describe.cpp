#include "training/io/Describe.h"
#include "training/LoadedProgram.h"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace mf {

static std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::string describe(const Array &array) {
  std::vector<double> all = numbersOf(array);
  std::string text = array.type() + ":";
  if (array.shape.empty())
    return text + " " + number(all[0]);
  double least = INFINITY, most = -INFINITY, sum = 0, squares = 0;
  size_t nan = 0, infinite = 0;
  for (double value : all) {
    nan += std::isnan(value);
    infinite += std::isinf(value);
    if (!std::isfinite(value))
      continue;
    least = std::min(least, value);
    most = std::max(most, value);
    sum += value;
    squares += value * value;
  }
  if (double n = double(all.size() - nan - infinite); n > 0)
    text += " " + number(least) + " to " + number(most) + ", mean " + number(sum / n) + ", deviation " + number(std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)))) + ":";
  if (nan)
    text += " " + std::to_string(nan) + " NaN:";
  if (infinite)
    text += " " + std::to_string(infinite) + " infinite:";
  for (size_t i = 0; i < std::min<size_t>(6, all.size()); ++i)
    text += " " + number(all[i]);
  return text + (all.size() > 6 ? " ..." : "");
}

} // namespace mf
