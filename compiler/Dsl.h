// DSL files: compiled by the host's C++ compiler, loaded, run once.
#pragma once
#include "compiler/api/Session.h"

namespace mf::compiler {

/// Builds the program of a C++ file. set: its options, "name=value". Throws CompileError: of the file, or of the host's compiler.
Model buildDsl(const std::string &path, const SessionOptions &options, const std::vector<std::string> &set = {}, bool prints = false);

/// Runs `build` on a new program. set: its options, "name=value". prints: what print() says is kept. What it throws is the user's fault.
std::string buildProgram(const std::string &path, const std::string &name, Dtype dtype, const std::function<void(Program &)> &build,
                         const std::vector<std::string> &set = {}, bool prints = false);

} // namespace mf::compiler
