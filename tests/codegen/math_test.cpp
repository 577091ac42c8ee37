// Facts under test: functions in f32 and f64 stay within a few units in the last place of the exact value (libm's in the
// next wider type) over the whole range, with C's special cases; bf16 rounds to nearest even; integers wrap.
#include "tests/codegen/Harness.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace mf::test;

namespace {
struct Unary {
  const char *op;
  long double (*exact)(long double);
  double ulps, wideUlps; ///< of f32 and f64
};

long double rsqrt(long double x) { return 1 / std::sqrt(x); }

#define UNARY(name, ulps, wideUlps) {#name, [](long double x) { return std::name(x); }, ulps, wideUlps}
const Unary unaries[] = {
    UNARY(exp, 1.5, 1), UNARY(exp2, 2, 1.5), UNARY(expm1, 2, 2), UNARY(log, 1, 1), UNARY(log2, 2, 2), UNARY(log10, 2, 2),
    UNARY(log1p, 2, 1.5), UNARY(tanh, 3, 2.5), UNARY(erf, 2, 1.5), UNARY(erfc, 6, 6), UNARY(sinh, 4, 2.5), UNARY(cosh, 3.5, 3), UNARY(asinh, 4, 3),
    UNARY(acosh, 4, 3), UNARY(atanh, 4, 3), UNARY(cbrt, 1, 1), UNARY(sin, 2, 1), UNARY(cos, 2, 1), UNARY(tan, 3.5, 2.5),
    UNARY(asin, 4, 3), UNARY(acos, 4, 3), UNARY(atan, 3.5, 2), UNARY(sqrt, 0.5, 0.5), {"rsqrt", rsqrt, 1.5, 1.5}, UNARY(floor, 0, 0),
    UNARY(ceil, 0, 0), UNARY(round, 0, 0), {"roundeven", [](long double x) { return std::nearbyint(x); }, 0, 0}, UNARY(trunc, 0, 0),
    {"absf", [](long double x) { return std::fabs(x); }, 0, 0},
};

template <typename T> struct Format;
template <> struct Format<float> {
  using Bits = uint32_t;
  static constexpr int mantissa = 23, exponents = 255;
  static constexpr const char *name = "f32";
};
template <> struct Format<double> {
  using Bits = uint64_t;
  static constexpr int mantissa = 52, exponents = 2047;
  static constexpr const char *name = "f64";
};

/// Every exponent and sign, around the interesting places, and the special values.
template <typename T> std::vector<T> inputs() {
  using Bits = typename Format<T>::Bits;
  using Limits = std::numeric_limits<T>;
  std::vector<T> list = {0, -T(0), 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, INFINITY, -INFINITY, NAN, Limits::denorm_min(), -Limits::denorm_min(), Limits::min(),
                         Limits::max(), -Limits::max(), std::nextafter(T(1), T(0)), std::nextafter(T(0.5), T(0))};
  // doubles next to multiples of pi/2
  for (double x : {6381956970095103.0 * 0x1p797, 5871781006564002453.0, 0x1.951bcp18, 11.0, 22.0, 355.0, 52174.0, 0x1p19, 0x1p28})
    list.push_back(x), list.push_back(-x);
  for (double center : {88.72, -87.34, -103.97, 128.0, -126.0, 0.34657359, 0.9277344, 10.0, 89.41, 709.78, -745.13, 1024.0, -1074.0, 20.0, 1.0, 0.41421356, 6.0, 823549.66})
    for (int i = -50; i <= 50; ++i)
      list.push_back(center + 0.002 * i);
  for (int exponent = 0; exponent < Format<T>::exponents; ++exponent)
    for (int i = 0; i < 60; ++i) {
      Bits fraction = Bits(std::fabs(noise(exponent * 60 + i, 9)) * 0x1p62) & ((Bits(1) << Format<T>::mantissa) - 1);
      Bits bits = Bits(exponent) << Format<T>::mantissa | fraction | Bits(i & 1) << (8 * sizeof(T) - 1);
      T x;
      std::memcpy(&x, &bits, sizeof x);
      list.push_back(x);
    }
  for (int i = 0; i < 40000; ++i)
    list.push_back((i % 2 ? 1 : 12) * noise(i, 11));
  return list;
}

/// A number as kernels see it: subnormals of f32 are zero.
template <typename T> T flushed(T x) {
  return sizeof(T) == 4 && std::fabs(x) < std::numeric_limits<T>::min() ? std::copysign(T(0), x) : x;
}

/// The distance to `exact` in units of the last place of T.
template <typename T> double ulps(T got, long double exact) {
  T rounded = exact;
  // a step of the computation that is below the smallest normal number may have become zero
  if (sizeof(T) == 4 && std::fabs(got - exact) <= 2 * std::numeric_limits<T>::min())
    return exact == 0 && got == 0 && std::signbit(exact) != std::signbit(got) ? 1e9 : 0;
  if (std::isnan(exact) || std::isnan(got))
    return std::isnan(exact) && std::isnan(got) ? 0 : 1e9;
  long double largest = std::numeric_limits<T>::max();
  if (std::isinf(rounded) || std::isinf(got))
    return rounded == got ? 0 : std::fabs(exact) > largest * (1 - 0x1p-18L) && std::fabs((long double)got) > largest * (1 - 0x1p-18L) ? 1 : 1e9;
  if (rounded == 0 && got == 0)
    return std::signbit(exact) == std::signbit(got) ? 0 : 1e9;
  long double unit = std::numeric_limits<T>::denorm_min();
  if (exact != 0)
    unit = std::max(unit, std::ldexp(1.0L, std::ilogb(exact) - Format<T>::mantissa));
  return std::fabs(got - exact) / unit;
}

template <typename T> Buffer upload(const std::vector<T> &list) {
  return make<T>(list.size(), [&](size_t i) { return list[i]; });
}

std::string buffer(size_t n, const std::string &type) { return "memref<" + std::to_string(n) + "x" + type + ">"; }

/// y[i] = body(x0[i] ...); `body` computes %y of %a, %b ...
std::string pointwise(const std::string &name, size_t n, const std::vector<std::string> &types, const std::string &result, const std::string &body) {
  std::string arguments, loads;
  for (size_t i = 0; i < types.size(); ++i) {
    std::string letter(1, char('a' + i));
    arguments += "%x" + letter + ": " + buffer(n, types[i]) + ", ";
    loads += "  %" + letter + " = mft.load %x" + letter + " at affine_map<(d0) -> (d0)>(%i) : " + buffer(n, types[i]) + " -> " + types[i] + "\n";
  }
  return "mft.kernel @" + name + " grid [1] kind \"loop\" {\n^bb0(" + arguments + "%out: " + buffer(n, result) + ", %block: index):\n mft.tile [" + std::to_string(n) +
         "] {\n ^bb0(%i: index):\n" + loads + "  " + body + "\n  mft.store %y, %out at affine_map<(d0) -> (d0)>(%i) : " + result + ", " + buffer(n, result) + "\n }\n}\n";
}
} // namespace

