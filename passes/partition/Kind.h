// Kind: what a kernel kind says of itself. One file a kind in passes/partition/kinds; docs/howto/add-a-kernel-kind.md.
#pragma once
#include "passes/partition/Body.h"
#include "passes/partition/Cluster.h"

namespace mf::passes {

class Clusterer;

/// A way to compute ops as one kernel. A kind is stateless: what it decides stands in its clusters.
class KernelKind {
public:
  virtual ~KernelKind() = default;
  /// The label of its kernels, for reports: "loop", "row" ...
  virtual llvm::StringRef name() const = 0;
  /// Whether the kind computes this op. At most one kind takes an op; the loop kind computes what none takes.
  virtual bool takes(mlir::Operation *op) const { return false; }
  /// Puts an op that the kind takes into a cluster: one that it may join, or a new one. Here: always a new one.
  virtual void place(Clusterer &clusters, mlir::Operation *op) const;
  /// Builds the kernel at b's insertion point. Values whose buffers it needs beyond `outputs` are appended there.
  virtual KernelBuilder build(mlir::OpBuilder &b, const Cluster &cluster, llvm::SmallVectorImpl<mlir::Value> &outputs) const = 0;
  /// Adds the floating-point operations of a launch to flops[role].
  virtual void addFlops(const Cluster &cluster, llvm::MutableArrayRef<int64_t> flops) const;

  // What other ops may do with a cluster of this kind.

  /// Whether elementwise ops may join it.
  virtual bool joinable() const { return false; }
  /// Whether one that does may compute elements of its domain, not values of whole rows alone.
  virtual bool takesElements(const Cluster &cluster) const { return true; }
  /// Whether it reduces over dimensions of its domain, so that some of its values are those of a whole row.
  virtual bool reduces() const { return false; }
  /// Whether it visits its points again after a reduction, so that elements may depend on the row's values.
  virtual bool revisitsPoints() const { return false; }
  /// Whether each point is computed once, so that ops that are dear to compute again may join.
  virtual bool computesOnce() const { return false; }
  /// Whether it computes the points of its domain, each on its own, and nothing else: another such cluster may be taken in.
  virtual bool isLoop() const { return false; }
  /// Whether an elementwise op of it that reads a buffer at its own point may write to that buffer.
  virtual bool writesOwnPoint() const { return false; }
};

/// Every kind, one a file of passes/partition/kinds.
llvm::ArrayRef<const KernelKind *> kernelKinds();
/// The kind that computes the op.
const KernelKind &kernelKindOf(mlir::Operation *op);
/// Elementwise ops over one domain: what the reductions' kinds grow out of.
const KernelKind &loopKind();
/// A buffer's copy, with coordinates of its own: what states that change places are written with.
const KernelKind &copyKind();

/// Ends the file of a kind: `Name` is the file's name without its extension.
#define MF_DEFINE_KERNEL_KIND(Name, Class)                                                                             \
  const mf::passes::KernelKind &mf::passes::kernelKind##Name() {                                                       \
    static const Class kind;                                                                                           \
    return kind;                                                                                                       \
  }
#define MF_KERNEL_KIND(Name) const KernelKind &kernelKind##Name();
#include "passes/partition/Kinds.inc" // written by CMake from the files of kinds/
#undef MF_KERNEL_KIND

} // namespace mf::passes
