//===- Contractions.cpp - dot_general and convolutions as sums over k ------------------------------===//
// Every contraction becomes lhs(b, m, k) rhs(b, k, n) with linear index maps: a convolution's window is
// `o stride + tap dilation` on an input that was padded (and, for the transposed face, dilated) before.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Role.h"
#include "passes/partition/Cluster.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Left sides of one kernel: accumulators of more do not fit the registers.
static constexpr size_t kMaxSides = 4;

/// Whether each dimension of operands and result is one coordinate: a plain product, whose result may be permuted.
static bool isPlain(const ContractionForm &f) {
  auto coordinates = [](const Exprs &index) { return llvm::all_of(index, [](AffineExpr e) { return isa<AffineDimExpr>(e); }); };
  return coordinates(f.lhsIndex) && coordinates(f.rhsIndex) && coordinates(f.resultIndex);
}

/// For each dimension of a view's result, the operand's that it is; nothing where the view does more than permute.
static std::optional<SmallVector<unsigned>> permutationOf(View view) {
  Shape from = tensorType(view->getOperand(0)).getShape(), to = tensorType(view->getResult(0)).getShape();
  auto sources = view.sources(identityIndex(view.getContext(), to.size()));
  if (view.isAlias() || from.size() != to.size() || sources.size() != 1 || !sources[0].bounds.empty() || !sources[0].lookups.empty())
    return std::nullopt;
  unsigned none = to.size();
  SmallVector<unsigned> permutation(to.size(), none);
  for (auto [d, e] : llvm::enumerate(sources[0].index)) {
    auto at = dyn_cast<AffineDimExpr>(e);
    if (!at || permutation[at.getPosition()] != none || from[d] != to[at.getPosition()])
      return std::nullopt;
    permutation[at.getPosition()] = d;
  }
  return permutation;
}

bool mf::passes::isContraction(Operation *op) {
  auto contracting = dyn_cast<Contracting>(op);
  return contracting && !contracting.isChannelwise();
}

Operation *mf::passes::absorbedTranspose(Operation *op) {
  auto contracting = dyn_cast<Contracting>(op);
  if (!contracting || !op->getResult(0).hasOneUse() || !isPlain(contracting.form(true)))
    return op;
  auto view = dyn_cast<View>(*op->getResult(0).user_begin());
  return view && view->getBlock() == op->getBlock() && permutationOf(view) ? view.getOperation() : op;
}

namespace {

/// The op's form with its operands, turned for a kernel.
struct Spec : ContractionForm {
  Value lhs, rhs;
};

/// The lanes of a kernel run along n: the side that owns the result's last dimension is the right one, unless the
/// contraction is turned.
void orient(Spec &s, bool turned) {
  auto isOfLeft = [&](AffineExpr index) {
    auto dim = dyn_cast<AffineDimExpr>(index);
    return dim && llvm::is_contained(s.m, dim.getPosition());
  };
  bool swaps = !s.resultIndex.empty() && isOfLeft(s.resultIndex.back());
  if (swaps == turned)
    return;
  std::swap(s.lhs, s.rhs);
  std::swap(s.lhsIndex, s.rhsIndex);
  std::swap(s.m, s.n);
}

/// Coordinates in the order of the result's dimensions, so that neighbours in memory are neighbours.
void sortByResult(SmallVector<unsigned> &group, const Exprs &result) {
  auto place = [&](unsigned c) {
    for (unsigned i = 0; i < result.size(); ++i)
      if (result[i].isFunctionOfDim(c))
        return i;
    return (unsigned)result.size();
  };
  llvm::stable_sort(group, [&](unsigned x, unsigned y) { return place(x) < place(y); });
}

Spec specOf(Operation *op) {
  Spec s{cast<Contracting>(op).form(true), op->getOperand(0), op->getOperand(1)};
  if (Operation *absorbed = absorbedTranspose(op); absorbed != op) {
    Exprs result = s.resultIndex;
    for (auto [i, p] : llvm::enumerate(*permutationOf(cast<View>(absorbed))))
      s.resultIndex[i] = result[p];
  }
  orient(s, op->hasAttr(kTurned));
  sortByResult(s.b, s.resultIndex);
  sortByResult(s.m, s.resultIndex);
  sortByResult(s.n, s.resultIndex);
  return s;
}

/// Expressions of the coordinates renumbered to a list of groups in order.
Exprs renumber(const Exprs &exprs, std::initializer_list<ArrayRef<unsigned>> groups, unsigned total, MLIRContext *context) {
  SmallVector<AffineExpr> replacement(total, getAffineConstantExpr(0, context));
  unsigned next = 0;
  for (ArrayRef<unsigned> group : groups)
    for (unsigned c : group)
      replacement[c] = getAffineDimExpr(next++, context);
  Exprs result;
  for (AffineExpr e : exprs)
    result.push_back(e.replaceDims(replacement));
  return result;
}

/// Copies an operand whose index is not linear into a buffer that is read directly.
void makeLinear(Operation *op, Value operand, const Exprs &index, unsigned dims) {
  if (linearAccess(operand, index, dims))
    return;
  OpBuilder b(op);
  Value copy = materialize(b, operand);
  for (OpOperand &use : op->getOpOperands())
    if (use.get() == operand)
      use.set(copy);
}
} // namespace

