//===- Train.cpp - mfcc train -----------------------------------------------------------------------===//
#include "training/Trainer.h"
#include "compiler/config/ConfigProgram.h"
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Data.h"
#include "tools/mfcc/Provenance.h"
#include "tools/mfcc/Resume.h"
#include "tools/mfcc/Source.h"
#include "training/RunFolder.h"
#include "training/config/Datasets.h"
#include "training/config/Training.h"
#include "training/io/File.h"
#include "training/UserError.h"
#include "training/io/Json.h"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace mf::tool {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {
struct Options {
  std::string source, data, dataset, run;
  std::vector<std::string> set;
  compiler::CompileOptions compile;
  int64_t steps = 0, seed = -1, checkpointEvery = 0;
  int threads = 0;
  MonitorOptions monitor;
  std::optional<double> plateauDecay;
  WeightsOptions weights;
  std::vector<std::string> arguments;
  bool resume = false, debugNans = false, quiet = false, prints = false;
};

constexpr int64_t kDefaultSteps = 5000; // of a DSL file, which has no configuration to say it

/// The training and the held-out part of the configured data set.
Data openData(const Options &o, const Config &config) {
  DatasetOptions d = dataOptions(o.data, config);
  const DatasetEntry &set = datasetEntry(config.text("dataset.name"));
  if (d.folder.empty() && !set.substitute.empty() && !o.quiet)
    std::printf("%s: no --data DIR: training on the project's own %s\n", o.source.c_str(), set.substitute.c_str());
  Data data = openBoth(set.entry.name, d);
  SignalShape made = signalShape(config);
  auto shape = [](const auto &s) { return fmt::format("{} x {} x {}", s.height, s.width, s.channels); };
  if (Signal s = data.train->signal(); !s.sampleRate && shape(s) != shape(made))
    throw UserError(o.source + ": dataset.height x dataset.width x channels = " + shape(made) + ", but the images have " + shape(s));
  if (conditionOf(config) == "class" && data.train->classes() != d.classes)
    throw UserError(o.source + ": dataset.classes = " + std::to_string(d.classes) + ", but the data have " + std::to_string(data.train->classes()) +
                    (data.train->classes() ? " classes" : data.train->signal().sampleRate ? " classes: name them with dataset.label_pattern or dataset.labels" : " classes: an array 'label' says them; without, method.condition = \"none\""));
  return data;
}

/// A folder that is not there yet: runs/NAME, runs/NAME-2 ... With --resume: the last one that is there.
std::string defaultRun(const std::string &source, bool resume) {
  std::string base = "runs/" + fs::path(source).stem().string(), name = base, last = base;
  for (int i = 2; fs::exists(name); ++i) {
    last = name;
    name = base + "-" + std::to_string(i);
  }
  return resume ? last : name;
}

int64_t flopsOf(const std::vector<compiler::EntryCost> &costs, const std::string &entry) {
  int64_t flops = 0;
  for (const compiler::EntryCost &cost : costs)
    for (const compiler::LaunchCost &l : cost.launches)
      flops += cost.name == entry ? l.flops[0] + l.flops[1] + l.flops[2] : 0;
  return flops;
}

/// What will be trained, before it is.
void describe(const Options &o, const compiler::Model &source, const std::string &artifact, const std::vector<compiler::EntryCost> &costs) {
  LoadedProgram program(artifact);
  if (source.config) {
    ProgramShape shape = program_shape(programOptions(*source.config));
    std::printf("%s", describeConfig(*source.config).c_str());
    std::printf("%lld tokens x %lld numbers", (long long)shape.tokens, (long long)shape.token_width);
    if (conditionOf(*source.config) == "latent")
      std::printf("; latent: %lld vectors x %lld numbers", (long long)shape.vectors, (long long)source.config->integer("latent.size"));
    std::printf("\n");
  }
  std::printf("%s: %lld parameters; ", o.source.c_str(), (long long)program.parameters());
  if (!costs.empty())
    std::printf("train step %.2f GFLOP; ", flopsOf(costs, "train_step") * 1e-9);
  std::printf("arena %.1f MB; entries:", mf_program_arena_bytes(program.get()) * 1e-6);
  for (const std::string &name : program.entries())
    std::printf(" %s", name.c_str());
  std::printf("\n");
  std::fflush(stdout);
}

