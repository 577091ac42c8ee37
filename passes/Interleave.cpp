//===- Interleave.cpp - an order of ops that the graph gives, tangents beside their primal ------------===//
// --mf-interleave. In: graphs of plain ops, in any order. Out: the same ops; their order follows from the graph alone,
// so that every order of a program's statements gives the same kernels:
//   - Contractions that read one right side and do not depend on each other (a value's and its tangent's) stand side by
//     side: the earlier one waits for what the later one reads.
//   - Otherwise an op stands before the first one that needs it. Of what an op needs, the longest path comes first and what
//     is quickly made last, so that it lives briefly.
//   - What depends on a state's new value comes last: the old value is read before, and can be overwritten.
//===------------------------------------------------------------------------------------------------===//
#include "passes/BlockGraph.h"
#include "passes/Passes.h"
#include "passes/partition/Cluster.h"
#include <map>

namespace mf::passes {
#define GEN_PASS_DEF_INTERLEAVEPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {

using Numbers = SmallVector<unsigned>;

/// Ops that are made in passing, within the kernel of what reads them.
bool isQuick(Operation *op) { return op->getNumResults() == 1 && (isa<Elementwise>(op) || isVirtual(op->getResult(0))); }

/// Which contractions of a block become sides of one kernel.
class Pairing {
public:
  /// `order`: every op of the block, in an order that the graph gives.
  Pairing(const BlockGraph &graph, ArrayRef<unsigned> order) : graph(graph), order(order), rank(graph.size()), uses(graph.size()), barriers(graph.size()) {
    for (auto [at, i] : llvm::enumerate(order)) {
      rank[i] = at;
      for (unsigned p : graph.needs(i))
        barriers[i] = std::max(barriers[i], barriers[p]);
      barriers[i] += graph.op(i)->hasTrait<Orders>();
    }
  }
  std::vector<Numbers> groups() {
    std::vector<Numbers> result;
    for (const std::vector<Member> &members : membersOfEachSide())
      if (members.size() > 1)
        group(members, result);
    return result;
  }

private:
  struct Member {
    unsigned op;
    Contraction contraction;
  };
  std::vector<std::vector<Member>> membersOfEachSide() const {
    std::vector<std::vector<Member>> sides;
    DenseMap<Value, Numbers> sidesOf;
    for (unsigned i : order) {
      if (!isContraction(graph.op(i)))
        continue;
      Member m{i, contractionOf(graph.op(i))};
      Numbers &known = sidesOf[m.contraction.rhsLeaf.value];
      auto *side = llvm::find_if(known, [&](unsigned s) { return sharesRight(sides[s].front().contraction, m.contraction); });
      if (side != known.end()) {
        sides[*side].push_back(m);
        continue;
      }
      known.push_back(sides.size());
      sides.push_back({m});
    }
    return sides;
  }

  // Where one side is used again and again (a recurrent net), uses depend on each other; those with equally many before
  // them do not. What is computed again behind a barrier stays there.
  void group(ArrayRef<Member> members, std::vector<Numbers> &result) {
    countUses(members);
    std::map<std::pair<unsigned, unsigned>, SmallVector<const Member *>> independent;
    for (const Member &m : members)
      independent[{uses[m.op], barriers[m.op]}].push_back(&m);
    for (auto &[level, list] : independent)
      for (SmallVector<const Member *> rest = list; rest.size() > 1;)
        rest = takeSides(rest, result);
  }

  /// Makes a group of the first member and those that fit beside it; returns the others.
  static SmallVector<const Member *> takeSides(ArrayRef<const Member *> members, std::vector<Numbers> &result) {
    Numbers ops;
    std::vector<Contraction> sides;
    SmallVector<const Member *> rest;
    for (const Member *m : members) {
      if (!sides.empty() && !fitsBeside(sides, m->contraction)) {
        rest.push_back(m);
        continue;
      }
      ops.push_back(m->op);
      sides.push_back(m->contraction);
    }
    if (ops.size() > 1)
      result.push_back(ops);
    return rest;
  }

