#include "training/report/Comparison.h"
#include <algorithm>
#include <map>
#include <set>

namespace mf::report {
namespace {

int64_t placeOrder(const std::string &place) { return place.empty() ? -1 : std::stoll(place); }

bool isBetterLarger(const std::string &metric) {
  static const std::set<std::string> names = {"accuracy", "psnr", "ssim", "si_sdr", "stoi", "classifier_accuracy"};
  return names.count(metric);
}

std::optional<double> megabytes(const RunRecord &run) { return run.peakBytes ? std::optional(double(run.peakBytes) * 1e-6) : std::nullopt; }

template <typename F> Measure plain(const std::string &name, F value) {
  return {name, {""}, [value](const RunRecord &run, const std::string &) -> std::optional<double> { return value(run); }};
}

} // namespace

std::vector<Measure> commonMeasures() {
  return {plain("Raw MSE at the end",
                [](const RunRecord &run) {
                  auto l = learned(run.curve);
                  return l ? std::optional(l->late) : std::nullopt;
                }),
          plain("Raw MSE at the end / at step 10",
                [](const RunRecord &run) {
                  auto l = learned(run.curve);
                  return l && l->early > 0 ? std::optional(l->late / l->early) : std::nullopt;
                }),
          plain("Time a step (ms)", [](const RunRecord &run) { return stepMilliseconds(run.curve); }), plain("Peak memory (MB)", megabytes)};
}

std::vector<Measure> metricMeasures(const std::vector<RunRecord> &runs) {
  std::vector<Measure> measures;
  for (const RunRecord &run : runs)
    for (const Metric &metric : run.metrics) {
      if (metric.at == "real")
        continue;
      auto found = std::find_if(measures.begin(), measures.end(), [&](const Measure &m) { return m.name == metric.name; });
      if (found == measures.end())
        found = measures.insert(found, Measure{metric.name, {}, [name = metric.name](const RunRecord &r, const std::string &place) {
                                                 const Metric *m = findMetric(r, name, place);
                                                 return m ? std::optional(m->value) : std::nullopt;
                                               }, isBetterLarger(metric.name)});
      if (std::find(found->places.begin(), found->places.end(), metric.at) == found->places.end())
        found->places.push_back(metric.at);
    }
  for (Measure &m : measures) {
    std::sort(m.places.begin(), m.places.end(), [](auto &a, auto &b) { return placeOrder(a) < placeOrder(b); });
    if (m.places.size() > 1 && m.places.front().empty())
      m.places.erase(m.places.begin()); // what has no place stands in all of them
  }
  return measures;
}

std::string titleOf(const std::string &metric) {
  static const std::map<std::string, std::string> titles = {
      {"fid", "FID"}, {"kid", "KID"}, {"accuracy", "Accuracy"}, {"mel_frechet", "Mel Fréchet"}, {"psnr", "PSNR (dB)"}, {"ssim", "SSIM"}, {"si_sdr", "SI-SDR (dB)"},
      {"lsd", "LSD"}, {"log_mel_l1", "Log-mel L1"}, {"log_mel_l2", "Log-mel L2"}, {"mdct", "MDCT L2"}, {"stoi", "STOI"}, {"real_time_factor", "Real-time factor"},
      {"classifier_accuracy", "Accuracy of the judge"}, {"bits_per_image", "Bits an image"}, {"kilobits_per_second", "kbit/s"}};
  auto found = titles.find(metric);
  return found == titles.end() ? metric : found->second;
}

static bool several(const Comparison::Row &row) {
  return std::count_if(row.values.begin(), row.values.end(), [](auto &v) { return v.has_value(); }) > 1;
}

std::vector<int64_t> Comparison::best() const {
  std::vector<int64_t> counts(columns.size());
  auto worse = [this](const std::optional<double> &a, const std::optional<double> &b) { return a && b ? (larger ? *a < *b : *a > *b) : !a && b; };
  for (const Row &row : rows)
    if (several(row))
      ++counts[size_t(std::max_element(row.values.begin(), row.values.end(), worse) - row.values.begin())];
  return counts;
}

bool Comparison::comparable() const { return std::any_of(rows.begin(), rows.end(), several); }

Comparison compare(const std::vector<RunRecord> &runs, const Measure &measure, const std::vector<Facet> &rowFacets, Facet across) {
  Comparison result;
  result.larger = measure.larger;
  result.columns = valuesOf(runs, across);
  for (const RunRecord &run : runs) {
    auto column = std::find(result.columns.begin(), result.columns.end(), run.facet(across)) - result.columns.begin();
    for (const std::string &place : measure.places) {
      std::optional<double> value = measure.value(run, place);
      if (!value)
        continue;
      std::vector<std::string> labels;
      for (Facet facet : rowFacets)
        labels.push_back(run.facet(facet));
      if (measure.places.size() > 1)
        labels.push_back(place);
      auto row = std::find_if(result.rows.begin(), result.rows.end(), [&](const auto &r) { return r.labels == labels; });
      if (row == result.rows.end())
        row = result.rows.insert(row, {labels, std::vector<std::optional<double>>(result.columns.size())});
      row->values[size_t(column)] = value;
    }
  }
  return result;
}

} // namespace mf::report
