#include "training/data/Digits.h"
#include "training/data/Parallel.h"
#include "training/data/Random.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace mf {
namespace {

constexpr int side = 28;

struct Point {
  double x, y;
};
using Path = std::vector<Point>;   // a smooth curve through its points; a repeated point makes a corner
using Shape = std::vector<Path>;   // strokes in a box of 0..1, y downwards

/// How people write the ten digits: one or more shapes a class.
const std::vector<Shape> &shapesOf(int digit) {
  static const std::array<std::vector<Shape>, 10> shapes = {{
      // 0
      {{{{.52, .02}, {.22, .14}, {.08, .48}, {.20, .86}, {.50, .98}, {.80, .86}, {.92, .50}, {.80, .14}, {.52, .02}}}},
      // 1: a bare stroke, one with a flag
      {{{{.52, .02}, {.51, .35}, {.50, .70}, {.50, .98}}}, {{{.32, .22}, {.53, .03}, {.53, .03}, {.52, .50}, {.52, .98}}}},
      // 2: round or sharp at the foot, and with a loop
      {{{{.14, .26}, {.24, .08}, {.50, .02}, {.78, .12}, {.80, .34}, {.58, .60}, {.12, .96}, {.12, .96}, {.50, .95}, {.90, .96}}},
       {{{.16, .24}, {.30, .06}, {.58, .03}, {.80, .18}, {.74, .44}, {.46, .74}, {.20, .94}, {.14, .84}, {.30, .80}, {.60, .93}, {.90, .90}}}},
      // 3
      {{{{.16, .12}, {.42, .02}, {.72, .08}, {.78, .26}, {.62, .43}, {.38, .48}, {.38, .48}, {.66, .52}, {.84, .70}, {.74, .91}, {.44, .98}, {.12, .88}}}},
      // 4: open, and closed at the top
      {{{{.24, .04}, {.18, .32}, {.14, .56}, {.14, .56}, {.50, .58}, {.88, .54}}, {{.70, .06}, {.68, .50}, {.66, .98}}},
       {{{.66, .98}, {.68, .50}, {.68, .03}, {.68, .03}, {.40, .36}, {.08, .66}, {.08, .66}, {.50, .66}, {.92, .65}}}},
      // 5
      {{{{.82, .04}, {.50, .05}, {.28, .06}, {.28, .06}, {.25, .25}, {.21, .46}, {.21, .46}, {.48, .38}, {.76, .48}, {.84, .70}, {.70, .91}, {.42, .98}, {.12, .88}}}},
      // 6
      {{{{.70, .03}, {.44, .16}, {.22, .44}, {.14, .72}, {.28, .94}, {.56, .98}, {.80, .84}, {.80, .64}, {.60, .52}, {.34, .58}, {.18, .74}}}},
      // 7: plain, and with a bar
      {{{{.10, .07}, {.50, .06}, {.88, .05}, {.88, .05}, {.66, .42}, {.44, .98}}},
       {{{.12, .08}, {.50, .07}, {.88, .05}, {.88, .05}, {.64, .44}, {.44, .98}}, {{.34, .50}, {.56, .49}, {.80, .48}}}},
      // 8
      {{{{.76, .14}, {.50, .02}, {.24, .14}, {.28, .34}, {.52, .47}, {.78, .64}, {.82, .84}, {.52, .98}, {.20, .86}, {.22, .66}, {.48, .48}, {.72, .34}, {.76, .14}}}},
      // 9: with a straight or a bent leg
      {{{{.80, .20}, {.56, .03}, {.26, .10}, {.16, .32}, {.32, .50}, {.60, .47}, {.80, .22}, {.80, .22}, {.78, .60}, {.70, .98}}},
       {{{.80, .20}, {.56, .03}, {.26, .10}, {.16, .32}, {.32, .50}, {.60, .47}, {.80, .22}, {.82, .56}, {.70, .86}, {.46, .98}, {.24, .92}}}},
  }};
  return shapes[size_t(digit)];
}

/// Catmull-Rom: through p1 and p2, directed by their neighbours.
Point curve(const Point &p0, const Point &p1, const Point &p2, const Point &p3, double t) {
  auto blend = [t](double a, double b, double c, double d) {
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
  };
  return {blend(p0.x, p1.x, p2.x, p3.x), blend(p0.y, p1.y, p2.y, p3.y)};
}

/// The curve as short straight pieces. A closed path (end = start) goes on smoothly.
Path flatten(const Path &path) {
  constexpr int pieces = 5;
  Path flat{path.front()};
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    const Point &p1 = path[i], &p2 = path[i + 1];
    if (p1.x == p2.x && p1.y == p2.y)
      continue; // a corner
    const Point &p0 = i ? path[i - 1] : p1, &p3 = i + 2 < path.size() ? path[i + 2] : p2;
    for (int k = 1; k <= pieces; ++k)
      flat.push_back(curve(p0, p1, p2, p3, double(k) / pieces));
  }
  return flat;
}