/// What run.json says of a configured run, for the commands that use it later.
Json facts(const Config &c) {
  ProgramOptions o = programOptions(c);
  ProgramShape shape = program_shape(o);
  Json j = {{"method", c.text("method.name")}, {"architecture", c.text("model.architecture")}, {"dataset", c.text("dataset.name")}, {"tokenization", c.text("tokenization.name")},
            {"condition", conditionOf(c)},
            {"tokens", shape.tokens}, {"token_width", shape.token_width}};
  if (conditionOf(c) != "latent")
    return j;
  Json levels = Json::array();
  LatentOptions latent = c.read<LatentOptions>("latent");
  for (int64_t i = 0; latent.quantized() && i < latent.size; ++i)
    levels.push_back(latent.levels[i % latent.levels.size()]);
  j["codec"] = {{"levels", levels}, {"vectors", shape.vectors}, {"overlap", c.read<CodecOptions>("codec").overlap}};
  return j;
}

/// Whether the run's own artifact is that of this configuration and runs here: then a resumed run needs no compiler.
bool holdsProgram(const std::string &folder, const Options &o, const compiler::Model &source) {
  if (!source.config || o.compile.cpu != "native")
    return false;
  try {
    RunFolder run = RunFolder::open(folder);
    if (readText(run / "config.toml") != formatConfig(*source.config))
      return false;
    LoadedProgram program(run.artifact(), o.threads);
    return true;
  } catch (const UserError &) {
    return false; // made for another CPU or version: compiled again
  }
}

/// Refuses options that do not go together.
void check(const Options &o) {
  if (o.resume && o.seed >= 0)
    throw UserError("--seed: a resumed run keeps its own seed; leave one of --resume and --seed out");
  if (o.resume && !o.weights.file.empty())
    throw UserError("--init-from: a resumed run goes on with its own weights; leave one of --resume and --init-from out");
  if (o.weights.file.empty() && (!o.weights.map.empty() || !o.weights.only.empty()))
    throw UserError("--map and --only say what is taken of --init-from FILE: expected one, got none");
  if (o.plateauDecay && !(*o.plateauDecay > 0 && *o.plateauDecay < 1))
    throw UserError(fmt::format("--plateau-decay: expected a number between 0 and 1, got {}", *o.plateauDecay));
}

/// What is watched: by the options, and where they say nothing by the configuration.
MonitorOptions monitorOf(const Options &o, const TrainingOptions &training) {
  MonitorOptions monitor = o.monitor;
  if (monitor.metric.empty() && !training.monitor.empty()) {
    monitor.metric = training.monitor;
    monitor.said = "training.monitor";
  }
  monitor.largest |= o.monitor.metric.empty() && training.mode == TrainingOptions::Mode::max;
  monitor.patience = monitor.patience ? monitor.patience : training.patience;
  monitor.plateauPatience = monitor.plateauPatience ? monitor.plateauPatience : training.plateau;
  monitor.plateauDecay = o.plateauDecay.value_or(training.plateau_decay);
  return monitor;
}

int run(const Options &o) {
  check(o);
  compiler::Model source = loadSource(o.source, o.set, o.prints);
  std::string folder = o.run.empty() ? defaultRun(o.source, o.resume) : o.run;
  if (o.resume)
    RunFolder::open(folder); // what can be refused is refused before the compiler runs
  else
    RunFolder::refuseExisting(folder);
  if (source.config && !o.dataset.empty())
    throw UserError("--dataset " + o.dataset + ": " + o.source + " says it itself; use --set dataset.name=" + o.dataset);
  Data data = source.config ? openData(o, *source.config) : openNamed(o.dataset, o.data);
  TemporaryFile compiled(".mfa");
  std::string artifact = compiled.path();
  std::vector<compiler::EntryCost> costs;
  if (o.resume && holdsProgram(folder, o, source))
    artifact = RunFolder::open(folder).artifact();
  else
    compileArtifact(source, o.compile, artifact, &costs);
  if (data.text)
    data.fit(LoadedProgram(artifact), "train_step");
  if (!o.quiet)
    describe(o, source, artifact, costs);
  Provenance made = provenanceOf(source, artifact);
  TrainerOptions t;
  t.artifact = artifact;
  t.run = folder;
  t.title = fs::path(o.source).stem().string();
  t.steps = o.steps ? o.steps : kDefaultSteps;
  t.seed = o.seed < 0 ? 0 : o.seed;
  t.files = made.files;
  std::string fingerprint = o.prints ? "" : fingerprintOf(source); // print() gives more results and changes nothing else
  if (o.resume)
    tellChanges(folder, fingerprint, source.config ? formatConfig(*source.config) : "", changesSince(folder, source, made));
  Json more = made.facts;
  if (!fingerprint.empty())
    more["fingerprint"] = fingerprint;
  if (!o.weights.file.empty())
    more["init_from"] = {{"file", o.weights.file}, {"map", o.weights.map}, {"only", o.weights.only}};
  if (data.train) {
    t.data = data.train.get();
    t.validation = data.held.get();
    t.signal = data.train->signal();
  }
  TrainingOptions training;
  if (source.config) {
    const Config &c = *source.config;
    t.config = formatConfig(c);
    t.title = c.text("method.name") + ", " + c.text("model.architecture");
    training = c.read<TrainingOptions>("training");
    t.steps = o.steps ? o.steps : training.steps;
    t.seed = o.seed < 0 ? training.seed : o.seed;
    t.checkpointEvery = training.checkpoint_every;
    t.keep = training.keep_checkpoints;
    t.logEvery = training.log_every;
    more.update(facts(c));
  }
  if (o.checkpointEvery)
    t.checkpointEvery = o.checkpointEvery;
  t.more = textOf(more);
  t.threads = o.threads;
  t.resume = o.resume;
  t.debugNans = o.debugNans;
  t.monitor = monitorOf(o, training);
  t.weights = o.weights;
  t.samples.assign = o.arguments;
  if (o.quiet)
    t.out = nullptr;
  else
    t.warn = [](const std::string &warning) { std::fprintf(stderr, "%s\n", warning.c_str()); };
  TrainerResult result = mf::train(t);
  if (!o.quiet) {
    std::printf("%s: %s\n", t.run.c_str(), !result.signal ? "done" : result.checkpoint.empty() ? "interrupted" : "interrupted; go on with --resume");
    for (const std::string &file : result.files)
      std::printf("  %s\n", file.c_str());
  }
  return result.signal ? 128 + result.signal : 0;
}
} // namespace

