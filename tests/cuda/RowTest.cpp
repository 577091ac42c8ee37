// Kernels of several phases: reductions over a team, and barriers where phases meet in memory.
#include "tests/cuda/Harness.h"
#include <catch2/catch.hpp>
#include <cmath>

using namespace mf::test;

static const char *softmax = R"(
mft.kernel @softmax grid [$rows] kind "row" {
^bb0(%x: memref<$rowsx$nx$t>, %y: memref<$rowsx$nx$t>, %b: index):
  %m = mft.tile [$n] reduce [#mft.combiner<max>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<$rowsx$nx$t> -> $t
    mft.yield %v : $t
  } : $t
  %s = mft.tile [$n] reduce [#mft.combiner<sum>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<$rowsx$nx$t> -> $t
    %d = arith.subf %v, %m : $t
    %e = math.exp %d : $t
    mft.yield %e : $t
  } : $t
  mft.tile [$n] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<$rowsx$nx$t> -> $t
    %d = arith.subf %v, %m : $t
    %e = math.exp %d : $t
    %q = arith.divf %e, %s : $t
    mft.store %q, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : $t, memref<$rowsx$nx$t>
  }
})";

static void checkSoftmax(size_t rows, size_t n, Dtype dtype, const char *type, double tolerance, unsigned threads) {
  INFO("rows " << rows << " of " << n);
  std::string text = substitute(softmax, {{"rows", std::to_string(rows)}, {"n", std::to_string(n)}, {"t", type}});
  CHECK(geometryOf(text)[0].threads == threads);
  Array x = Array::random(dtype, rows * n, 5, -3, 3), y = Array::output(dtype, rows * n);
  runKernel(text, "softmax", {&x, &y});
  std::vector<double> sums(rows);
  for (size_t i = 0; i < rows * n; ++i)
    sums[i / n] += std::exp(x[i]);
  expectClose(y, tolerance, [&](size_t i) { return std::exp(x[i]) / sums[i / n]; });
}

TEST_CASE("row: softmax in two reductions") {
  checkSoftmax(300, 3, Dtype::f32, "f32", 1e-6, 128); // a thread a row
  checkSoftmax(7, 10, Dtype::f32, "f32", 1e-6, 128);  // a warp a row, the last block partly idle
  checkSoftmax(3, 70, Dtype::f64, "f64", 1e-14, 32);
  checkSoftmax(3, 1000, Dtype::f32, "f32", 1e-6, 128); // four warps a row
  checkSoftmax(2, 3001, Dtype::f64, "f64", 1e-14, 256);
  checkSoftmax(1, 20000, Dtype::f32, "f32", 1e-6, 1024); // one long row
}

