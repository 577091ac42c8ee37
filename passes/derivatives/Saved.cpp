//===- Saved.cpp - what a loop keeps for its backward pass ----------------------------------------===//
// A minimum cut: source -> what cannot be computed again, along the ops that can, -> what the linear ops read. A value costs its bytes.
// Values from outside and the trip's number are there in the backward pass anyway. Of cuts that cost the same, the one nearest to the
// source: the forward pass then does no more than it does without a gradient.
// Inside mf.checkpoint nothing is kept. Source: the trade is that of Griewank and Walther 2008, chapter 12; as a cut it is found in the
// min-cut partitioner of PyTorch's functorch.
//===----------------------------------------------------------------------------------------------===//
#include "passes/derivatives/Saved.h"
#include "dialect/mf/Loops.h"
#include "passes/Backward.h"
#include "passes/Costs.h"
#include "passes/derivatives/Linearize.h"
#include "passes/derivatives/MinCut.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Moves and simple arithmetic, and random draws, which are a function of a counter.
static bool isCheap(Operation *op) {
  if (isa<Elementwise>(op))
    return workOf(op) < kKeepWork;
  auto element = dyn_cast<ByElement>(op);
  return isa<View>(op) || op->hasTrait<OpTrait::ConstantLike>() || op->hasTrait<Draws>() || (element && element.isFree());
}

namespace {
class Chooser {
public:
  Chooser(Block &body, const llvm::SetVector<Operation *> &tangents) : body(body), tangents(tangents) {
    auto yield = cast<YieldOp>(body.getTerminator());
    auto ops = opsLeadingTo(yield.getValues(), body.begin(), yield->getIterator());
    primal.insert(ops.begin(), ops.end());
    for (auto [i, v] : llvm::enumerate(yield.getValues()))
      carriedAs.try_emplace(v, body.getArgument(i + 1));
  }

  Saved run() {
    for (Operation *op : tangents)
      for (Value v : readFromOutside(op))
        if (inBody(v) && !tangents.contains(v.getDefiningOp()))
          needed.insert(v);
    for (Value v : needed)
      cut.addEdge(node(v) + 1, sink, MinCut::kUnlimited);
    while (!todo.empty())
      connect(todo.pop_back_val());
    side = cut.reached(source, sink);
    Saved saved;
    for (Value v : needed)
      collect(v, saved);
    return saved;
  }

private:
  bool inBody(Value v) const { return v.getParentBlock() == &body && v != body.getArgument(0); }
  bool canRepeat(Operation *op) const { return !primal.contains(op) || isCheap(op); }

  /// The node of a value, for what flows in; the next one is for what flows out.
  int node(Value v) {
    auto [it, fresh] = nodes.try_emplace(v, 0);
    if (!fresh)
      return it->second;
    int in = cut.addNode(), out = cut.addNode();
    RankedTensorType type = tensorType(v);
    int64_t bytes = type.getNumElements() * std::max(1u, type.getElementTypeBitWidth() / 8);
    Operation *op = v.getDefiningOp();
    bool inCheckpoint = op && (op->hasAttr(kRecompute) || op->hasAttr(kCheckpoints));
    cut.addEdge(in, out, inCheckpoint ? MinCut::kUnlimited : bytes);
    todo.push_back(v);
    return it->second = in;
  }

  void connect(Value v) {
    int to = node(v);
    Operation *op = v.getDefiningOp();
    if (op && canRepeat(op)) {
      for (Value u : readFromOutside(op))
        if (inBody(u))
          cut.addEdge(node(u) + 1, to, MinCut::kUnlimited);
    } else if (auto it = carriedAs.find(v); op && it != carriedAs.end()) {
      // kept as what the next trip begins with: one array for both
      cut.addEdge(node(it->second) + 1, to, MinCut::kUnlimited);
    } else {
      cut.addEdge(source, to, MinCut::kUnlimited);
    }
  }

  bool isCut(Value v) const {
    auto it = nodes.find(v);
    return it != nodes.end() && side[it->second] && !side[it->second + 1];
  }

  void collect(Value first, Saved &saved) {
    SmallVector<Value> open{first};
    while (!open.empty()) {
      Value v = open.pop_back_val();
      Operation *op = v.getDefiningOp();
      if (!inBody(v) || saved.kept.contains(v))
        continue;
      if (!op || isCut(v) || !canRepeat(op))
        saved.kept.insert(v);
      else if (saved.again.insert(op).second)
        llvm::append_range(open, readFromOutside(op));
    }
  }

  Block &body;
  const llvm::SetVector<Operation *> &tangents;
  llvm::DenseSet<Operation *> primal; ///< ops that lead to what the loop carries
  llvm::DenseMap<Value, Value> carriedAs;
  llvm::SetVector<Value> needed;
  MinCut cut;
  int source = cut.addNode(), sink = cut.addNode();
  llvm::DenseMap<Value, int> nodes;
  SmallVector<Value> todo;
  SmallVector<bool> side;
};
} // namespace

Saved mf::passes::chooseSaved(Block &body, const llvm::SetVector<Operation *> &tangents) { return Chooser(body, tangents).run(); }
