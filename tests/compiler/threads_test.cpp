// A small model of the DSL starts no thread; counted in /proc, never timed.
#include "compiler/api/Session.h"
#include "models/layers/layers.h"
#include "runtime/api/mfrt.h"
#include "tests/Folder.h"
#include <catch2/catch.hpp>

using namespace mf;

namespace {
int64_t threadsOfProcess() {
  std::filesystem::directory_iterator tasks("/proc/self/task");
  return std::distance(begin(tasks), end(tasks));
}

/// How many threads there are more after one row has gone through four layers with four threads.
int64_t startedBy(int64_t width) {
  Folder folder;
  auto build = [=](Program &p) {
    p.entry("call", {{"x", {1, width}}}, [&](const Arguments &a) -> Results {
      Scope net("net");
      Tensor x = a[0];
      for (int64_t i = 0; i < 4; ++i)
        x = silu(nn::dense(net / "layer" / i, x, width)); // [1, W]
      return {{"y", x}};
    });
  };
  compiler::Session().compile(compiler::Source::program("mlp", build)).write(compiler::Emit::artifact, folder / "mlp.mfa");
  mf_program *program;
  REQUIRE(mf_program_load((folder / "mlp.mfa").c_str(), nullptr, &program) == MF_OK);
  mf_program_set_threads(program, 4);
  std::vector<float> x(static_cast<size_t>(width)), y(static_cast<size_t>(width));
  const int64_t shape[] = {1, width};
  mf_array in{x.data(), MF_F32, 2, shape, width * 4}, out{y.data(), MF_F32, 2, shape, width * 4};
  int64_t before = threadsOfProcess();
  CHECK(mf_entry_call(program, mf_entry_find(program, "call"), &in, 1, &out, 1) == MF_OK);
  int64_t after = threadsOfProcess();
  mf_program_free(program);
  return after - before;
}
} // namespace

TEST_CASE("one row of a small model is the calling thread's, of a large one the team's") {
  CHECK(startedBy(64) == 0);
  CHECK(startedBy(256) == 0);
  CHECK(startedBy(1024) == 3);
}
