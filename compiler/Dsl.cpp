//===- Dsl.cpp - from a C++ file to the program that it builds -------------------------------------===//
#include "compiler/Dsl.h"
#include "compiler/Diagnostics.h"
#include "compiler/Files.h"
#include "compiler/Installation.h"
#include "compiler/Isolated.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>

namespace fs = std::filesystem;

namespace mf::compiler {

namespace {
/// The host's compiler and the arguments that its name came with ("ccache g++").
std::vector<std::string> hostCompiler(const SessionOptions &options) {
  std::string own = options.hostCompiler;
  if (const char *variable = std::getenv("CXX"); own.empty() && variable)
    own = variable;
  llvm::BumpPtrAllocator memory;
  llvm::StringSaver saver(memory);
  llvm::SmallVector<const char *> list; // as a shell cuts it, with its quotes
  llvm::cl::TokenizeGNUCommandLine(own, saver, list);
  std::vector<std::string> words(list.begin(), list.end());
  std::string found = words.empty() ? findProgram({"clang++-19", "g++", "clang++", "c++"}) : findProgram({words[0]});
  if (found.empty())
    throw CompileError({Severity::error, "", 0, 0,
                        "a C++ compiler is needed to build a model from a .cpp file; looked for " +
                            (words.empty() ? "clang++-19, g++, clang++, c++" : "the one that CXX names, " + words[0])});
  if (words.empty())
    return {found};
  words[0] = found;
  return words;
}

/// A shared object, closed with the object.
class Library {
public:
  explicit Library(const std::string &path) : handle(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {}
  ~Library() {
    if (handle)
      dlclose(handle);
  }
  Library(const Library &) = delete;
  explicit operator bool() const { return handle; }
  void *find(const char *name) const { return dlsym(handle, name); }

private:
  void *handle;
};

/// The files of a rule of make, "output: a.cpp b.h \\", in its order.
std::vector<std::string> prerequisites(const std::string &rule) {
  std::vector<std::string> files;
  std::string word;
  for (size_t i = std::min(rule.find(": "), rule.size()); i < rule.size(); ++i) {
    char c = rule[i], next = i + 1 < rule.size() ? rule[i + 1] : 0;
    if ((c == '\\' && (next == ' ' || next == '#' || next == '\\')) || (c == '$' && next == '$')) {
      word += next;
      ++i;
    } else if (c == ' ' || c == '\n' || (c == '\\' && next == '\n')) {
      if (!word.empty() && word != ":")
        files.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  }
  return files;
}

/// The user's files among those that a compilation read: not the headers that are installed.
std::vector<std::string> ownFiles(const std::vector<std::string> &read, const std::string &headers) {
  std::vector<std::string> own;
  for (const std::string &file : read) {
    std::string inside = fs::path(file).lexically_normal().lexically_relative(fs::path(headers).lexically_normal()).string();
    if (own.empty() || inside.empty() || inside.starts_with("..")) // the first is the program itself
      own.push_back(file);
  }
  return own;
}

/// A name that begins with a dash is no option.
std::string sourceArgument(const std::string &path) { return path.starts_with("-") ? "./" + path : path; }

/// Compiles the file to a shared object. What the compiler said, and the user's files that it read, go into the model.
void compileFile(const std::string &path, const std::string &output, const SessionOptions &options, Model &model) {
  std::vector<std::string> words = hostCompiler(options);
  std::string program = words[0];
  words.erase(words.begin());
  TemporaryFile rule(".d");
  std::string headers = includeFolder(options);
  words.insert(words.end(), {"-std=c++20", "-O0", "-g1", "-shared", "-fPIC", "-Werror=return-type", "-D_GLIBCXX_ASSERTIONS", "-MMD", "-MF", rule.path(), "-I" + headers, sourceArgument(path), "-o", output});
  // The DSL is in this library. Naming it in the object lets the loader find it where this library itself was loaded for a plug-in alone.
  if (std::string own = ownFile(); fs::path(own).filename().string().starts_with("libmfcc.so"))
    words.push_back(own);
  int code = runProgram(program, words, model.log);
  model.log = withoutInstantiations(model.log, headers);
  model.diagnostics = parseCompilerLog(model.log);
  if (code == 0) {
    std::error_code none;
    std::vector<std::string> read = fs::exists(rule.path(), none) ? prerequisites(readFile(rule.path())) : std::vector<std::string>();
    model.files = ownFiles(read.empty() ? std::vector{path} : read, headers);
    return;
  }
  std::vector<Diagnostic> found = model.diagnostics;
  if (found.empty()) // the linker's words have no place
    found.push_back({Severity::error, path, 0, 0, "does not compile"});
  throw CompileError(Fault::user, path + ": does not compile", found, model.log);
}
} // namespace

std::string buildProgram(const std::string &path, const std::string &name, Dtype dtype, const std::function<void(Program &)> &build,
                         const std::vector<std::string> &set, bool prints) {
  try {
    Program program(name, dtype);
    for (const std::string &assignment : set)
      program.choose(assignment);
    if (prints)
      program.keep_prints();
    build(program);
    return program.finish();
  } catch (const Error &e) {
    throw CompileError(Fault::user, e.what(), {parseDiagnostic(e.what())});
  } catch (const CompileError &) {
    throw;
  } catch (const std::exception &e) {
    refuse(path, std::string("its program ended with an exception: ") + e.what());
  } catch (...) { // of a type that goes with the library
    refuse(path, "its program ended with an exception");
  }
}

/// Loads the compiled file and runs its program.
static std::string runDsl(const std::string &path, const std::string &object, const Model &model, const std::vector<std::string> &set, bool prints) {
  Library library(object);
  if (!library)
    refuse(path, std::string("cannot be loaded: ") + dlerror(), model.diagnostics);
  auto build = reinterpret_cast<void (*)(Program &)>(library.find("mf_build_program"));
  if (!build)
    refuse(path, "defines no program; expected MF_PROGRAM(program) { ... }", model.diagnostics);
  return buildProgram(path, fs::path(path).stem().string(), Dtype::f32, build, set, prints);
}

Model buildDsl(const std::string &path, const SessionOptions &options, const std::vector<std::string> &set, bool prints) {
  readFile(path);
  Model model{path, ""};
  TemporaryFile object(".so");
  compileFile(path, object.path(), options, model);
  auto run = [&] { return runDsl(path, object.path(), model, set, prints); };
  model.ir = options.isolate ? isolated({path, object.path(), model.files}, run) : run();
  return model;
}

} // namespace mf::compiler
