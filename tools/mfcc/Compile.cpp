//===- Compile.cpp - mfcc compile -------------------------------------------------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include <cstdio>
#include <filesystem>

namespace mf::tool {

using compiler::Emit;

namespace {
struct Options {
  std::string source, output, state, emit = "artifact";
  std::vector<std::string> set;
  compiler::CompileOptions compile;
};

/// The configuration with every key that has an effect.
void printConfig(const compiler::Model &model, const std::string &output) {
  if (!model.config)
    throw UserError("--emit config: expected a configuration (.toml), got " + model.name);
  std::string text = compiler::configurationOf(model);
  if (output == "-")
    std::fputs(text.c_str(), stdout);
  else
    writeAtomic(output, text);
}

std::string defaultOutput(const Options &o) {
  std::string stem = std::filesystem::path(o.source).stem().string();
  if (o.emit == "artifact")
    return stem + ".mfa";
  if (o.emit == "object")
    return stem + ".o";
  return o.emit == "executable" ? stem : "-";
}

/// A name that ends like another kind of file is a slip.
void checkEnding(const Options &o) {
  static const std::vector<std::pair<std::string, std::string>> endings = {{".mfa", "artifact"}, {".o", "object"}, {".s", "assembly"},
                                                                           {".ll", "llvm"},      {".ptx", "ptx"},  {".toml", "config"}};
  std::string ending = std::filesystem::path(o.output).extension().string(), usual;
  for (const auto &[text, emit] : endings)
    usual = emit == o.emit ? text : usual;
  for (const auto &[text, emit] : endings)
    if (ending == text && emit != o.emit)
      throw UserError("-o " + o.output + ": --emit " + o.emit + (usual.empty() ? " writes another kind of file" : " writes " + usual) + "; for " + text + " there is --emit " + emit);
}

void run(const Options &o) {
  checkEnding(o);
  if (!o.state.empty() && o.emit != "executable")
    throw UserError("--state: weights go into an executable; use it with --emit executable");
  auto emit = compiler::emitNamed(o.emit);
  if (!emit && o.emit != "config")
    throw UserError("--emit " + o.emit + ": expected config, mf, expanded, kernels, llvm, assembly, ptx, object, artifact or executable");
  compiler::Model model = loadSource(o.source, o.set);
  std::string output = o.output.empty() ? defaultOutput(o) : o.output;
  if (emit)
    compileModel(model, o.compile, *emit, output, o.state);
  else
    printConfig(model, output);
}
} // namespace

void addCompile(CommandLine &app) {
  auto *command = app.add_subcommand("compile", "compile a model to an artifact, an executable or a text of a level");
  auto o = std::make_shared<Options>();
  command->add_option("source", o->source, "a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)")->required();
  command->add_option("-o,--output", o->output, "output file; - is the terminal");
  command->add_option("--emit", o->emit, "config (all keys of a .toml), mf, expanded, kernels, llvm, assembly, ptx, object, artifact or executable")->capture_default_str();
  command->add_option("--target", o->compile.target, "cpu, cuda:sm_90, or both with a comma")->capture_default_str();
  command->add_option("--cpu", o->compile.cpu, "native, x86-64, x86-64-v3 or x86-64-v4")->capture_default_str();
  command->add_option("--state", o->state, "weights (.safetensors) to put into an executable");
  command->add_option("--precision", o->compile.precision, "f32, or bf16: operands of the forward pass's products; sums and derivatives stay in f32")->capture_default_str();
  command->add_option("--set", o->set, "key=value: a key of the configuration, or an option of the DSL file");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
