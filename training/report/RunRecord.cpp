#include "training/report/RunRecord.h"
#include "training/report/Numbers.h"
#include <algorithm>
#include <cmath>
#include <fstream>

namespace mf::report {

using Json = nlohmann::ordered_json;

static constexpr size_t kSmoothed = 5; // points

const std::string &RunRecord::facet(Facet f) const {
  return f == Facet::method ? method : f == Facet::architecture ? architecture : f == Facet::dataset ? dataset : tokenization;
}

std::vector<CurvePoint> readCurve(const std::string &path) {
  std::vector<CurvePoint> curve;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    Json json = Json::parse(line, nullptr, false);
    auto number = [&](const char *name) { return json.is_object() && json.contains(name) && json[name].is_number() ? json[name].get<double>() : NAN; };
    double value = std::isnan(number("raw_mse")) ? number("loss") : number("raw_mse");
    if (std::isfinite(value) && std::isfinite(number("step")))
      curve.push_back({int64_t(number("step")), value, number("seconds")});
  }
  return curve;
}

/// Where the smoothed points next to a step begin.
static size_t windowAt(const std::vector<CurvePoint> &curve, int64_t step) {
  auto at = std::lower_bound(curve.begin(), curve.end(), step, [](const CurvePoint &p, int64_t s) { return p.step < s; });
  ptrdiff_t first = at - curve.begin() - ptrdiff_t(kSmoothed / 2);
  return size_t(std::clamp<ptrdiff_t>(first, 0, ptrdiff_t(curve.size() - kSmoothed)));
}

static double windowMean(const std::vector<CurvePoint> &curve, size_t first) {
  double sum = 0;
  for (size_t i = first; i < first + kSmoothed; ++i)
    sum += curve[i].rawMse;
  return sum / double(kSmoothed);
}

std::optional<double> smoothedAt(const std::vector<CurvePoint> &curve, int64_t step) {
  if (curve.size() < kSmoothed)
    return std::nullopt;
  return windowMean(curve, windowAt(curve, step));
}

std::optional<Learned> learned(const std::vector<CurvePoint> &curve) {
  constexpr int64_t early = 10;
  if (curve.size() < 2 * kSmoothed || windowAt(curve, early) + kSmoothed > curve.size() - kSmoothed)
    return std::nullopt;
  return Learned{*smoothedAt(curve, early), windowMean(curve, curve.size() - kSmoothed)};
}

std::optional<double> stepMilliseconds(const std::vector<CurvePoint> &curve) {
  std::vector<double> times;
  size_t stretch = std::clamp<size_t>(curve.size() / 4, 1, 10); // seconds are rounded to milliseconds
  for (size_t i = stretch; i < curve.size(); ++i) {
    double steps = double(curve[i].step - curve[i - stretch].step), seconds = curve[i].seconds - curve[i - stretch].seconds;
    if (steps > 0 && seconds >= 0)
      times.push_back(1000 * seconds / steps);
  }
  return median(times);
}

static bool isMetric(const std::string &name) { return name != "nfe" && name != "step" && name != "seed" && name != "n" && name != "bytes"; }

static void addNumbers(const Json &line, std::vector<Metric> &metrics) {
  bool real = line.contains("real") && line["real"].is_boolean() && line["real"].get<bool>();
  std::string at = real ? "real" : line.contains("nfe") && line["nfe"].is_number_integer() ? std::to_string(line["nfe"].get<int64_t>()) : "";
  for (const auto &[name, value] : line.items())
    if (value.is_number() && isMetric(name))
      metrics.push_back({name, at, value.get<double>()});
}

std::vector<Metric> metricsOf(const Json &evaluation) {
  std::vector<Metric> metrics;
  if (!evaluation.is_object())
    return metrics;
  for (const auto &[name, list] : evaluation.items())
    if (list.is_array())
      for (const Json &line : list)
        if (line.is_object())
          addNumbers(line, metrics);
  addNumbers(evaluation, metrics);
  return metrics;
}

const Metric *findMetric(const RunRecord &run, const std::string &name, const std::string &at) {
  const Metric *found = nullptr;
  for (const Metric &m : run.metrics)
    if (m.name == name && (m.at == at || (m.at.empty() && !found)))
      found = &m;
  return found;
}

std::vector<std::string> valuesOf(const std::vector<RunRecord> &runs, Facet facet) {
  std::vector<std::string> values;
  for (const RunRecord &run : runs)
    if (const std::string &value = run.facet(facet); !value.empty() && std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(value);
  return values;
}

} // namespace mf::report
