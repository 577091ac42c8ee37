//===- Source.cpp - from the user's file to the program's IR ----------------------------------------===//
#include "tools/mfcc/Source.h"
#include "mf/mf.h"
#include "tools/common/ConfigProgram.h"
#include "training/UserError.h"
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace mf::tool {

TemporaryFile::TemporaryFile(const std::string &suffix) {
  std::string pattern = (fs::temp_directory_path() / ("mfcc-XXXXXX" + suffix)).string();
  int file = mkstemps(pattern.data(), (int)suffix.size());
  if (file < 0)
    throw UserError("cannot make a temporary file in " + fs::temp_directory_path().string());
  close(file);
  name = pattern;
}
TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  fs::remove(name, ignored);
}

static std::string readText(const std::string &path) {
  std::error_code error;
  if (fs::is_directory(path, error))
    throw UserError(path + ": expected a file, got a folder");
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw UserError(path + ": cannot be read: no such file");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The first host compiler there is; CXX comes first.
static std::string hostCompiler() {
  std::vector<std::string> names{"clang++-19", "g++", "clang++", "c++"};
  if (const char *own = std::getenv("CXX"); own && *own)
    names = {own};
  for (const std::string &name : names)
    if (std::system(("command -v '" + name + "' >/dev/null 2>&1").c_str()) == 0)
      return name;
  throw UserError("a C++ compiler is needed to build a model from a .cpp file; looked for " + (names.size() == 1 ? "the one that CXX names, " + names[0] : std::string("clang++-19, g++, clang++, c++")));
}

/// A shell word.
static std::string quoted(const std::string &s) {
  std::string result = "'";
  for (char c : s)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

static std::string buildDsl(const std::string &path) {
  readText(path);
  TemporaryFile library(".so");
  std::string command = hostCompiler() + " -std=c++20 -O0 -shared -fPIC -I" + quoted(MFCC_SOURCE_DIR "/dsl/include") + " -I" +
                        quoted(MFCC_SOURCE_DIR) + " " + quoted(path) + " -o " + quoted(library.path());
  if (std::system(command.c_str()) != 0)
    throw UserError(path + ": does not compile (see the compiler's message above)");
  void *handle = dlopen(library.path().c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle)
    throw UserError(path + ": cannot be loaded: " + dlerror());
  auto build = reinterpret_cast<void (*)(Program &)>(dlsym(handle, "mf_build_program"));
  if (!build)
    throw UserError(path + ": defines no program; expected MF_PROGRAM(program) { ... }");
  try {
    Program program(fs::path(path).stem().string());
    build(program);
    return program.finish();
  } catch (const Error &e) {
    throw UserError(e.what());
  }
  // the library stays loaded: exceptions and locations may point into it
}

static Source buildConfigured(const std::string &path, const SourceOptions &options) {
  readText(path);
  Config config = loadConfig(path, options.set);
  try {
    Program program(config.method.name + "_" + config.model.architecture, programDtype(config));
    build_program(program, programOptions(config));
    return {path, program.finish(), config};
  } catch (const Error &e) {
    throw UserError(path + ": " + e.what());
  }
}

Source loadSource(const std::string &path, const SourceOptions &options) {
  std::string extension = fs::path(path).extension().string();
  if (!options.set.empty() && extension != ".toml")
    throw UserError("--set changes a configuration (.toml); " + path + " is none");
  if (extension == ".mlir")
    return {path, readText(path), std::nullopt};
  if (extension == ".cpp" || extension == ".cc" || extension == ".cxx")
    return {path, buildDsl(path), std::nullopt};
  if (extension == ".toml")
    return buildConfigured(path, options);
  throw UserError(path + ": expected a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)");
}

} // namespace mf::tool
