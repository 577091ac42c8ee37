// The graph dialect mf: models, losses, optimizers and samplers on static-shape tensors.
#pragma once
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialect/mf/MfDialect.h.inc"
#include "dialect/mf/MfEnums.h.inc"
#include "dialect/mf/MfInterfaces.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialect/mf/MfAttrs.h.inc"

#define GET_OP_CLASSES
#include "dialect/mf/MfOps.h.inc"
