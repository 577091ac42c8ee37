// Facts under test: tiles, folds, reductions, masks and gathers at sizes around the vector width.
#include "tests/codegen/Harness.h"
#include <algorithm>
#include <cmath>

using namespace mf::test;

static const int sizes[] = {1, 2, 3, 7, 15, 16, 17, 33, 64, 100, 130};

static std::string str(int64_t n) { return std::to_string(n); }

static bool near(double got, double want, double tolerance) { return std::fabs(got - want) <= tolerance * (1 + std::fabs(want)); }

TEST(elementwise_sizes) {
  for (int n : sizes) {
    std::string t = "memref<3x" + str(n) + "xf32>";
    Program p("mft.kernel @k grid [3] kind \"loop\" {\n^bb0(%x: " + t + ", %y: " + t + ", %b: index):\n mft.tile [" + str(n) + "] {\n ^bb0(%j: index):\n"
              "  %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : " + t + " -> f32\n  %c = arith.constant 2.5 : f32\n  %m = arith.mulf %v, %c : f32\n"
              "  mft.store %m, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, " + t + "\n }\n}\n");
    Buffer x = make<float>(3 * n, [](size_t i) { return noise(i, 1); }), y(12 * n);
    p.run("k", {&x, &y});
    for (int i = 0; i < 3 * n; ++i)
      CHECK_THAT(y.as<float>()[i] == x.as<float>()[i] * 2.5f, "n = " + str(n) + " at " + str(i));
  }
}

TEST(row_reductions) {
  for (int n : sizes) {
    std::string t = "memref<5x" + str(n) + "xf32>", one = "memref<5xf32>";
    Program p("mft.kernel @k grid [5] kind \"row\" {\n^bb0(%x: " + t + ", %y: " + t + ", %s: " + one + ", %b: index):\n"
              " %r:4 = mft.tile [" + str(n) + "] reduce [#mft.combiner<sum>, #mft.combiner<max>, #mft.combiner<min>, #mft.combiner<prod>] {\n ^bb0(%j: index):\n"
              "  %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : " + t + " -> f32\n  mft.yield %v, %v, %v, %v : f32, f32, f32, f32\n } : f32, f32, f32, f32\n"
              " %d = arith.subf %r#1, %r#2 : f32\n"
              " mft.tile [] {\n  %e = arith.addf %r#0, %r#3 : f32\n  mft.store %e, %s at affine_map<(d0) -> (d0)>(%b) : f32, " + one + "\n }\n"
              " mft.tile [" + str(n) + "] {\n ^bb0(%j: index):\n  %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : " + t + " -> f32\n"
              "  %q = arith.addf %v, %d : f32\n  mft.store %q, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, " + t + "\n }\n}\n");
    Buffer x = make<float>(5 * n, [](size_t i) { return 1 + 0.1 * noise(i, 2); }), y(20 * n), s(20);
    p.run("k", {&x, &y, &s});
    for (int b = 0; b < 5; ++b) {
      const float *row = x.as<float>() + b * n;
      double sum = 0, prod = 1;
      for (int j = 0; j < n; ++j)
        sum += row[j], prod *= row[j];
      float spread = *std::max_element(row, row + n) - *std::min_element(row, row + n);
      CHECK_THAT(near(s.as<float>()[b], sum + prod, 1e-5), "n = " + str(n));
      for (int j = 0; j < n; ++j)
        CHECK(y.as<float>()[b * n + j] == row[j] + spread);
    }
  }
}

TEST(column_folds) {
  for (int n : sizes) {
    std::string t = "memref<9x" + str(n) + "xf32>", one = "memref<" + str(n) + "xf32>";
    Program p("mft.kernel @k grid [1] kind \"column\" {\n^bb0(%x: " + t + ", %y: " + one + ", %b: index):\n mft.tile [" + str(n) + "] {\n ^bb0(%j: index):\n"
              "  %z = arith.constant 0.0 : f32\n  %s, %c = mft.fold [3, 3] init(%z, %z : f32, f32) {\n  ^bb0(%r: index, %q: index, %a: f32, %count: f32):\n"
              "   %v = mft.load %x at affine_map<(d0, d1, d2) -> (d0 * 3 + d1, d2)>(%r, %q, %j) : " + t + " -> f32\n   %one = arith.constant 1.0 : f32\n"
              "   %n = arith.addf %a, %v : f32\n   %m = arith.addf %count, %one : f32\n   mft.yield %n, %m : f32, f32\n  } : f32, f32\n"
              "  %mean = arith.divf %s, %c : f32\n  mft.store %mean, %y at affine_map<(d0) -> (d0)>(%j) : f32, " + one + "\n }\n}\n");
    Buffer x = make<float>(9 * n, [](size_t i) { return noise(i, 3); }), y(4 * n);
    p.run("k", {&x, &y});
    for (int j = 0; j < n; ++j) {
      double sum = 0;
      for (int r = 0; r < 9; ++r)
        sum += x.as<float>()[r * n + j];
      CHECK_THAT(near(y.as<float>()[j], sum / 9, 1e-6), "n = " + str(n));
    }
  }
}

