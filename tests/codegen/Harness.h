// Compiles kernel-level text, loads the artifact and runs its kernels directly, without the runtime.
#pragma once
#include "runtime/abi/mf_abi.h"
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace mf::test {

/// A 64-byte aligned array between guard bytes that kernels must leave alone.
class Buffer {
public:
  Buffer(size_t bytes, unsigned char fill = 0x5a);
  Buffer(const Buffer &) = delete;
  Buffer(Buffer &&other) noexcept;
  ~Buffer();
  template <typename T> T *as() { return reinterpret_cast<T *>(data); }
  size_t size() const { return bytes; }
  bool guardsIntact() const;

private:
  static constexpr size_t guard = 256;
  unsigned char *memory = nullptr, *data = nullptr;
  size_t bytes = 0;
};

template <typename T> Buffer make(size_t count, std::function<T(size_t)> value) {
  Buffer buffer(count * sizeof(T));
  for (size_t i = 0; i < count; ++i)
    buffer.as<T>()[i] = value(i);
  return buffer;
}

/// A number in (-1, 1) that depends on its arguments only.
double noise(uint64_t index, uint64_t seed);

class Program {
public:
  /// Compiles; a failure is reported as a failed check.
  explicit Program(const std::string &text, const std::string &cpu = "");
  ~Program();
  const mf_artifact_desc *operator->() const { return artifact; }
  explicit operator bool() const { return artifact; }
  /// Runs all blocks of a kernel, in two calls where it has two or more; checks the guards.
  void run(const std::string &kernel, std::vector<Buffer *> buffers);

private:
  void *library = nullptr;
  const mf_artifact_desc *artifact = nullptr;
};

/// The level the tests compile for: the environment's MF_TEST_CPU, else native.
std::string testCpu();

// a test is a function registered by TEST; its checks are counted
struct Registration {
  Registration(const char *name, void (*run)());
};
void check(bool ok, const char *file, int line, const std::string &what);
int runTests(int argc, char **argv);

} // namespace mf::test

#define MF_TEST_JOIN(a, b) a##b
#define MF_TEST_NAME(a, b) MF_TEST_JOIN(a, b)
#define TEST(name)                                                                                                     \
  static void name();                                                                                                  \
  static mf::test::Registration MF_TEST_NAME(registration, __LINE__)(#name, name);                                     \
  static void name()
#define CHECK(condition) mf::test::check(condition, __FILE__, __LINE__, #condition)
#define CHECK_THAT(condition, what) mf::test::check(condition, __FILE__, __LINE__, what)
