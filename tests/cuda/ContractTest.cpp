// Contractions: layouts, batches, several sides and parts, windows, types, tile sizes.
#include "tests/cuda/Harness.h"
#include <catch2/catch.hpp>

using namespace mf::test;

static const char *gemm = R"(
mft.kernel @gemm grid [] kind "contraction" {
^bb0(%x: memref<$mx$kx$t>, %w: memref<$kx$nx$t>, %y: memref<$mx$nx$t>):
  mft.contract lhs(%x : memref<$mx$kx$t>) rhs(%w : memref<$kx$nx$t>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: $m>, nSizes = array<i64: $n>, kSizes = array<i64: $k>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: $t):
    mft.store %a, %y at affine_map<(m, n) -> (m, n)>(%m, %n) : $t, memref<$mx$nx$t>
    mft.yield
  }
})";

TEST_CASE("contract: plain, with tails in m, n and k") {
  struct Case {
    size_t m, n, k;
    Dtype dtype;
    const char *type;
    double tolerance;
  };
  // The last fills the card, so that it gets tiles of 64 x 64.
  for (Case c : {Case{1, 1, 1, Dtype::f32, "f32", 1e-6},
                 {5, 10, 7, Dtype::f32, "f32", 1e-6},
                 {33, 70, 50, Dtype::f32, "f32", 1e-5},
                 {40, 33, 32, Dtype::f64, "f64", 1e-14},
                 {510, 515, 18, Dtype::f32, "f32", 1e-5}}) {
    INFO(c.m << " x " << c.n << " x " << c.k << " " << c.type);
    std::string module =
        substitute(gemm, {{"m", std::to_string(c.m)}, {"n", std::to_string(c.n)}, {"k", std::to_string(c.k)}, {"t", c.type}});
    Array x = Array::random(c.dtype, c.m * c.k, 1), w = Array::random(c.dtype, c.k * c.n, 2),
          y = Array::output(c.dtype, c.m * c.n);
    runKernel(module, "gemm", {&x, &w, &y});
    expectClose(y, c.tolerance, [&](size_t at) {
      double sum = 0;
      for (size_t k = 0; k < c.k; ++k)
        sum += x[at / c.n * c.k + k] * w[k * c.n + at % c.n];
      return sum;
    });
  }
}

TEST_CASE("contract: both operands transposed, two batch dimensions, composite m") {
  // scores[b, h, q1, q2, j] = sum over d of query[q1, q2, b, d, h] * key[b, j, h, d]
  std::string text = R"(
mft.kernel @scores grid [] kind "contraction" {
^bb0(%q: memref<3x4x2x20x3xf64>, %key: memref<2x17x3x20xf64>, %y: memref<2x3x3x4x17xf64>):
  mft.contract lhs(%q : memref<3x4x2x20x3xf64>) rhs(%key : memref<2x17x3x20xf64>)
    attributes {bSizes = array<i64: 2, 3>, mRank = 2 : i64, mSizes = array<i64: 3, 4>, nSizes = array<i64: 17>, kSizes = array<i64: 20>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(b, h, i, j, d) -> (i, j, b, d, h)>], rhsMap = affine_map<(b, h, d, n) -> (b, n, h, d)>} {
  ^bb0(%b: index, %h: index, %i: index, %j: index, %n: index, %a: f64):
    %scale = arith.constant 0.5 : f64
    %s = arith.mulf %a, %scale : f64
    mft.store %s, %y at affine_map<(b, h, i, j, n) -> (b, h, i, j, n)>(%b, %h, %i, %j, %n) : f64, memref<2x3x3x4x17xf64>
    mft.yield
  }
})";
  Array q = Array::random(Dtype::f64, 3 * 4 * 2 * 20 * 3, 1), key = Array::random(Dtype::f64, 2 * 17 * 3 * 20, 2);
  Array y = Array::output(Dtype::f64, 2 * 3 * 12 * 17);
  runKernel(text, "scores", {&q, &key, &y});
  expectClose(y, 1e-14, [&](size_t at) {
    size_t n = at % 17, ij = at / 17 % 12, h = at / (17 * 12) % 3, b = at / (17 * 12 * 3);
    double sum = 0;
    for (size_t d = 0; d < 20; ++d)
      sum += q[((ij * 2 + b) * 20 + d) * 3 + h] * key[((b * 17 + n) * 3 + h) * 20 + d];
    return 0.5 * sum;
  });
}

