// Cluster: the ops that become one kernel, and the clusters of a block in launch order.
#pragma once
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "passes/partition/Access.h"
#include <list>

namespace mf::passes {

class KernelKind;

/// A contraction sum over k of lhs(b, m, k) rhs(b, k, n), as mft.contract wants it.
struct Contraction {
  mlir::Value lhs, rhs; ///< below virtual ops; index maps say how they are read
  Leaf lhsLeaf, rhsLeaf;
  llvm::SmallVector<int64_t> b, m, n, k;
  mlir::AffineMap lhsMap, rhsMap; ///< (b, m, k) and (b, k, n) -> the leaf's view
  /// Each dimension of `result` in terms of (b, m, n).
  Exprs resultIndex;
  mlir::Value result;
};

struct Cluster {
  const KernelKind *kind = nullptr; ///< null: control flow (mf.for), not a kernel
  unsigned position = 0;
  llvm::SmallVector<int64_t> domain;  ///< shape of its element-level values
  llvm::SmallVector<int64_t> reduced; ///< row, column: the dimensions of the domain that are reduced
  llvm::SetVector<mlir::Operation *> ops;
  std::vector<Contraction> contractions;
  llvm::DenseSet<mlir::Value> reads; ///< values of buffers that its ops read or overwrite, its own included
  llvm::SmallVector<int64_t> kept() const; ///< dimensions that are not reduced
  llvm::SmallVector<int64_t> keptShape() const;
  /// Whether another op may still be added; more make the compiler slow without saving traffic.
  bool hasRoom(size_t count = 1) const;
  /// Whether the value is one of this cluster's, and at the level of a whole row.
  bool isRowLevel(mlir::Value value) const;
};

/// Groups the non-virtual ops of a block. Clusters are in an order in which each reads only what
/// earlier ones wrote.
class Clusterer {
public:
  explicit Clusterer(mlir::Block &block) : block(block) {}
  void run();
  std::vector<std::unique_ptr<Cluster>> clusters;
  /// The cluster that computes a value; null for arguments, reads, constants.
  Cluster *of(mlir::Value value) const { return owner.lookup(value); }


  // What kinds place their ops with.

  /// Opens a cluster at the end of the order.
  Cluster &append(const KernelKind &kind, llvm::ArrayRef<int64_t> domain);
  void add(Cluster &cluster, mlir::Operation *op);
  /// Moves a cluster's ops into a later one, before its own.
  void merge(Cluster &from, Cluster &into);
  /// The clusters that a new op may join, latest first.
  llvm::SmallVector<Cluster *> recent() const;
  /// First position that new ops may join: moves past loops and barriers.
  unsigned firstOpen() const { return floor; }

private:
  void place(mlir::Operation *op);

  mlir::Block &block;
  llvm::DenseMap<mlir::Value, Cluster *> owner;
  unsigned floor = 0;
};

/// The contraction that a dot_general or convolution means; its operands must have linear indices.
Contraction contractionOf(mlir::Operation *op);
/// Makes every contraction of a block expressible: pads, dilates and copies operands where needed, and
/// absorbs transposes of results.
void prepareContractions(mlir::Block &block);
/// Ops whose value is too costly to compute again in every phase of a row kernel.
bool isHeavy(mlir::Operation *op);
/// The op that gives the value of a contraction: itself, or the one permutation that is folded into it.
mlir::Operation *absorbedTranspose(mlir::Operation *op);

} // namespace mf::passes
