// Nearest.h: what someone may have meant by a name that is none.
#pragma once
#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace mf::opt {

/// Levenshtein's distance.
inline int distance(const std::string &a, const std::string &b) {
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    int corner = row[0];
    row[0] = (int)i;
    for (size_t j = 1; j <= b.size(); ++j) {
      int above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
      corner = above;
    }
  }
  return row.back();
}

/// The name of the list that is nearest; "" of an empty list.
inline std::string nearest(const std::string &name, const std::vector<std::string> &names) {
  auto best = std::min_element(names.begin(), names.end(), [&](const auto &a, const auto &b) { return distance(name, a) < distance(name, b); });
  return best == names.end() ? "" : *best;
}

} // namespace mf::opt