TEST_CASE("contract: two parts, one of a value and its tangent, with a fused epilogue") {
  // part 0: y = x W + bias, dy = dx W;  part 1: z = u W with other m sizes.
  std::string text = R"(
mft.kernel @pair grid [] kind "contraction" {
^bb0(%x: memref<18x21xf32>, %dx: memref<18x21xf32>, %u: memref<50x21xf32>, %w: memref<21x40xf32>, %bias: memref<40xf32>,
     %y: memref<18x40xf32>, %dy: memref<18x40xf32>, %z: memref<40x50xf32>):
  %two = arith.constant 2.0 : f32
  mft.contract lhs(%x, %dx, %u : memref<18x21xf32>, memref<18x21xf32>, memref<50x21xf32>) rhs(%w : memref<21x40xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 18, 50>, nSizes = array<i64: 40>, kSizes = array<i64: 21>, partSides = array<i64: 2, 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32, %da: f32):
    %c = mft.load %bias at affine_map<(n) -> (n)>(%n) : memref<40xf32> -> f32
    %s = arith.addf %a, %c : f32
    %ds = arith.mulf %da, %two : f32
    mft.store %s, %y at affine_map<(m, n) -> (m, n)>(%m, %n) : f32, memref<18x40xf32>
    mft.store %ds, %dy at affine_map<(m, n) -> (m, n)>(%m, %n) : f32, memref<18x40xf32>
    mft.yield
  }, {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %z at affine_map<(m, n) -> (n, m)>(%m, %n) : f32, memref<40x50xf32>
    mft.yield
  }
})";
  Array x = Array::random(Dtype::f32, 18 * 21, 1), dx = Array::random(Dtype::f32, 18 * 21, 2),
        u = Array::random(Dtype::f32, 50 * 21, 3);
  Array w = Array::random(Dtype::f32, 21 * 40, 4), bias = Array::random(Dtype::f32, 40, 5);
  Array y = Array::output(Dtype::f32, 18 * 40), dy = y, z = Array::output(Dtype::f32, 2000);
  runKernel(text, "pair", {&x, &dx, &u, &w, &bias, &y, &dy, &z});
  auto product = [&](const Array &left, size_t m, size_t n) {
    double sum = 0;
    for (size_t k = 0; k < 21; ++k)
      sum += left[m * 21 + k] * w[k * 40 + n];
    return sum;
  };
  expectClose(y, 1e-6, [&](size_t at) { return product(x, at / 40, at % 40) + bias[at % 40]; });
  expectClose(dy, 1e-6, [&](size_t at) { return 2 * product(dx, at / 40, at % 40); });
  expectClose(z, 1e-6, [&](size_t at) { return product(u, at % 50, at / 50); });
}

TEST_CASE("contract: a convolution's window, in bf16 with f32 sums") {
  // y[b, oh, ow, co] = sum over (kh, kw, c) of x[b, 2 oh + kh, ow + 2 kw, c] * w[co, kh, kw, c]
  std::string text = R"(
mft.kernel @conv grid [] kind "contraction" {
^bb0(%x: memref<2x9x12x5xbf16>, %w: memref<6x3x3x5xbf16>, %y: memref<2x4x8x6xbf16>):
  mft.contract lhs(%x : memref<2x9x12x5xbf16>) rhs(%w : memref<6x3x3x5xbf16>)
    attributes {bSizes = array<i64>, mRank = 3 : i64, mSizes = array<i64: 2, 4, 8>, nSizes = array<i64: 6>, kSizes = array<i64: 3, 3, 5>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(b, oh, ow, kh, kw, c) -> (b, oh * 2 + kh, ow + kw * 2, c)>], rhsMap = affine_map<(kh, kw, c, n) -> (n, kh, kw, c)>} {
  ^bb0(%b: index, %oh: index, %ow: index, %n: index, %a: f32):
    %h = arith.truncf %a : f32 to bf16
    mft.store %h, %y at affine_map<(b, oh, ow, n) -> (b, oh, ow, n)>(%b, %oh, %ow, %n) : bf16, memref<2x4x8x6xbf16>
    mft.yield
  }
})";
  Array x = Array::random(Dtype::bf16, 2 * 9 * 12 * 5, 1), w = Array::random(Dtype::bf16, 6 * 45, 2),
        y = Array::output(Dtype::bf16, 2 * 32 * 6);
  runKernel(text, "conv", {&x, &w, &y});
  expectClose(y, 0.004, [&](size_t at) {
    size_t n = at % 6, ow = at / 6 % 8, oh = at / 48 % 4, b = at / 192;
    double sum = 0;
    for (size_t kh = 0; kh < 3; ++kh)
      for (size_t kw = 0; kw < 3; ++kw)
        for (size_t c = 0; c < 5; ++c)
          sum += x[((b * 9 + 2 * oh + kh) * 12 + ow + 2 * kw) * 5 + c] * w[((n * 3 + kh) * 3 + kw) * 5 + c];
    return sum;
  });
}

TEST_CASE("contract: many f64 sides shrink the tile to what shared memory holds") {
  std::string lhs, types, maps, arguments, coordinates, stores;
  for (int s = 0; s < 8; ++s) {
    std::string n = std::to_string(s);
    arguments += "%x" + n + ": memref<600x4xf64>, %y" + n + ": memref<600x600xf64>, ";
    lhs += (s ? ", %x" : "%x") + n;
    types += std::string(s ? ", " : "") + "memref<600x4xf64>";
    maps += std::string(s ? ", " : "") + "affine_map<(m, k) -> (m, k)>";
    coordinates += ", %a" + n + ": f64";
    stores += "    mft.store %a" + n + ", %y" + n + " at affine_map<(m, n) -> (m, n)>(%m, %n) : f64, memref<600x600xf64>\n";
  }
  std::string text =
      "mft.kernel @many grid [] kind \"contraction\" {\n^bb0(" + arguments + "%w: memref<4x600xf64>):\n  mft.contract lhs(" +
      lhs + " : " + types +
      ") rhs(%w : memref<4x600xf64>)\n    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 600>, " +
      "nSizes = array<i64: 600>, kSizes = array<i64: 4>, partSides = array<i64: 8>, lhsMaps = [" + maps +
      "], rhsMap = affine_map<(k, n) -> (k, n)>} {\n  ^bb0(%m: index, %n: index" + coordinates + "):\n" + stores +
      "    mft.yield\n  }\n}\n";
  auto geometry = geometryOf(text)[0];
  CHECK(geometry.staticShared <= 48 * 1024);
  CHECK(geometry.buffers == 17);
}

TEST_CASE("contract: no barrier is there in vain, and none could be missing unseen") {
  std::string text = substitute(gemm, {{"m", "20"}, {"n", "40"}, {"k", "50"}, {"t", "f32"}});
  Array x = Array::random(Dtype::f32, 1000, 1), w = Array::random(Dtype::f32, 2000, 2), y = Array::output(Dtype::f32, 800);
  CHECK(checkBarriersAreNeeded(text, "gemm", {&x, &w, &y}) == 3);
}