/// Bends a shape by a smooth displacement of the plane: strokes that meet stay together, corners stay corners.
Shape bend(Shape shape, Stream &random) {
  double a = random.normal() * 0.035, b = random.normal() * 0.035, phase = random.uniform(0, 6.28);
  for (Path &path : shape)
    for (Point &p : path)
      p = {p.x + a * std::sin(5 * p.y + phase) + 0.5 * b * std::cos(4 * p.x - phase),
           p.y + b * std::sin(5 * p.x - phase) + 0.5 * a * std::cos(4 * p.y + phase)};
  return shape;
}

struct Pen {
  double radius, softness, strength;
};

/// Ink of one straight piece: full within the radius, fading over the softness around its edge.
void drawPiece(Point a, Point b, const Pen &pen, float *ink) {
  double reach = pen.radius + pen.softness, dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  int left = std::max(0, int(std::floor(std::min(a.x, b.x) - reach))), right = std::min(side - 1, int(std::ceil(std::max(a.x, b.x) + reach)));
  int top = std::max(0, int(std::floor(std::min(a.y, b.y) - reach))), bottom = std::min(side - 1, int(std::ceil(std::max(a.y, b.y) + reach)));
  for (int y = top; y <= bottom; ++y)
    for (int x = left; x <= right; ++x) {
      double along = length > 0 ? std::clamp(((x - a.x) * dx + (y - a.y) * dy) / length, 0.0, 1.0) : 0;
      double ex = x - a.x - along * dx, ey = y - a.y - along * dy, squared = ex * ex + ey * ey;
      if (squared >= reach * reach)
        continue;
      double edge = std::clamp((reach - std::sqrt(squared)) / (2 * pen.softness), 0.0, 1.0);
      float value = float(pen.strength * edge * edge * (3 - 2 * edge));
      ink[y * side + x] = std::max(ink[y * side + x], value);
    }
}

} // namespace

void drawDigit(int digit, uint64_t key, uint8_t *pixels) {
  Stream random(key);
  const std::vector<Shape> &shapes = shapesOf(digit);
  Shape shape = bend(shapes[size_t(random.bits() % shapes.size())], random);
  // the affine map from the box to pixels: slant and turn about the middle
  double angle = random.normal() * 0.10, slant = random.normal() * 0.16;
  double high = random.uniform(17.5, 20.5), wide = high * (digit == 1 ? 0.55 : random.uniform(0.58, 0.80));
  double cosine = std::cos(angle), sine = std::sin(angle);
  double centerX = 13.5 + random.normal() * 0.8, centerY = 13.5 + random.normal() * 0.8;
  auto place = [&](Point p) {
    double v = (p.y - 0.5) * high, u = (p.x - 0.5) * wide - slant * v;
    return Point{centerX + cosine * u - sine * v, centerY + sine * u + cosine * v};
  };
  Pen pen{random.uniform(0.85, 1.55), random.uniform(0.55, 1.0), random.uniform(0.9, 1.0)};
  float ink[side * side] = {};
  for (const Path &path : shape) {
    Path flat = flatten(path);
    for (size_t i = 1; i < flat.size(); ++i)
      drawPiece(place(flat[i - 1]), place(flat[i]), pen, ink);
  }
  for (int i = 0; i < side * side; ++i) {
    // noise that leaves the empty background nearly black
    uint64_t noise = mix64(key, 1000 + uint64_t(i));
    double value = ink[i] + (double(noise >> 40) * 0x1p-24 - 0.5) * (ink[i] > 0 ? 0.08 : 0.03);
    pixels[i] = uint8_t(std::lround(std::clamp(value, 0.0, 1.0) * 255));
  }
}

Digits::Digits(int64_t size, uint64_t seed, bool train) {
  std::vector<uint8_t> pixels(size_t(size) * side * side), labels(static_cast<size_t>(size));
  parallelFor(size, [&](int64_t i) {
    labels[size_t(i)] = uint8_t(i % 10);
    drawDigit(int(i % 10), mix64(seed, train ? 1 : 2, uint64_t(i)), &pixels[size_t(i) * side * side]);
  });
  assign({side, side}, std::move(pixels), {labels.begin(), labels.end()}, 10);
}

} // namespace mf