TEST_CASE("row: every combiner and type") {
  std::string text = R"(
mft.kernel @reduce grid [2] kind "row" {
^bb0(%x: memref<2x$nxf32>, %i: memref<2x$nxi32>, %l: memref<2x$nxi64>, %p: memref<2x$nxi1>, %f: memref<2x4xf32>, %o: memref<2x4xi64>, %q: memref<2x2xi1>, %b: index):
  %sum, %prod, %max, %min, %isum, %imax, %lsum, %lmin, %any, %all = mft.tile [$n] reduce
      [#mft.combiner<sum>, #mft.combiner<prod>, #mft.combiner<max>, #mft.combiner<min>, #mft.combiner<sum>, #mft.combiner<max>,
       #mft.combiner<sum>, #mft.combiner<min>, #mft.combiner<max>, #mft.combiner<min>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<2x$nxf32> -> f32
    %u = mft.load %i at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<2x$nxi32> -> i32
    %w = mft.load %l at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<2x$nxi64> -> i64
    %t = mft.load %p at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<2x$nxi1> -> i1
    mft.yield %v, %v, %v, %v, %u, %u, %w, %w, %t, %t : f32, f32, f32, f32, i32, i32, i64, i64, i1, i1
  } : f32, f32, f32, f32, i32, i32, i64, i64, i1, i1
  %isuml = arith.extsi %isum : i32 to i64
  %imaxl = arith.extsi %imax : i32 to i64
  mft.tile [] {
  ^bb0:
    %c0 = arith.constant 0 : index
    mft.store %sum, %f at affine_map<(b) -> (b, 0)>(%b) : f32, memref<2x4xf32>
    mft.store %prod, %f at affine_map<(b) -> (b, 1)>(%b) : f32, memref<2x4xf32>
    mft.store %max, %f at affine_map<(b) -> (b, 2)>(%b) : f32, memref<2x4xf32>
    mft.store %min, %f at affine_map<(b) -> (b, 3)>(%b) : f32, memref<2x4xf32>
    mft.store %isuml, %o at affine_map<(b) -> (b, 0)>(%b) : i64, memref<2x4xi64>
    mft.store %imaxl, %o at affine_map<(b) -> (b, 1)>(%b) : i64, memref<2x4xi64>
    mft.store %lsum, %o at affine_map<(b) -> (b, 2)>(%b) : i64, memref<2x4xi64>
    mft.store %lmin, %o at affine_map<(b) -> (b, 3)>(%b) : i64, memref<2x4xi64>
    mft.store %any, %q at affine_map<(b) -> (b, 0)>(%b) : i1, memref<2x2xi1>
    mft.store %all, %q at affine_map<(b) -> (b, 1)>(%b) : i1, memref<2x2xi1>
  }
})";
  for (size_t n : {3, 37, 300}) {
    Array x = Array::random(Dtype::f32, 2 * n, 1, -2, 2), i = Array::random(Dtype::i32, 2 * n, 2, -100, 100);
    Array l = Array::random(Dtype::i64, 2 * n, 3, -1e12, 1e12), p = Array::random(Dtype::i1, 2 * n, 4, 0, 1);
    for (size_t j = 0; j < n; ++j)
      p[j] = 0, p[n + j] = j == n / 2;
    Array f = Array::output(Dtype::f32, 8), o = Array::output(Dtype::i64, 8), q = Array::output(Dtype::i1, 4);
    runKernel(substitute(text, {{"n", std::to_string(n)}}), "reduce", {&x, &i, &l, &p, &f, &o, &q});
    auto over = [&](const Array &a, size_t row, double init, auto combine) {
      for (size_t j = 0; j < n; ++j)
        init = combine(init, a[row * n + j]);
      return init;
    };
    auto sum = [](double a, double b) { return a + b; };
    auto max = [](double a, double b) { return std::max(a, b); };
    auto min = [](double a, double b) { return std::min(a, b); };
    expectClose(f, 1e-5, [&](size_t at) {
      size_t row = at / 4;
      return at % 4 == 0   ? over(x, row, 0, sum)
             : at % 4 == 1 ? over(x, row, 1, [](double a, double b) { return a * b; })
             : at % 4 == 2 ? over(x, row, -1e30, max)
                           : over(x, row, 1e30, min);
    });
    expectClose(o, 0, [&](size_t at) {
      size_t row = at / 4;
      return at % 4 == 0   ? over(i, row, 0, sum)
             : at % 4 == 1 ? over(i, row, -1e30, max)
             : at % 4 == 2 ? over(l, row, 0, sum)
                           : over(l, row, 1e30, min);
    });
    expectClose(q, 0, [&](size_t at) { return at == 2; });
  }
}

// Phase two reads what other threads wrote, phase three overwrites what others read.
static const char *reversal = R"(
mft.kernel @reverse grid [5] kind "row" {
^bb0(%x: memref<5x$nxf32>, %tmp: memref<5x$nxf32>, %y: memref<5x$nxf32>, %b: index):
  mft.tile [$n] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<5x$nxf32> -> f32
    %w = arith.addf %v, %v : f32
    mft.store %w, %tmp at affine_map<(b, j) -> (b, j)>(%b, %j) : f32, memref<5x$nxf32>
  }
  mft.tile [$n] {
  ^bb0(%j: index):
    %v = mft.load %tmp at affine_map<(b, j) -> (b, $n - 1 - j)>(%b, %j) : memref<5x$nxf32> -> f32
    mft.store %v, %y at affine_map<(b, j) -> (b, j)>(%b, %j) : f32, memref<5x$nxf32>
  }
  mft.tile [$n] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    mft.store %zero, %tmp at affine_map<(b, j) -> (b, j)>(%b, %j) : f32, memref<5x$nxf32>
  }
})";

TEST_CASE("row: phases that meet in memory wait for each other") {
  for (size_t n : {4, 60, 500}) {
    Array x = Array::random(Dtype::f32, 5 * n, 1), tmp = Array::output(Dtype::f32, 5 * n), y = tmp;
    runKernel(substitute(reversal, {{"n", std::to_string(n)}}), "reverse", {&x, &tmp, &y});
    expectClose(y, 0, [&](size_t i) { return 2 * x[i / n * n + n - 1 - i % n]; });
    expectClose(tmp, 0, [&](size_t) { return 0; });
  }
}

TEST_CASE("row: no barrier is there in vain, and none could be missing unseen") {
  for (auto [n, barriers] : {std::pair<size_t, unsigned>{4, 0}, {60, 2}, {500, 2}}) {
    Array x = Array::random(Dtype::f32, 5 * n, 1), tmp = Array::output(Dtype::f32, 5 * n), y = tmp;
    CHECK(checkBarriersAreNeeded(substitute(reversal, {{"n", std::to_string(n)}}), "reverse", {&x, &tmp, &y}) == barriers);
  }
  // Rows of one warp have a barrier in case that y is x in place: no race where it is not.
  Array x = Array::random(Dtype::f32, 3000, 5), y = Array::output(Dtype::f32, 3000);
  std::string text = substitute(softmax, {{"rows", "3"}, {"n", "1000"}, {"t", "f32"}});
  CHECK(checkBarriersAreNeeded(text, "softmax", {&x, &y}) == 2);
}
