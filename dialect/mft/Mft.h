// The kernel dialect mft: block programs on tiles, and the plans that launch them.
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
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialect/mft/MftEnums.h.inc"

#include "dialect/mft/MftDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialect/mft/MftAttrs.h.inc"

#define GET_OP_CLASSES
#include "dialect/mft/MftOps.h.inc"
