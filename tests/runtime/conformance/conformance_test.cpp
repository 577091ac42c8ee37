// What every device must do, one after the other: memory, states, plans, loops, threads, sessions, the profile. A device that
// does not compute (null) is asked for everything but numbers.
#include "tests/runtime/Fixture.h"
#include <catch2/catch.hpp>
#include <atomic>
#include <cstring>
#include <thread>
extern "C" {
#include "runtime/core/internal.h"
}

namespace {
struct DeviceUnderTest {
  const char *name;
  bool computes;
};
// a further device is one more row
const DeviceUnderTest devices[] = {{"cpu", true}, {"null", false}};

struct Loaded : Program {
  explicit Loaded(const DeviceUnderTest &device) : Program("conformance", device.name) { REQUIRE(status == MF_OK); }
  void initialise(int32_t seed) {
    Call init(handle, "init");
    *init.argument<int32_t>(0) = seed;
    REQUIRE(init.run() == MF_OK);
  }
};

struct Session {
  mf_session *handle = nullptr;
  explicit Session(mf_program *program) { REQUIRE(mf_session_create(program, &handle) == MF_OK); }
  ~Session() { mf_session_free(handle); }
  Session(const Session &) = delete;
};

/// One call of `push` in a session (of the program itself, where there is none).
float push(mf_program *program, mf_session *session, float x) {
  Call call(program, "push");
  *call.argument<float>(0) = x;
  mf_status status = session ? mf_session_call(session, call.index, call.arguments.data(), 1, call.results.data(), 1) : call.run();
  REQUIRE(status == MF_OK);
  return *call.result<float>(0);
}

std::vector<int32_t> expectedLoop(int n) {
  std::vector<int32_t> acc(64), next(64);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < n; ++j) {
      for (int k = 0; k < 64; ++k)
        acc[size_t(k)] = int32_t(uint32_t(acc[size_t(k)]) * 3u + uint32_t(10 * i + j + k));
      for (int k = 0; k < 64; ++k)
        next[size_t(k)] = acc[size_t(k + 1) % 64];
      acc = next;
    }
  return acc;
}
} // namespace

#define EACH_DEVICE                                                                                                    \
  for (const DeviceUnderTest &device : devices)                                                                        \
    DYNAMIC_SECTION(device.name)

TEST_CASE("memory is zeroed, aligned, and goes there and back") {
  EACH_DEVICE {
    Loaded p(device);
    mf_device *d = p.handle->device;
    for (int64_t bytes : {0, 1, 63, 4096, 9 << 20}) {
      void *memory = d->allocate(d, bytes);
      REQUIRE(memory);
      std::vector<char> host(size_t(bytes), 'x'), back(size_t(bytes), 'y');
      REQUIRE(d->download(d, back.data(), memory, bytes) == MF_OK);
      CHECK(back == std::vector<char>(size_t(bytes), '\0'));
      REQUIRE(d->upload(d, memory, host.data(), bytes) == MF_OK);
      REQUIRE(d->download(d, back.data(), memory, bytes) == MF_OK);
      CHECK(back == host);
      if (void *view = d->host_view(d, memory)) {
        CHECK(reinterpret_cast<uintptr_t>(view) % 64 == 0);
        CHECK((bytes == 0 || static_cast<char *>(view)[bytes - 1] == 'x'));
      }
      d->release(d, memory, bytes);
    }
    CHECK(d->allocate(d, INT64_MAX) == nullptr);
    CHECK(d->default_threads(d) >= 1);
  }
}

TEST_CASE("states start as zeros and keep what is written") {
  EACH_DEVICE {
    Loaded p(device);
    for (const char *name : {"weight", "bias", "cache", "length"}) {
      int64_t state = mf_state_find(p, name), bytes = mf_state_info(p, state)->bytes;
      std::vector<char> value(size_t(bytes), '\1'), back(size_t(bytes), '\2');
      REQUIRE(mf_state_get(p, state, back.data(), bytes) == MF_OK);
      CHECK(back == std::vector<char>(size_t(bytes), '\0'));
      REQUIRE(mf_state_set(p, state, value.data(), bytes) == MF_OK);
      REQUIRE(mf_state_get(p, state, back.data(), bytes) == MF_OK);
      CHECK(back == value);
    }
  }
}

