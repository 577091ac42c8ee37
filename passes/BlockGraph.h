// BlockGraph: the ops of a block as numbers, with what each needs. Whatever is asked of it depends on the graph
// alone, never on the order in which the block lists its ops.
#pragma once
#include "dialect/mf/Mf.h"

namespace mf::passes {

class BlockGraph {
public:
  /// The block's ops, its terminator last. An op needs what it reads, and what its regions read from outside of them.
  explicit BlockGraph(mlir::Block &block);

  unsigned size() const { return ops.size(); }
  mlir::Operation *op(unsigned i) const { return ops[i]; }
  /// The number of the op that computes a value, or -1 for what comes from outside of the block.
  int producer(mlir::Value value) const;
  /// The ops of the block that an op needs, in the order of its operands, each once. They have smaller numbers.
  llvm::ArrayRef<unsigned> needs(unsigned i) const { return llvm::ArrayRef<unsigned>(needed).slice(begin[i], begin[i + 1] - begin[i]); }
  /// The ops on the longest path to this one.
  unsigned depth(unsigned i) const { return depths[i]; }

private:
  llvm::SmallVector<mlir::Operation *> ops;
  llvm::DenseMap<mlir::Operation *, unsigned> numbers;
  llvm::SmallVector<unsigned> needed, begin, depths;
};

} // namespace mf::passes
