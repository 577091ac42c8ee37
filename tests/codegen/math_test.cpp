// Facts under test: functions in f32 stay within a few units in the last place of libm over the whole range, with C's
// special cases; f64 is libm; bf16 rounds to nearest even; integers wrap.
#include "tests/codegen/Harness.h"
#include <cmath>
#include <cstring>
#include <limits>

using namespace mf::test;

namespace {
struct Unary {
  const char *op;
  double (*exact)(double);
  double ulps;
  double largest = 3.4e38; ///< beyond it the accuracy is not promised
};

double rsqrt(double x) { return 1 / std::sqrt(x); }

const Unary unaries[] = {
    {"exp", std::exp, 1.5},     {"exp2", std::exp2, 2},    {"expm1", std::expm1, 2},   {"log", std::log, 1},       {"log2", std::log2, 2},
    {"log10", std::log10, 2},   {"log1p", std::log1p, 2},  {"tanh", std::tanh, 3},     {"erf", std::erf, 2},       {"sinh", std::sinh, 4},
    {"cosh", std::cosh, 3.5},     {"asinh", std::asinh, 4},  {"acosh", std::acosh, 4},   {"atanh", std::atanh, 4},   {"cbrt", std::cbrt, 1},
    {"sin", std::sin, 2, 1e8},  {"cos", std::cos, 2, 1e8}, {"tan", std::tan, 3.5, 1e8},  {"asin", std::asin, 4},     {"acos", std::acos, 4},
    {"atan", std::atan, 3.5},     {"sqrt", std::sqrt, 0.5},  {"rsqrt", rsqrt, 1.5},        {"floor", std::floor, 0},   {"ceil", std::ceil, 0},
    {"round", std::round, 0},   {"roundeven", std::nearbyint, 0}, {"trunc", std::trunc, 0}, {"absf", std::fabs, 0},
};

/// Every exponent and sign, around the interesting places, and the special values.
std::vector<float> inputs() {
  std::vector<float> list = {0.0f, -0.0f, 1.0f, -1.0f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, INFINITY, -INFINITY, NAN, 1e-45f, -1e-45f, 3.4028235e38f, -3.4028235e38f};
  for (float center : {88.72f, -87.34f, -103.97f, 128.0f, -126.0f, 0.34657359f, 0.9277344f, 10.0f, 89.41f})
    for (int i = -50; i <= 50; ++i)
      list.push_back(center + 0.002f * i);
  for (int exponent = 0; exponent < 255; ++exponent)
    for (int i = 0; i < 60; ++i) {
      uint32_t bits = uint32_t(exponent) << 23 | (uint32_t(std::fabs(noise(exponent * 60 + i, 9)) * 0x7fffff) & 0x7fffff) | uint32_t(i & 1) << 31;
      float x;
      std::memcpy(&x, &bits, 4);
      list.push_back(x);
    }
  for (int i = 0; i < 40000; ++i)
    list.push_back((i % 2 ? 1 : 12) * noise(i, 11));
  return list;
}

/// The distance to `exact` in units of the last place of f32.
double ulps(float got, double exact) {
  float rounded = exact;
  if (std::isnan(exact) || std::isnan(got))
    return std::isnan(exact) && std::isnan(got) ? 0 : 1e9;
  if (std::isinf(rounded) || std::isinf(got))
    return rounded == got ? 0 : std::fabs(exact) > 3.4028e38 && std::fabs(got) > 3.4028e38 ? 1 : 1e9;
  if (rounded == 0 && got == 0)
    return std::signbit(exact) == std::signbit(got) ? 0 : 1e9;
  double unit = std::max(std::ldexp(1.0, std::ilogb(exact == 0 ? 1e-46 : exact) - 23), 0x1p-149);
  return std::fabs(got - exact) / unit;
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

TEST(unary_functions) {
  std::vector<float> list = inputs();
  size_t n = list.size();
  std::string text;
  for (const Unary &f : unaries) {
    text += pointwise(std::string(f.op) + "_f32", n, {"f32"}, "f32", std::string("%y = math.") + f.op + " %a : f32");
    text += pointwise(std::string(f.op) + "_f64", n, {"f64"}, "f64", std::string("%y = math.") + f.op + " %a : f64");
  }
  Program program(text);
  Buffer x = make<float>(n, [&](size_t i) { return list[i]; }), y(4 * n), wide = make<double>(n, [&](size_t i) { return list[i]; }), z(8 * n);
  for (const Unary &f : unaries) {
    program.run(std::string(f.op) + "_f32", {&x, &y});
    program.run(std::string(f.op) + "_f64", {&wide, &z});
    double worst = 0, worstWide = 0;
    float at = 0;
    for (size_t i = 0; i < n; ++i) {
      double exact = f.exact(list[i]), error = ulps(y.as<float>()[i], exact);
      if (std::fabs(list[i]) <= f.largest || std::isinf(list[i]))
        if (error > worst)
          worst = error, at = list[i];
      double got = z.as<double>()[i];
      if (std::isfinite(exact) ? std::fabs(got - exact) > 1e-15 * std::fabs(exact) : !(std::isnan(exact) ? std::isnan(got) : got == exact))
        worstWide = std::max(worstWide, std::fabs(got - exact));
    }
    std::printf("  %-10s %6.2f ulp at %g\n", f.op, worst, at);
    CHECK_THAT(worst <= f.ulps + 0.01, std::string(f.op) + ": " + std::to_string(worst) + " ulp at " + std::to_string(at));
    CHECK_THAT(worstWide == 0, std::string(f.op) + " in f64");
  }
}

TEST(binary_functions) {
  std::vector<float> list = inputs();
  size_t n = list.size();
  Program program(pointwise("pow", n, {"f32", "f32"}, "f32", "%y = math.powf %a, %b : f32") + pointwise("atan2", n, {"f32", "f32"}, "f32", "%y = math.atan2 %a, %b : f32") +
                  pointwise("rem", n, {"f32", "f32"}, "f32", "%y = arith.remf %a, %b : f32") +
                  pointwise("sign", n, {"f32", "f32"}, "f32", "%y = math.copysign %a, %b : f32") +
                  pointwise("pow64", n, {"f64", "f64"}, "f64", "%y = math.powf %a, %b : f64") +
                  pointwise("powi", n, {"f32", "i32"}, "f32", "%y = math.fpowi %a, %b : f32, i32"));
  Buffer y(4 * n), z(8 * n);
  // pairs of everything with everything that matters
  std::vector<float> second(n);
  const float specials[] = {0.0f, -0.0f, 1.0f, -1.0f, 2.0f, 3.0f, -3.0f, 0.5f, INFINITY, -INFINITY, NAN, 1e-40f, -2.5f, 33.0f, 1e10f, 2147483648.0f};
  for (size_t i = 0; i < n; ++i)
    second[i] = i % 3 == 0 ? specials[i / 3 % 16] : i % 3 == 1 ? float(noise(i, 21) * 9) : list[(i * 7919) % n];
  for (size_t s = 0; s < 16 * 16; ++s)
    list[n - 1 - s] = specials[s % 16], second[n - 1 - s] = specials[s / 16];
  Buffer a = make<float>(n, [&](size_t i) { return list[i]; }), b = make<float>(n, [&](size_t i) { return second[i]; });
  Buffer wa = make<double>(n, [&](size_t i) { return list[i]; }), wb = make<double>(n, [&](size_t i) { return second[i]; });
  Buffer k = make<int32_t>(n, [](size_t i) { return int32_t(i % 23) - 11; });
  auto worst = [&](const char *name, auto exact) {
    double worst = 0;
    size_t at = 0;
    for (size_t i = 0; i < n; ++i) {
      double error = ulps(y.as<float>()[i], exact(i));
      if (error > worst)
        worst = error, at = i;
    }
    std::printf("  %-10s %6.2f ulp at %g, %g: got %g\n", name, worst, list[at], second[at], y.as<float>()[at]);
    return worst;
  };
  program.run("pow", {&a, &b, &y});
  CHECK(worst("pow", [&](size_t i) { return std::pow(double(list[i]), double(second[i])); }) <= 1);
  program.run("atan2", {&a, &b, &y});
  CHECK(worst("atan2", [&](size_t i) { return std::atan2(double(list[i]), double(second[i])); }) <= 3.5);
  program.run("rem", {&a, &b, &y});
  CHECK(worst("fmod", [&](size_t i) { return double(std::fmod(list[i], second[i])); }) == 0);
  program.run("sign", {&a, &b, &y});
  CHECK(worst("copysign", [&](size_t i) { return std::isnan(list[i]) ? NAN : double(std::copysign(list[i], second[i])); }) == 0);
  program.run("powi", {&a, &k, &y});
  CHECK(worst("fpowi", [&](size_t i) { return std::pow(double(list[i]), int32_t(i % 23) - 11); }) <= 1);
  program.run("pow64", {&wa, &wb, &z});
  for (size_t i = 0; i < n; ++i) {
    double exact = std::pow(double(list[i]), double(second[i])), got = z.as<double>()[i];
    CHECK(got == exact || (std::isnan(got) && std::isnan(exact)));
  }
}

static uint16_t toBf16(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, 4);
  return std::isnan(x) ? (bits >> 16) | 0x40 : (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

TEST(bf16_values) {
  std::vector<float> list = inputs();
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
    uint16_t expected = toBf16(widened(toBf16(wide * 3)) + wide);
    CHECK(sum.as<uint16_t>()[i] == expected || std::isnan(widened(expected)));
  }
  program.run("pick", {&half, &half, &sum});
  CHECK(std::memcmp(half.as<char>(), sum.as<char>(), 2 * n) == 0);
  program.run("exp", {&half, &sum});
  for (size_t i = 0; i < n; ++i) {
    float want = std::exp(widened(half.as<uint16_t>()[i])), got = widened(sum.as<uint16_t>()[i]);
    CHECK(got == want || std::fabs(got - want) <= std::fabs(want) / 128 + 1e-40 || (std::isnan(got) && std::isnan(want)));
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
