// How many values an argument of integers may have that the program looks up in tables.
#pragma once
#include "mlir/IR/BuiltinOps.h"
#include <map>
#include <string>

namespace mf::compiler {

/// For the entries' integer arguments, by name, whose elements a gather or scatter uses as they are (moved, selected, but not computed with): the least
/// number of rows of those tables. Larger elements would be clamped. A last row that the program itself chooses by a constant beside them (no class, of
/// classifier-free guidance) is not theirs.
std::map<std::string, int64_t> indexBounds(mlir::ModuleOp graph);

/// Adds them to the module's metadata, as "bounds": {"label": 10}.
void describeBounds(mlir::ModuleOp module, const std::map<std::string, int64_t> &bounds);

} // namespace mf::compiler
