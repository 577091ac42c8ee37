// The pictures of a run folder: sample grids, loss curves, scatters.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace mf {

/// A grid of images, grey (1 channel) or of colour (3).
struct Grid {
  int64_t height = 28, width = 28, channels = 1;
  bool planar = false;               // channels first
  int64_t columns = 0;               // 0: the square root, or 10 where there are labels
  int scale = 2;                     // screen pixels a pixel
  std::string title;
  std::vector<std::string> captions; // one an image, drawn above it; may be empty
};

/// Writes images f32 [n, height, width, channels] in [-1, 1] (-1 black) as a PNG. Throws UserError.
void writeGrid(const std::string &path, std::span<const float> images, const Grid &grid);

/// One curve with axes of its own.
struct Panel {
  std::string title;
  bool logarithmic = false;
  std::vector<std::pair<double, double>> points; // x, y; not finite (or <= 0 where logarithmic): skipped
};

/// Writes panels above each other with a common x axis: the values pale, their running mean strong.
void writeCurves(const std::string &path, const std::string &title, const std::string &xTitle,
                 const std::vector<Panel> &panels);

/// Writes points f32 [n, 2] as a scatter; reference points (may be empty) are drawn pale behind them.
void writeScatter(const std::string &path, const std::string &title, std::span<const float> points,
                  std::span<const float> reference);

} // namespace mf