TEST_CASE("every plan runs to its end, with any number of threads") {
  EACH_DEVICE {
    Loaded p(device);
    for (int threads : {1, 2, 4, 0}) {
      mf_program_set_threads(p, threads);
      for (int32_t entry = 0; entry < mf_entry_count(p); ++entry) {
        Call call(p, mf_entry_info(p, entry)->name);
        INFO(mf_entry_info(p, entry)->name);
        CHECK(call.run() == MF_OK);
      }
    }
  }
}

TEST_CASE("numbers are right, and the same bits with any number of threads") {
  EACH_DEVICE {
    if (!device.computes)
      continue;
    Loaded p(device);
    p.initialise(3);
    std::vector<char> sum;
    for (int threads : {1, 2, 4, 3}) {
      mf_program_set_threads(p, threads);
      Call call(p, "scale");
      for (int i = 0; i < 6400; ++i)
        call.argument<float>(0)[i] = float(i % 97) / 7;
      REQUIRE(call.run() == MF_OK);
      for (int i = 0; i < 6400; ++i)
        REQUIRE(call.result<float>(0)[i] == float(i % 97) / 7 * 4);
      if (sum.empty())
        sum = call.outputs[1];
      CHECK(call.outputs[1] == sum);
    }
  }
}

TEST_CASE("loops: constant and read counts, nested, in one another, beside what one thread runs") {
  EACH_DEVICE {
    if (!device.computes)
      continue;
    Loaded p(device);
    for (int threads : {1, 2, 3}) {
      mf_program_set_threads(p, threads);
      for (int n : {0, 1, 7, -3}) {
        Call call(p, "loop");
        *call.argument<int32_t>(0) = n;
        REQUIRE(call.run() == MF_OK);
        REQUIRE(std::memcmp(call.result<char>(0), expectedLoop(n).data(), 256) == 0);
        Call small(p, "small");
        *small.argument<int32_t>(0) = n;
        REQUIRE(small.run() == MF_OK);
        for (int k = 0; k < 64; ++k)
          REQUIRE(small.result<int32_t>(0)[k] == 11 * n + k);
      }
    }
  }
}

TEST_CASE("a buffer may reach over the states that follow") {
  EACH_DEVICE {
    if (!device.computes)
      continue;
    Loaded p(device);
    p.initialise(5);
    Call twice(p, "twice");
    REQUIRE(twice.run() == MF_OK);
    float weight[16], bias[4];
    REQUIRE(mf_state_get(p, 0, weight, sizeof weight) == MF_OK);
    REQUIRE(mf_state_get(p, 1, bias, sizeof bias) == MF_OK);
    CHECK(weight[15] == 40);
    CHECK(bias[3] == -10);
  }
}

TEST_CASE("sessions share the weights and have caches of their own") {
  EACH_DEVICE {
    Loaded p(device);
    p.initialise(2);
    Session one(p), two(p);
    push(p, nullptr, 100);
    push(p, one.handle, 1);
    float first = push(p, one.handle, 2), second = push(p, two.handle, 5);
    if (device.computes) {
      CHECK(first == 6);
      CHECK(second == 10);
      CHECK(push(p, nullptr, 1) == 202);
    }
    // through a session, its own cache and everybody's weights
    float value = 7, cache[8] = {}, got = 0;
    int64_t weight = mf_state_find(p, "weight"), place = mf_state_find(p, "cache");
    float weights[16] = {value};
    REQUIRE(mf_session_set(one.handle, weight, weights, sizeof weights) == MF_OK);
    REQUIRE(mf_state_get(p, weight, weights, sizeof weights) == MF_OK);
    CHECK(weights[0] == 7);
    cache[3] = 4;
    REQUIRE(mf_session_set(two.handle, place, cache, sizeof cache) == MF_OK);
    REQUIRE(mf_session_get(one.handle, place, cache, sizeof cache) == MF_OK);
    CHECK(cache[3] == 0);
    REQUIRE(mf_session_get(two.handle, place, cache, sizeof cache) == MF_OK);
    CHECK(cache[3] == 4);
    CHECK(mf_session_get(two.handle, 99, &got, 4) == MF_ERROR_NAME);
    CHECK(mf_session_set(two.handle, place, cache, 4) == MF_ERROR_ARRAY);
    // reset empties one cache
    Call reset(p, "reset");
    REQUIRE(mf_session_call(two.handle, reset.index, nullptr, 0, nullptr, 0) == MF_OK);
    if (device.computes) {
      REQUIRE(mf_session_get(two.handle, place, cache, sizeof cache) == MF_OK);
      CHECK(cache[3] == 0);
      CHECK(push(p, one.handle, 0) == 6);
    }
  }
}

