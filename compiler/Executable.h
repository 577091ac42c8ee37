// Executables: native programs that sample where mfcc is not installed.
#pragma once
#include <string>

namespace mf::compiler {

/// Links an artifact's object with the runtime, built from its sources in `dataFolder`, and a small main. `state` (safetensors, may be empty) is put
/// into the program; without it the weights are those of init. Throws CompileError.
void linkExecutable(const std::string &object, const std::string &state, const std::string &output, const std::string &dataFolder);

} // namespace mf::compiler
