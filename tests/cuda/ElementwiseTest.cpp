// Data-parallel kernels: tails, strides, gathers, masks, several outputs, integers, every function.
#include "tests/cuda/Harness.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

using namespace mf::test;

TEST_CASE("elementwise: blocks and a masked tail") {
  std::string text = R"(
mft.kernel @axpy grid [5] kind "loop" {
^bb0(%x: memref<500xf32>, %y: memref<500xf32>, %z: memref<500xf32>, %b: index):
  %two = arith.constant 2.0 : f32
  mft.tile [128] {
  ^bb0(%j: index):
    %c128 = arith.constant 128 : index
    %c500 = arith.constant 500 : index
    %base = arith.muli %b, %c128 : index
    %i = arith.addi %base, %j : index
    %in = arith.cmpi slt, %i, %c500 : index
    %zero = arith.constant 0.0 : f32
    %v = mft.load %x at affine_map<(b, j) -> (b * 128 + j)>(%b, %j) mask %in else %zero : memref<500xf32> -> f32, f32
    %w = mft.load %y at affine_map<(b, j) -> (b * 128 + j)>(%b, %j) mask %in else %zero : memref<500xf32> -> f32, f32
    %p = arith.mulf %v, %two : f32
    %s = arith.addf %p, %w : f32
    mft.store %s, %z at affine_map<(b, j) -> (b * 128 + j)>(%b, %j) mask %in : f32, memref<500xf32>
  }
})";
  Array x = Array::random(Dtype::f32, 500, 1), y = Array::random(Dtype::f32, 500, 2), z = Array::output(Dtype::f32, 500);
  runKernel(text, "axpy", {&x, &y, &z});
  // The same f32 arithmetic, so that the bits agree.
  expectClose(z, 0, [&](size_t i) { return float(x[i]) * 2.0f + float(y[i]); });
}

TEST_CASE("elementwise: two dimensions in place and several points a thread") {
  std::string text = R"(
mft.kernel @scale grid [3, 5] kind "loop" {
^bb0(%x: memref<3x5x7x11xf64>, %a: index, %b: index):
  mft.tile [7, 11] {
  ^bb0(%i: index, %j: index):
    %v = mft.load %x at affine_map<(a, b, i, j) -> (a, b, i, j)>(%a, %b, %i, %j) : memref<3x5x7x11xf64> -> f64
    %n = arith.index_cast %j : index to i64
    %f = arith.sitofp %n : i64 to f64
    %p = arith.mulf %v, %f : f64
    mft.store %p, %x at affine_map<(a, b, i, j) -> (a, b, i, j)>(%a, %b, %i, %j) : f64, memref<3x5x7x11xf64>
  }
})";
  Array x = Array::random(Dtype::f64, 3 * 5 * 7 * 11, 1), before = x;
  runKernel(text, "scale", {&x});
  expectClose(x, 0, [&](size_t i) { return before[i] * (i % 11); });

  std::string large = R"(
mft.kernel @fill grid [64] kind "loop" {
^bb0(%x: memref<64x33000xbf16>, %b: index):
  mft.tile [33000] {
  ^bb0(%j: index):
    %one = arith.constant 1.0 : bf16
    mft.store %one, %x at affine_map<(b, j) -> (b, j)>(%b, %j) : bf16, memref<64x33000xbf16>
  }
})";
  auto geometry = geometryOf(large)[0];
  CHECK(geometry.threads == 256);
  CHECK(geometry.blocks == (64 * 33000 + 1023) / 1024);
}

