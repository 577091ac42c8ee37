//===- Sample.cpp - mfcc sample: generates from a run -----------------------------------------------===//
#include "training/Sampling.h"
#include "tools/mfcc/Commands.h"
#include "training/RunFolder.h"
#include "training/UserError.h"
#include "training/io/Npz.h"
#include <algorithm>
#include <cstdio>

namespace mf::tool {

/// Whether the entry is there and takes the argument.
static bool takes(const LoadedProgram &program, const std::string &entry, const char *argument) {
  if (!program.has(entry))
    return false;
  const mf_entry_desc &info = program.entry(entry);
  return std::any_of(info.arguments, info.arguments + info.num_arguments, [&](const mf_array_desc &a) { return a.name == std::string(argument); });
}

std::string samplerEntry(const std::string &run, const LoadedProgram &program, const Sampler &s) {
  std::string entry = "sample";
  if (!program.has(entry))
    throw UserError(run + ": this run has no sampler: it " +
                    (program.has("reconstruct") ? "codes (mfcc encode and decode for sound; mfcc run MODEL --entry reconstruct)" : "was not made from a flow"));
  bool solver = !s.solver.empty() && s.solver != "euler";
  if (s.timed && (solver || s.guided))
    throw UserError("--times goes with neither --solver nor --guidance");
  if (solver)
    entry += "_" + s.solver;
  // a program of one's own may have the argument in the entry itself
  if (s.guided && !(takes(program, entry, "guidance") && !program.has(entry + "_guided")))
    entry += "_guided";
  if (s.timed && !(takes(program, entry, "times") && !program.has(entry + "_at")))
    entry += "_at";
  if (program.has(entry))
    return entry;
  std::string what = s.timed ? "--times" : solver && s.guided ? "--solver " + s.solver + " with --guidance" : solver ? "--solver " + s.solver : "--guidance";
  std::string why = s.guided && !solver ? " (mean flow has its guidance in the target: method.omega; improved mean flow chooses it here where method.omega_max > 1)" : "";
  throw UserError(run + ": " + what + " is not there for this run, which has no entry '" + entry + "'" + why);
}

namespace {
struct Options {
  std::string run, output = "samples.png", solver, checkpoint = "last";
  int64_t n = 64;
  int seed = 0, threads = 0;
  std::optional<int> nfe, label;
  std::optional<float> guidance;
  std::vector<float> interval, times;
  std::vector<std::string> arguments;
};

bool isSound(const std::string &path) { return path.ends_with(".wav") || path.ends_with(".flac") || path.ends_with(".ogg"); }

void run(const Options &o) {
  if (!isSound(o.output) && !o.output.ends_with(".png") && !o.output.ends_with(".npz"))
    throw UserError("-o " + o.output + ": expected a picture (.png), arrays (.npz) or sounds (.wav, .flac, .ogg)");
  RunFolder folder = RunFolder::open(o.run);
  LoadedProgram program(folder.artifact(), o.threads);
  SampleOptions s;
  s.entry = samplerEntry(o.run, program, {o.solver, o.guidance.has_value(), !o.times.empty()});
  s.n = o.n;
  s.seed = o.seed;
  s.nfe = o.nfe;
  s.guidance = o.guidance;
  s.times = o.times;
  if (!o.times.empty())
    s.nfe = int(o.times.size()) - 1;
  if (!o.interval.empty()) {
    s.guidanceBegin = o.interval[0];
    s.guidanceEnd = o.interval[1];
  }
  s.label = o.label;
  auto info = folder.info();
  s.classes = info.value("classes", 10);
  s.assign = o.arguments;
  if (o.label && s.classes < 1 && !takes(program, s.entry, "label"))
    throw UserError("--class: this run has no classes");
  if (o.label && s.classes < 1) // nobody has counted them: the program says what it takes
    s.classes = std::max(0, *o.label) + 1;
  if (o.label && (*o.label < 0 || *o.label >= s.classes))
    throw UserError("--class: expected 0 to " + std::to_string(s.classes - 1) + ", got " + std::to_string(*o.label));
  program.loadState(folder.findCheckpoint(o.checkpoint), false, s.entry);
  Samples samples = drawSamples(program, s);
  if (o.output.ends_with(".npz"))
    writeNpz(o.output, {{"x", samples.x}});
  else if (isSound(o.output))
    writeSounds(o.output, samples, folder.signal());
  else
    writeSamples(o.output, samples, info.value("title", std::string("samples")), folder.signal());
  std::printf("%s: %lld samples\n", o.output.c_str(), (long long)o.n);
}
} // namespace

void addSample(CommandLine &app) {
  auto *command = app.add_subcommand("sample", "generate from a run");
  auto o = std::make_shared<Options>();
  command->add_option("run", o->run, "a run folder")->required();
  command->add_option("--n", o->n, "how many")->capture_default_str()->check(atLeast(1));
  command->add_option("--nfe", o->nfe, "network evaluations a sample")->check(atLeast(1));
  command->add_option("--seed", o->seed, "seed of the noise")->capture_default_str();
  command->add_option("--class", o->label, "the class of every sample; default: all in turn");
  command->add_option("--solver", o->solver, "euler, heun or midpoint (flow matching)")->check(oneOf({"euler", "heun", "midpoint"}));
  command->add_option("--guidance", o->guidance, "guidance scale (flow matching; improved mean flow trained with method.omega_max)");
  command->add_option("--guidance-interval", o->interval, "begin,end: the times in which the guidance holds (improved mean flow)")->delimiter(',')->expected(2);
  command->add_option("--times", o->times, "the times of the sampler, falling: 1,0.6,0.3,0 is three steps")->delimiter(',')->expected(2, 65);
  command->add_option("--arg", o->arguments, "NAME=VALUE: any other argument of the sampler: a number, as many as it holds with commas, or a file .npy");
  command->add_option("--checkpoint", o->checkpoint, "last, best or a step number")->capture_default_str();
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->add_option("-o,--output", o->output, "a picture (.png), arrays (.npz) or sounds (.wav, .flac, .ogg; numbered where there are several)")->capture_default_str();
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
