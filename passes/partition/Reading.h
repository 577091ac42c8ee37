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

/// Whether a leaf is read at the point's own coordinates `dims` (of sizes `shape`), unit ones aside.
bool readsOwnPoint(const Leaf &leaf, ir::Shape shape, llvm::ArrayRef<int64_t> dims);
llvm::SmallVector<int64_t> allDims(ir::Shape shape);

/// How much data a reading shares with a cluster, or -1 where the op may not join. `of`: who computes a value.
int score(const Cluster &cluster, const Reading &reading, bool rowLevel, llvm::function_ref<Cluster *(mlir::Value)> of);

/// Puts an op that each point computes on its own into the cluster with which it shares most, among those that are allowed,
/// or into a new one of `kind`. A loop that it joins becomes one of `kind`.
Cluster &placePointwise(Clusterer &clusters, mlir::Operation *op, const class KernelKind &kind, llvm::function_ref<bool(const Cluster &)> allowed);
/// Puts a reduction into a cluster of `kind` over its operand's shape: one of the kind, or a loop that becomes one.
void placeReduction(Clusterer &clusters, mlir::Operation *op, const class KernelKind &kind, int64_t minColumns);
/// Whether a reduction runs over the last dimension that is not 1, so that a row of memory is reduced.
bool reducesRows(mlir::Operation *op);

} // namespace mf::passes