TEST_CASE("elementwise: strided, gathered and padded loads") {
  std::string text = R"(
mft.kernel @gather grid [6] kind "loop" {
^bb0(%x: memref<4x9xf32>, %rows: memref<6xi32>, %y: memref<6x5xf32>, %p: memref<6x5xf32>, %b: index):
  mft.tile [5] {
  ^bb0(%j: index):
    %r = mft.load %rows at affine_map<(d0) -> (d0)>(%b) : memref<6xi32> -> i32
    %row = arith.index_cast %r : i32 to index
    %v = mft.load %x at affine_map<(r, j) -> (r, j * 2)>(%row, %j) : memref<4x9xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<6x5xf32>
    %zero = arith.constant 0.0 : f32
    %c0 = arith.constant 0 : index
    %inside = arith.cmpi sgt, %j, %c0 : index
    %w = mft.load %x at affine_map<(b, j) -> (b floordiv 2, j - 1 + (b mod 2))>(%b, %j) mask %inside else %zero : memref<4x9xf32> -> f32, f32
    mft.store %w, %p at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<6x5xf32>
  }
})";
  Array x = Array::random(Dtype::f32, 36, 1), rows{Dtype::i32, {3, 0, 2, 2, 1, 3}};
  Array y = Array::output(Dtype::f32, 30), p = Array::output(Dtype::f32, 30);
  runKernel(text, "gather", {&x, &rows, &y, &p});
  expectClose(y, 0, [&](size_t i) { return x[rows[i / 5] * 9 + i % 5 * 2]; });
  expectClose(p, 0, [&](size_t i) { return i % 5 == 0 ? 0 : x[(i / 5 / 2) * 9 + i % 5 - 1 + (i / 5) % 2]; });
}

TEST_CASE("elementwise: i1 buffers and a column fold") {
  std::string text = R"(
mft.kernel @column grid [1] kind "column" {
^bb0(%x: memref<6x4x10xf32>, %keep: memref<10xi1>, %sum: memref<10xf32>, %most: memref<10xf32>, %big: memref<10xi1>, %b: index):
  mft.tile [10] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %least = arith.constant 0xFF800000 : f32
    %s, %m = mft.fold [6, 4] init(%zero, %least : f32, f32) {
    ^bb0(%r: index, %q: index, %acc: f32, %max: f32):
      %v = mft.load %x at affine_map<(r, q, j) -> (r, q, j)>(%r, %q, %j) : memref<6x4x10xf32> -> f32
      %n = arith.addf %acc, %v : f32
      %o = arith.maximumf %max, %v : f32
      mft.yield %n, %o : f32, f32
    } : f32, f32
    %k = mft.load %keep at affine_map<(j) -> (j)>(%j) : memref<10xi1> -> i1
    %kept = arith.select %k, %s, %zero : f32
    mft.store %kept, %sum at affine_map<(j) -> (j)>(%j) : f32, memref<10xf32>
    mft.store %m, %most at affine_map<(j) -> (j)>(%j) : f32, memref<10xf32>
    %g = arith.cmpf ogt, %s, %zero : f32
    mft.store %g, %big at affine_map<(j) -> (j)>(%j) : i1, memref<10xi1>
  }
})";
  Array x = Array::random(Dtype::f32, 240, 3), keep{Dtype::i1, {1, 0, 1, 1, 0, 0, 1, 0, 1, 1}};
  Array sum = Array::output(Dtype::f32, 10), most = sum, big = Array::output(Dtype::i1, 10);
  runKernel(text, "column", {&x, &keep, &sum, &most, &big});
  std::vector<double> sums(10), maxima(10, -1e30);
  for (size_t i = 0; i < 240; ++i) {
    sums[i % 10] += x[i];
    maxima[i % 10] = std::max(maxima[i % 10], x[i]);
  }
  expectClose(sum, 1e-6, [&](size_t j) { return keep[j] ? sums[j] : 0; });
  expectClose(most, 0, [&](size_t j) { return maxima[j]; });
  expectClose(big, 0, [&](size_t j) { return sums[j] > 0; });
}

