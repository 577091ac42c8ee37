// Numbers as a reader wants them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mf::report {

/// Four significant digits without trailing zeros: "0.05123", "12340", "1.2e-07"; "NaN", "-infinity". "-0" becomes "0".
std::string formatNumber(double value);
/// The same, "" where there is none.
std::string formatNumber(const std::optional<double> &value);
/// With a sign: "+0.031".
std::string formatDifference(double value);
/// Thousands apart by a thin space that does not break: "1 234 567".
std::string formatCount(int64_t value);
/// "812 MB", "1.5 GB"; powers of 1000. "" for 0.
std::string formatBytes(int64_t bytes);

/// The middle one, or the mean of the two middle ones. Nothing of nothing.
std::optional<double> median(std::vector<double> values);

} // namespace mf::report
