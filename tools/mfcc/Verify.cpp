//===- Verify.cpp - mfcc verify: the compiled program beside its meaning -----------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "training/UserError.h"
#include "training/data/Random.h"
#include "training/io/Convert.h"
#include "training/io/Npz.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>

namespace mf::tool {

using compiler::Numbers;

namespace {
struct Options {
  std::string source, entry, in, state;
  std::vector<std::string> set;
  compiler::CompileOptions compile;
  double tolerance = 1e-4;
  int seed = 0, threads = 0;
};

constexpr double kMostFlops = 1e9; // of an entry: the evaluator takes a minute for about as many

/// Arguments by name from the file, the others drawn: numbers in [-1, 1), small whole ones, `nfe` 2.
void fill(const Options &o, Call &call) {
  NamedArrays given = o.in.empty() ? NamedArrays() : readNpz(o.in);
  for (int32_t i = 0; i < call.info.num_arguments; ++i) {
    const mf_array_desc &argument = call.info.arguments[i];
    Array &array = call.arguments[size_t(i)];
    auto found = std::find_if(given.begin(), given.end(), [&](const auto &g) { return g.first == argument.name; });
    if (found != given.end()) {
      array = fitted(o.in + ": '" + argument.name + "'", found->second, argument);
      continue;
    }
    bool whole = argument.dtype == MF_I32 || argument.dtype == MF_I64;
    for (int64_t k = 0; k < array.size(); ++k) {
      uint64_t bits = mix64(uint64_t(o.seed), uint64_t(i), uint64_t(k));
      setNumber(array, k, argument.dtype == MF_I1 ? double(bits & 1) : whole ? double(bits % 4) : double(bits >> 11) * 0x1p-52 - 1);
    }
    if (argument.name == std::string("nfe") || argument.name == std::string("seed"))
      call.setScalar(argument.name, argument.name == std::string("nfe") ? 2 : o.seed);
  }
}

std::map<std::string, Numbers> statesOf(const LoadedProgram &program) {
  std::map<std::string, Numbers> states;
  for (int64_t i = 0; i < mf_state_count(program.get()); ++i) {
    Array state = Array::like(*mf_state_info(program.get(), i));
    mf_state_get(program.get(), i, state.data.data(), int64_t(state.data.size()));
    states[mf_state_info(program.get(), i)->name] = numbersOf(state);
  }
  return states;
}

/// How far two arrays are apart, as a share of the largest expected number; of integers the share of those that differ.
double distance(const Numbers &got, const Numbers &expected, bool whole) {
  double largest = 0, apart = 0, differ = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (std::isfinite(expected[i]))
      largest = std::max(largest, std::fabs(expected[i]));
    bool same = got[i] == expected[i] || (std::isnan(got[i]) && std::isnan(expected[i]));
    differ += !same;
    if (!same)
      apart = std::max(apart, std::isfinite(got[i]) && std::isfinite(expected[i]) ? std::fabs(got[i] - expected[i]) : INFINITY);
  }
  if (whole)
    return expected.empty() ? 0 : differ / double(expected.size());
  return apart == 0 ? 0 : apart / std::max(largest, 1e-30);
}

struct Line {
  std::string what; ///< "model.cpp:12: mf.exp f32 [3]", or the result's name
  double compiled, rounded;
};

/// Every value of the entry, then its own results: how far the compiled program and one that rounds each op alone are from the meaning.
std::vector<Line> compare(const Options &o, const compiler::Model &model, const std::string &entry, bool &tooLarge) {
  compiler::Trace trace = traceOf(model, entry);
  TemporaryFile artifact(".mfa");
  std::vector<compiler::EntryCost> costs;
  compileArtifact(trace.model, o.compile, artifact.path(), &costs);
  double flops = 0;
  for (const compiler::EntryCost &cost : costs)
    for (const compiler::LaunchCost &launch : cost.launches)
      flops += cost.name == entry ? double(launch.flops[0] + launch.flops[1] + launch.flops[2]) : 0;
  tooLarge = flops > kMostFlops;
  if (tooLarge)
    return {};
  LoadedProgram program(artifact.path(), o.threads);
  if (program.has("init")) {
    Call init(program, "init");
    init.setScalar("seed", o.seed);
    init.run();
  }
  if (!o.state.empty())
    program.loadState(o.state, true, entry);
  Call call(program, entry);
  fill(o, call);
  std::vector<Numbers> arguments;
  for (const Array &array : call.arguments)
    arguments.push_back(numbersOf(array));
  std::map<std::string, Numbers> states = statesOf(program);
  call.run();
  std::vector<Numbers> exact = meaningOf(trace.model, entry, arguments, states, false), rounded = meaningOf(trace.model, entry, arguments, states, true);
  size_t own = call.results.size() - trace.values.size();
  std::vector<Line> lines;
  for (size_t i = 0; i < call.results.size(); ++i) {
    const Array &got = call.results[i];
    bool whole = got.dtype != MF_F32 && got.dtype != MF_F64 && got.dtype != MF_BF16;
    std::string what = fmt::format("result '{}' {}", call.info.results[i].name, got.type());
    if (i >= own) {
      const compiler::TracedValue &value = trace.values[i - own];
      what = fmt::format("{}:{}: {} {}", value.file, value.line, value.op, got.type());
    }
    lines.push_back({what, distance(numbersOf(got), exact[i], whole), distance(rounded[i], exact[i], whole)});
  }
  std::rotate(lines.begin(), lines.begin() + ptrdiff_t(own), lines.end()); // in the order of computation, results last
  return lines;
}

/// False where a value is off by more than what its numbers' format explains.
bool report(const Options &o, const std::string &entry, const std::vector<Line> &lines) {
  size_t faults = 0, cancelled = 0;
  for (const Line &line : lines) {
    if (line.compiled <= o.tolerance)
      continue;
    bool explained = line.compiled <= 8 * line.rounded;
    (explained ? cancelled : faults) += 1;
    fmt::print("{}: {} by {:.2g} of its largest number; {}\n", line.what, explained ? "warning: depends on cancellation, differs" : "error: differs", line.compiled,
               explained ? fmt::format("rounding each op alone differs by {:.2g}", line.rounded) : fmt::format("rounding each op alone by {:.2g}", line.rounded));
  }
  auto worst = std::max_element(lines.begin(), lines.end(), [](const Line &a, const Line &b) { return a.compiled < b.compiled; });
  fmt::print("{}: {} values beside their meaning in f64; the largest difference is {:.2g} of the largest number, {}\n", entry, lines.size(),
             worst == lines.end() ? 0 : worst->compiled, worst == lines.end() ? "nowhere" : worst->what);
  if (cancelled)
    fmt::print("{}: {} values depend on cancellation\n", entry, cancelled);
  return faults == 0;
}

int run(const Options &o) {
  if (!(o.tolerance > 0))
    throw UserError(fmt::format("--tolerance: expected a number above 0, got {}", o.tolerance));
  compiler::Model model = loadSource(o.source, o.set);
  std::vector<std::string> entries;
  for (const compiler::EntryCost &cost : costsOf(model, true))
    if (o.entry.empty() ? cost.name != "init" && cost.name != "reset" : cost.name == o.entry)
      entries.push_back(cost.name);
  if (entries.empty())
    traceOf(model, o.entry); // says which entries there are
  size_t wrong = 0;
  for (const std::string &entry : entries) {
    bool tooLarge = false;
    std::vector<Line> lines = compare(o, model, entry, tooLarge);
    std::string cure = entry + ": too large to be evaluated op by op (more than 1 GFLOP); make it smaller with --set";
    if (tooLarge && !o.entry.empty())
      throw UserError(cure);
    if (tooLarge)
      fmt::print("{}\n", cure);
    else
      wrong += !report(o, entry, lines);
    std::fflush(stdout);
  }
  if (wrong)
    throw UserError(fmt::format("{} of {} entries differ from their meaning by more than {:g}", wrong, entries.size(), o.tolerance));
  return 0;
}
} // namespace

void addVerify(CommandLine &app) {
  auto *command = app.add_subcommand("verify", "compare a compiled program, value by value, with what its ops mean in f64");
  auto o = std::make_shared<Options>();
  command->add_option("source", o->source, "a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)")->required();
  command->add_option("--entry", o->entry, "only this entry");
  command->add_option("--in", o->in, "arguments by name (.npz); those that are not there are drawn");
  command->add_option("--state", o->state, "weights (.safetensors); without it those of init");
  command->add_option("--set", o->set, "key=value: a key of the configuration, or an option of the DSL file; for small sizes");
  command->add_option("--tolerance", o->tolerance, "the largest difference, as a share of the largest number of a value")->capture_default_str();
  command->add_option("--precision", o->compile.precision, "f32, or bf16: how far the program is off with it")->capture_default_str();
  command->add_option("--seed", o->seed, "of init and of what is drawn")->capture_default_str();
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->callback([o] { return run(*o); });
}

} // namespace mf::tool
