// The commands of mfcc, one file each. A command adds itself to the parser; its callback does the work.
#pragma once
#include <CLI/CLI.hpp>

namespace mf::tool {

void addCompile(CLI::App &app);
void addExplain(CLI::App &app);
void addInspect(CLI::App &app);
void addRun(CLI::App &app);
void addTrain(CLI::App &app);
void addSample(CLI::App &app);
void addEncode(CLI::App &app);
void addDecode(CLI::App &app);
void addBench(CLI::App &app);
void addConfigs(CLI::App &app);

} // namespace mf::tool
