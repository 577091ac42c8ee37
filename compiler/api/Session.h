// Session: the front door of the compiler as a library.
//
//   mf::compiler::Session session;
//   auto compilation = session.compile(mf::compiler::Source::file("model.cpp"));
//   compilation.write(mf::compiler::Emit::artifact, "model.mfa");
//
// Threads: a Session holds options alone and may be used by several threads at once, and there may be many of them; a Compilation is used by
// one thread at a time. There is no global state. Errors: CompileError. Nothing is printed.
#pragma once
#include "compiler/api/Compilation.h"

namespace mf::compiler {

struct SessionOptions {
  std::string includeFolder = ""; ///< holds mf/mf.h and models/; empty: the one that was installed beside this library
  std::string dataFolder = "";    ///< holds standalone/, the runtime's sources; empty: as above
  bool isolate = false;           ///< the program of a DSL file runs in a process of its own: a crash of it is an error. For a caller of one thread
  std::string hostCompiler = "";  ///< C++20, for DSL files; empty: the variable CXX, else the first of clang++-19, g++, clang++, c++
};

class MFCC_API Session {
public:
  explicit Session(SessionOptions options = {});

  /// Builds the program of a source: runs the host's compiler and the DSL where it has to.
  Model load(const Source &source) const;
  /// Parses and verifies the graph. Passes and code generation run when the compilation is asked for what needs them.
  Compilation compile(const Model &model, const CompileOptions &options = {}) const;
  Compilation compile(const Source &source, const CompileOptions &options = {}) const { return compile(load(source), options); }

  const SessionOptions &options() const { return given; }
  /// Of the library: "0.1".
  static const char *version();
  /// What it is made of and where it runs: "LLVM 19.1.7; CPU sapphirerapids, x86-64-v4".
  static std::string about();

private:
  SessionOptions given;
};

} // namespace mf::compiler
