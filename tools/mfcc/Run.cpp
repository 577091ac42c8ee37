//===- Run.cpp - mfcc run: any entry on arrays from NumPy ------------------------------------------===//
#include "tools/mfcc/Commands.h"
#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/io/Npz.h"
#include <algorithm>
#include <cstdio>

namespace mf::tool {

namespace {
struct Options {
  std::string artifact, entry, in, out, state, saveState;
  int threads = 0, seed = 0;
};

void run(const Options &o) {
  LoadedProgram program(o.artifact, o.threads);
  if (!o.state.empty()) {
    program.loadState(o.state);
    program.reset(o.seed);
  } else if (o.entry != "init" && program.has("init") && mf_state_count(program.get()) > 0) {
    Array seed = Array::zeros(MF_I32, {});
    *seed.as<int32_t>() = o.seed;
    program.call("init", {{"seed", seed}});
  }
  NamedArrays arguments = o.in.empty() ? NamedArrays() : readNpz(o.in);
  for (const mf_array_desc *a = program.entry(o.entry).arguments, *end = a + program.entry(o.entry).num_arguments; a != end; ++a)
    if (std::string(a->name) == "seed" && std::none_of(arguments.begin(), arguments.end(), [](auto &x) { return x.first == "seed"; })) {
      arguments.push_back({"seed", Array::like(*a)});
      *arguments.back().second.as<int32_t>() = o.seed;
    }
  NamedArrays results = program.call(o.entry, arguments);
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
  command->add_option("artifact", o->artifact, "an artifact (.mfa)")->required();
  command->add_option("--entry", o->entry, "the entry's name (see mfcc inspect)")->required();
  command->add_option("--in", o->in, "arguments by name (.npz)");
  command->add_option("--out", o->out, "results by name (.npz)");
  command->add_option("--state", o->state, "weights (.safetensors); without it the entry `init` makes them");
  command->add_option("--save-state", o->saveState, "write the state after the call (.safetensors)");
  command->add_option("--seed", o->seed, "the argument `seed` where the .npz has none; also of `init` or `reset`, which come first")->capture_default_str();
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