TEST_CASE("sessions run at the same time, and writers of the weights alone") {
  EACH_DEVICE {
    Loaded p(device);
    p.initialise(1);
    constexpr int sessions = 4, calls = 300;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int s = 0; s < sessions; ++s)
      threads.emplace_back([&, s] {
        mf_session *session = nullptr;
        if (mf_session_create(p, &session) != MF_OK)
          return void(++wrong);
        mf_session_set_threads(session, 1 + s % 2);
        float expected = 0;
        for (int i = 1; i <= calls; ++i) {
          float x = float(s + 1), sum = -1;
          mf_array argument = {&x, MF_F32, 0, nullptr, 4}, result = {&sum, MF_F32, 0, nullptr, 4};
          wrong += mf_session_call(session, mf_entry_find(p, "push"), &argument, 1, &result, 1) != MF_OK;
          expected = float(std::min(i, 8) * (s + 1));
          wrong += device.computes && sum != expected;
          // the program's own session writes the same weights again: between calls, never within one
          int32_t seed = 1;
          mf_array from = {&seed, MF_I32, 0, nullptr, 4};
          if (i % 50 == 0) {
            wrong += mf_session_call(session, mf_entry_find(p, "init"), &from, 1, nullptr, 0) != MF_OK;
            for (int j = 0; j < 8; ++j) // init has emptied the cache: fill it again
              wrong += mf_session_call(session, mf_entry_find(p, "push"), &argument, 1, &result, 1) != MF_OK;
          }
        }
        mf_session_free(session);
      });
    for (std::thread &thread : threads)
      thread.join();
    CHECK(wrong == 0);
  }
}

TEST_CASE("a checkpoint holds the program's states, not those of a session") {
  Folder folder;
  EACH_DEVICE {
    Loaded p(device), q(device);
    std::vector<float> weight(16, 3.f), cache(8, 5.f), back(16);
    REQUIRE(mf_state_set(p, 0, weight.data(), 64) == MF_OK);
    REQUIRE(mf_state_set(p, 2, cache.data(), 32) == MF_OK);
    std::string path = folder / device.name;
    REQUIRE(mf_state_save(p, path.c_str(), nullptr, 0) == MF_OK);
    CHECK(readFile(path).find("cache") == std::string::npos);
    REQUIRE(mf_state_load(q, path.c_str(), 0) == MF_OK);
    REQUIRE(mf_state_get(q, 0, back.data(), 64) == MF_OK);
    CHECK(back == weight);
    REQUIRE(mf_state_get(q, 2, back.data(), 32) == MF_OK);
    CHECK(back[0] == 0);
  }
}

TEST_CASE("the profile counts launches") {
  EACH_DEVICE {
    Loaded p(device);
    for (int threads : {1, 2}) {
      mf_program_set_threads(p, threads);
      REQUIRE(mf_profile_enable(p, 1) == MF_OK);
      Call call(p, "scale");
      REQUIRE(call.run() == MF_OK);
      REQUIRE(call.run() == MF_OK);
      CHECK(mf_profile_kernel(p, 3).launches == 2);
      CHECK(mf_profile_kernel(p, 5).launches == 2);
      CHECK(mf_profile_kernel(p, 0).launches == 0);
      REQUIRE(mf_profile_enable(p, 0) == MF_OK);
    }
  }
}

TEST_CASE("a wrong array stops a call before anything runs") {
  EACH_DEVICE {
    Loaded p(device);
    Call call(p, "push");
    call.arguments[0].dtype = MF_I32;
    CHECK(call.run() == MF_ERROR_ARRAY);
    CHECK(std::string(mf_last_error()) == "push: argument 'x': expected f32 [], got i32 []");
  }
}
