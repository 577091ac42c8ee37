#include "training/io/Describe.h"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace mf {

static std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

Extent::Extent(const std::vector<double> &all) {
  for (double value : all)
    if (std::isfinite(value)) {
      finite.push_back(value);
      sum += value;
      squares += value * value;
    }
  if (finite.empty())
    return;
  auto [low, high] = std::minmax_element(finite.begin(), finite.end());
  least = *low;
  most = *high;
}

double Extent::mean() const { return finite.empty() ? 0 : sum / double(finite.size()); }
double Extent::deviation() const { return finite.empty() ? 0 : std::sqrt(std::max(0.0, squares / double(finite.size()) - mean() * mean())); }

std::string describe(const Array &array) {
  std::vector<double> all = numbersOf(array);
  std::string text = array.type() + ":";
  if (array.shape.empty())
    return text + " " + number(all[0]);
  Extent e(all);
  size_t nan = size_t(std::count_if(all.begin(), all.end(), [](double value) { return std::isnan(value); })), infinite = all.size() - e.finite.size() - nan;
  if (!e.finite.empty())
    text += " " + number(e.least) + " to " + number(e.most) + ", mean " + number(e.mean()) + ", deviation " + number(e.deviation()) + ":";
  if (nan)
    text += " " + std::to_string(nan) + " NaN:";
  if (infinite)
    text += " " + std::to_string(infinite) + " infinite:";
  for (size_t i = 0; i < std::min<size_t>(6, all.size()); ++i)
    text += " " + number(all[i]);
  return text + (all.size() > 6 ? " ..." : "");
}

} // namespace mf
