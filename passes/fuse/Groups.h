// Groups: sums of a space that share a kernel, and what else the kernel computes.
#pragma once
#include "passes/fuse/Space.h"

namespace mf::passes {

struct Group {
  const Space *space;
  llvm::SmallVector<Root> roots;
  llvm::SetVector<mlir::Operation *> members; ///< the roots' ops, and elementwise ops on their results: each in one group
  llvm::SetVector<mlir::Operation *> stored;  ///< ops of the space whose values this group stores; others compute them, too
  bool takes(const Root &root) const { return roots.front().kept == root.kept && roots.front().streamed == root.streamed; }
  bool isMember(mlir::Value value) const { return value.getDefiningOp() && members.contains(value.getDefiningOp()); }
  /// The dimensions of the space that are not summed over.
  llvm::SmallVector<int64_t> keptDims() const;
};

/// Puts every root into a group, and elementwise ops on results into theirs. No group waits for itself through another one.
class Grouping {
public:
  Grouping(mlir::Block &block, llvm::ArrayRef<Space> spaces);
  std::vector<std::unique_ptr<Group>> groups;

private:
  void place(const Space &space, const Root &root);
  /// The ops on values of a row that a group must compute itself so that the root can join; nothing where it cannot.
  std::optional<llvm::SetVector<mlir::Operation *>> needs(const Group &group, const Root &root);
  bool need(const Group &group, mlir::Value value, llvm::SetVector<mlir::Operation *> &found);
  void add(Group &group, const Root &root, mlir::ArrayRef<mlir::Operation *> ops);
  void absorb(mlir::Operation *op);
  bool mayAbsorb(const Group &group, mlir::Operation *op);
  /// Whether a value waits for what a group computes.
  bool dependsOn(const Group &group, mlir::Value value);
  /// Whether a group waits for an op, by way of other kernels: they cannot be one.
  bool waitsFor(const Group &group, mlir::Operation *op) const;
  /// The ops that wait for `ops`, those included.
  llvm::DenseSet<mlir::Operation *> dependentsOf(mlir::ArrayRef<mlir::Operation *> ops) const;

  mlir::Block &block;
  llvm::DenseMap<mlir::Operation *, Group *> owner;    ///< of members
  llvm::DenseMap<mlir::Operation *, Group *> storedBy;
  llvm::DenseMap<const Group *, llvm::DenseSet<mlir::Operation *>> dependents; ///< cleared where a group changes
};

} // namespace mf::passes
