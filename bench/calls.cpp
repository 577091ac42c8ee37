// What a call costs: an entry of one block, one token or one row of small models, with 1, 2 and 4 threads. For each the best of many rounds, the
// threads in turn, so that what else the machine does matters least; and what the compiler thinks that its launches take (mf_cpu_code.nanoseconds).
#include "bench/team.h"
#include "compiler/api/Session.h"
#include "compiler/api/TemporaryFile.h"
#include "models/layers/layers.h"
#include "runtime/api/mfrt.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>
#include <vector>

using namespace mf;

namespace {

//===-- models ----------------------------------------------------------------------------------===//

void tiny(Program &p) {
  p.entry("call", {{"x", {16}}}, [](const Arguments &a) -> Results { return {{"y", a[0] + 1.0}}; });
}

void mlp(Program &p, int64_t width) {
  p.entry("call", {{"x", {1, width}}}, [&](const Arguments &a) -> Results {
    Scope net("net");
    Tensor x = a[0];
    for (int64_t i = 0; i < 4; ++i)
      x = silu(nn::dense(net / "layer" / i, x, width)); // [1, W]
    return {{"y", x}};
  });
}

/// One token through two blocks of four heads with a cache of 128.
void token(Program &p, int64_t width) {
  p.entry("call", {{"x", {1, width}}, {"at", {2}, Dtype::i32}}, [&](const Arguments &a) -> Results {
    Scope net("net");
    constexpr int64_t heads = 4, length = 128;
    Tensor x = a[0]; // [1, W]
    for (int64_t i = 0; i < 2; ++i) {
      Scope block = net / "block" / i;
      std::string name = std::to_string(i);
      Tensor y = layer_norm(x), q = nn::dense(block / "q", y, width);
      auto cached = [&](const char *what) {
        Tensor all = state(what + name, "session", {length, width}, Dtype::f32, Init::zeros());
        Tensor next = dynamic_update_slice(all, nn::dense(block / what, y, width), a[1]);
        write(what + name, next);
        return transpose(reshape(next, {length, heads, width / heads}), {1, 0, 2}); // [H, T, W / H]
      };
      Tensor k = cached("k"), v = cached("v");
      Tensor scores = einsum("hd,htd->ht", reshape(q, {heads, width / heads}), k);                        // [H, T]
      Tensor seen = einsum("ht,htd->hd", softmax(scores * (1 / std::sqrt(double(width / heads)))), v);    // [H, W / H]
      x = x + nn::dense(block / "o", reshape(seen, {1, width}), width);
      x = x + nn::dense(block / "down", gelu(nn::dense(block / "up", layer_norm(x), 4 * width)), width);
    }
    return {{"y", x}};
  });
}

//===-- measurement -----------------------------------------------------------------------------===//

double now() { return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Called {
  mf_program *program = nullptr;
  int32_t entry = -1;
  std::vector<std::vector<int64_t>> storage;
  std::vector<mf_array> arguments, results;

  Called(const std::string &name, const std::function<void(Program &)> &build) {
    compiler::TemporaryFile file(".mfa");
    compiler::Session().compile(compiler::Source::program(name, build)).write(compiler::Emit::artifact, file.path());
    if (mf_program_load(file.path().c_str(), nullptr, &program))
      std::exit((std::fprintf(stderr, "%s\n", mf_last_error()), 1));
    entry = mf_entry_find(program, "call");
    const mf_entry_desc *info = mf_entry_info(program, entry);
    auto make = [&](const mf_array_desc &d) {
      storage.emplace_back(size_t(d.bytes) / 8 + 1);
      return mf_array{storage.back().data(), d.dtype, d.rank, d.shape, d.bytes};
    };
    for (int32_t i = 0; i < info->num_arguments; ++i)
      arguments.push_back(make(info->arguments[i]));
    for (int32_t i = 0; i < info->num_results; ++i)
      results.push_back(make(info->results[i]));
    int32_t seed = 1;
    mf_array argument{&seed, MF_I32, 0, nullptr, sizeof seed};
    mf_entry_call(program, mf_entry_find(program, "init"), &argument, 1, nullptr, 0);
  }
  ~Called() { mf_program_free(program); }
  Called(const Called &) = delete;

  /// Nanoseconds of a call, of `calls` in a row.
  double time(int threads, int calls) {
    mf_program_set_threads(program, threads);
    double start = now();
    for (int i = 0; i < calls; ++i)
      if (mf_entry_call(program, entry, arguments.data(), int32_t(arguments.size()), results.data(), int32_t(results.size())))
        std::exit((std::fprintf(stderr, "%s\n", mf_last_error()), 1));
    return (now() - start) / calls;
  }
  double estimate() const {
    const mf_entry_desc *info = mf_entry_info(program, entry);
    double total = 0;
    for (int64_t i = 0; i < info->num_steps; ++i)
      total += double(mf_program_artifact(program)->kernels[info->steps[i].kernel].cpu.nanoseconds);
    return total;
  }
};

void measure(const std::string &name, const std::function<void(Program &)> &build, int rounds) {
  Called c(name, build);
  int calls = std::max(1, int(3e5 / std::max(1.0, c.time(1, 10)))); // a third of a millisecond: few of them are disturbed
  const int threads[] = {1, 2, 4};
  std::vector<double> times[3];
  for (int round = 0; round < rounds; ++round)
    for (int t = 0; t < 3; ++t)
      if (t < 2 || round % 10 == 0) // four threads may have fewer cores, and take long
        times[t].push_back(c.time(threads[t], calls));
  std::printf("%-12s %3lld launches, estimated %8.0f ns:", name.c_str(), (long long)mf_entry_info(c.program, c.entry)->num_steps, c.estimate());
  for (int t = 0; t < 3; ++t) {
    std::sort(times[t].begin(), times[t].end());
    std::printf("  %d: %9.0f (median %9.0f)", threads[t], times[t][0], times[t][times[t].size() / 2]);
  }
  // after a pause that puts a team to sleep, as between the tokens of a slow reader
  double slept[2] = {1e18, 1e18};
  for (int round = 0; round < rounds / 10; ++round)
    for (int t = 0; t < 2; ++t) {
      usleep(20'000);
      slept[t] = std::min(slept[t], c.time(threads[t], 1));
    }
  std::printf("  after 20 ms 1: %9.0f 2: %9.0f\n", slept[0], slept[1]);
  std::fflush(stdout);
}
} // namespace

int main(int argc, char **argv) {
  int rounds = argc > 1 ? std::atoi(argv[1]) : 1000;
  std::printf("a team of 2: entering %.0f ns, after 20 ms %.0f ns; a barrier %.0f ns\n", bench_enter(2, 0, 100 * rounds), bench_enter(2, 20'000, rounds / 10),
              bench_barrier(2, 10 * rounds));
  std::printf("ns a call: best and median of %d rounds, by threads\n", rounds);
  measure("tiny", tiny, rounds);
  for (int64_t width : {64, 128, 192, 256, 384, 512, 768, 1024})
    measure("mlp " + std::to_string(width), [=](Program &p) { mlp(p, width); }, rounds);
  for (int64_t width : {64, 128, 256, 512})
    measure("token " + std::to_string(width), [=](Program &p) { token(p, width); }, rounds);
}
