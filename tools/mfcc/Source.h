// What every command that compiles does with the compiler's library: errors become UserError, diagnostics are printed.
#pragma once
#include "compiler/api/Session.h"
#include "compiler/api/TemporaryFile.h"
#include "training/config/Config.h"
#include <string>
#include <vector>

namespace mf::tool {

/// Builds the program of a DSL file, IR file or configuration. Prints what was found, and throws UserError or, where the fault is ours, std::logic_error.
/// prints: the entries return what print() is given.
compiler::Model loadSource(const std::string &path, const std::vector<std::string> &set = {}, bool prints = false);

/// The same for a program that mfcc builds itself.
compiler::Model loadProgram(const std::string &name, const std::function<void(Program &)> &build);

/// Compiles the program to a file, or to the terminal for `output` "-". Errors as in loadSource. `costs`, where given, gets the costs of every entry.
void compileModel(const compiler::Model &model, const compiler::CompileOptions &options, compiler::Emit emit, const std::string &output, const std::string &state = "",
                  std::vector<compiler::EntryCost> *costs = nullptr);
/// To an artifact.
void compileArtifact(const compiler::Model &model, const compiler::CompileOptions &options, const std::string &output, std::vector<compiler::EntryCost> *costs = nullptr);

/// The program with every value of an entry among its results.
compiler::Trace traceOf(const compiler::Model &model, const std::string &entry);

/// "model.cpp:12: mf.exp", and of a value in a loop "model.cpp:12: mf.exp (trips)".
std::string placed(const compiler::TracedValue &value);

/// Compilation::evaluate.
std::vector<compiler::Numbers> meaningOf(const compiler::Model &model, const std::string &entry, const std::vector<compiler::Numbers> &arguments,
                                         const std::map<std::string, compiler::Numbers> &states, bool round);

/// Compilation::fingerprint.
std::string fingerprintOf(const compiler::Model &model);
/// Compilation::checkDerivatives.
std::vector<compiler::DerivativeCheck> derivativesOf(const compiler::Model &model, const std::string &entry, const std::vector<compiler::Numbers> &arguments,
                                                     const std::map<std::string, compiler::Numbers> &states, int64_t directions);
/// Compilation::part.
compiler::Part partOf(const compiler::Model &model, const std::string &entry, const std::string &result, const std::vector<std::string> &inside);

/// Costs of every entry. tangents: false: without the forward derivatives.
std::vector<compiler::EntryCost> costsOf(const compiler::Model &model, bool tangents);

using compiler::TemporaryFile;

} // namespace mf::tool