TEST_CASE("elementwise: a Philox round is exact") {
  std::string text = R"(
mft.kernel @philox grid [3] kind "loop" {
^bb0(%out: memref<3x50xi32>, %b: index):
  mft.tile [50] {
  ^bb0(%j: index):
    %c50 = arith.constant 50 : index
    %m = arith.muli %b, %c50 : index
    %i = arith.addi %m, %j : index
    %start = arith.index_cast %i : index to i32
    %key0 = arith.constant 0x12345678 : i32
    %bump = arith.constant 0x9E3779B9 : i32
    %r, %k = mft.fold [10] init(%start, %key0 : i32, i32) {
    ^bb1(%n: index, %x: i32, %key: i32):
      %mul = arith.constant 0xD2511F53 : i32
      %low, %high = arith.mului_extended %x, %mul : i32
      %a = arith.xori %high, %key : i32
      %c = arith.xori %a, %low : i32
      %next = arith.addi %key, %bump : i32
      mft.yield %c, %next : i32, i32
    } : i32, i32
    mft.store %r, %out at affine_map<(b, j) -> (b, j)>(%b, %j) : i32, memref<3x50xi32>
  }
})";
  Array out = Array::output(Dtype::i32, 150);
  runKernel(text, "philox", {&out});
  expectClose(out, 0, [&](size_t i) {
    uint32_t x = i, key = 0x12345678;
    for (int round = 0; round < 10; ++round) {
      uint64_t product = uint64_t(x) * 0xD2511F53u;
      x = uint32_t(product >> 32) ^ key ^ uint32_t(product);
      key += 0x9E3779B9u;
    }
    return int32_t(x);
  });
}

static const std::map<std::string, std::pair<double, double (*)(double)>> functions = {
    {"absf", {-3, std::fabs}},
    {"acos", {-1, std::acos}},
    {"acosh", {1, std::acosh}},
    {"asin", {-1, std::asin}},
    {"asinh", {-3, std::asinh}},
    {"atan", {-3, std::atan}},
    {"atanh", {-.9, std::atanh}},
    {"cbrt", {-3, std::cbrt}},
    {"ceil", {-3, std::ceil}},
    {"cos", {-9, std::cos}},
    {"cosh", {-3, std::cosh}},
    {"erf", {-3, std::erf}},
    {"exp", {-9, std::exp}},
    {"exp2", {-9, std::exp2}},
    {"expm1", {-3, std::expm1}},
    {"floor", {-3, std::floor}},
    {"log", {.01, std::log}},
    {"log10", {.01, std::log10}},
    {"log1p", {-.9, std::log1p}},
    {"log2", {.01, std::log2}},
    {"round", {-3, std::round}},
    {"roundeven", {-3, std::nearbyint}},
    {"sin", {-9, std::sin}},
    {"sinh", {-3, std::sinh}},
    {"sqrt", {0, std::sqrt}},
    {"tan", {-1.5, std::tan}},
    {"tanh", {-3, std::tanh}},
    {"trunc", {-3, std::trunc}},
    {"rsqrt", {.01, [](double x) { return 1 / std::sqrt(x); }}},
};

/// One kernel with an output a function.
static std::string mathKernel(const std::string &type) {
  std::string arguments, body;
  for (auto &[name, f] : functions) {
    arguments += ", %in_" + name + ": memref<64x" + type + ">, %out_" + name + ": memref<64x" + type + ">";
    body += substitute("    %v_$n = mft.load %in_$n at affine_map<(j) -> (j)>(%j) : memref<64x$t> -> $t\n"
                       "    %r_$n = math.$n %v_$n : $t\n"
                       "    mft.store %r_$n, %out_$n at affine_map<(j) -> (j)>(%j) : $t, memref<64x$t>\n",
                       {{"n", name}, {"t", type}});
  }
  return "mft.kernel @math grid [1] kind \"loop\" {\n^bb0(" + arguments.substr(2) +
         ", %b: index):\n  mft.tile [64] {\n  ^bb1(%j: index):\n" + body + "  }\n}\n";
}

static void checkFunctions(Dtype dtype, const std::string &type, double tolerance) {
  std::vector<Array> arrays;
  for (auto &[name, f] : functions) {
    double high = name == "acos" || name == "asin" ? 1 : name == "atanh" ? .9 : name == "tan" ? 1.5 : 3;
    arrays.push_back(Array::random(dtype, 64, 7, f.first, high));
    arrays.push_back(Array::output(dtype, 64));
  }
  std::vector<Array *> pointers;
  for (Array &array : arrays)
    pointers.push_back(&array);
  runKernel(mathKernel(type), "math", pointers);
  size_t at = 0;
  for (auto &[name, f] : functions) {
    INFO(name << " in " << type);
    const Array &in = arrays[at], &out = arrays[at + 1];
    expectClose(out, tolerance, [&, g = f.second](size_t i) { return g(in[i]); });
    at += 2;
  }
}

