// Costs of a module of plans, and places of its ops.
#pragma once
#include "compiler/api/Costs.h"
#include "mlir/IR/BuiltinOps.h"

namespace mf::compiler {

/// The first place in a location, or none.
mlir::FileLineColLoc placeOf(mlir::Location location);

/// Of each plan, in the order of the module.
std::vector<EntryCost> costsOf(mlir::ModuleOp module);

} // namespace mf::compiler
