// A small RGB picture to draw on, and PNG files.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mf {

struct Color {
  uint8_t red, green, blue;
};

/// Coordinates are pixels, (0, 0) the upper left corner. Drawing outside is clipped.
class Canvas {
public:
  Canvas(int width, int height, Color background);
  int width() const { return wide; }
  int height() const { return high; }

  void fillRectangle(int x, int y, int w, int h, Color color);

  /// Mixes color in with weight 0..1.
  void blend(int x, int y, Color color, double weight);

  /// An antialiased line of that thickness with round ends.
  void line(double x0, double y0, double x1, double y1, double thickness, Color color, double opacity = 1);
  void disc(double x, double y, double radius, Color color, double opacity = 1);

  /// Text in a 5 x 7 font (letters are drawn as capitals); (x, y) is its upper left corner.
  void text(int x, int y, std::string_view text, Color color, int scale = 1);
  static int textWidth(std::string_view text, int scale = 1) { return int(text.size()) * 6 * scale - scale; }

  /// Throws UserError where the file cannot be written. Atomic.
  void writePng(const std::string &path) const;

private:
  int wide, high;
  std::vector<uint8_t> pixels; // [high, wide, 3]
};

} // namespace mf
