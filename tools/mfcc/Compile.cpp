//===- Compile.cpp - mfcc compile -------------------------------------------------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "tools/mfcc/Standalone.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include <cstdio>
#include <filesystem>

namespace mf::tool {

namespace {
struct Options {
  std::string source, output, state;
  SourceOptions load;
  CompileRequest request;
};

/// The configuration with every key that has an effect.
void printConfig(const Source &source, const std::string &output) {
  if (!source.config)
    throw UserError("--emit config: expected a configuration (.toml), got " + source.path);
  std::string text = formatConfig(*source.config);
  if (output == "-")
    std::fputs(text.c_str(), stdout);
  else
    writeAtomic(output, text);
}

std::string defaultOutput(const Options &o) {
  std::string stem = std::filesystem::path(o.source).stem().string();
  if (o.request.emit == "artifact")
    return stem + ".mfa";
  if (o.request.emit == "object")
    return stem + ".o";
  return o.request.emit == "executable" ? stem : "-";
}

void run(const Options &o) {
  if (!o.state.empty() && o.request.emit != "executable")
    throw UserError("--state: weights go into an executable; use it with --emit executable");
  Source source = loadSource(o.source, o.load);
  std::string output = o.output.empty() ? defaultOutput(o) : o.output;
  if (o.request.emit == "config") {
    printConfig(source, output);
    return;
  }
  if (o.request.emit != "executable") {
    compileSource(source, o.request, output);
    return;
  }
  TemporaryFile object(".o");
  CompileRequest request = o.request;
  request.emit = "object";
  compileSource(source, request, object.path());
  linkExecutable(object.path(), o.state, output);
}
} // namespace

void addCompile(CLI::App &app) {
  auto *command = app.add_subcommand("compile", "compile a model to an artifact, an executable or a text of a level");
  auto o = std::make_shared<Options>();
  command->add_option("source", o->source, "a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)")->required();
  command->add_option("-o,--output", o->output, "output file; - is the terminal");
  command->add_option("--emit", o->request.emit, "config (all keys of a .toml), mf, kernels, llvm, assembly, ptx, object, artifact or executable")->capture_default_str();
  command->add_option("--target", o->request.target, "cpu, cuda:sm_90, or both with a comma")->capture_default_str();
  command->add_option("--cpu", o->request.cpu, "native, x86-64, x86-64-v3 or x86-64-v4")->capture_default_str();
  command->add_option("--state", o->state, "weights (.safetensors) to put into an executable");
  command->add_option("--precision", o->request.precision, "f32, or bf16: operands of the forward pass's products; sums and derivatives stay in f32")->capture_default_str();
  command->add_option("--set", o->load.set, "key=value: overrides a key of the configuration");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