TEST(transposes_and_reshapes) {
  // y[j, i] = x[i, j] by gathers or scatters, and a flat view through floordiv and mod
  for (int n : {1, 5, 16, 37, 64}) {
    std::string a = "memref<" + str(n) + "x24xf32>", c = "memref<24x" + str(n) + "xf32>", flat = "memref<" + str(24 * n) + "xf32>";
    Program p("mft.kernel @t grid [1] kind \"loop\" {\n^bb0(%x: " + a + ", %y: " + c + ", %b: index):\n mft.tile [" + str(n) + ", 24] {\n ^bb0(%i: index, %j: index):\n"
              "  %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%i, %j) : " + a + " -> f32\n"
              "  mft.store %v, %y at affine_map<(d0, d1) -> (d1, d0)>(%i, %j) : f32, " + c + "\n }\n}\n"
              "mft.kernel @r grid [1] kind \"loop\" {\n^bb0(%x: " + a + ", %y: " + flat + ", %b: index):\n mft.tile [" + str(24 * n) + "] {\n ^bb0(%f: index):\n"
              "  %v = mft.load %x at affine_map<(d0) -> (d0 mod " + str(n) + ", d0 floordiv " + str(n) + ")>(%f) : " + a + " -> f32\n"
              "  mft.store %v, %y at affine_map<(d0) -> (d0)>(%f) : f32, " + flat + "\n }\n}\n");
    Buffer x = make<float>(24 * n, [](size_t i) { return i; }), y(96 * n), z(96 * n);
    p.run("t", {&x, &y});
    p.run("r", {&x, &z});
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < 24; ++j) {
        CHECK(y.as<float>()[j * n + i] == i * 24 + j);
        CHECK(z.as<float>()[j * n + i] == i * 24 + j);
      }
  }
}

TEST(masks_and_data_dependent_indices) {
  for (int n : sizes) {
    std::string t = "memref<" + str(n) + "xf32>", idx = "memref<" + str(n) + "xi32>", table = "memref<10xf32>";
    Program p("mft.kernel @k grid [1] kind \"loop\" {\n^bb0(%x: " + t + ", %i: " + idx + ", %t: " + table + ", %y: " + t + ", %z: " + t + ", %b: index):\n"
              " mft.tile [" + str(n) + "] {\n ^bb0(%j: index):\n  %k = mft.load %i at affine_map<(d0) -> (d0)>(%j) : " + idx + " -> i32\n"
              "  %g = arith.index_cast %k : i32 to index\n  %v = mft.load %t at affine_map<(d0) -> (d0)>(%g) : " + table + " -> f32\n"
              "  %two = arith.constant 2 : index\n  %ok = arith.cmpi sge, %j, %two : index\n  %o = arith.constant -1.0 : f32\n"
              "  %w = mft.load %x at affine_map<(d0) -> (d0 - 2)>(%j) mask %ok else %o : " + t + " -> f32, f32\n  %s = arith.addf %v, %w : f32\n"
              "  mft.store %s, %y at affine_map<(d0) -> (d0)>(%j) : f32, " + t + "\n  mft.store %s, %z at affine_map<(d0) -> (d0 - 2)>(%j) mask %ok : f32, " + t + "\n }\n}\n");
    Buffer x = make<float>(n, [](size_t i) { return i; }), i = make<int32_t>(n, [](size_t k) { return (k * 7) % 10; });
    Buffer t10 = make<float>(10, [](size_t k) { return 100 * k; }), y(4 * n), z = make<float>(n, [](size_t) { return -7; });
    p.run("k", {&x, &i, &t10, &y, &z});
    for (int j = 0; j < n; ++j) {
      float want = 100 * ((j * 7) % 10) + (j >= 2 ? j - 2 : -1);
      CHECK_THAT(y.as<float>()[j] == want, "n = " + str(n) + " at " + str(j));
      float shifted = j + 2 < n ? 100 * (((j + 2) * 7) % 10) + j : -7;
      CHECK(z.as<float>()[j] == shifted);
    }
  }
}

TEST(tile_over_three_dimensions) {
  // a small last dimension: lanes run over the flattened tile
  std::string t = "memref<6x7x3xf32>";
  Program p("mft.kernel @k grid [2] kind \"loop\" {\n^bb0(%x: " + t + ", %y: " + t + ", %b: index):\n %m = mft.tile [3, 7, 3] reduce [#mft.combiner<sum>] {\n"
            " ^bb0(%i: index, %j: index, %c: index):\n  %v = mft.load %x at affine_map<(d0, d1, d2, d3) -> (d0 * 3 + d1, d2, d3)>(%b, %i, %j, %c) : " + t + " -> f32\n"
            "  mft.yield %v : f32\n } : f32\n mft.tile [3, 7, 3] {\n ^bb0(%i: index, %j: index, %c: index):\n"
            "  %v = mft.load %x at affine_map<(d0, d1, d2, d3) -> (d0 * 3 + d1, d2, d3)>(%b, %i, %j, %c) : " + t + " -> f32\n  %d = arith.subf %v, %m : f32\n"
            "  mft.store %d, %y at affine_map<(d0, d1, d2, d3) -> (d0 * 3 + d1, d2, d3)>(%b, %i, %j, %c) : f32, " + t + "\n }\n}\n");
  Buffer x = make<float>(126, [](size_t i) { return i % 13; }), y(504);
  p.run("k", {&x, &y});
  for (int b = 0; b < 2; ++b) {
    float sum = 0;
    for (int i = 0; i < 63; ++i)
      sum += x.as<float>()[b * 63 + i];
    for (int i = 0; i < 63; ++i)
      CHECK(y.as<float>()[b * 63 + i] == x.as<float>()[b * 63 + i] - sum);
  }
}

