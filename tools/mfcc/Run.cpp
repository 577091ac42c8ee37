//===- Run.cpp - mfcc run: any entry on arrays from NumPy ------------------------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "training/Entries.h"
#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/Weights.h"
#include "training/io/Describe.h"
#include "training/io/Npz.h"
#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace mf::tool {

namespace {
struct Options {
  std::string artifact, entry, in, out, state, saveState;
  std::vector<std::string> map, set;
  bool trace = false, prints = false;
  int threads = 0, seed = 0;
};

void expectEnding(const char *option, const std::string &path, const char *ending, const char *what) {
  if (!path.empty() && !path.ends_with(ending))
    throw UserError(std::string(option) + " " + path + ": expected a name that ends in " + ending + ", as it is written as " + what);
}

/// The artifact: the one that is named, or that of the source, compiled to `path`.
std::string prepare(const Options &o, const std::string &path, compiler::Trace &trace) {
  bool source = compiler::Source::kindOfFile(o.artifact).has_value();
  if (!source && (o.trace || o.prints || !o.set.empty()))
    throw UserError(o.artifact + ": " + (o.trace ? "--trace" : o.prints ? "--print" : "--set") + " needs the program: name its source (.cpp, .toml or .mlir), which is compiled for this call");
  if (!source)
    return o.artifact;
  compiler::Model model = loadSource(o.artifact, o.set, o.prints);
  if (o.trace) {
    trace = traceOf(model, o.entry);
    model = trace.model;
  }
  compileArtifact(model, {}, path);
  return path;
}

/// Takes the result of that name away.
Array take(NamedArrays &results, const std::string &name) {
  auto at = std::find_if(results.begin(), results.end(), [&](const auto &result) { return result.first == name; });
  Array array = std::move(at->second);
  results.erase(at);
  return array;
}

void run(const Options &o) {
  expectEnding("--out", o.out, ".npz", "arrays of NumPy");
  expectEnding("--save-state", o.saveState, ".safetensors", "tensors");
  TemporaryFile compiled(".mfa");
  compiler::Trace trace;
  LoadedProgram program(prepare(o, compiled.path(), trace), o.threads);
  program.entry(o.entry);
  if (o.entry != "init" && program.has("init") && mf_state_count(program.get()) > 0) {
    Array seed = Array::zeros(MF_I32, {});
    *seed.as<int32_t>() = o.seed;
    program.call("init", {{"seed", seed}});
  }
  if (!o.map.empty() && o.state.empty())
    throw UserError("--map says what is taken of --state FILE: expected one, got none");
  if (!o.map.empty()) {
    Weights weights(program, {o.state, o.map, {}});
    weights.apply(program);
    std::printf("%s\n", weights.summary().c_str());
  } else if (!o.state.empty()) {
    program.loadState(o.state, true, o.entry);
    program.reset(o.seed);
  }
  NamedArrays arguments = o.in.empty() ? NamedArrays() : readNpz(o.in);
  for (const mf_array_desc *a = program.entry(o.entry).arguments, *end = a + program.entry(o.entry).num_arguments; a != end; ++a)
    if (std::string(a->name) == "seed" && std::none_of(arguments.begin(), arguments.end(), [](auto &x) { return x.first == "seed"; })) {
      arguments.push_back({"seed", Array::like(*a)});
      *arguments.back().second.as<int32_t>() = o.seed;
    }
  NamedArrays results = program.call(o.entry, arguments);
  for (const std::string &line : printsOf(results))
    std::printf("%s\n", line.c_str());
  for (const compiler::TracedValue &value : trace.values)
    std::printf("%s %s\n", placed(value).c_str(), describe(take(results, value.result)).c_str());
  std::erase_if(results, [](const auto &result) { return isPrint(result.first); });
  if (!o.out.empty())
    writeNpz(o.out, results);
  if (!o.saveState.empty())
    program.saveState(o.saveState);
  for (auto &[name, array] : results) {
    if (array.shape.empty())
      std::printf("%s = %.9g\n", name.c_str(), scalarOf(array));
    else
      std::printf("%s: %s\n", name.c_str(), array.type().c_str());
  }
}
} // namespace

void addRun(CommandLine &app) {
  auto *command = app.add_subcommand("run", "call an entry of an artifact with arrays from NumPy");
  auto o = std::make_shared<Options>();
  command->add_option("artifact", o->artifact, "an artifact (.mfa), or a source (.cpp, .toml, .mlir), which is compiled for this call")->required();
  command->add_option("--entry", o->entry, "the entry's name (see mfcc inspect)")->required();
  command->add_option("--in", o->in, "arguments by name (.npz)");
  command->add_option("--set", o->set, "of a source: key=value, as in mfcc train");
  command->add_flag("--trace", o->trace, "of a source: print every value that the call computes, with its line");
  command->add_flag("--print", o->prints, "of a DSL file: print what print() is given");
  command->add_option("--out", o->out, "results by name (.npz)");
  command->add_option("--state", o->state, "weights (.safetensors); without it the entry `init` makes them");
  command->add_option("--map", o->map, "OLD=NEW: names in the file of --state and in the program, of parameters; as of mfcc train --init-from");
  command->add_option("--save-state", o->saveState, "write the state after the call (.safetensors)");
  command->add_option("--seed", o->seed, "the argument `seed` where the .npz has none; also of `init` or `reset`, which come first")->capture_default_str();
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
