// Readers: which kernels read a buffer, and how: an index of what a block's clusters read.
#pragma once
#include "passes/partition/Cluster.h"

namespace mf::passes {

class Readers {
public:
  /// Notes what the clusters read, once they are complete.
  void add(const Clusterer &clusters);
  /// Whether `value`, which `writer` computes, may be stored in the buffer of `root`: no later kernel reads what is there,
  /// and the writer itself only at the point that it stores.
  bool mayWrite(mlir::Value root, const Cluster &writer, mlir::Value value) const;

  /// Whether all kernels that read the buffer of `root` come before `writer`.
  bool areBefore(mlir::Value root, const Cluster &writer) const;

private:
  struct Read {
    unsigned position;
    /// The shape over whose points an elementwise op reads the buffer at its own point.
    std::optional<llvm::SmallVector<int64_t>> own;
  };
  void add(const Cluster &cluster, mlir::Operation *op, mlir::Value operand, bool nested);
  llvm::DenseMap<mlir::Value, llvm::SmallVector<Read, 2>> reads; ///< by root
};

} // namespace mf::passes