TEST(in_place) {
  Program p("mft.kernel @k grid [1] kind \"loop\" {\n^bb0(%x: memref<40xf32>, %y: memref<40xf32>, %b: index):\n mft.tile [40] {\n ^bb0(%j: index):\n"
            "  %v = mft.load %x at affine_map<(d0) -> (d0)>(%j) : memref<40xf32> -> f32\n  %w = arith.addf %v, %v : f32\n"
            "  mft.store %w, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<40xf32>\n }\n}\n");
  Buffer x = make<float>(40, [](size_t i) { return i; });
  p.run("k", {&x, &x});
  for (int i = 0; i < 40; ++i)
    CHECK(x.as<float>()[i] == 2 * i);
}

TEST(indices_that_leave_their_buffer) {
  // gathers and scatters by wild numbers: each lands on the nearest element
  for (int n : {1, 5, 16, 37}) {
    std::string t = "memref<" + str(n) + "xf32>", idx = "memref<" + str(n) + "xi32>", table = "memref<10xf32>", low = "affine_map<(d0) -> (d0 - 2)>";
    Program p("mft.kernel @k grid [1] kind \"loop\" {\n^bb0(%i: " + idx + ", %t: " + table + ", %y: " + t + ", %z: " + table + ", %b: index):\n"
              " mft.tile [" + str(n) + "] {\n ^bb0(%j: index):\n  %k = mft.load %i at affine_map<(d0) -> (d0)>(%j) : " + idx + " -> i32\n"
              "  %g = arith.index_cast %k : i32 to index\n  %v = mft.load %t at " + low + "(%g) : " + table + " -> f32\n"
              "  mft.store %v, %y at affine_map<(d0) -> (d0)>(%j) : f32, " + t + "\n  mft.store %v, %z at " + low + "(%g) : f32, " + table + "\n }\n}\n");
    Buffer i = make<int32_t>(n, [](size_t k) { return int32_t(noise(k, 7) * (k % 3 ? 20 : 1e9)); });
    Buffer table10 = make<float>(10, [](size_t k) { return 100 * k; }), y(4 * n), z = make<float>(10, [](size_t k) { return 100 * k; });
    p.run("k", {&i, &table10, &y, &z});
    for (int j = 0; j < n; ++j) {
      int64_t at = std::clamp<int64_t>(i.as<int32_t>()[j] - 2, 0, 9);
      CHECK_THAT(y.as<float>()[j] == 100 * at, "n = " + str(n) + " at " + str(j));
    }
    for (int k = 0; k < 10; ++k)
      CHECK(z.as<float>()[k] == 100 * k);
  }
}

TEST(integer_divisions_that_trap) {
  // by zero, and the smallest number by -1
  for (int n : {1, 16, 19}) {
    std::string t = "memref<" + str(n) + "xi32>", at = " at affine_map<(d0) -> (d0)>(%j) : ";
    Program p("mft.kernel @k grid [1] kind \"loop\" {\n^bb0(%x: " + t + ", %d: " + t + ", %q: " + t + ", %r: " + t + ", %b: index):\n mft.tile [" + str(n) + "] {\n ^bb0(%j: index):\n"
              "  %v = mft.load %x" + at + t + " -> i32\n  %w = mft.load %d" + at + t + " -> i32\n  %s = arith.divsi %v, %w : i32\n  %m = arith.remsi %v, %w : i32\n"
              "  mft.store %s, %q" + at + "i32, " + t + "\n  mft.store %m, %r" + at + "i32, " + t + "\n }\n}\n");
    Buffer x = make<int32_t>(n, [](size_t i) { return i % 2 ? INT32_MIN : int32_t(i) - 7; }), d = make<int32_t>(n, [](size_t i) { return int32_t(i % 4) - 1; });
    Buffer q(4 * n), r(4 * n);
    p.run("k", {&x, &d, &q, &r});
    for (int i = 0; i < n; ++i) {
      int64_t a = x.as<int32_t>()[i], b = d.as<int32_t>()[i];
      CHECK(q.as<int32_t>()[i] == int32_t(b ? a / b : -1));
      CHECK(r.as<int32_t>()[i] == int32_t(b ? a % b : a));
    }
  }
}
