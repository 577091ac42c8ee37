// The order of a program's text.
#pragma once
#include "compiler/api/Diagnostic.h"
#include <optional>

namespace mf::compiler {

/// The first value that the text uses before its definition, or outside of the region that defines it; nothing where there is none. All regions of
/// programs are single blocks, so no valid text has one. MLIR 19's parser takes such a use for a promise, and where it then gives a text up,
/// it writes to freed memory: a region goes while ops outside of it still refer to its values.
std::optional<Diagnostic> findUseBeforeDefinition(const std::string &text, const std::string &file);

} // namespace mf::compiler
