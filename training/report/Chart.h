// Curves as inline SVG.
#pragma once
#include "training/report/Markup.h"
#include <cstdint>
#include <vector>

namespace mf::report {

struct Series {
  std::string label;
  int color = 0;       // of the palette in page.css
  bool dashed = false;
  bool pale = false;   // behind the others, without a legend
  std::vector<std::pair<double, double>> points; // not finite or <= 0: left out
};

struct Chart {
  std::string title;  // for those who do not see the picture
  std::string xTitle, yTitle;
  int width = 640, height = 280;
  std::vector<Series> series;
};

/// The chart with a logarithmic y axis and its legend. Long series are thinned out to what can be seen.
Markup drawChart(const Chart &chart);

/// The running mean over `width` neighbours (fewer at the ends).
std::vector<std::pair<double, double>> runningMean(const std::vector<std::pair<double, double>> &points, size_t width);

/// Round numbers of a logarithmic axis from low to high (both > 0): 1, 2, 5 times powers of ten, powers alone where that would be many.
std::vector<double> logTicks(double low, double high);
/// Round numbers of a linear axis.
std::vector<double> linearTicks(double low, double high);

} // namespace mf::report