/// Products in tiles read rectangles of what is in memory.
static void makeLinear(FusedOp op) {
  for (Operation &inner : op.getBody().front()) {
    auto contracting = dyn_cast<Contracting>(inner);
    if (!contracting)
      continue;
    ContractionForm form = contracting.form(true);
    for (OpOperand &operand : inner.getOpOperands()) {
      auto argument = dyn_cast<BlockArgument>(operand.get());
      const Exprs &index = operand.getOperandNumber() == 0 ? form.lhsIndex : form.rhsIndex;
      if (!argument || linearAccess(argument, index, form.sizes.size()))
        continue;
      OpBuilder b(op);
      OpOperand &input = op.getInputsMutable()[argument.getArgNumber()];
      input.set(materialize(b, input.get()));
    }
  }
}

void mf::passes::prepareContractions(Block &block) {
  SmallVector<Contracting> ops;
  for (Operation &op : block)
    if (auto contracting = dyn_cast<Contracting>(op); contracting && !contracting.isChannelwise())
      ops.push_back(contracting);
  for (Contracting op : ops) {
    OpBuilder b(op);
    WithRole role(b, roleOf(op));
    if (Value padded = op.padded(b))
      op->setOperand(0, materialize(b, padded));
    if (Operation *transpose = absorbedTranspose(op); transpose != op)
      transpose->setAttr(kAbsorbed, UnitAttr::get(op->getContext()));
    Spec s = specOf(op);
    makeLinear(op, s.lhs, s.lhsIndex, s.sizes.size());
    makeLinear(op, s.rhs, s.rhsIndex, s.sizes.size());
  }
  for (FusedOp op : block.getOps<FusedOp>())
    makeLinear(op);
}

Contraction mf::passes::contractionOf(Operation *op) {
  Spec s = specOf(op);
  MLIRContext *context = op->getContext();
  unsigned total = s.sizes.size();
  Contraction c;
  auto pick = [&](ArrayRef<unsigned> group) {
    SmallVector<int64_t> sizes;
    for (unsigned i : group)
      sizes.push_back(s.sizes[i]);
    return sizes;
  };
  c.b = pick(s.b), c.m = pick(s.m), c.n = pick(s.n), c.k = pick(s.k);
  auto left = linearAccess(s.lhs, renumber(s.lhsIndex, {s.b, s.m, s.k}, total, context), s.b.size() + s.m.size() + s.k.size());
  auto right = linearAccess(s.rhs, renumber(s.rhsIndex, {s.b, s.k, s.n}, total, context), s.b.size() + s.k.size() + s.n.size());
  c.lhs = s.lhs, c.rhs = s.rhs;
  if (left)
    std::tie(c.lhsLeaf, c.lhsMap) = *left;
  if (right)
    std::tie(c.rhsLeaf, c.rhsMap) = *right;
  c.resultIndex = renumber(s.resultIndex, {s.b, s.m, s.n}, total, context);
  c.result = absorbedTranspose(op)->getResult(0);
  return c;
}

std::optional<unsigned> Contraction::rowDimension(unsigned resultDimension) const {
  auto dim = dyn_cast<AffineDimExpr>(resultIndex[resultDimension]);
  if (!dim || dim.getPosition() < b.size() || dim.getPosition() >= b.size() + m.size())
    return std::nullopt;
  return dim.getPosition() - b.size();
}

static bool sharesLeft(const Contraction &a, const Contraction &b) {
  return a.lhsLeaf.value && a.lhsLeaf.value == b.lhsLeaf.value && a.lhsLeaf.view == b.lhsLeaf.view && a.lhsMap == b.lhsMap && a.b == b.b &&
         a.m == b.m && a.k == b.k && a.n.size() == b.n.size();
}

// A product that shares its right side with a tangent's already is left alone: lanes run along what is stored.
void mf::passes::turnPairs(Block &block) {
  std::vector<std::pair<Operation *, Contraction>> all;
  for (Operation &op : block)
    if (isContraction(&op))
      all.push_back({&op, contractionOf(&op)});
  llvm::DenseMap<Value, SmallVector<unsigned, 2>> byOperand;
  for (auto [i, one] : llvm::enumerate(all))
    for (Value side : {one.second.lhsLeaf.value, one.second.rhsLeaf.value})
      byOperand[side].push_back(i);
  auto hasPartner = [&](const auto &one, auto shares) {
    bool isTangent = roleOf(one.first) == Role::tangent;
    auto isPartner = [&](unsigned i) { return (roleOf(all[i].first) == Role::tangent) != isTangent && shares(one.second, all[i].second); };
    return llvm::any_of(byOperand[one.second.lhsLeaf.value], isPartner) || llvm::any_of(byOperand[one.second.rhsLeaf.value], isPartner);
  };
  SmallVector<Operation *> turned;
  for (const auto &one : all)
    if (hasPartner(one, sharesLeft) && !hasPartner(one, sharesRight))
      turned.push_back(one.first);
  for (Operation *op : turned)
    op->setAttr(kTurned, UnitAttr::get(op->getContext()));
}

bool mf::passes::sharesRight(const Contraction &a, const Contraction &b) {
  return a.rhsLeaf.value && a.rhsLeaf.value == b.rhsLeaf.value && a.rhsLeaf.view == b.rhsLeaf.view && a.rhsMap == b.rhsMap && a.b == b.b &&
         a.n == b.n && a.k == b.k && a.m.size() == b.m.size();
}

// Sides of equal m are one part with one epilogue; results of other parts must not be taken for it.
bool mf::passes::fitsBeside(ArrayRef<Contraction> others, const Contraction &c) {
  return others.size() < kMaxSides && llvm::all_of(others, [&](const Contraction &o) {
    bool part = o.m == c.m ? o.resultIndex == c.resultIndex : !sameUpToUnits(tensorType(o.result).getShape(), tensorType(c.result).getShape());
    return part && sharesRight(o, c);
  });
}