void addTrain(CommandLine &app) {
  auto *command = app.add_subcommand("train", "train a model");
  auto o = std::make_shared<Options>();
  command->add_option("source", o->source, "a configuration (.toml), a DSL file (.cpp) or an IR file (.mlir)")->required();
  const std::vector<std::string> names = dataNames();
  command->add_option("--data", o->data, "folder of the data set (also: the variable MFCC_DATA); for a DSL or IR file also a .npz file of your own arrays, or a text (.txt)");
  command->add_option("--dataset", o->dataset, "for a DSL or IR file: " + fmt::format("{} or {}", fmt::join(names.begin(), names.end() - 1, ", "), names.back()))->check(oneOf(names));
  command->add_option("--steps", o->steps, "steps in all; default: the configuration's, 5000 for a DSL file")->check(atLeast(1));
  command->add_option("--run", o->run, "run folder; default: a new one under runs/");
  command->add_option("--seed", o->seed, "seed of weights, shuffling and noise")->check(atLeast(0));
  command->add_option("--checkpoint-every", o->checkpointEvery, "steps between checkpoints")->check(atLeast(1));
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->add_option("--cpu", o->compile.cpu, "native, x86-64, x86-64-v3 or x86-64-v4")->capture_default_str();
  command->add_option("--set", o->set, "key=value: a key of the configuration (section.key), or an option of the DSL file");
  command->add_option("--init-from", o->weights.file, "a file .safetensors whose tensors the parameters begin with");
  command->add_option("--map", o->weights.map, "OLD=NEW: names in that file and in the program; both may have one *; NEW^T for weights in PyTorch's order");
  command->add_option("--only", o->weights.only, "PATTERN: only these parameters are taken from it");
  command->add_option("--monitor", o->monitor.metric, "the number by which the best checkpoint is chosen: a scalar of train_step, or of eval_loss as eval_...; default: raw_mse, else loss");
  command->add_flag("--monitor-largest", o->monitor.largest, "its largest value is best; default: the least");
  command->add_option("--patience", o->monitor.patience, "checkpoints without a better one before the training stops")->check(atLeast(1));
  command->add_option("--plateau", o->monitor.plateauPatience, "checkpoints without a better one before the learning rate falls (schedule held_out)")->check(atLeast(1));
  command->add_option("--plateau-decay", o->plateauDecay, "by this factor; default: 0.5");
  command->add_option("--arg", o->arguments, "NAME=VALUE: an argument of the entry `sample`, for samples.png");
  command->add_flag("--resume", o->resume, "go on from the last checkpoint of the run folder");
  command->add_flag("--debug-nans", o->debugNans, "trace a NaN to the kernel and the source line that made it");
  command->add_flag("--print", o->prints, "show what print() in the DSL file is given, at every logged step");
  command->add_flag("--quiet", o->quiet, "print nothing");
  command->callback([o] { return run(*o); });
}

} // namespace mf::tool
