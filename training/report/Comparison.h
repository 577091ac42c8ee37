// Runs side by side: tables whose columns are the values of one facet.
#pragma once
#include "training/report/RunRecord.h"
#include <functional>

namespace mf::report {

/// Something that every run may have a number of.
struct Measure {
  std::string name;
  std::vector<std::string> places; // numbers of network evaluations; {""}: it has none
  std::function<std::optional<double>(const RunRecord &, const std::string &place)> value;
  bool larger = false; // larger is better
};

/// Raw MSE at the end, its share of that at step 10, milliseconds a step, megabytes.
std::vector<Measure> commonMeasures();
/// One for each metric that a run has; places in ascending order, "real" left out.
std::vector<Measure> metricMeasures(const std::vector<RunRecord> &runs);
/// "fid" as a reader knows it: "FID".
std::string titleOf(const std::string &metric);

struct Comparison {
  std::vector<std::string> columns; // values of the facet; the first is what the others are compared with
  struct Row {
    std::vector<std::string> labels; // values of the other facets, then the place where the measure has several
    std::vector<std::optional<double>> values;
  };
  std::vector<Row> rows;
  bool larger = false; // larger is better

  /// In how many rows each column has the best value, over rows with at least two.
  std::vector<int64_t> best() const;
  /// Rows with at least two values.
  bool comparable() const;
};

/// A row for each combination of `rowFacets` and place, columns for the values of `across`. Of runs that agree in all facets the last counts.
Comparison compare(const std::vector<RunRecord> &runs, const Measure &measure, const std::vector<Facet> &rowFacets, Facet across);

} // namespace mf::report
