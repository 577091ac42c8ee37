// Files of the compiler, and the programs that it calls.
#pragma once
#include "compiler/api/TemporaryFile.h"
#include <string>
#include <vector>

namespace mf::compiler {

/// The text of a file. Throws CompileError.
std::string readFile(const std::string &path);

/// Writes a file: a whole one or none. What is no plain file (a device, a pipe) is written as it is. Throws CompileError.
void writeFile(const std::string &path, const std::string &bytes);

/// Runs a program with its output in `log`. Returns the exit code; -1 where it could not be started, and `log` says why.
int runProgram(const std::string &program, const std::vector<std::string> &arguments, std::string &log);

/// The first of the programs that is on PATH, or "".
std::string findProgram(const std::vector<std::string> &names);

} // namespace mf::compiler
