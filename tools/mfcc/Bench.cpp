//===- Bench.cpp - mfcc bench: the time of a step and of each kernel --------------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/io/Json.h"
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace mf::tool {

using Json = nlohmann::ordered_json;

namespace {
struct Options {
  std::string source, entry = "train_step";
  std::vector<std::string> set;
  compiler::CompileOptions compile;
  int steps = 20, threads = 0;
  bool json = false;
};

double milliseconds() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Numbers in [-1, 1] for floats; small labels for integers.
void fill(Call &call) {
  for (Array &a : call.arguments)
    for (int64_t i = 0; i < a.size(); ++i) {
      if (a.dtype == MF_F32)
        a.as<float>()[i] = (float)((i * 2654435761u) % 2001) / 1000.0f - 1.0f;
      else if (a.dtype == MF_F64)
        a.as<double>()[i] = (double)((i * 2654435761u) % 2001) / 1000.0 - 1.0;
      else if (a.dtype == MF_I32)
        a.as<int32_t>()[i] = (int32_t)(i % 10);
    }
  if (Array *nfe = call.argument("nfe"))
    *nfe->as<int32_t>() = 1;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void run(const Options &o) {
  compiler::Model model = loadSource(o.source, o.set);
  TemporaryFile artifact(".mfa");
  double begin = milliseconds();
  compileArtifact(model, o.compile, artifact.path());
  double compiled = milliseconds() - begin;
  LoadedProgram program(artifact.path(), o.threads);
  if (program.has("init")) {
    Array seed = Array::zeros(MF_I32, {});
    program.call("init", {{"seed", seed}});
  }
  Call call(program, o.entry);
  fill(call);
  for (int i = 0; i < 3; ++i)
    call.run();
  std::vector<double> times;
  for (int i = 0; i < o.steps; ++i) {
    double start = milliseconds();
    call.run();
    times.push_back(milliseconds() - start);
  }
  mf_profile_enable(program.get(), 1);
  for (int i = 0; i < o.steps; ++i)
    call.run();
  const mf_artifact_desc *desc = mf_program_artifact(program.get());
  Json kernels = Json::array();
  std::vector<std::pair<double, Json>> rows;
  for (int64_t k = 0; k < desc->num_kernels; ++k) {
    mf_kernel_time t = mf_profile_kernel(program.get(), k);
    if (t.launches == 0)
      continue;
    const mf_kernel_desc &d = desc->kernels[k];
    double ms = t.nanoseconds * 1e-6 / o.steps, each = t.nanoseconds * 1e-9 / t.launches;
    double flops = (double)(d.flops[0] + d.flops[1] + d.flops[2]), bytes = (double)(d.bytes_read + d.bytes_written);
    rows.push_back({ms, {{"name", d.name}, {"kind", d.kind}, {"source", d.source}, {"launches", t.launches / o.steps}, {"ms", ms},
                         {"gflops", each > 0 ? flops / each * 1e-9 : 0}, {"gbytes", each > 0 ? bytes / each * 1e-9 : 0}}});
  }
  std::stable_sort(rows.begin(), rows.end(), [](auto &a, auto &b) { return a.first > b.first; });
  for (auto &row : rows)
    kernels.push_back(row.second);
  Json result = {{"entry", o.entry}, {"step_ms", median(times)}, {"step_ms_min", *std::min_element(times.begin(), times.end())},
                 {"compile_ms", compiled}, {"threads", mf_program_threads(program.get())}, {"kernels", kernels}};
  if (o.json) {
    std::printf("%s\n", textOf(result, 2).c_str());
    return;
  }
  std::printf("%s: %.3f ms (median of %d, least %.3f), %d threads, compiled in %.0f ms\n", o.entry.c_str(), median(times), o.steps,
              *std::min_element(times.begin(), times.end()), mf_program_threads(program.get()), compiled);
  std::printf("  %-22s %8s %10s %9s %9s  %s\n", "kernel", "launches", "ms", "GFLOP/s", "GB/s", "source");
  for (const Json &k : kernels)
    std::printf("  %-22s %8d %10.3f %9.2f %9.2f  %s\n", k["name"].get<std::string>().c_str(), k["launches"].get<int>(), k["ms"].get<double>(),
                k["gflops"].get<double>(), k["gbytes"].get<double>(), k["source"].get<std::string>().c_str());
}
} // namespace

void addBench(CommandLine &app) {
  auto *command = app.add_subcommand("bench", "time an entry and each of its kernels");
  auto o = std::make_shared<Options>();
  command->add_option("source", o->source, "a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)")->required();
  command->add_option("--entry", o->entry, "the entry to time")->capture_default_str();
  command->add_option("--steps", o->steps, "timed calls")->capture_default_str()->check(atLeast(1));
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->add_option("--cpu", o->compile.cpu, "native, x86-64, x86-64-v3 or x86-64-v4")->capture_default_str();
  command->add_option("--precision", o->compile.precision, "f32, or bf16: operands of the forward pass's products; sums and derivatives stay in f32")->capture_default_str();
  command->add_option("--set", o->set, "key=value: a key of the configuration, or an option of the DSL file");
  command->add_flag("--json", o->json, "as JSON");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
