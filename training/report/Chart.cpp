#include "training/report/Chart.h"
#include "training/report/Numbers.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mf::report {
namespace {

constexpr size_t kPoints = 240; // of a line; more cannot be seen
constexpr double kLeft = 62, kRight = 12, kTop = 10, kBottom = 42;

struct Axes {
  const Chart &chart;
  double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = -INFINITY;

  explicit Axes(const Chart &chart) : chart(chart) {
    for (const Series &s : chart.series)
      for (auto [x, y] : s.points) {
        x0 = std::min(x0, x);
        x1 = std::max(x1, x);
        y0 = std::min(y0, y);
        y1 = std::max(y1, y);
      }
    x1 = std::max(x1, x0 + 1);
    y0 /= 1.1;
    y1 *= 1.1;
  }
  bool drawable() const { return std::isfinite(x0) && y0 > 0; }
  double x(double value) const { return kLeft + (value - x0) / (x1 - x0) * (chart.width - kLeft - kRight); }
  double y(double value) const { return kTop + (std::log(y1) - std::log(value)) / (std::log(y1) - std::log(y0)) * (chart.height - kTop - kBottom); }
};

std::string number(double x) { return fmt::format("{:.1f}", x); }

Markup label(double x, double y, const char *anchor, const std::string &content) {
  return element("text", {{"x", number(x)}, {"y", number(y)}, {"text-anchor", anchor}}, text(content));
}

Markup line(double x0, double y0, double x1, double y1) {
  return element("line", {{"x1", number(x0)}, {"y1", number(y0)}, {"x2", number(x1)}, {"y2", number(y1)}, {"class", "grid"}}, {});
}

Markup drawAxes(const Axes &a) {
  Markup out;
  const Chart &c = a.chart;
  double right = c.width - kRight, bottom = c.height - kBottom;
  for (double tick : logTicks(a.y0, a.y1))
    out += line(kLeft, a.y(tick), right, a.y(tick)) + label(kLeft - 6, a.y(tick) + 4, "end", formatNumber(tick));
  for (double tick : linearTicks(a.x0, a.x1))
    out += line(a.x(tick), kTop, a.x(tick), bottom) + label(a.x(tick), bottom + 16, "middle", formatNumber(tick));
  out += label((kLeft + right) / 2, c.height - 6, "middle", c.xTitle);
  double middle = (kTop + bottom) / 2;
  out += element("text", {{"transform", fmt::format("translate(14 {:.1f}) rotate(-90)", middle)}, {"text-anchor", "middle"}}, text(c.yTitle));
  return out;
}

/// At most kPoints points; each stands for a stretch: its mean.
std::vector<std::pair<double, double>> thinned(const std::vector<std::pair<double, double>> &points) {
  size_t stride = (points.size() + kPoints - 1) / kPoints;
  if (stride < 2)
    return points;
  std::vector<std::pair<double, double>> result;
  for (size_t first = 0; first < points.size(); first += stride) {
    size_t last = std::min(first + stride, points.size());
    double sum = 0;
    for (size_t i = first; i < last; ++i)
      sum += points[i].second;
    result.emplace_back(points[(first + last - 1) / 2].first, sum / double(last - first));
  }
  return result;
}

Markup drawSeries(const Axes &a, const Series &s) {
  std::string path;
  for (auto [x, y] : thinned(s.points))
    path += number(a.x(x)) + "," + number(a.y(y)) + " ";
  std::string classes = fmt::format("curve c{}{}{}", s.color, s.dashed ? " dashed" : "", s.pale ? " pale" : "");
  return element("polyline", {{"class", classes}, {"points", path}}, {});
}

Markup legend(const Chart &chart) {
  Markup items;
  for (const Series &s : chart.series)
    if (!s.pale) {
      Markup swatch = element("svg", {{"class", "swatch"}, {"width", "28"}, {"height", "10"}, {"aria-hidden", "true"}},
                              element("line", {{"x1", "0"}, {"y1", "5"}, {"x2", "28"}, {"y2", "5"}, {"class", fmt::format("curve c{}{}", s.color, s.dashed ? " dashed" : "")}}, {}));
      items += element("li", swatch + text(" " + s.label));
    }
  return element("ul", {{"class", "legend"}}, items);
}

} // namespace

Markup drawChart(const Chart &given) {
  Chart chart = given;
  for (Series &s : chart.series)
    std::erase_if(s.points, [](auto p) { return !std::isfinite(p.first) || !std::isfinite(p.second) || p.second <= 0; });
  std::erase_if(chart.series, [](const Series &s) { return s.points.empty(); });
  Axes axes(chart);
  if (!axes.drawable())
    return element("p", text("No values above zero to draw."));
  Markup inside = element("title", text(chart.title)) + drawAxes(axes);
  for (bool pale : {true, false})
    for (const Series &s : chart.series)
      if (s.pale == pale)
        inside += drawSeries(axes, s);
  Markup svg = element("svg", {{"role", "img"}, {"aria-label", chart.title}, {"viewBox", fmt::format("0 0 {} {}", chart.width, chart.height)},
                               {"width", std::to_string(chart.width)}, {"height", std::to_string(chart.height)}}, inside);
  size_t named = size_t(std::count_if(chart.series.begin(), chart.series.end(), [](const Series &s) { return !s.pale; }));
  return named > 1 ? svg + legend(chart) : svg;
}

std::vector<std::pair<double, double>> runningMean(const std::vector<std::pair<double, double>> &points, size_t width) {
  std::vector<std::pair<double, double>> result;
  size_t half = width / 2;
  for (size_t i = 0; i < points.size(); ++i) {
    size_t reach = std::min({half, i, points.size() - 1 - i}); // even at the ends, so that a slope stays one
    double sum = 0;
    for (size_t j = i - reach; j <= i + reach; ++j)
      sum += points[j].second;
    result.emplace_back(points[i].first, sum / double(2 * reach + 1));
  }
  return result;
}

std::vector<double> logTicks(double low, double high) {
  std::vector<double> ticks;
  bool few = high / low < 300;
  for (int power = int(std::floor(std::log10(low))); power <= int(std::ceil(std::log10(high))); ++power)
    for (double factor : {1.0, 2.0, 5.0})
      if (double tick = factor * std::pow(10, power); tick >= low && tick <= high && (few || factor == 1))
        ticks.push_back(tick);
  return ticks.size() < 2 ? linearTicks(low, high) : ticks; // a narrow range holds no round decade
}

std::vector<double> linearTicks(double low, double high) {
  double rough = (high - low) / 5, power = std::pow(10, std::floor(std::log10(rough)));
  double step = rough / power < 1.5 ? power : rough / power < 3.5 ? 2 * power : rough / power < 7.5 ? 5 * power : 10 * power;
  std::vector<double> ticks;
  for (double tick = std::ceil(low / step) * step; tick <= high + step * 1e-9; tick += step)
    ticks.push_back(std::abs(tick) < step * 1e-9 ? 0 : tick);
  return ticks;
}

} // namespace mf::report
