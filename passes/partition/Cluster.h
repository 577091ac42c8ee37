// Cluster: the ops that become one kernel, and the clusters of a block in launch order.
#pragma once
#include "llvm/ADT/MapVector.h"
#include "codegen/target/Target.h"
#include "llvm/ADT/SetVector.h"
#include "passes/partition/Access.h"
#include <list>

namespace mf::passes {

class KernelKind;

/// A contraction sum over k of lhs(b, m, k) rhs(b, k, n), as mft.contract wants it.
struct Contraction {
  mlir::Value lhs, rhs;
  Leaf lhsLeaf, rhsLeaf;
  llvm::SmallVector<int64_t> b, m, n, k;
  mlir::AffineMap lhsMap, rhsMap; ///< (b, m, k) and (b, k, n) -> the leaf's view
  /// Each dimension of `result` in terms of (b, m, n).
  Exprs resultIndex;
  mlir::Value result;
  /// Which dimension of m, and of it alone, a dimension of the result runs along.
  std::optional<unsigned> rowDimension(unsigned resultDimension) const;
};

/// The points of one contraction of a kernel that are some rows of another's: those that move, of a batch.
struct RowRange {
  llvm::SmallVector<int64_t> whole, part; ///< shapes of the two results; they differ in one dimension
  unsigned dim;
  int64_t begin; ///< of the part's rows, in the whole
  bool operator==(const RowRange &) const = default;
};

struct Cluster {
  const codegen::Target *target = nullptr;
  const KernelKind *kind = nullptr; ///< null: control flow (mf.for), not a kernel
  unsigned position = 0;
  llvm::SmallVector<int64_t> domain;  ///< shape of its element-level values; of a contraction's, that of its first result
  llvm::SmallVector<int64_t> reduced; ///< row, column: the dimensions of the domain that are reduced
  llvm::SetVector<mlir::Operation *> ops;
  std::vector<Contraction> contractions;
  llvm::SmallVector<RowRange, 1> rows;
  llvm::DenseSet<mlir::Value> reads; ///< values of buffers that its ops read or overwrite, its own included
  llvm::SmallPtrSet<const Cluster *, 8> needs; ///< clusters whose values it reads
  llvm::SmallPtrSet<const Cluster *, 8> follows; ///< clusters that come before it for other reasons
  llvm::SmallVector<int64_t> kept() const; ///< dimensions that are not reduced
  llvm::SmallVector<int64_t> keptShape() const;
  /// Whether values of a shape are computed point by point in it.
  bool hasPoints(ir::Shape shape) const;
  /// Whether another op may still be added; more make the compiler slow without saving traffic.
  bool hasRoom(size_t count = 1) const;
  /// Whether the value is one of this cluster's, and at the level of a whole row.
  bool isRowLevel(mlir::Value value) const;
};

/// Groups the non-virtual ops of a block. Clusters are in an order in which each reads only what
/// earlier ones wrote; a cluster moves down in it where that lets an op join it.
class Clusterer {
public:
  Clusterer(mlir::Block &block, const codegen::Target &target);
  const codegen::Target &target;
  void run();
  std::vector<std::unique_ptr<Cluster>> clusters;
  /// The cluster that computes a value; null for arguments, reads, constants.
  Cluster *of(mlir::Value value) const { return owner.lookup(value); }
  /// The ops of clusters that read a value, through views or not.
  llvm::ArrayRef<mlir::Operation *> readersOf(mlir::Value value) const;

  // What kinds place their ops with.

  /// Opens a cluster at the end of the order.
  Cluster &append(const KernelKind &kind, llvm::ArrayRef<int64_t> domain);
  /// Adds an op to a cluster that may take it.
  void add(Cluster &cluster, mlir::Operation *op);
  /// Whether what has to come before an op may come before a cluster: nothing of it is made of what the cluster computes.
  bool mayTake(const Cluster &cluster, mlir::Operation *op) const;
  /// The clusters that a new op may join, latest first.
  llvm::SmallVector<Cluster *> recent() const;
  /// The clusters that one may become one kernel with, in their order.
  llvm::SmallVector<Cluster *> near(const Cluster &cluster) const;
  /// Whether two clusters may become one: no third one stands between them.
  bool mayMerge(const Cluster &a, const Cluster &b) const;
  /// Moves a cluster's ops into another one.
  void merge(Cluster &from, Cluster &into);
  /// Has a later cluster compute ops of another one, which are read by it alone.
  void move(llvm::ArrayRef<mlir::Operation *> ops, Cluster &from, Cluster &into);

private:
  using Set = llvm::SmallPtrSet<const Cluster *, 16>;
  void place(mlir::Operation *op);
  bool isOpen(const Cluster &cluster) const { return cluster.position >= floor; }
  bool mayFollow(const Cluster &cluster, const Cluster &other) const;
  llvm::SmallVector<Cluster *> orderedBefore(mlir::Operation *op) const;
  Set dependents(const Cluster &cluster, unsigned last) const;
  void arrange(unsigned first, llvm::ArrayRef<Cluster *> order);
  void moveBehind(Cluster &cluster, unsigned last);

  mlir::Block &block;
  llvm::DenseMap<mlir::Value, Cluster *> owner;
  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Operation *, 2>> readers;   ///< by what they read
  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Value, 2>> oldValues;        ///< what a value takes the place of, where it can
  unsigned floor = 0; ///< first position that new ops may join: moves past loops and barriers
};

/// Has values computed by the kernel that reads them, where that costs nothing. The clusters are complete.
void sinkOutputs(Clusterer &clusters);
/// Whether an op is a product or a convolution that becomes an mft.contract.
bool isContraction(mlir::Operation *op);
/// The contraction that such an op means. The leaf of a side whose indices are not linear is null: prepareContractions sees to that.
Contraction contractionOf(mlir::Operation *op);
/// Whether both read the same right side in the same way.
bool sharesRight(const Contraction &a, const Contraction &b);
/// Whether a contraction may be a further side of a kernel that computes the others.
bool fitsBeside(llvm::ArrayRef<Contraction> others, const Contraction &c);
/// Turns contractions of a block that read the left side of a value's and of its tangent's product, so that they share a
/// right side.
void turnPairs(mlir::Block &block);
/// Makes every contraction of a block expressible: pads, dilates and copies operands where needed, and
/// absorbs transposes of results.
void prepareContractions(mlir::Block &block);
/// Ops whose value is too costly to compute again in every phase of a row kernel.
bool isHeavy(mlir::Operation *op);
/// The op that gives the value of a contraction: itself, or the one permutation that is folded into it.
mlir::Operation *absorbedTranspose(mlir::Operation *op);

} // namespace mf::passes
