// Where diagnostics come from: MLIR, texts with a place in front, the host's compiler.
#pragma once
#include "compiler/api/Diagnostic.h"
#include <string_view>

namespace mf::compiler {

/// Throws a user's fault "name: message".
[[noreturn]] void refuse(const std::string &name, const std::string &message, std::vector<Diagnostic> before = {});

/// "file:line:column: error: message", "file:line: message" or only a message, as parts. What has no severity is an error.
Diagnostic parseDiagnostic(std::string_view text);

/// All that stand in the output of a C++ compiler; notes belong to what they follow.
std::vector<Diagnostic> parseCompilerLog(std::string_view log);
/// The log without what a compiler says, beside its errors and warnings, of files in `folder`: how the DSL's templates came to
/// be instantiated is not the user's concern. The declaration that g++ shows in place of a reason stays.
std::string withoutInstantiations(std::string_view log, const std::string &folder);

} // namespace mf::compiler
