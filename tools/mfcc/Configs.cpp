//===- Configs.cpp - mfcc configs: writes the configurations of the benchmark -----------------------===//
#include "tools/mfcc/Commands.h"
#include "training/UserError.h"
#include "compiler/config/Configuration.h"
#include "training/io/File.h"
#include <cstdio>
#include <filesystem>

namespace mf::tool {

namespace {
struct Options {
  std::string folder = "configs";
  bool baseOnly = false;
};

void run(const Options &o) {
  std::error_code error;
  std::filesystem::create_directories(o.folder, error);
  if (error)
    throw UserError(o.folder + ": cannot be made: " + error.message());
  auto files = benchmarkConfigs(o.baseOnly);
  for (const ConfigFile &file : files)
    writeAtomic(o.folder + "/" + file.name, file.text);
  std::printf("%s: %zu configurations\n", o.folder.c_str(), files.size());
}
} // namespace

void addConfigs(CommandLine &app) {
  auto *command = app.add_subcommand("configs", "write the configurations of the benchmark: methods x architectures x data sets x tokenizations");
  auto o = std::make_shared<Options>();
  command->add_option("-o,--out,--output-dir", o->folder, "the folder; files of the same names are replaced")->capture_default_str();
  command->add_flag("--base-only", o->baseOnly, "only the 32 with the usual tokenization of their data set, not named after it");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
