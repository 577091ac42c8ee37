//===- Session.cpp - from sources to models and compilations -----------------------------------------------===//
#include "compiler/api/Session.h"
#include "compiler/Diagnostics.h"
#include "compiler/Dsl.h"
#include "compiler/Files.h"
#include "compiler/Unit.h"
#include "compiler/config/ConfigProgram.h"
#include "codegen/cpu/Target.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/TargetParser/Host.h"
#include "training/UserError.h"
#include <filesystem>

namespace mf::compiler {

std::optional<Source::Kind> Source::kindOfFile(const std::string &path) {
  std::string ending = std::filesystem::path(path).extension().string();
  if (ending == ".mlir")
    return Kind::ir;
  if (ending == ".cpp" || ending == ".cc" || ending == ".cxx")
    return Kind::dsl;
  return ending == ".toml" ? std::optional(Kind::configuration) : std::nullopt;
}

Source Source::file(const std::string &path, std::vector<std::string> set) {
  std::optional<Kind> kind = kindOfFile(path);
  if (!set.empty() && kind == Kind::ir)
    refuse("--set", "changes a configuration (.toml) or options of a DSL file (.cpp); " + path + " is neither");
  if (!kind)
    refuse(path, "expected a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)");
  Source source;
  source.kind = *kind;
  source.name = path;
  source.isFile = true;
  source.set = std::move(set);
  return source;
}

Source Source::ir(std::string text, std::string name) {
  Source source;
  source.name = std::move(name);
  source.text = std::move(text);
  return source;
}

Source Source::configuration(std::string toml, std::string name, std::vector<std::string> set) {
  Source source = ir(std::move(toml), std::move(name));
  source.kind = Kind::configuration;
  source.set = std::move(set);
  return source;
}

Source Source::program(std::string name, std::function<void(Program &)> build, Dtype dtype) {
  Source source = ir("", std::move(name));
  source.kind = Kind::program;
  source.build = std::move(build);
  source.dtype = dtype;
  return source;
}

std::string configurationOf(const Model &model) { return model.config ? formatConfig(*model.config) : ""; }

static Model buildConfigured(const Source &source, const std::string &text) {
  Model model{source.name, ""};
  try {
    model.config = std::make_shared<const Config>(parseConfig(text, source.name, source.set));
  } catch (const UserError &e) {
    throw CompileError(Fault::user, e.what(), {parseDiagnostic(e.what())});
  }
  const Config &config = *model.config;
  std::string name = config.text("method.name") + "_" + config.text("model.architecture");
  model.ir = buildProgram(source.name, name, programDtype(config), [&](Program &program) {
    try {
      build_program(program, programOptions(config));
    } catch (const Error &e) { // its place is in the models: the user knows the configuration
      throw CompileError(Fault::user, source.name + ": " + e.what(), {parseDiagnostic(e.what())});
    }
  });
  return model;
}

Session::Session(SessionOptions options) : given(std::move(options)) {}

Model Session::load(const Source &source) const {
  switch (source.kind) {
  case Source::Kind::dsl: return buildDsl(source.name, given, source.set, source.prints);
  case Source::Kind::program: return {source.name, buildProgram(source.name, source.name, source.dtype, source.build, source.set, source.prints)};
  case Source::Kind::ir: {
    Model model{source.name, source.isFile ? readFile(source.name) : source.text};
    if (source.isFile)
      model.files = {source.name};
    return model;
  }
  case Source::Kind::configuration: break;
  }
  return buildConfigured(source, source.isFile ? readFile(source.name) : source.text);
}

Compilation Session::compile(const Model &model, const CompileOptions &options) const {
  return Compilation(std::make_unique<Compilation::Unit>(model, options, given));
}

const char *Session::version() { return MFCC_VERSION; }

std::string Session::about() {
  return "LLVM " LLVM_VERSION_STRING "; CPU " + llvm::sys::getHostCPUName().str() + ", " + codegen::findCpuTarget("native")->name;
}

} // namespace mf::compiler
