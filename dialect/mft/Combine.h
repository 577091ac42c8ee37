// What a combiner means: the one place that says so, for passes and targets.
#pragma once
#include "dialect/mft/Mft.h"

namespace mf::tile {

/// The value that combining with changes nothing: 0, 1, the lowest or the highest number of a float or integer type.
mlir::TypedAttr identityOf(Combiner combiner, mlir::Type type);

/// left (combiner) right, on scalars of `type` or vectors of it. NaN wins in max and min; i1 is unsigned.
mlir::Value emitCombination(mlir::OpBuilder &b, mlir::Location loc, Combiner combiner, mlir::Type type, mlir::Value left, mlir::Value right);

} // namespace mf::tile
