//===- Sink.cpp - values that are made where they are read ----------------------------------------------===//
// Where a kernel stores a value that one other kernel alone reads, and that is quickly made of what is stored anyway (a square
// beside what is squared), the reader makes it: a store less, and not a load more.
//===---------------------------------------------------------------------------------------------------===//
#include "passes/Costs.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {
class Sinker {
public:
  explicit Sinker(Clusterer &clusters) : clusters(clusters) {}
  void run() {
    for (auto &cluster : clusters.clusters) {
      if (!cluster->kind || !cluster->kind->joinable())
        continue;
      SmallVector<Operation *> ops(llvm::reverse(cluster->ops)); // what is made of others first: it may take these with it
      for (Operation *op : ops)
        if (isa<Elementwise>(op) && cluster->ops.contains(op))
          sink(*cluster, op->getResult(0));
    }
  }

private:
  using Ops = llvm::SmallSetVector<Operation *, 8>;

  Cluster *ownerOf(Operation *op) const { return clusters.of(op->getResult(0)); }

  /// Whether an op without results (a write, the end of the block) needs the value, directly or through views.
  static bool leavesBlock(Value value) {
    return llvm::any_of(value.getUsers(), [](Operation *user) {
      return user->getNumResults() == 0 || user->getNumRegions() > 0 || (isVirtual(user->getResult(0)) && leavesBlock(user->getResult(0))) || user->hasAttr(kAssembled);
    });
  }

  /// The one other cluster that reads a value, which nothing else needs; or null.
  Cluster *onlyReader(const Cluster &own, Value value) const {
    Cluster *reader = nullptr;
    if (leavesBlock(value))
      return nullptr;
    for (Operation *op : clusters.readersOf(value)) {
      Cluster *cluster = ownerOf(op);
      if (cluster == &own || (reader && reader != cluster))
        return nullptr;
      reader = cluster;
    }
    return reader;
  }

  /// Whether every op of the reader that needs the value reads it at the point that it computes.
  bool readsAtOwnPoint(const Cluster &reader, Value value) const {
    if (!reader.kind || !reader.kind->joinable() || !sameUpToUnits(tensorType(value).getShape(), reader.domain) ||
        tensorType(value).getRank() != (int64_t)reader.domain.size())
      return false;
    return llvm::all_of(clusters.readersOf(value), [&](Operation *op) {
      Reading reading = readingOf(op);
      return llvm::all_of(reading.leaves, [&](const Leaf &leaf) { return leaf.value != value || readsOwnPoint(leaf, reading.shape, allDims(reading.shape)); });
    });
  }

  /// Whether an op writes over a value's buffer.
  bool isOverwritten(Value value) const {
    return llvm::any_of(clusters.readersOf(value), [&](Operation *op) {
      return llvm::any_of(op->getResults(), [&](Value result) { return isInPlace(op) && bufferBelowReshapes(baseOf(result)) == value; });
    });
  }

  /// Whether a value is in memory when a later cluster runs, although its own one does not read it from there.
  bool isKept(const Cluster &own, Value value) const {
    Cluster *maker = clusters.of(value);
    if (!maker || isOverwritten(value))
      return false;
    return maker != &own || leavesBlock(value) || llvm::any_of(clusters.readersOf(value), [&](Operation *op) { return ownerOf(op) != &own; });
  }

  /// The ops that make a value of what is kept, or none where they are too many, or read too much.
  Ops opsFor(const Cluster &own, const Cluster &reader, Value value) const {
    Ops ops;
    ops.insert(value.getDefiningOp());
    llvm::SmallDenseSet<Value> loaded;
    int64_t work = 0;
    for (size_t i = 0; i < ops.size(); ++i) {
      work += workOf(ops[i]);
      if (work > kKeepWork)
        return {};
      Reading reading = readingOf(ops[i]);
      for (const Leaf &leaf : reading.leaves) {
        if (!readsOwnPoint(leaf, reading.shape, allDims(reading.shape)))
          return {};
        if (isKept(own, leaf.value)) {
          if (!reader.reads.contains(leaf.value))
            loaded.insert(leaf.value);
          continue;
        }
        Operation *op = leaf.value.getDefiningOp();
        bool alone = op && isa<Elementwise>(op) && own.ops.contains(op) && llvm::all_of(clusters.readersOf(leaf.value), [&](Operation *reader) { return ops.contains(reader); });
        if (!alone)
          return {};
        ops.insert(op);
      }
    }
    return loaded.size() <= 1 ? ops : Ops();
  }

  void sink(Cluster &own, Value value) {
    Cluster *reader = onlyReader(own, value);
    if (!reader || !readsAtOwnPoint(*reader, value))
      return;
    Ops ops = opsFor(own, *reader, value);
    if (ops.empty() || ops.size() == own.ops.size() || !reader->hasRoom(ops.size()))
      return;
    SmallVector<Operation *> inOrder(llvm::reverse(ops));
    clusters.move(inOrder, own, *reader);
  }

  Clusterer &clusters;
};
} // namespace

void mf::passes::sinkOutputs(Clusterer &clusters) { Sinker(clusters).run(); }
