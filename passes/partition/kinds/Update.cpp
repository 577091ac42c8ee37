//===- Update.cpp - blocks written into arrays that stay where they are ------------------------------===//
// Takes: mf.dynamic_update_slice in place. The points are those of the block: each computes its element, with what leads
// to it, and stores it where data say. It joins any kernel over such points that comes after all readers of the base.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/InPlace.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Whether an op of the update's cluster reads of the base only the element that its point then overwrites: by
/// mf.dynamic_slice of the same place.
static bool readsOwnElement(Operation *op, DynamicUpdateSliceOp update, Value base) {
  bool own = true;
  for (Value operand : op->getOperands()) {
    auto slice = stripAliases(operand).getDefiningOp<DynamicSliceOp>();
    bool place = isa<Elementwise>(op) && slice && slice.getX() == update.getX() && slice.getStart() == update.getStart() &&
                 slice.getY().getType() == update.getUpdate().getType();
    if (!place)
      forEachLeaf(operand, identityIndex(op->getContext(), tensorType(operand).getRank()), [&](const Leaf &leaf) { own &= leaf.value != base; });
  }
  return own;
}

/// Whether a cluster's own ops allow it to overwrite the base. (Those of others come before it: Clusterer::mayTake.)
static bool mayOverwrite(Clusterer &clusters, const Cluster &cluster, DynamicUpdateSliceOp update) {
  Value base = bufferBelowReshapes(update.getX());
  bool own = cluster.kind->writesOwnPoint() && llvm::all_of(cluster.ops, [&](Operation *op) { return readsOwnElement(op, update, base); });
  return clusters.of(base) != &cluster && (own || !cluster.reads.contains(base));
}

namespace {
class UpdateKind : public KernelKind {
public:
  StringRef name() const override { return "update"; }
  bool takes(Operation *op) const override { return blockOf(op) != nullptr; }
  void place(Clusterer &clusters, Operation *op) const override {
    auto update = cast<DynamicUpdateSliceOp>(op);
    placePointwise(clusters, op, *this, [&](const Cluster &c) { return mayOverwrite(clusters, c, update); });
  }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildLoop(b, cluster, outputs);
  }
  bool joinable() const override { return true; }
  bool computesOnce() const override { return true; }
  bool isLoop() const override { return true; }
  bool writesOwnPoint() const override { return true; }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Update, UpdateKind)