TEST_CASE("elementwise: every function in f32") { checkFunctions(Dtype::f32, "f32", 2e-6); }
TEST_CASE("elementwise: every function in f64") { checkFunctions(Dtype::f64, "f64", 1e-14); }
// A bf16 has 8 bits: half a unit is 2^-9.
TEST_CASE("elementwise: every function in bf16") { checkFunctions(Dtype::bf16, "bf16", 0.004); }

TEST_CASE("elementwise: functions of two operands and bf16 arithmetic") {
  std::string text = R"(
mft.kernel @two grid [1] kind "loop" {
^bb0(%x: memref<40xf32>, %y: memref<40xf32>, %h: memref<40xbf16>, %pow: memref<40xf32>, %atan: memref<40xf32>, %sign: memref<40xf32>, %sum: memref<40xbf16>, %b: index):
  mft.tile [40] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(j) -> (j)>(%j) : memref<40xf32> -> f32
    %w = mft.load %y at affine_map<(j) -> (j)>(%j) : memref<40xf32> -> f32
    %u = mft.load %h at affine_map<(j) -> (j)>(%j) : memref<40xbf16> -> bf16
    %p = math.powf %v, %w : f32
    %a = math.atan2 %w, %v : f32
    %c = math.copysign %v, %w : f32
    %s = arith.addf %u, %u : bf16
    %t = arith.mulf %s, %u : bf16
    mft.store %p, %pow at affine_map<(j) -> (j)>(%j) : f32, memref<40xf32>
    mft.store %a, %atan at affine_map<(j) -> (j)>(%j) : f32, memref<40xf32>
    mft.store %c, %sign at affine_map<(j) -> (j)>(%j) : f32, memref<40xf32>
    mft.store %t, %sum at affine_map<(j) -> (j)>(%j) : bf16, memref<40xbf16>
  }
})";
  Array x = Array::random(Dtype::f32, 40, 1, 0.1, 3), y = Array::random(Dtype::f32, 40, 2, -2, 2),
        h = Array::random(Dtype::bf16, 40, 3);
  Array power = Array::output(Dtype::f32, 40), angle = power, sign = power, sum = Array::output(Dtype::bf16, 40);
  runKernel(text, "two", {&x, &y, &h, &power, &angle, &sign, &sum});
  expectClose(power, 2e-6, [&](size_t i) { return std::pow(x[i], y[i]); });
  expectClose(angle, 2e-6, [&](size_t i) { return std::atan2(y[i], x[i]); });
  expectClose(sign, 0, [&](size_t i) { return std::copysign(x[i], y[i]); });
  expectClose(sum, 0, [&](size_t i) { return roundTo(Dtype::bf16, roundTo(Dtype::bf16, 2 * h[i]) * h[i]); });
}

TEST_CASE("elementwise: sine and cosine of large arguments") {
  std::string text = R"(
mft.kernel @circle grid [1] kind "loop" {
^bb0(%x: memref<200x$t>, %s: memref<200x$t>, %c: memref<200x$t>, %b: index):
  mft.tile [200] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(j) -> (j)>(%j) : memref<200x$t> -> $t
    %y = math.sin %v : $t
    %z = math.cos %v : $t
    mft.store %y, %s at affine_map<(j) -> (j)>(%j) : $t, memref<200x$t>
    mft.store %z, %c at affine_map<(j) -> (j)>(%j) : $t, memref<200x$t>
  }
})";
  // Above 2^28 (f32) and 2^19 (f64) as many bits of 2 / pi are taken as the argument needs.
  for (auto [dtype, type, tolerance] : {std::tuple(Dtype::f32, "f32", 2e-7), {Dtype::f64, "f64", 4e-16}}) {
    Array x = Array::random(dtype, 200, 1, -1e12, 1e12), s = Array::output(dtype, 200), c = s;
    runKernel(substitute(text, {{"t", type}}), "circle", {&x, &s, &c});
    expectClose(s, tolerance, [&](size_t i) { return std::sin(x[i]); });
    expectClose(c, tolerance, [&](size_t i) { return std::cos(x[i]); });
  }
}
