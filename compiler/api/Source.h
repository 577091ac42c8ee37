// Source: what the user wrote. Model: the program that it comes to, before compilation.
#pragma once
#include "compiler/api/Diagnostic.h"
#include "mf/mf.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mf {
struct Config;
}

namespace mf::compiler {

/// Where a program comes from. Nothing is read or run before Session::load.
struct Source {
  enum class Kind {
    dsl,           ///< a C++ file with MF_PROGRAM
    ir,            ///< text of the dialects mf or mft
    configuration, ///< TOML
    program,       ///< a function of this process that builds it
  };
  Kind kind = Kind::ir;
  std::string name;             ///< what messages call it: the path where it is a file
  std::string text;             ///< of IR or configuration where it is no file
  bool isFile = false;          ///< read from `name`
  std::vector<std::string> set; ///< of a configuration: "section.key=value", which win over the text; of a DSL file or `build`: "option=value"
  bool prints = false;          ///< of a DSL file or `build`: the entries return what print() is given (Program::keep_prints)
  std::function<void(Program &)> build;
  Dtype dtype = Dtype::f32;     ///< of `build`'s parameters

  /// What a file of this name is, by its ending; nothing where it is no source.
  MFCC_API static std::optional<Kind> kindOfFile(const std::string &path);
  /// A file, by its ending: .cpp, .cc, .cxx DSL; .mlir IR; .toml a configuration. Throws CompileError for another ending, and for `set` with IR.
  MFCC_API static Source file(const std::string &path, std::vector<std::string> set = {});
  MFCC_API static Source ir(std::string text, std::string name = "program.mlir");
  MFCC_API static Source configuration(std::string toml, std::string name = "configuration.toml", std::vector<std::string> set = {});
  /// `build` adds the entries, as the body of MF_PROGRAM does.
  MFCC_API static Source program(std::string name, std::function<void(Program &)> build, Dtype dtype = Dtype::f32);
};

/// A program as a graph. A value: it may be kept, copied, and compiled several times.
struct Model {
  std::string name; ///< of the source
  std::string ir;   ///< the graph as text, with locations
  std::shared_ptr<const Config> config = {}; ///< training/config/Config.h; empty where it came from no configuration
  std::vector<Diagnostic> diagnostics = {};  ///< warnings of the host's compiler
  std::string log = "";                      ///< what it said, unchanged
  std::vector<std::string> files = {};       ///< that a DSL file or IR came from: itself and the headers that are the user's own
};

/// The configuration of a model with every key that has an effect, as TOML; "" where it has none.
MFCC_API std::string configurationOf(const Model &model);

} // namespace mf::compiler
