// The commands of mfcc, one file each. A command adds itself to the parser; its callback does the work.
#pragma once
#include "training/LoadedProgram.h"
#include <CLI/CLI.hpp>

namespace mf::tool {

void addCompile(CLI::App &app);
void addExplain(CLI::App &app);
void addInspect(CLI::App &app);
void addRun(CLI::App &app);
void addTrain(CLI::App &app);
void addSample(CLI::App &app);
void addEval(CLI::App &app);
void addEncode(CLI::App &app);
void addDecode(CLI::App &app);
void addSweep(CLI::App &app);
void addBench(CLI::App &app);
void addConfigs(CLI::App &app);

/// The check of an option that takes integers from `least` up.
CLI::Validator atLeast(int64_t least);

/// What is asked of a sampler.
struct Sampler {
  std::string solver; ///< "", "euler", "heun", "midpoint"
  bool guided = false, timed = false;
};
/// Its entry: sample, sample_heun, sample_midpoint, sample_guided, sample_heun_guided, sample_at. `run` opens the error text. Throws UserError where the
/// program has no such entry.
std::string samplerEntry(const std::string &run, const LoadedProgram &program, const Sampler &sampler);

} // namespace mf::tool
