//===- Doctor.cpp - mfcc doctor: whether this machine has what is needed ------------------------------===//
#include "compiler/api/Session.h"
#include "runtime/api/mfrt.h"
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "tools/mfcc/Version.h"
#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace mf::tool {

namespace fs = std::filesystem;

namespace {
/// Prints a line a check; remembers whether one failed.
class Report {
public:
  void fact(const std::string &name, const std::string &text) { fmt::print("{:<12} {}\n", name, text); }
  void warning(const std::string &name, const std::string &text) { fmt::print("{:<12} warning: {}\n", name, text); }
  /// Runs the check, which returns what it found or throws.
  template <typename F> void check(const std::string &name, F f) {
    try {
      fact(name, f());
    } catch (const std::exception &e) {
      fmt::print("{:<12} problem: {}\n", name, e.what());
      problems = true;
    }
    std::fflush(stdout);
  }
  bool problems = false;
};

std::string space(const std::string &folder) {
  std::error_code error;
  fs::space_info info = fs::space(folder, error);
  if (error)
    throw UserError(folder + ": " + error.message());
  return fmt::format("{}: {:.1f} GB free", folder, double(info.available) * 1e-9);
}

std::string memory() {
  double page = double(sysconf(_SC_PAGESIZE));
  return fmt::format("{:.1f} GB, {:.1f} GB free", double(sysconf(_SC_PHYS_PAGES)) * page * 1e-9, double(sysconf(_SC_AVPHYS_PAGES)) * page * 1e-9);
}

/// A program of one entry by way of all that a user's goes through: the host's compiler, the DSL, the code, the loader, the threads.
std::string smallProgram(int &threads) {
  TemporaryFile source(".cpp"), artifact(".mfa");
  writeAtomic(source.path(), "#include \"mf/mf.h\"\nusing namespace mf;\nMF_PROGRAM(p) {\n"
                             "  p.entry(\"sum\", {{\"x\", {1000, 1000}}}, [](const Arguments &a) -> Results { return {{\"y\", sum(exp(a[0]))}}; });\n}\n");
  compileArtifact(loadSource(source.path()), {}, artifact.path());
  LoadedProgram program(artifact.path());
  double y = scalarOf(program.call("sum", {{"x", Array::zeros(MF_F32, {1000, 1000})}})[0].second);
  if (y != 1e6)
    throw UserError(fmt::format("the sum of a million ones is 1000000, got {}", y));
  threads = mf_program_threads(program.get());
  return fmt::format("compiled and run, for {}", mf_program_artifact(program.get())->cpu);
}

std::string executable() {
  TemporaryFile file(".exe");
  compiler::Model model = loadProgram("doctor", [](Program &p) {
    p.entry("sample", {}, [](const Arguments &) -> Results { return {{"x", full({1, 1}, 1, Dtype::f32)}}; });
  });
  compileModel(model, {}, compiler::Emit::executable, file.path());
  return "gcc links them";
}

int run() {
  Report report;
  const char *threadsText = std::getenv("OMP_NUM_THREADS");
  report.fact("version", versionText());
  report.check("program", [&] {
    int threads = 0;
    std::string text = smallProgram(threads);
    report.fact("threads", fmt::format("{}, of {} cores", threads, sysconf(_SC_NPROCESSORS_ONLN)));
    if (threadsText && std::to_string(std::atoi(threadsText)) != threadsText && std::string(threadsText).find(',') == std::string::npos)
      report.warning("threads", fmt::format("OMP_NUM_THREADS is '{}', which is no number from 1 to 4096: it does not count", threadsText));
    return text;
  });
  report.check("executables", executable);
  report.fact("memory", memory());
  report.check("disk", [] { return space("."); });
  report.check("temporary", [] {
    TemporaryFile file(".txt");
    return space(fs::path(file.path()).parent_path().parent_path().string());
  });
  return report.problems;
}
} // namespace

void addDoctor(CommandLine &app) { app.add_subcommand("doctor", "say whether this machine has what is needed: compilers, CPU, threads, disk")->callback([] { return run(); }); }

} // namespace mf::tool
