#include "training/io/Pictures.h"
#include "training/io/Canvas.h"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace mf {
namespace {

constexpr Color white{255, 255, 255}, ink{40, 44, 52}, pale{225, 228, 232}, grey{120, 126, 134};
constexpr Color blue{31, 99, 181}, orange{214, 106, 20};

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

/// 1, 2 or 5 times a power of ten: about `count` steps over the span.
double niceStep(double span, int count) {
  double raw = span / count, power = std::pow(10, std::floor(std::log10(raw))), part = raw / power;
  return power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
}

struct Axis {
  double low = 0, high = 1;
  bool logarithmic = false;
  double map(double value) const { return logarithmic ? std::log10(value) : value; }
  double place(double value) const { return (map(value) - low) / (high - low); } // 0..1
};

Axis makeAxis(double low, double high, bool logarithmic) {
  Axis axis{0, 1, logarithmic};
  axis.low = axis.map(low);
  axis.high = axis.map(high);
  double margin = (axis.high - axis.low) * 0.05;
  if (!(margin > 1e-12 * std::max(1.0, std::fabs(axis.high))))
    margin = logarithmic ? 0.5 : std::max(0.5, std::fabs(axis.high) * 0.1);
  axis.low -= margin;
  axis.high += margin;
  return axis;
}

/// Ticks in the axis' own values.
std::vector<double> ticks(const Axis &axis, int count) {
  std::vector<double> result;
  if (!axis.logarithmic) {
    double step = niceStep(axis.high - axis.low, count);
    for (double k = std::ceil(axis.low / step); k * step <= axis.high; ++k)
      result.push_back(k * step + 0.0); // + 0.0: no "-0"
    return result;
  }
  bool fine = axis.high - axis.low < 2.5; // few decades: 1, 2, 5; many: powers only
  for (double decade = std::floor(axis.low); decade <= axis.high; ++decade)
    for (double factor : {1.0, 2.0, 5.0}) {
      double value = factor * std::pow(10, decade);
      if ((factor == 1 || fine) && axis.map(value) >= axis.low && axis.map(value) <= axis.high)
        result.push_back(value);
    }
  return result;
}

struct Frame {
  int x, y, w, h;
  Axis horizontal, vertical;
  double px(double value) const { return x + horizontal.place(value) * w; }
  double py(double value) const { return y + h - vertical.place(value) * h; }
};

void drawAxes(Canvas &canvas, const Frame &f) {
  for (double value : ticks(f.vertical, std::max(3, f.h / 50))) {
    int row = int(std::lround(f.py(value)));
    canvas.fillRectangle(f.x, row, f.w, 1, pale);
    std::string label = number(value);
    canvas.text(f.x - 8 - Canvas::textWidth(label), row - 3, label, ink);
  }
  for (double value : ticks(f.horizontal, std::max(3, f.w / 110))) {
    int column = int(std::lround(f.px(value)));
    canvas.fillRectangle(column, f.y, 1, f.h, pale);
    std::string label = number(value);
    canvas.text(column - Canvas::textWidth(label) / 2, f.y + f.h + 6, label, ink);
  }
  canvas.fillRectangle(f.x, f.y + f.h, f.w, 1, ink);
  canvas.fillRectangle(f.x, f.y, 1, f.h, ink);
}

bool usable(const Panel &panel, const std::pair<double, double> &point) {
  return std::isfinite(point.second) && (!panel.logarithmic || point.second > 0);
}

void drawCurve(Canvas &canvas, const Frame &f, const Panel &panel, Color color) {
  std::vector<std::pair<double, double>> points, smooth;
  for (const auto &point : panel.points)
    if (usable(panel, point))
      points.push_back(point);
  // a running mean over about a fiftieth of the curve
  double keep = std::exp(-50.0 / std::max<double>(50, double(points.size()))), sum = 0, weight = 0;
  for (const auto &[x, y] : points) {
    sum = sum * keep + y;
    weight = weight * keep + 1;
    smooth.emplace_back(x, sum / weight);
  }
  auto stroke = [&](const auto &line, double thickness, double opacity) {
    for (size_t i = 1; i < line.size(); ++i)
      canvas.line(f.px(line[i - 1].first), f.py(line[i - 1].second), f.px(line[i].first), f.py(line[i].second), thickness,
                  color, opacity);
    if (line.size() == 1)
      canvas.disc(f.px(line[0].first), f.py(line[0].second), 2.5, color, opacity);
  };
  stroke(points, 1, 0.25);
  stroke(smooth, 2, 1);
}

Axis span(const std::vector<const Panel *> &panels, bool horizontal, bool logarithmic) {
  double low = INFINITY, high = -INFINITY;
  for (const Panel *panel : panels)
    for (const auto &point : panel->points)
      if (usable(*panel, point)) {
        double value = horizontal ? point.first : point.second;
        low = std::min(low, value);
        high = std::max(high, value);
      }
  if (!(low <= high))
    low = logarithmic ? 0.1 : 0, high = 1;
  return makeAxis(low, high, logarithmic);
}

} // namespace

