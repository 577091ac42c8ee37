// The graph dialect mf: models, losses, optimizers and samplers on static-shape tensors.
#pragma once
#include "dialect/mf/Element.h"
#include "dialect/mf/Rows.h"
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

namespace mf::ir {
/// What follows an op with this trait in the program does not move before it.
template <typename ConcreteType> class Orders : public mlir::OpTrait::TraitBase<ConcreteType, Orders> {};
/// What an op with this trait gives follows from a counter: repeated, it is the same.
template <typename ConcreteType> class Draws : public mlir::OpTrait::TraitBase<ConcreteType, Draws> {};
} // namespace mf::ir

#define GET_OP_CLASSES
#include "dialect/mf/MfOps.h.inc"

namespace mf::ir {
/// The attribute of an op within an mf.fused whose result is a value of its space.
inline constexpr const char *kInTiles = "mf.in_tiles";
/// What element `index` of a view may be, but for operands without elements.
llvm::SmallVector<ViewSource> sourcesOf(View op, llvm::ArrayRef<mlir::AffineExpr> index);
/// What RowWise::rowBlock says, and for ops that it does not hold for: where all that moves is one row, the result is of that row.
std::optional<RowBlock> rowBlockOf(mlir::Operation *op, llvm::MutableArrayRef<RowBlock> rows);
} // namespace mf::ir
