//===- Standalone.cpp - executables of an artifact's object file -------------------------------------===//
#include "tools/mfcc/Standalone.h"
#include "tools/mfcc/Source.h"
#include "training/UserError.h"
#include <cstdlib>
#include <fstream>

namespace mf::tool {

/// A shell word.
static std::string word(const std::string &s) {
  std::string result = "'";
  for (char c : s)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// Assembly that puts the weights into the program's read-only data.
static void writeBlob(const std::string &path, const std::string &state) {
  std::ofstream out(path);
  out << ".section .rodata\n.balign 64\n.globl mf_weights, mf_weights_end\nmf_weights:\n";
  if (!state.empty())
    out << ".incbin \"" << state << "\"\n";
  out << "mf_weights_end:\n.byte 0\n.section .note.GNU-stack,\"\",@progbits\n";
}

void linkExecutable(const std::string &object, const std::string &state, const std::string &output) {
  if (state.find('"') != std::string::npos || state.find('\\') != std::string::npos)
    throw UserError(state + ": expected a path without quotes and backslashes");
  if (!state.empty() && !std::ifstream(state))
    throw UserError(state + ": cannot be read: no such file");
  TemporaryFile blob(".s");
  writeBlob(blob.path(), state);
  // built from the runtime's sources, so that the program needs no file of mfcc's
  std::string command = std::string("gcc -O2 -std=gnu11 -D_GNU_SOURCE -fopenmp -I") + word(MFCC_SOURCE_DIR) + " " +
                        word(MFCC_SOURCE_DIR "/tools/mfcc/standalone_main.c") + " " MFCC_RUNTIME_SOURCES " " + word(object) + " " +
                        word(blob.path()) + " -o " + word(output) + " -ldl -lm";
  if (std::system(command.c_str()) != 0)
    throw UserError(output + ": cannot be linked; gcc with OpenMP is needed (see its message above)");
}

} // namespace mf::tool
