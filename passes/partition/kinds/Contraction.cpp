//===- Contraction.cpp - matrix products and convolutions with their epilogues -----------------------===//
// Takes: mf.dot_general and convolutions but depthwise ones. One mft.contract; the target chooses the blocking. Left
// sides over one right side (a value and its tangent) share a kernel.
//===------------------------------------------------------------------------------------------------===//
#include "passes/Costs.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

/// Left sides of one kernel: accumulators of more do not fit the registers.
static constexpr size_t kMaxSides = 4;

static KernelBuilder buildContraction(OpBuilder &b, const Cluster &cluster, ArrayRef<Value> outputs) {
  Location loc = cluster.ops.front()->getLoc();
  KernelBuilder kernel(b, loc, {}, cluster.kind->name());
  // parts: sides of equal m sizes, in order of their first appearance
  SmallVector<SmallVector<const Contraction *>> parts;
  for (const Contraction &c : cluster.contractions) {
    auto *part = llvm::find_if(parts, [&](auto &p) { return p.front()->m == c.m; });
    if (part == parts.end())
      parts.push_back({&c});
    else
      part->push_back(&c);
  }
  const Contraction &first = cluster.contractions.front();
  SmallVector<Value> lhs;
  SmallVector<Attribute> lhsMaps;
  SmallVector<int64_t> mSizes, partSides;
  for (auto &part : parts) {
    partSides.push_back(part.size());
    llvm::append_range(mSizes, part.front()->m);
    for (const Contraction *c : part) {
      lhs.push_back(kernel.buffer(c->lhsLeaf.value, c->lhsLeaf.view));
      lhsMaps.push_back(AffineMapAttr::get(c->lhsMap));
    }
  }
  Value rhs = kernel.buffer(first.rhsLeaf.value, first.rhsLeaf.view);
  auto op = b.create<tile::ContractOp>(loc, lhs, rhs, first.b, first.n, first.k, (int64_t)first.m.size(), mSizes, partSides,
                                       b.getArrayAttr(lhsMaps), first.rhsMap, (unsigned)parts.size());
  OpBuilder::InsertionGuard guard(b);
  for (auto [p, part] : llvm::enumerate(parts)) {
    Block *block = b.createBlock(&op.getEpilogues()[p]);
    SmallVector<Value> dims;
    for (size_t i = 0; i < first.b.size() + first.m.size() + first.n.size(); ++i)
      dims.push_back(block->addArgument(b.getIndexType(), loc));
    llvm::DenseMap<Value, Value> found;
    for (const Contraction *c : part)
      found[c->result] = block->addArgument(scalarType(c->result), loc);
    auto known = [&](Value v) { return found.lookup(v); };
    auto computes = [&](Operation *o) { return cluster.ops.contains(o); };
    Body body(b, kernel, dims);
    body.known = known;
    body.computes = computes;
    SmallVector<Value> stores;
    for (Value out : outputs) {
      const Contraction *owner = nullptr;
      for (const Contraction &c : cluster.contractions)
        if (c.result == out)
          owner = &c;
      if (owner ? llvm::is_contained(part, owner) : p == 0)
        stores.push_back(out);
    }
    storeAll(body, stores, tensorType(part.front()->result).getShape(), part.front()->resultIndex);
    b.create<tile::YieldOp>(loc, ValueRange());
  }
  return kernel;
}

/// Joins a recent contraction with the same right side, whose left sides are ready where it stands.
static void placeContraction(Clusterer &clusters, const KernelKind &kind, Operation *op) {
  Contraction c = contractionOf(op);
  auto late = [&](Value v, unsigned position) {
    Cluster *producer = clusters.of(v);
    return producer && producer->position >= position;
  };
  Cluster *target = nullptr;
  for (Cluster *candidate : clusters.recent()) {
    Cluster &other = *candidate;
    if (other.kind != &kind || other.contractions.size() >= kMaxSides)
      continue;
    const Contraction &first = other.contractions.front();
    bool shared = first.rhsLeaf.value == c.rhsLeaf.value && first.rhsLeaf.view == c.rhsLeaf.view && first.rhsMap == c.rhsMap &&
                  first.b == c.b && first.n == c.n && first.k == c.k && first.m.size() == c.m.size();
    // sides of equal m are one part with one epilogue; results of other parts must not be taken for it
    for (const Contraction &o : other.contractions)
      shared &= o.m == c.m ? o.resultIndex == c.resultIndex
                           : !sameUpToUnits(tensorType(o.result).getShape(), tensorType(c.result).getShape());
    if (shared && !late(c.lhsLeaf.value, other.position)) {
      target = &other;
      break;
    }
  }
  if (!target)
    target = &clusters.append(kind, tensorType(c.result).getShape());
  target->contractions.push_back(c);
  clusters.add(*target, op);
  if (c.result != op->getResult(0))
    clusters.add(*target, c.result.getDefiningOp());
}

namespace {
class ContractionKind : public KernelKind {
public:
  StringRef name() const override { return "contraction"; }
  bool takes(Operation *op) const override {
    auto contracting = dyn_cast<Contracting>(op);
    return contracting && !contracting.isChannelwise();
  }
  void place(Clusterer &clusters, Operation *op) const override { placeContraction(clusters, *this, op); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildContraction(b, cluster, outputs);
  }
  /// Those of the products; their epilogues are small beside them.
  void addFlops(const Cluster &cluster, MutableArrayRef<int64_t> flops) const override {
    for (const Contraction &c : cluster.contractions)
      flops[(int)roleOf(c.result.getDefiningOp())] += 2 * numElements(c.b) * numElements(c.m) * numElements(c.n) * numElements(c.k);
  }
  bool joinable() const override { return true; }
  bool writesOwnPoint() const override { return true; }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Contraction, ContractionKind)