template <typename T> static void checkUnary() {
  std::vector<T> list = inputs<T>();
  size_t n = list.size();
  std::string text, type = Format<T>::name;
  for (const Unary &f : unaries)
    text += pointwise(f.op, n, {type}, type, std::string("%y = ") + (std::string(f.op) == "erfc" ? "mft." : "math.") + f.op + " %a : " + type);
  Program program(text);
  Buffer x = upload(list), y(n * sizeof(T));
  for (const Unary &f : unaries) {
    program.run(f.op, {&x, &y});
    double worst = 0, allowed = sizeof(T) == 4 ? f.ulps : f.wideUlps;
    T at = 0;
    for (size_t i = 0; i < n; ++i)
      if (double error = ulps(y.as<T>()[i], f.exact(flushed(list[i]))); error > worst)
        worst = error, at = list[i];
    std::printf("  %-10s %s %6.2f ulp at %.17g\n", f.op, Format<T>::name, worst, double(at));
    CHECK_THAT(worst <= allowed + 0.01, std::string(f.op) + " in " + type + ": " + std::to_string(worst) + " ulp at " + std::to_string(at));
  }
}

TEST(unary_functions_f32) { checkUnary<float>(); }
TEST(unary_functions_f64) { checkUnary<double>(); }

/// Pairs of everything with everything that matters.
template <typename T> static void checkBinary(double powUlps, double atan2Ulps) {
  using L = long double;
  std::vector<T> list = inputs<T>();
  size_t n = list.size();
  std::string type = Format<T>::name, of = " %a, %b : " + type;
  Program program(pointwise("pow", n, {type, type}, type, "%y = math.powf" + of) + pointwise("atan2", n, {type, type}, type, "%y = math.atan2" + of) +
                  pointwise("rem", n, {type, type}, type, "%y = arith.remf" + of) + pointwise("sign", n, {type, type}, type, "%y = math.copysign" + of) +
                  pointwise("powi", n, {type, "i32"}, type, "%y = math.fpowi %a, %b : " + type + ", i32"));
  std::vector<T> second(n);
  const T specials[] = {0, -T(0), 1, -1, 2, 3, -3, 0.5, INFINITY, -INFINITY, NAN, T(1e-40), -2.5, 33, 1e10, 2147483648.0};
  for (size_t i = 0; i < n; ++i)
    second[i] = i % 3 == 0 ? specials[i / 3 % 16] : i % 3 == 1 ? T(noise(i, 21) * 9) : list[(i * 7919) % n];
  for (size_t s = 0; s < 16 * 16; ++s)
    list[n - 1 - s] = specials[s % 16], second[n - 1 - s] = specials[s / 16];
  Buffer a = upload(list), b = upload(second), k = make<int32_t>(n, [](size_t i) { return int32_t(i % 23) - 11; }), y(n * sizeof(T));
  std::transform(list.begin(), list.end(), list.begin(), flushed<T>);
  std::transform(second.begin(), second.end(), second.begin(), flushed<T>);
  auto check = [&](const char *kernel, Buffer &right, double allowed, auto exact) {
    program.run(kernel, {&a, &right, &y});
    double worst = 0;
    size_t at = 0;
    for (size_t i = 0; i < n; ++i)
      if (double error = ulps(y.as<T>()[i], exact(i)); error > worst)
        worst = error, at = i;
    std::printf("  %-10s %s %6.2f ulp at %.17g, %.17g: got %.17g\n", kernel, Format<T>::name, worst, double(list[at]), double(second[at]), double(y.as<T>()[at]));
    CHECK_THAT(worst <= allowed, std::string(kernel) + " in " + type);
  };
  check("pow", b, powUlps, [&](size_t i) { return std::pow(L(list[i]), L(second[i])); });
  check("atan2", b, atan2Ulps, [&](size_t i) { return std::atan2(L(list[i]), L(second[i])); });
  check("rem", b, 0, [&](size_t i) { return L(flushed(std::fmod(list[i], second[i]))); });
  check("sign", b, 0, [&](size_t i) { return std::isnan(list[i]) ? L(NAN) : L(std::copysign(list[i], second[i])); });
  check("powi", k, powUlps, [&](size_t i) { return std::pow(L(list[i]), L(int32_t(i % 23) - 11)); });
}