/// The color of a pixel of an image that begins at `image`. A NaN shows in red: black would hide it.
static Color colorOf(const float *image, int64_t pixel, const Grid &grid) {
  uint8_t levels[3] = {0, 0, 0};
  for (int64_t c = 0; c < grid.channels; ++c) {
    float value = image[grid.planar ? c * grid.height * grid.width + pixel : pixel * grid.channels + c];
    if (std::isnan(value))
      return {200, 0, 0};
    levels[c] = uint8_t(std::lround(std::clamp(value * 0.5f + 0.5f, 0.0f, 1.0f) * 255));
  }
  return grid.channels == 3 ? Color{levels[0], levels[1], levels[2]} : Color{levels[0], levels[0], levels[0]};
}

void writeGrid(const std::string &path, std::span<const float> images, const Grid &grid) {
  int64_t pixels = grid.height * grid.width, count = int64_t(images.size()) / (pixels * grid.channels);
  int64_t columns = grid.columns;
  if (columns <= 0)
    columns = !grid.captions.empty() ? 10 : int64_t(std::ceil(std::sqrt(double(count))));
  columns = std::max<int64_t>(1, std::min(columns, count));
  int64_t rows = (count + columns - 1) / columns;
  int scale = grid.scale, gap = 6, caption = grid.captions.empty() ? 0 : 12, top = grid.title.empty() ? gap : 26;
  int cellWidth = int(grid.width) * scale + gap, cellHeight = int(grid.height) * scale + gap + caption;
  int wide = std::max(int(columns) * cellWidth + gap, Canvas::textWidth(grid.title) + 2 * gap);
  Canvas canvas(wide, int(rows) * cellHeight + top, white);
  canvas.text(gap, 9, grid.title, ink);
  for (int64_t i = 0; i < count; ++i) {
    int x = gap + int(i % columns) * cellWidth, y = top + int(i / columns) * cellHeight;
    if (size_t(i) < grid.captions.size())
      canvas.text(x, y + 1, grid.captions[size_t(i)], grey);
    for (int64_t p = 0; p < pixels; ++p)
      canvas.fillRectangle(x + int(p % grid.width) * scale, y + caption + int(p / grid.width) * scale, scale, scale,
                           colorOf(&images[size_t(i * pixels * grid.channels)], p, grid));
  }
  canvas.writePng(path);
}

void writeCurves(const std::string &path, const std::string &title, const std::string &xTitle,
                 const std::vector<Panel> &panels) {
  constexpr int width = 900, panelHeight = 260, left = 80, right = 30, top = 40, bottom = 30;
  Canvas canvas(width, int(panels.size()) * (panelHeight + 60) + top + bottom, white);
  canvas.text(left, 14, title, ink, 2);
  std::vector<const Panel *> all;
  for (const Panel &panel : panels)
    all.push_back(&panel);
  Axis horizontal = span(all, true, false);
  for (size_t i = 0; i < panels.size(); ++i) {
    Frame frame{left, top + 24 + int(i) * (panelHeight + 60), width - left - right, panelHeight, horizontal,
                span({all[i]}, false, panels[i].logarithmic)};
    drawAxes(canvas, frame);
    Color color = i % 2 ? orange : blue;
    canvas.text(left, frame.y - 14, panels[i].title, color);
    drawCurve(canvas, frame, panels[i], color);
  }
  canvas.text(width - right - Canvas::textWidth(xTitle), canvas.height() - 18, xTitle, ink);
  canvas.writePng(path);
}

void writeScatter(const std::string &path, const std::string &title, std::span<const float> points,
                  std::span<const float> reference) {
  constexpr int size = 640, margin = 60;
  std::vector<double> values;
  for (std::span<const float> set : {points, reference})
    for (float value : set)
      if (std::isfinite(value))
        values.push_back(value);
  // one outlier must not shrink the rest: the outermost half percent is left out of the frame
  std::sort(values.begin(), values.end());
  double low = values.empty() ? -1 : values[values.size() / 200], high = values.empty() ? 1 : values[values.size() - 1 - values.size() / 200];
  Axis axis = makeAxis(low, high, false);
  Canvas canvas(size + 2 * margin, size + 2 * margin, white);
  canvas.text(margin, 22, title, ink, 2);
  Frame frame{margin, margin, size, size, axis, axis};
  drawAxes(canvas, frame);
  auto draw = [&](std::span<const float> set, Color color, double opacity) {
    for (size_t i = 0; i + 1 < set.size(); i += 2)
      if (std::isfinite(set[i]) && std::isfinite(set[i + 1]))
        canvas.disc(frame.px(set[i]), frame.py(set[i + 1]), 2, color, opacity);
  };
  draw(reference, grey, 0.3);
  draw(points, blue, 0.7);
  canvas.writePng(path);
}

} // namespace mf
