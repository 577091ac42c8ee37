// The kernels of the dialect mft: block programs on tiles. The plans that launch them: dialect/plan/Plan.h.
#pragma once
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialect/mft/MftEnums.h.inc"

#include "dialect/mft/MftDialect.h.inc"

namespace mf::tile {

/// What a kernel does with a buffer; both bits may be set.
enum Access : unsigned { reads = 1, writes = 2 };

/// Whether buffers hold elements of this type (i1 is stored as i8).
bool isElementType(mlir::Type type);
/// Bytes of an array; i1 takes a byte an element.
int64_t byteSize(mlir::ShapedType type);

/// Whether the op is a function of the math dialect, or one that it lacks.
bool isFunction(mlir::Operation *op);
} // namespace mf::tile

#define GET_ATTRDEF_CLASSES
#include "dialect/mft/MftAttrs.h.inc"

#define GET_OP_CLASSES
#include "dialect/mft/MftOps.h.inc"
