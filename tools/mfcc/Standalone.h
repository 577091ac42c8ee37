// Standalone: native programs that sample where mfcc is not installed.
#pragma once
#include <string>

namespace mf::tool {
/// Links an artifact's object file with the runtime and a small main. `state` (safetensors, may be empty) is
/// put into the program; without it the weights are those of init. Throws UserError.
void linkExecutable(const std::string &object, const std::string &state, const std::string &output);
} // namespace mf::tool
