// The commands of mfcc, one file each. A command adds itself to the parser; its callback does the work.
#pragma once
#include "tools/mfcc/CommandLine.h"
#include "training/LoadedProgram.h"

namespace mf::tool {

void addCompile(CommandLine &app);
void addExplain(CommandLine &app);
void addInspect(CommandLine &app);
void addRun(CommandLine &app);
void addVerify(CommandLine &app);
void addTrain(CommandLine &app);
void addSample(CommandLine &app);
void addGenerate(CommandLine &app);
void addEval(CommandLine &app);
void addEncode(CommandLine &app);
void addDecode(CommandLine &app);
void addSweep(CommandLine &app);
void addBench(CommandLine &app);
void addConfigs(CommandLine &app);
void addDoctor(CommandLine &app);
void addCompletion(CommandLine &app);

/// What is asked of a sampler.
struct Sampler {
  std::string solver; ///< "", "euler", "heun", "midpoint"
  bool guided = false, timed = false;
};
/// Its entry: sample, sample_heun, sample_midpoint, sample_guided, sample_heun_guided, sample_at. `run` opens the error text. Throws UserError where the
/// program has no such entry.
std::string samplerEntry(const std::string &run, const LoadedProgram &program, const Sampler &sampler);

} // namespace mf::tool
