//===- Views.cpp - views whose readers would grow too large get a buffer -----------------------------===//
// A view costs its readers index arithmetic, a choice between sources, and one load for each of them. Views of views
// multiply: k concatenations of two parts of the one before are 2^k loads. So each view is measured when it is met (its
// operands have been), and where an element of it costs more than the budget, what it is made of is stored: the heaviest
// operand first. Afterwards an element of a view costs at most the budget, or a part for each of its operands.
// Measured by what an operand was found to cost, never by walking down to the buffers: the time is linear in the program.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Views.h"
#include "passes/Costs.h"
#include "passes/partition/Access.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Instructions for an element of a view. The views of a model (patches, frames, rotated halves) cost up to 40.
static constexpr int64_t kBudget = 64;
/// Comparing an index with two bounds and choosing; clamping a looked-up index.
static constexpr int64_t kBoundWork = 3, kLookupWork = 3;
/// Symbols of an index: a dynamic_slice looks up one for each dimension.
static constexpr unsigned kMaxLookups = 32;

namespace {
/// What an element of a view costs, and the indices that its code computes, in terms of the view's dimensions.
struct Reach {
  int64_t work = 0;
  SmallVector<Exprs> indices;
};

class ViewLimiter {
public:
  void run(Block &block) {
    for (Operation &op : block) {
      if (auto view = dyn_cast<View>(&op))
        limit(view);
      if (isa<FusedOp>(op)) // its views repeat rows and columns
        continue;
      for (Region &region : op.getRegions())
        for (Block &inner : region)
          run(inner);
    }
  }

private:
  void limit(View view);
  Reach measure(View view) const;
  void add(Reach &reach, Value operand, const Exprs &index, unsigned rank) const;
  Value heaviestBelow(View view) const;
  /// The cost of a value that is no buffer; null: it is one, or a number that follows from the index.
  const Reach *reachOf(Value value) const {
    auto it = reaches.find(stripAliases(value));
    return it == reaches.end() ? nullptr : &it->second;
  }
  llvm::DenseMap<Value, Reach> reaches; ///< of the views without a buffer
};
} // namespace

/// Instructions of an index expression.
static int64_t workOf(AffineExpr e) {
  auto binary = dyn_cast<AffineBinaryOpExpr>(e);
  return binary ? 1 + workOf(binary.getLHS()) + workOf(binary.getRHS()) : 0;
}
static int64_t workOf(const Exprs &index) {
  int64_t work = 0;
  for (AffineExpr e : index)
    work += workOf(e);
  return work;
}

/// Adds the cost of an operand's element at `index`, which speaks of `rank` dimensions.
void ViewLimiter::add(Reach &reach, Value operand, const Exprs &index, unsigned rank) const {
  auto use = [&](Exprs exprs) {
    for (AffineExpr &e : exprs)
      e = simplifyAffineExpr(e, rank, kMaxLookups);
    reach.work += workOf(exprs);
    reach.indices.push_back(std::move(exprs));
  };
  const Reach *below = reachOf(operand);
  if (!below) { // a load
    ++reach.work;
    return use(index);
  }
  reach.work += below->work;
  for (const Exprs &inner : below->indices) {
    reach.work -= workOf(inner); // what it computes is made of this index now
    Exprs composed;
    for (AffineExpr e : inner)
      composed.push_back(e.replaceDims(index));
    use(std::move(composed));
  }
}

Reach ViewLimiter::measure(View view) const {
  Reach reach;
  unsigned rank = tensorType(view->getResult(0)).getRank();
  for (const ViewSource &s : sourcesOf(view, identityIndex(view.getContext(), rank))) {
    add(reach, view->getOperand(s.operand), s.index, rank);
    for (const Bound &bound : s.bounds) {
      reach.work += kBoundWork + workOf(bound.expr);
      reach.indices.push_back({bound.expr});
    }
    for (const Lookup &lookup : s.lookups) {
      reach.work += kLookupWork;
      add(reach, view->getOperand(lookup.operand), lookup.index, rank);
    }
  }
  return reach;
}

/// The value to store for a view that costs too much: its heaviest operand, or what that one only moves; null where all
/// of them cost less than a store and a load.
Value ViewLimiter::heaviestBelow(View view) const {
  Value heaviest;
  int64_t most = kKeepWork;
  for (Value operand : view->getOperands())
    if (const Reach *below = reachOf(operand); below && below->work > most) {
      heaviest = stripAliases(operand);
      most = below->work;
    }
  while (heaviest) {
    auto moved = cast<View>(heaviest.getDefiningOp());
    auto sources = sourcesOf(moved, identityIndex(view.getContext(), tensorType(heaviest).getRank()));
    if (sources.size() != 1 || !sources[0].bounds.empty() || !sources[0].lookups.empty())
      break;
    // several views of one value share its buffer; a single one that shrinks it is stored in its place
    Value source = stripAliases(moved->getOperand(sources[0].operand));
    bool shrinks = tensorType(source).getNumElements() > tensorType(heaviest).getNumElements();
    if (!reachOf(source) || reachOf(source)->work <= kKeepWork || (shrinks && source.hasOneUse()))
      break;
    heaviest = source;
  }
  return heaviest;
}

void ViewLimiter::limit(View view) {
  Value result = view->getResult(0);
  if (view.isAlias() || !isVirtual(result) || bufferBelowReshapes(result))
    return;
  auto store = [&](Value value) {
    value.getDefiningOp()->setAttr(kMaterialize, UnitAttr::get(value.getContext()));
    reaches.erase(value);
  };
  Reach reach = measure(view);
  while (reach.work > kBudget) {
    Value heaviest = heaviestBelow(view);
    if (!heaviest)
      break;
    store(heaviest);
    reach = measure(view);
  }
  if (reach.work > kBudget && !result.hasOneUse()) // many parts, chosen between by each reader
    store(result);
  else
    reaches[result] = std::move(reach);
}

void mf::passes::limitViews(Block &block) { ViewLimiter().run(block); }