  /// uses[i]: the most members on a path to op i, itself included, for what stands from the first member to the last.
  void countUses(ArrayRef<Member> members) {
    unsigned first = rank[members.front().op], next = 0;
    for (unsigned i : order.slice(first, rank[members.back().op] - first + 1)) {
      uses[i] = 0;
      for (unsigned p : graph.needs(i))
        uses[i] = std::max(uses[i], rank[p] < first ? 0 : uses[p]);
      if (i == members[next].op) {
        ++uses[i];
        ++next;
      }
    }
  }

  const BlockGraph &graph;
  ArrayRef<unsigned> order;
  Numbers rank, uses, barriers;
};

/// What a block writes to states.
class Updates {
public:
  Updates(const BlockGraph &graph, const DenseMap<StringAttr, unsigned> &states) : graph(graph), isUpdate(graph.size()), late(graph.size()) {
    for (unsigned i = 0; i + 1 < graph.size(); ++i)
      if (graph.op(i)->getNumResults() == 0)
        writes.push_back(i);
    auto place = [&](unsigned i) {
      if (auto write = dyn_cast<WriteOp>(graph.op(i)))
        return states.lookup(write.getStateAttr().getAttr());
      auto group = dyn_cast<WriteGroupOp>(graph.op(i));
      return group ? states.lookup(cast<FlatSymbolRefAttr>(group.getStates()[0]).getAttr()) : (unsigned)states.size();
    };
    llvm::stable_sort(writes, [&](unsigned a, unsigned b) { return place(a) < place(b); });
    for (unsigned i : writes)
      for (unsigned p : graph.needs(i))
        isUpdate[p] = !graph.needs(p).empty();
    for (unsigned write : writes)
      for (unsigned source : sources(write))
        following[source].push_back(write);
    findLate();
  }
  /// In the order in which their states are declared.
  Numbers writes;
  /// Whether an op is, or depends on, the new value of a state; or is quickly made and needed by such ops alone.
  bool isLate(unsigned i) const { return late[i]; }
  /// The new values of other states that a written value is made of, directly.
  Numbers sources(unsigned write) const {
    llvm::SetVector<unsigned> seen;
    Numbers found;
    for (unsigned p : graph.needs(write))
      seen.insert(p);
    for (size_t at = 0; at < seen.size(); ++at) {
      bool other = isUpdate[seen[at]] && !llvm::is_contained(graph.needs(write), seen[at]);
      if (other)
        found.push_back(seen[at]);
      else if (isQuick(graph.op(seen[at])))
        seen.insert(graph.needs(seen[at]).begin(), graph.needs(seen[at]).end());
    }
    return found;
  }
  ArrayRef<unsigned> followers(unsigned i) const {
    auto it = following.find(i);
    return it == following.end() ? ArrayRef<unsigned>() : ArrayRef<unsigned>(it->second);
  }

private:
  void findLate() {
    late = isUpdate;
    SmallVector<bool> needed(graph.size()), neededEarly(graph.size());
    for (unsigned i = 0; i < graph.size(); ++i) {
      for (unsigned p : graph.needs(i))
        late[i] = late[i] || late[p];
      late[i] = late[i] || graph.op(i)->getNumResults() == 0;
    }
    late.back() = false;
    for (unsigned i = graph.size(); i-- > 0;) {
      late[i] = late[i] || (needed[i] && !neededEarly[i] && isQuick(graph.op(i)));
      for (unsigned p : graph.needs(i)) {
        needed[p] = true;
        neededEarly[p] = neededEarly[p] || !late[i];
      }
    }
  }

