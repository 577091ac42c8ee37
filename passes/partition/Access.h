// Access: ops that are never computed on their own but folded into the index arithmetic of their uses.
#pragma once
#include "dialect/mf/Emit.h"
#include "mlir/IR/AffineExpr.h"

namespace mf::passes {

using ir::Exprs;
using ir::kInTiles;

/// Whether the value is folded into its uses (views, and what follows from the index) and gets no buffer.
bool isVirtual(mlir::Value value);
/// Whether the op is a literal: a splat, or an array that the artifact holds.
inline bool isConstant(mlir::Operation *op) { return op && op->hasTrait<mlir::OpTrait::ConstantLike>(); }
/// The attribute of a view that must get a buffer of its own.
inline constexpr const char *kMaterialize = "mf.materialize";
/// The attribute of a permutation that is folded into the contraction above it.
inline constexpr const char *kAbsorbed = "mf.absorbed";
/// The attribute of a contraction whose right side, along whose columns the lanes run, is not the one that owns the result's
/// last dimension: it shares that side with others.
inline constexpr const char *kTurned = "mf.turned";
/// The attribute of an mf.concatenate whose parts are computed where they lie in it: an array, no view.
inline constexpr const char *kAssembled = "mf.assembled";
/// The attribute of a state: where it lies among the states, in bytes.
inline constexpr const char *kStateOffset = "mf.offset";
/// A copy of a value in a buffer of its own.
mlir::Value materialize(mlir::OpBuilder &b, mlir::Value value);
/// The value below identities, stop_gradients and barriers.
mlir::Value stripAliases(mlir::Value value);
/// The buffer-backed value below reshapes and aliases, or null where there are other views between.
mlir::Value bufferBelowReshapes(mlir::Value value);

/// A buffer-backed value as seen through virtual ops.
struct Leaf {
  mlir::Value value;
  Exprs index;
  llvm::SmallVector<int64_t> view; ///< the shape in which the buffer is indexed
  bool masked = false;
  bool opaque = false; ///< the index depends on data
};
/// The value that an argument of an mf.fused's region stands for; other values as they are.
mlir::Value outsideFused(mlir::Value value);
/// Every leaf that element `index` of the value is made of.
void forEachLeaf(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index, llvm::function_ref<void(const Leaf &)> visit);

/// The leaf below a value's views and the map to it from `dims` coordinates, where that is one leaf, read everywhere, at a linear index.
std::optional<std::pair<Leaf, mlir::AffineMap>> linearAccess(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index, unsigned dims);

/// d0, d1, ... of a rank.
Exprs identityIndex(mlir::MLIRContext *context, unsigned rank);

} // namespace mf::passes