TEST(binary_functions_f32) { checkBinary<float>(1, 3.5); }
TEST(binary_functions_f64) { checkBinary<double>(1.25, 2); }

static uint16_t toBf16(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, 4);
  return std::isnan(x) ? (bits >> 16) | 0x40 : (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

TEST(bf16_values) {
  std::vector<float> list = inputs<float>();
  size_t n = list.size();
  Program program(pointwise("narrow", n, {"f32"}, "bf16", "%y = arith.truncf %a : f32 to bf16") + pointwise("widen", n, {"bf16"}, "f32", "%y = arith.extf %a : bf16 to f32") +
                  pointwise("sum", n, {"bf16", "bf16"}, "bf16", "%c = arith.constant 3.0 : bf16\n  %s = arith.mulf %a, %c : bf16\n  %y = arith.addf %s, %b : bf16") +
                  pointwise("exp", n, {"bf16"}, "bf16", "%y = math.exp %a : bf16") +
                  pointwise("pick", n, {"bf16", "bf16"}, "bf16", "%t = arith.cmpf ogt, %a, %b : bf16\n  %y = arith.select %t, %a, %b : bf16"));
  Buffer x = make<float>(n, [&](size_t i) { return list[i]; }), half(2 * n), y(4 * n), sum(2 * n);
  auto widened = [](uint16_t bits) {
    uint32_t word = uint32_t(bits) << 16;
    float value;
    std::memcpy(&value, &word, 4);
    return value;
  };
  program.run("narrow", {&x, &half});
  program.run("widen", {&half, &y});
  program.run("sum", {&half, &half, &sum});
  for (size_t i = 0; i < n; ++i) {
    uint16_t want = toBf16(list[i]);
    CHECK(half.as<uint16_t>()[i] == want);
    float wide = widened(want);
    CHECK(std::memcmp(&wide, y.as<float>() + i, 4) == 0);
    // sums of bf16 are computed in f32, whose subnormals are zero
    wide = flushed(wide);
    uint16_t expected = toBf16(widened(toBf16(wide * 3)) + wide);
    CHECK(sum.as<uint16_t>()[i] == expected || std::isnan(widened(expected)));
  }
  program.run("pick", {&half, &half, &sum});
  CHECK(std::memcmp(half.as<char>(), sum.as<char>(), 2 * n) == 0);
  program.run("exp", {&half, &sum});
  for (size_t i = 0; i < n; ++i) {
    float want = std::exp(widened(half.as<uint16_t>()[i])), got = widened(sum.as<uint16_t>()[i]);
    CHECK(got == want || std::fabs(got - want) <= std::fabs(want) / 128 + std::numeric_limits<float>::min() || (std::isnan(got) && std::isnan(want)));
  }
}

TEST(integers) {
  size_t n = 77;
  Program program(
      pointwise("high", n, {"i32", "i32"}, "i32",
                "%e = arith.extui %a : i32 to i64\n  %f = arith.extui %b : i32 to i64\n  %p = arith.muli %e, %f : i64\n  %s = arith.constant 32 : i64\n"
                "  %h = arith.shrui %p, %s : i64\n  %y = arith.trunci %h : i64 to i32") +
      pointwise("divide", n, {"i32", "i32"}, "i32", "%q = arith.divsi %a, %b : i32\n  %r = arith.remsi %a, %b : i32\n  %y = arith.addi %q, %r : i32") +
      pointwise("coordinate", n, {"i32"}, "i32", "%k = arith.index_cast %i : index to i32\n  %y = arith.addi %a, %k : i32") +
      pointwise("wide", n, {"i64", "i64"}, "i64", "%m = arith.muli %a, %b : i64\n  %t = arith.cmpi slt, %a, %b : i64\n  %y = arith.select %t, %m, %a : i64") +
      pointwise("flag", n, {"i32", "i32"}, "i8", "%t = arith.cmpi ult, %a, %b : i32\n  %y = arith.extui %t : i1 to i8") +
      pointwise("uniform", n, {"i32"}, "f32", "%f = arith.uitofp %a : i32 to f32\n  %c = arith.constant 2.0 : f32\n  %y = arith.divf %f, %c : f32"));
  auto word = [](uint64_t seed) { return [seed](size_t i) { return uint32_t(int64_t(noise(i, seed) * 4e9)); }; };
  Buffer a = make<uint32_t>(n, word(1)), b = make<uint32_t>(n, word(2)), y(4 * n);
  Buffer wa = make<int64_t>(n, [](size_t i) { return int64_t(noise(i, 3) * 9e18); }), wb = make<int64_t>(n, [](size_t i) { return int64_t(noise(i, 4) * 9e18); }), z(8 * n);
  auto at = [&](Buffer &buffer, size_t i) { return buffer.as<uint32_t>()[i]; };
  program.run("high", {&a, &b, &y});
  for (size_t i = 0; i < n; ++i)
    CHECK(at(y, i) == uint32_t(uint64_t(at(a, i)) * at(b, i) >> 32));
  program.run("divide", {&a, &b, &y});
  for (size_t i = 0; i < n; ++i)
    CHECK(int32_t(at(y, i)) == int32_t(at(a, i)) / int32_t(at(b, i)) + int32_t(at(a, i)) % int32_t(at(b, i)));
  program.run("coordinate", {&a, &y});
  for (size_t i = 0; i < n; ++i)
    CHECK(at(y, i) == at(a, i) + i);
  program.run("wide", {&wa, &wb, &z});
  for (size_t i = 0; i < n; ++i) {
    int64_t p = wa.as<int64_t>()[i], q = wb.as<int64_t>()[i];
    CHECK(z.as<int64_t>()[i] == (p < q ? int64_t(uint64_t(p) * uint64_t(q)) : p));
  }
  Buffer flags(n);
  program.run("flag", {&a, &b, &flags});
  for (size_t i = 0; i < n; ++i)
    CHECK(flags.as<uint8_t>()[i] == (at(a, i) < at(b, i)));
  program.run("uniform", {&a, &y});
  for (size_t i = 0; i < n; ++i)
    CHECK(y.as<float>()[i] == float(at(a, i)) / 2);
}
