//===- Executable.cpp - native programs of an artifact's object -----------------------------------------===//
// The runtime is compiled anew from its sources by gcc, so that the program needs no file of mfcc's, and no library but the system's.
//===----------------------------------------------------------------------------------------------------===//
#include "compiler/Executable.h"
#include "compiler/Diagnostics.h"
#include "compiler/Files.h"
#include <filesystem>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace mf::compiler {

namespace {
/// Assembly that puts the weights into the program's read-only data.
std::string blobOf(const std::string &state) {
  std::string text = ".section .rodata\n.globl mf_has_weights\nmf_has_weights:\n.byte " + std::string(state.empty() ? "0" : "1") +
                     "\n.balign 64\n.globl mf_weights, mf_weights_end\nmf_weights:\n";
  if (!state.empty())
    text += ".incbin \"" + state + "\"\n";
  return text + "mf_weights_end:\n.byte 0\n.section .note.GNU-stack,\"\",@progbits\n";
}

void link(const std::string &object, const std::string &blob, const std::string &program, const std::string &output, const std::string &folder) {
  std::string log, gcc = findProgram({"gcc"});
  std::vector<std::string> words{"-O2", "-std=gnu11", "-D_GNU_SOURCE", "-pthread", "-I" + folder, folder + "/main.c"};
  std::stringstream sources(MFCC_RUNTIME_SOURCES);
  for (std::string source; sources >> source;)
    words.push_back(folder + "/" + source);
  words.insert(words.end(), {object, blob, "-o", program, "-ldl", "-lm"});
  if (!gcc.empty() && runProgram(gcc, words, log) == 0)
    return;
  std::string message = "cannot be linked; gcc is needed";
  throw CompileError(Fault::user, output + ": " + message, {{Severity::error, output, 0, 0, message}}, log);
}

/// The program loads its weights as it will for its user, which no kernel and no special CPU is needed for. Where it cannot be started (a file system
/// that runs no programs) the user will see.
void check(const std::string &program, const std::string &state) {
  std::string log;
  if (runProgram(program, {"--check"}, log) != 1)
    return;
  log = log.substr(0, log.find('\n'));
  constexpr std::string_view own = "the weights inside: ";
  refuse(state, log.starts_with(own) ? log.substr(own.size()) : log);
}
} // namespace

void linkExecutable(const std::string &object, const std::string &state, const std::string &output, const std::string &dataFolder) {
  std::error_code error;
  if (state.find_first_of("\"\\\n") != std::string::npos)
    refuse(state, "expected a path without quotes, backslashes and line breaks");
  if (!state.empty() && !std::filesystem::is_regular_file(state, error))
    refuse(state, "cannot be read: no such file");
  TemporaryFile blob(".s");
  writeFile(blob.path(), blobOf(state.empty() ? state : std::filesystem::absolute(state).string()));
  std::string beside = output + ".tmp" + std::to_string(getpid());
  try {
    link(object, blob.path(), std::filesystem::absolute(beside).string(), output, dataFolder + "/standalone");
    if (!state.empty())
      check(std::filesystem::absolute(beside).string(), state);
    std::filesystem::rename(beside, output);
  } catch (...) {
    std::filesystem::remove(beside, error);
    throw;
  }
}

} // namespace mf::compiler
