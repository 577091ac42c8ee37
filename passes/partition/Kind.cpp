//===- Kind.cpp - the list of kernel kinds, and what kinds do unless they say otherwise ----------------===//
#include "passes/partition/Kind.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Shapes.h"
#include "passes/Costs.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

ArrayRef<const KernelKind *> mf::passes::kernelKinds() {
  static const KernelKind *const kinds[] = {
#define MF_KERNEL_KIND(Name) &kernelKind##Name(),
#include "passes/partition/Kinds.inc"
#undef MF_KERNEL_KIND
  };
  return kinds;
}

const KernelKind &mf::passes::loopKind() { return kernelKindLoop(); }
const KernelKind &mf::passes::copyKind() { return kernelKindCopy(); }

const KernelKind &mf::passes::kernelKindOf(Operation *op) {
  for (const KernelKind *kind : kernelKinds())
    if (kind->takes(op))
      return *kind;
  return loopKind();
}

void KernelKind::place(Clusterer &clusters, Operation *op) const {
  clusters.add(clusters.append(*this, tensorType(op->getResult(0)).getShape()), op);
}

void KernelKind::addFlops(const Cluster &cluster, MutableArrayRef<int64_t> flops) const {
  for (Operation *op : cluster.ops)
    flops[(int)roleOf(op)] += blockOf(op) ? numElements(pointShape(op->getResult(0))) : flopsOf(op);
}