  const BlockGraph &graph;
  SmallVector<bool> isUpdate, late;
  DenseMap<unsigned, Numbers> following;
};

/// Ops that make little of much: sums, and the gradients of weights over many rows. They come as soon as what they read is
/// there, and need not wait for what needs them: it need not be kept.
class Reductions {
public:
  Reductions(const BlockGraph &graph, ArrayRef<unsigned> order, llvm::function_ref<bool(unsigned)> allowed)
      : graph(graph), waiting(graph.size()), readers(graph.size()) {
    for (unsigned i : order)
      if (allowed(i))
        add(i);
  }
  /// Notes that an op's place is found; returns those that may come next.
  Numbers emitted(unsigned i) {
    Numbers ready;
    for (unsigned reader : readers[i])
      if (--waiting[reader] == 0)
        ready.push_back(reader);
    return ready;
  }
  /// Has a reduction come after another op as well.
  void waitFor(unsigned reduction, unsigned other) {
    ++waiting[reduction];
    readers[other].push_back(reduction);
  }
  /// The ops that are made in passing, between it and what it reads.
  Numbers between(unsigned reduction) const {
    llvm::SetVector<unsigned> seen;
    visit(reduction, seen, [](unsigned) {});
    return Numbers(seen.getArrayRef());
  }

private:
  static int64_t bytesOf(ValueRange values) {
    int64_t bytes = 0;
    for (Value v : values)
      bytes += tensorType(v).getNumElements() * std::max(1u, tensorType(v).getElementTypeBitWidth() / 8);
    return bytes;
  }
  void visit(unsigned reduction, llvm::SetVector<unsigned> &quick, llvm::function_ref<void(unsigned)> source) const {
    llvm::SmallDenseSet<unsigned> sources;
    auto look = [&](unsigned i) {
      for (unsigned p : graph.needs(i)) {
        if (isQuick(graph.op(p)) && (quick.size() < kMostBetween || quick.contains(p)))
          quick.insert(p);
        else if (!graph.needs(p).empty() && sources.insert(p).second)
          source(p);
      }
    };
    look(reduction);
    for (size_t at = 0; at < quick.size(); ++at)
      look(quick[at]);
  }
  void add(unsigned i) {
    Operation *op = graph.op(i);
    if (isQuick(op) || op->getNumResults() == 0 || bytesOf(op->getOperands()) < kMuch * bytesOf(op->getResults()))
      return;
    llvm::SetVector<unsigned> quick;
    visit(i, quick, [&](unsigned source) { waitFor(i, source); });
  }

