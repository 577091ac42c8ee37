// What this is.
#pragma once
#include <string>

namespace mf::tool {

/// "mfcc 0.1 (commit 0123456789ab; LLVM 19.1.7; CPU sapphirerapids, x86-64-v4)".
std::string versionText();

} // namespace mf::tool
