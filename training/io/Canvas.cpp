#include "training/io/Canvas.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include "training/io/Font.h"
#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <png.h>

namespace mf {

Canvas::Canvas(int width, int height, Color background)
    : wide(width), high(height), pixels(size_t(width) * size_t(height) * 3) {
  fillRectangle(0, 0, width, height, background);
}

void Canvas::fillRectangle(int x, int y, int w, int h, Color color) {
  for (int row = std::max(y, 0); row < std::min(y + h, high); ++row)
    for (int column = std::max(x, 0); column < std::min(x + w, wide); ++column)
      blend(column, row, color, 1);
}

void Canvas::blend(int x, int y, Color color, double weight) {
  if (x < 0 || y < 0 || x >= wide || y >= high)
    return;
  uint8_t *pixel = &pixels[(size_t(y) * size_t(wide) + size_t(x)) * 3];
  const uint8_t channels[3] = {color.red, color.green, color.blue};
  for (int i = 0; i < 3; ++i)
    pixel[i] = uint8_t(std::lround(pixel[i] + (channels[i] - pixel[i]) * std::clamp(weight, 0.0, 1.0)));
}

void Canvas::line(double x0, double y0, double x1, double y1, double thickness, Color color, double opacity) {
  double radius = thickness / 2, dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
  int left = int(std::max(0.0, std::min(x0, x1) - radius - 1)), right = int(std::min(wide - 1.0, std::max(x0, x1) + radius + 1));
  int top = int(std::max(0.0, std::min(y0, y1) - radius - 1)), bottom = int(std::min(high - 1.0, std::max(y0, y1) + radius + 1));
  for (int y = top; y <= bottom; ++y)
    for (int x = left; x <= right; ++x) {
      double along = length > 0 ? std::clamp(((x - x0) * dx + (y - y0) * dy) / length, 0.0, 1.0) : 0;
      double distance = std::hypot(x - x0 - along * dx, y - y0 - along * dy);
      if (distance < radius + 0.5)
        blend(x, y, color, opacity * std::min(1.0, radius + 0.5 - distance));
    }
}

void Canvas::disc(double x, double y, double radius, Color color, double opacity) {
  line(x, y, x, y, 2 * radius, color, opacity);
}

void Canvas::text(int x, int y, std::string_view text, Color color, int scale) {
  for (char c : text) {
    const uint8_t *rows = glyph(c);
    for (int row = 0; row < glyphHeight; ++row)
      for (int column = 0; column < glyphWidth; ++column)
        if (rows[row] >> (glyphWidth - 1 - column) & 1)
          fillRectangle(x + column * scale, y + row * scale, scale, scale, color);
    x += (glyphWidth + 1) * scale;
  }
}

static void appendBytes(png_structp png, png_bytep data, png_size_t size) {
  static_cast<std::string *>(png_get_io_ptr(png))->append(reinterpret_cast<const char *>(data), size);
}

/// False where libpng gave up. No object with a destructor lives here: libpng leaves by longjmp.
static bool encode(const uint8_t *pixels, int width, int height, std::string &out) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png ? png_create_info_struct(png) : nullptr;
  if (!info || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    return false;
  }
  png_set_write_fn(png, &out, appendBytes, nullptr);
  png_set_IHDR(png, info, png_uint_32(width), png_uint_32(height), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int y = 0; y < height; ++y)
    png_write_row(png, const_cast<png_bytep>(pixels + size_t(y) * size_t(width) * 3));
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return true;
}

void Canvas::writePng(const std::string &path) const {
  std::string file;
  if (!encode(pixels.data(), wide, high, file))
    throw UserError(path + ": libpng cannot encode a picture of " + std::to_string(wide) + " x " + std::to_string(high));
  writeAtomic(path, file);
}

} // namespace mf