  static constexpr int64_t kMuch = 4;
  /// More ops are not made in passing; a chain of residuals is not walked again and again.
  static constexpr size_t kMostBetween = 64;
  const BlockGraph &graph;
  Numbers waiting;
  std::vector<Numbers> readers;
};

/// Orders the ops of a block: depth first from what the block gives. A group is one unit, with what any of its ops needs.
class Order {
public:
  Order(const BlockGraph &graph, const Updates &updates) : graph(graph), updates(updates), groupOf(graph.size(), -1), colour(graph.size()) {}
  void setGroups(std::vector<Numbers> ofOps) {
    groups = std::move(ofOps);
    for (auto [g, members] : llvm::enumerate(groups))
      for (unsigned i : members)
        groupOf[i] = g;
  }
  /// `order`: one that the graph gives.
  void hastenReductions(ArrayRef<unsigned> order) {
    reductions.emplace(graph, order, [&](unsigned i) { return groupOf[i] < 0 && !updates.isLate(i); });
  }
  /// Every op, the terminator last.
  Numbers run() {
    unsigned terminator = graph.size() - 1;
    colour[terminator] = black;
    for (unsigned i : byDepth(terminator))
      visit(i);
    for (unsigned i : updates.writes) {
      visit(i);
      visitFollowers();
    }
    for (unsigned i = 0; i < graph.size(); ++i) // what nothing needs
      visit(i);
    order.push_back(terminator);
    return std::move(order);
  }

private:
  enum Colour : char { white, grey, black };
  struct Frame {
    unsigned wanted;  ///< the op because of which the unit is visited
    Numbers needs;
    size_t next = 0;
  };
  Numbers membersOf(unsigned i) const { return groupOf[i] < 0 ? Numbers{i} : groups[groupOf[i]]; }
  Numbers byDepth(unsigned unit) const {
    Numbers needs;
    for (unsigned member : membersOf(unit))
      llvm::append_range(needs, graph.needs(member));
    llvm::stable_sort(needs, [&](unsigned a, unsigned b) { return graph.depth(a) > graph.depth(b); });
    return needs;
  }
  void setColour(unsigned i, Colour c) {
    for (unsigned member : membersOf(i))
      colour[member] = c;
  }
  void open(unsigned i) {
    setColour(i, grey);
    stack.push_back({i, byDepth(i)});
  }
  void visit(unsigned root) {
    if (colour[root] != white)
      return;
    open(root);
    while (!stack.empty()) {
      Frame &top = stack.back();
      if (top.next == top.needs.size()) {
        close();
        continue;
      }
      unsigned need = top.needs[top.next++];
      if (colour[need] == white)
        open(need);
      else if (colour[need] == grey)
        dissolveLastGroup();
    }
  }
  void close() {
    unsigned wanted = stack.pop_back_val().wanted;
    Numbers members = membersOf(wanted), ready;
    llvm::append_range(order, members);
    setColour(wanted, black);
    if (!reductions)
      return;
    for (unsigned i : members)
      llvm::append_range(ready, reductions->emitted(i));
    for (unsigned i : llvm::reverse(ready)) // the first one comes to lie on top
      openReduction(i);
  }
  void openReduction(unsigned i) {
    if (colour[i] != white)
      return;
    Numbers between = reductions->between(i);
    auto *unfinished = llvm::find_if(between, [&](unsigned p) { return colour[p] == grey; });
    if (unfinished == between.end())
      open(i);
    else
      reductions->waitFor(i, *unfinished);
  }
  /// A write of what is made of new values only (an average of a parameter) comes as soon as these are there.
  void visitFollowers() {
    for (; followed < order.size(); ++followed)
      for (unsigned write : updates.followers(order[followed]))
        if (llvm::all_of(updates.sources(write), [&](unsigned source) { return colour[source] == black; }))
          visit(write);
  }
  /// Two groups each wait for the other: the one that was met last is given up.
  void dissolveLastGroup() {
    while (groupOf[stack.back().wanted] < 0) {
      setColour(stack.back().wanted, white);
      stack.pop_back();
    }
    unsigned wanted = stack.pop_back_val().wanted;
    for (unsigned member : membersOf(wanted)) {
      colour[member] = white;
      groupOf[member] = -1;
    }
    open(wanted);
  }

  const BlockGraph &graph;
  const Updates &updates;
  std::optional<Reductions> reductions;
  std::vector<Numbers> groups;
  SmallVector<int> groupOf;
  SmallVector<char> colour;
  SmallVector<Frame> stack;
  Numbers order;
  size_t followed = 0; ///< of `order`, what visitFollowers has looked at
};

void interleave(Block &block, const DenseMap<StringAttr, unsigned> &states) {
  for (Operation &op : block)
    for (Region &region : op.getRegions())
      interleave(region.front(), states);
  turnPairs(block);
  BlockGraph graph(block);
  Updates updates(graph, states);
  Numbers plain = Order(graph, updates).run();
  Order ordered(graph, updates);
  ordered.setGroups(Pairing(graph, plain).groups());
  ordered.hastenReductions(plain);
  Numbers order = ordered.run();
  std::stable_partition(order.begin(), order.end() - 1, [&](unsigned i) { return !updates.isLate(i); });
  for (unsigned i : ArrayRef<unsigned>(order).drop_back())
    graph.op(i)->moveBefore(block.getTerminator());
}

struct InterleavePass : mf::passes::impl::InterleavePassBase<InterleavePass> {
  void runOnOperation() override {
    DenseMap<StringAttr, unsigned> states;
    for (StateOp state : getOperation().getOps<StateOp>())
      states.try_emplace(state.getNameAttr(), states.size());
    for (EntryOp entry : getOperation().getOps<EntryOp>())
      interleave(entry.getBody().front(), states);
  }
};
} // namespace
