// Reading: what an op reads, and whether it may be computed beside the ops of a cluster.
#pragma once
#include "passes/partition/Cluster.h"

namespace mf::passes {

/// The leaves of an op's operands, each in terms of the op's own dimensions.
struct Reading {
  llvm::SmallVector<Leaf> leaves;
  llvm::SmallVector<int64_t> shape; ///< the dimensions that the leaves' indices speak of
};
Reading readingOf(mlir::Operation *op);

llvm::SmallVector<int64_t> allDims(ir::Shape shape);
/// Whether a leaf is read at the coordinates `dims` of a point of a shape, in their order, unit ones aside.
bool readsOwnPoint(const Leaf &leaf, ir::Shape shape, llvm::ArrayRef<int64_t> dims);

/// Puts an op that each point computes on its own into the cluster with which it shares most, among those that are allowed,
/// or into a new one of `kind`; then makes one kernel of that and its neighbours where they fit. A loop that it joins becomes
/// one of `kind`.
void placePointwise(Clusterer &clusters, mlir::Operation *op, const class KernelKind &kind, llvm::function_ref<bool(const Cluster &)> allowed);
/// Puts a reduction into a cluster of `kind` over its operand's shape: one of the kind, or a loop that becomes one, where
/// the kind computes elements beside so many results.
void placeReduction(Clusterer &clusters, mlir::Operation *op, const class KernelKind &kind, llvm::function_ref<bool(int64_t)> takesElements);
/// Whether a reduction runs over the last dimension that is not 1, so that a row of memory is reduced.
bool reducesRows(mlir::Operation *op);

} // namespace mf::passes
