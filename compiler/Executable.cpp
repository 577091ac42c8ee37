//===- Executable.cpp - native programs of an artifact's object -----------------------------------------===//
// The runtime is compiled anew from its sources by gcc, so that the program needs no file of mfcc's, and of OpenMP the library that gcc brings along.
//===----------------------------------------------------------------------------------------------------===//
#include "compiler/Executable.h"
#include "compiler/Diagnostics.h"
#include "compiler/Files.h"
#include <filesystem>
#include <sstream>

namespace mf::compiler {

/// Assembly that puts the weights into the program's read-only data.
static std::string blobOf(const std::string &state) {
  std::string text = ".section .rodata\n.balign 64\n.globl mf_weights, mf_weights_end\nmf_weights:\n";
  if (!state.empty())
    text += ".incbin \"" + state + "\"\n";
  return text + "mf_weights_end:\n.byte 0\n.section .note.GNU-stack,\"\",@progbits\n";
}

void linkExecutable(const std::string &object, const std::string &state, const std::string &output, const std::string &dataFolder) {
  if (state.find('"') != std::string::npos || state.find('\\') != std::string::npos)
    refuse(state, "expected a path without quotes and backslashes");
  std::error_code error;
  if (!state.empty() && !std::filesystem::exists(state, error))
    refuse(state, "cannot be read: no such file");
  TemporaryFile blob(".s");
  writeFile(blob.path(), blobOf(state));
  std::string folder = dataFolder + "/standalone", log, gcc = findProgram({"gcc"});
  std::vector<std::string> words{"-O2", "-std=gnu11", "-D_GNU_SOURCE", "-fopenmp", "-I" + folder, folder + "/main.c"};
  std::stringstream sources(MFCC_RUNTIME_SOURCES);
  for (std::string source; sources >> source;)
    words.push_back(folder + "/" + source);
  words.insert(words.end(), {object, blob.path(), "-o", output, "-ldl", "-lm"});
  if (!gcc.empty() && runProgram(gcc, words, log) == 0)
    return;
  std::string message = "cannot be linked; gcc with OpenMP is needed";
  throw CompileError(Fault::user, output + ": " + message, {{Severity::error, output, 0, 0, message}}, log);
}

} // namespace mf::compiler
