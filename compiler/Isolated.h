// Runs a user's code in a process of its own.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace mf::compiler {

struct UserProgram {
  std::string path;               ///< of the source, for errors
  std::string object;             ///< the shared object that `build` loads, with the lines of
  std::vector<std::string> files; ///< the user's own files
};

/// Returns the text that `build` returns, and throws the CompileError that it throws. Where its process ends in any other way (a crash, exit()) that is an
/// error of the program, at the line of it that the crash has passed last. The caller's process must have no other thread that could hold a lock which
/// `build` needs.
std::string isolated(const UserProgram &program, const std::function<std::string()> &build);

} // namespace mf::compiler
