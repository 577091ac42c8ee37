//===- Sample.cpp - mfcc sample: generates from a run -----------------------------------------------===//
#include "training/Sampling.h"
#include "tools/mfcc/Commands.h"
#include "training/RunFolder.h"
#include "training/UserError.h"
#include "training/io/Npz.h"
#include <cstdio>

namespace mf::tool {

std::string samplerEntry(const std::string &run, const LoadedProgram &program, const std::string &solver, bool guided) {
  std::string entry = "sample";
  if (solver == "heun")
    entry += "_heun";
  if (guided)
    entry += "_guided";
  if (program.has(entry))
    return entry;
  if (entry == "sample")
    throw UserError(run + ": this run has no sampler (an autoencoder reconstructs: mfcc run MODEL --entry reconstruct)");
  std::string what = guided ? "--guidance" : "--solver heun";
  throw UserError(run + ": " + what + " is for flow matching" + (guided ? " with classes" : "") + "; this run has no entry '" + entry + "'" +
                  (guided ? " (mean flow has its guidance in the target: method.omega)" : ""));
}

namespace {
struct Options {
  std::string run, output = "samples.png", solver, checkpoint = "last";
  int64_t n = 64;
  int seed = 0, threads = 0;
  std::optional<int> nfe, label;
  std::optional<float> guidance;
};

void run(const Options &o) {
  RunFolder folder = RunFolder::open(o.run);
  LoadedProgram program(folder.artifact(), o.threads);
  SampleOptions s;
  s.entry = samplerEntry(o.run, program, o.solver, o.guidance.has_value());
  s.n = o.n;
  s.seed = o.seed;
  s.nfe = o.nfe;
  s.guidance = o.guidance;
  s.label = o.label;
  auto info = folder.info();
  s.classes = info.value("classes", 10);
  if (o.label && s.classes < 1)
    throw UserError("--class: this run has no classes");
  if (o.label && (*o.label < 0 || *o.label >= s.classes))
    throw UserError("--class: expected 0 to " + std::to_string(s.classes - 1) + ", got " + std::to_string(*o.label));
  program.loadState(folder.findCheckpoint(o.checkpoint), false, s.entry);
  Samples samples = drawSamples(program, s);
  if (o.output.size() > 4 && o.output.substr(o.output.size() - 4) == ".npz") {
    writeNpz(o.output, {{"x", samples.x}});
  } else {
    auto image = info.contains("image") && info["image"].is_array() ? info["image"].get<std::vector<int64_t>>() : std::vector<int64_t>();
    writeSamples(o.output, samples, info.value("title", std::string("samples")), image);
  }
  std::printf("%s: %lld samples\n", o.output.c_str(), (long long)o.n);
}
} // namespace

void addSample(CLI::App &app) {
  auto *command = app.add_subcommand("sample", "generate from a run");
  auto o = std::make_shared<Options>();
  command->add_option("run", o->run, "a run folder")->required();
  command->add_option("--n", o->n, "how many")->capture_default_str()->check(CLI::PositiveNumber);
  command->add_option("--nfe", o->nfe, "network evaluations a sample")->check(CLI::PositiveNumber);
  command->add_option("--seed", o->seed, "seed of the noise")->capture_default_str();
  command->add_option("--class", o->label, "the class of every sample; default: all in turn");
  command->add_option("--solver", o->solver, "euler or heun (flow matching)")->check(CLI::IsMember({"euler", "heun"}));
  command->add_option("--guidance", o->guidance, "guidance scale (flow matching with classes)");
  command->add_option("--checkpoint", o->checkpoint, "last, best or a step number")->capture_default_str();
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->add_option("-o,--output", o->output, "a picture (.png) or arrays (.npz)")->capture_default_str();
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
