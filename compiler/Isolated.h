// Runs a user's code in a process of its own.
#pragma once
#include <functional>
#include <string>

namespace mf::compiler {

/// Returns the text that `build` returns, and throws the CompileError that it throws. Where its process ends in any other way (a crash, exit()) that is an
/// error of `path`. The caller's process must have no other thread that could hold a lock which `build` needs.
std::string isolated(const std::string &path, const std::function<std::string()> &build);

} // namespace mf::compiler
