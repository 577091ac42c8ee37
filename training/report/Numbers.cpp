#include "training/report/Numbers.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mf::report {

std::string formatNumber(double value) {
  if (std::isnan(value))
    return "NaN";
  if (std::isinf(value))
    return value < 0 ? "-infinity" : "infinity";
  if (value == 0)
    return "0";
  double size = std::abs(value);
  if (size >= 1e3 && size < 1e6)
    return fmt::format("{:.0f}", value);
  return fmt::format("{:.4g}", value);
}

std::string formatNumber(const std::optional<double> &value) { return value ? formatNumber(*value) : std::string(); }

std::string formatDifference(double value) { return (value > 0 ? "+" : "") + formatNumber(value); }

std::string formatCount(int64_t value) {
  std::string digits = std::to_string(std::abs(value));
  for (ptrdiff_t at = ptrdiff_t(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(size_t(at), "\xe2\x80\xaf"); // U+202F
  return (value < 0 ? "-" : "") + digits;
}

std::string formatBytes(int64_t bytes) {
  if (bytes <= 0)
    return "";
  if (bytes >= 1'000'000'000)
    return fmt::format("{:.3g} GB", double(bytes) * 1e-9);
  return bytes >= 1'000'000 ? fmt::format("{:.0f} MB", double(bytes) * 1e-6) : fmt::format("{:.2g} MB", double(bytes) * 1e-6);
}

std::optional<double> median(std::vector<double> values) {
  if (values.empty())
    return std::nullopt;
  std::sort(values.begin(), values.end());
  size_t half = values.size() / 2;
  return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

} // namespace mf::report
