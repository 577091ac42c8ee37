// Calling: checks of arguments, loops, threads, profile, the NaN scan.
#include "tests/runtime/Fixture.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>

static void fillInputs(Call &call) {
  for (int i = 0; i < 6400; ++i) {
    call.argument<float>(0)[i] = std::sin(float(i)) * 100;
    call.argument<float>(1)[i] = 1 / (1 + float(i));
  }
}

TEST_CASE("an entry computes") {
  Program p("basic");
  Call call(p, "add");
  fillInputs(call);
  REQUIRE(call.run() == MF_OK);
  for (int i = 0; i < 6400; ++i)
    REQUIRE(call.result<float>(0)[i] == call.argument<float>(0)[i] + call.argument<float>(1)[i]);
}

TEST_CASE("wrong arrays are refused by name") {
  Program p("basic");
  Call call(p, "add");
  auto error = [&] {
    CHECK(call.run() == MF_ERROR_ARRAY);
    return std::string(mf_last_error());
  };
  int64_t shape[] = {32, 100};
  mf_array good = call.arguments[1];
  call.arguments[1].shape = shape;
  CHECK(error() == "add: argument 'y': expected f32 [64, 100], got f32 [32, 100]");
  call.arguments[1] = good;
  call.arguments[1].dtype = MF_I32;
  CHECK(error() == "add: argument 'y': expected f32 [64, 100], got i32 [64, 100]");
  call.arguments[1] = good;
  call.arguments[1].bytes -= 4;
  CHECK(error() == "add: argument 'y': expected 25600 bytes, got 25596");
  call.arguments[1] = good;
  call.arguments[1].data = nullptr;
  CHECK(error() == "add: argument 'y': expected a pointer aligned to 4 bytes, got (nil)");
  call.arguments.pop_back();
  CHECK(error() == "add: expected 2 arguments, got 1");
  call.arguments.push_back(good);
  call.results[1].rank = 1;
  call.results[1].shape = shape;
  CHECK(error() == "add: result 'sum': expected f32 [], got f32 [32]");
  CHECK(mf_entry_call(p, 9, nullptr, 0, nullptr, 0) == MF_ERROR_NAME);
}

// What entry `loop` computes, in plain C++.
static std::vector<int32_t> expectedLoop(int n) {
  std::vector<int32_t> acc(64), next(64);
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < n; ++j) {
      for (int k = 0; k < 64; ++k)
        acc[k] = int32_t(uint32_t(acc[k]) * 3u + uint32_t(10 * i + j + k));
      for (int k = 0; k < 64; ++k)
        next[k] = acc[(k + 1) % 64];
      acc = next;
    }
  }
  return acc;
}

TEST_CASE("nested loops, with a count read when the loop starts") {
  Program p("basic");
  for (int threads : {1, 2, 4}) {
    mf_program_set_threads(p, threads);
    CHECK(mf_program_threads(p) == threads);
    for (int n : {0, 1, 7, -3}) {
      Call call(p, "loop");
      *call.argument<int32_t>(0) = n;
      REQUIRE(call.run() == MF_OK);
      CHECK(std::memcmp(call.result<char>(0), expectedLoop(n).data(), 256) == 0);
    }
  }
}

TEST_CASE("the number of threads does not change a bit") {
  Program p("basic");
  std::vector<char> first;
  for (int threads : {1, 2, 4, 3, 0}) {
    mf_program_set_threads(p, threads);
    for (int repeat = 0; repeat < 20; ++repeat) {
      Call call(p, "add");
      fillInputs(call);
      REQUIRE(call.run() == MF_OK);
      if (first.empty())
        first = call.outputs[1];
      CHECK(call.outputs[1] == first);
    }
  }
}

TEST_CASE("subnormals are flushed on every thread, and the caller's mode is kept") {
  Program p("basic");
  Call call(p, "add");
  for (int i = 0; i < 6400; ++i)
    call.argument<float>(0)[i] = 1e-40f;
  for (int threads : {1, 2}) {
    mf_program_set_threads(p, threads);
    REQUIRE(call.run() == MF_OK);
    for (int i = 0; i < 6400; ++i)
      REQUIRE(call.result<float>(0)[i] == 0);
  }
  // one that is read is zero as well: the sum would be another normal number
  for (int i = 0; i < 6400; ++i)
    call.argument<float>(1)[i] = 1.2e-38f;
  for (int threads : {1, 2}) {
    mf_program_set_threads(p, threads);
    REQUIRE(call.run() == MF_OK);
    for (int i = 0; i < 6400; ++i)
      REQUIRE(call.result<float>(0)[i] == 1.2e-38f);
  }
  volatile float tiny = 1e-38f;
  CHECK(tiny / 16 > 0);
}

TEST_CASE("programs are independent of each other") {
  Program p("basic"), q("basic");
  Call one(p, "init"), two(q, "init");
  *one.argument<int32_t>(0) = 1;
  *two.argument<int32_t>(0) = 2;
  REQUIRE(one.run() == MF_OK);
  REQUIRE(two.run() == MF_OK);
  float weight[4];
  REQUIRE(mf_state_get(p, 0, weight, 16) == MF_OK);
  CHECK(weight[3] == 4);
}

TEST_CASE("the profile counts launches and their time") {
  Program p("basic");
  Call call(p, "loop");
  *call.argument<int32_t>(0) = 5;
  REQUIRE(mf_profile_enable(p, 1) == MF_OK);
  REQUIRE(call.run() == MF_OK);
  REQUIRE(call.run() == MF_OK);
  CHECK(mf_profile_kernel(p, 4).launches == 30);
  CHECK(mf_profile_kernel(p, 4).nanoseconds > 0);
  CHECK(mf_profile_kernel(p, 0).launches == 0);
  CHECK(mf_profile_kernel(p, -1).launches == 0);
  REQUIRE(mf_profile_enable(p, 0) == MF_OK);
  REQUIRE(call.run() == MF_OK);
  CHECK(mf_profile_kernel(p, 4).launches == 0);
}

TEST_CASE("the scan names the kernel that made the first NaN") {
  Program p("basic");
  mf_program_set_threads(p, 2);
  mf_scan scan;
  Call call(p, "nan");
  *call.argument<float>(0) = 4;
  REQUIRE(call.scan(&scan) == MF_OK);
  CHECK(!scan.nan.found);
  CHECK(!scan.infinity.found);
  CHECK(*call.result<float>(0) == std::sqrt(std::log(4.0f)) + 1);

  SECTION("log(0) is an infinity, its square root a NaN; integers are not mistaken for one") {
    *call.argument<float>(0) = 0;
    REQUIRE(call.run() == MF_OK); // leaves the NaN in the arena
    REQUIRE(call.scan(&scan) == MF_OK);
    REQUIRE(scan.nan.found);
    CHECK(std::string(scan.nan.name) == "square_root");
    CHECK(std::string(scan.nan.source) == "model.cpp:42");
    CHECK(scan.nan.step == 2);
    REQUIRE(scan.infinity.found);
    CHECK(std::string(scan.infinity.source) == "model.cpp:41");
  }
  SECTION("an argument that was NaN before") {
    *call.argument<float>(0) = NAN;
    REQUIRE(call.scan(&scan) == MF_OK);
    CHECK(std::string(scan.nan.name) == "x");
    CHECK(scan.nan.kernel == -1);
  }
}
