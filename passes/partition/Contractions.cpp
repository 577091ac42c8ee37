//===- Contractions.cpp - dot_general and convolutions as sums over k ------------------------------===//
// Every contraction becomes lhs(b, m, k) rhs(b, k, n) with linear index maps: a convolution's window is
// `o stride + tap dilation` on an input that was padded (and, for the transposed face, dilated) before.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Cluster.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Left sides of one kernel: accumulators of more do not fit the registers.
static constexpr size_t kMaxSides = 4;

static int64_t spatialRank(Value x) { return tensorType(x).getRank() - 2; }

bool mf::passes::isDepthwise(Operation *op) {
  return TypeSwitch<Operation *, bool>(op)
      .Case<ConvolutionOp, ConvolutionInputOp, ConvolutionKernelOp>([](auto conv) {
        Value w = isa<ConvolutionKernelOp>(conv) ? conv.getY() : conv.getB();
        auto shape = tensorType(w).getShape();
        return conv.getGroups() > 1 && shape[shape.size() - 2] == 1 && shape.back() == (int64_t)conv.getGroups();
      })
      .Default(false);
}

bool mf::passes::isContraction(Operation *op) {
  return isa<DotGeneralOp, ConvolutionOp, ConvolutionInputOp, ConvolutionKernelOp>(op) && !isDepthwise(op);
}

Operation *mf::passes::absorbedTranspose(Operation *op) {
  if (!isa<DotGeneralOp>(op) || !op->getResult(0).hasOneUse())
    return op;
  auto transpose = dyn_cast<TransposeOp>(*op->getResult(0).user_begin());
  return transpose && transpose->getBlock() == op->getBlock() ? transpose.getOperation() : op;
}

namespace {

/// Reads a value at linear indices: the leaf below its views and the map to it.
std::optional<std::pair<Leaf, AffineMap>> linearAccess(Value value, ArrayRef<AffineExpr> index, unsigned dims) {
  std::optional<std::pair<Leaf, AffineMap>> result;
  unsigned count = 0;
  bool good = true;
  forEachLeaf(value, index, [&](const Leaf &leaf) {
    ++count;
    good &= !leaf.masked && !leaf.opaque;
    AffineMap map = simplifyAffineMap(AffineMap::get(dims, 0, leaf.index, value.getContext()));
    for (AffineExpr e : map.getResults())
      e.walk([&](AffineExpr inner) {
        good &= inner.getKind() != AffineExprKind::FloorDiv && inner.getKind() != AffineExprKind::Mod && inner.getKind() != AffineExprKind::CeilDiv;
      });
    result = {leaf, map};
  });
  if (!good || count != 1)
    return std::nullopt;
  // splats and other generated values have no leaf at all
  return result;
}

/// A contraction by letters: which coordinate each dimension of lhs, rhs and the result follows.
struct Spec {
  Value lhs, rhs;
  Exprs lhsIndex, rhsIndex, resultIndex; // in terms of the coordinates
  SmallVector<unsigned> b, m, n, k;      // coordinates of each group
  SmallVector<int64_t> sizes;
};

Spec dotSpec(DotGeneralOp op) {
  Spec s;
  MLIRContext *context = op.getContext();
  auto coordinate = [&](int64_t size, SmallVector<unsigned> &group) {
    s.sizes.push_back(size);
    group.push_back(s.sizes.size() - 1);
    return getAffineDimExpr(s.sizes.size() - 1, context);
  };
  auto l = op.getLhs().getType(), r = op.getRhs().getType();
  Exprs left(l.getRank()), right(r.getRank()), result;
  for (auto [p, q] : llvm::zip(op.getLhsBatch(), op.getRhsBatch()))
    result.push_back(left[p] = right[q] = coordinate(l.getDimSize(p), s.b));
  for (auto [p, q] : llvm::zip(op.getLhsContracting(), op.getRhsContracting()))
    left[p] = right[q] = coordinate(l.getDimSize(p), s.k);
  for (int64_t d = 0; d < l.getRank(); ++d)
    if (!left[d])
      result.push_back(left[d] = coordinate(l.getDimSize(d), s.m));
  for (int64_t d = 0; d < r.getRank(); ++d)
    if (!right[d])
      result.push_back(right[d] = coordinate(r.getDimSize(d), s.n));
  s.lhs = op.getLhs();
  s.rhs = op.getRhs();
  s.lhsIndex = left;
  s.rhsIndex = right;
  s.resultIndex = result;
  if (auto transpose = dyn_cast<TransposeOp>(absorbedTranspose(op)))
    for (auto [i, p] : llvm::enumerate(transpose.getPermutation()))
      s.resultIndex[i] = result[p];
  return s;
}

/// The lanes of a kernel run along n: the side that owns the result's last dimension is the right one.
void orient(Spec &s) {
  if (s.resultIndex.empty())
    return;
  auto last = dyn_cast<AffineDimExpr>(s.resultIndex.back());
  if (!last || !llvm::is_contained(s.m, last.getPosition()))
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

// Convolutions. Operand layouts are those of the ops; `x` has been padded already.
Spec convolutionSpec(Operation *any) {
  Spec s;
  MLIRContext *context = any->getContext();
  auto dim = [&](int64_t size, SmallVector<unsigned> &group) {
    s.sizes.push_back(size);
    group.push_back(s.sizes.size() - 1);
    return getAffineDimExpr(s.sizes.size() - 1, context);
  };
  auto constant = [&](int64_t v) { return getAffineConstantExpr(v, context); };
  if (auto op = dyn_cast<ConvolutionOp>(any)) {
    auto w = op.getB().getType(), y = op.getY().getType();
    int64_t n = spatialRank(op.getA()), groups = op.getGroups(), channels = w.getDimSize(n), features = w.getDimSize(n + 1) / groups;
    AffineExpr g = groups > 1 ? dim(groups, s.b) : constant(0), batch = dim(y.getDimSize(0), s.m);
    s.lhsIndex = {batch};
    s.resultIndex = {batch};
    Exprs taps;
    for (int64_t d = 0; d < n; ++d) {
      AffineExpr o = dim(y.getDimSize(d + 1), s.m), t = dim(w.getDimSize(d), s.k);
      s.lhsIndex.push_back(o * op.getStrides()[d] + t * op.getDilation()[d]);
      s.resultIndex.push_back(o);
      taps.push_back(t);
    }
    AffineExpr c = dim(channels, s.k), f = dim(features, s.n);
    s.lhsIndex.push_back(g * channels + c);
    s.rhsIndex = taps;
    s.rhsIndex.push_back(c);
    s.rhsIndex.push_back(g * features + f);
    s.resultIndex.push_back(g * features + f);
    s.lhs = op.getA();
    s.rhs = op.getB();
  } else if (auto op = dyn_cast<ConvolutionInputOp>(any)) {
    // x[i] = sum over t of y'[i + t' dilation] w[t], t' = last - t, y' padded and dilated
    auto w = op.getB().getType(), x = op.getY().getType();
    int64_t n = spatialRank(op.getA()), groups = op.getGroups(), channels = w.getDimSize(n), features = w.getDimSize(n + 1) / groups;
    AffineExpr g = groups > 1 ? dim(groups, s.b) : constant(0), batch = dim(x.getDimSize(0), s.m);
    s.lhsIndex = {batch};
    s.resultIndex = {batch};
    for (int64_t d = 0; d < n; ++d) {
      AffineExpr i = dim(x.getDimSize(d + 1), s.m), t = dim(w.getDimSize(d), s.k);
      s.lhsIndex.push_back(i + t * op.getDilation()[d]);
      s.rhsIndex.push_back(constant(w.getDimSize(d) - 1) - t);
      s.resultIndex.push_back(i);
    }
    AffineExpr f = dim(features, s.k), c = dim(channels, s.n);
    s.lhsIndex.push_back(g * features + f);
    s.rhsIndex.push_back(c);
    s.rhsIndex.push_back(g * features + f);
    s.resultIndex.push_back(g * channels + c);
    s.lhs = op.getA();
    s.rhs = op.getB();
  } else {
    auto op2 = cast<ConvolutionKernelOp>(any);
    auto y = op2.getB().getType(), w = op2.getY().getType();
    int64_t n = spatialRank(op2.getA()), groups = op2.getGroups(), channels = w.getDimSize(n), features = w.getDimSize(n + 1) / groups;
    AffineExpr g = groups > 1 ? dim(groups, s.b) : constant(0), batch = dim(y.getDimSize(0), s.k);
    s.lhsIndex = {batch};
    s.rhsIndex = {batch};
    for (int64_t d = 0; d < n; ++d) {
      AffineExpr o = dim(y.getDimSize(d + 1), s.k), t = dim(w.getDimSize(d), s.m);
      s.lhsIndex.push_back(o * op2.getStrides()[d] + t * op2.getDilation()[d]);
      s.rhsIndex.push_back(o);
      s.resultIndex.push_back(t);
    }
    AffineExpr c = dim(channels, s.m), f = dim(features, s.n);
    s.lhsIndex.push_back(g * channels + c);
    s.rhsIndex.push_back(g * features + f);
    s.resultIndex.push_back(c);
    s.resultIndex.push_back(g * features + f);
    s.lhs = op2.getA();
    s.rhs = op2.getB();
  }
  return s;
}

Spec specOf(Operation *op) {
  Spec s = isa<DotGeneralOp>(op) ? dotSpec(cast<DotGeneralOp>(op)) : convolutionSpec(op);
  orient(s);
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

/// Pads the operand that a window slides over.
void padWindow(Operation *any) {
  OpBuilder b(any);
  Emit e{b, any->getLoc()};
  auto zeros = [](Value v) { return SmallVector<int64_t>(tensorType(v).getRank(), 0); };
  if (auto op = dyn_cast<ConvolutionInputOp>(any)) {
    auto low = zeros(op.getA()), high = low, interior = low;
    auto w = op.getB().getType(), x = op.getY().getType();
    for (size_t d = 0; d < op.getStrides().size(); ++d) {
      int64_t reach = (w.getDimSize(d) - 1) * op.getDilation()[d], y = op.getA().getType().getDimSize(d + 1);
      interior[d + 1] = op.getStrides()[d] - 1;
      low[d + 1] = reach - op.getLow()[d];
      high[d + 1] = x.getDimSize(d + 1) + reach - low[d + 1] - ((y - 1) * op.getStrides()[d] + 1);
    }
    bool needed = llvm::any_of(llvm::concat<int64_t>(low, high, interior), [](int64_t v) { return v != 0; });
    if (needed)
      op.getAMutable().assign(materialize(b, e.pad(op.getA(), low, high, interior)));
    return;
  }
  auto pad = [&](auto op) {
    auto low = zeros(op.getA()), high = low, interior = low;
    for (size_t d = 0; d < op.getLow().size(); ++d) {
      low[d + 1] = op.getLow()[d];
      high[d + 1] = op.getHigh()[d];
    }
    if (llvm::any_of(llvm::concat<int64_t>(low, high), [](int64_t v) { return v != 0; }))
      op.getAMutable().assign(materialize(b, e.pad(op.getA(), low, high, interior)));
  };
  if (auto op = dyn_cast<ConvolutionOp>(any))
    pad(op);
  else if (auto op = dyn_cast<ConvolutionKernelOp>(any))
    pad(op);
}
} // namespace

void mf::passes::prepareContractions(Block &block) {
  SmallVector<Operation *> ops;
  for (Operation &op : block)
    if (isContraction(&op))
      ops.push_back(&op);
  for (Operation *op : ops) {
    if (!isa<DotGeneralOp>(op))
      padWindow(op);
    if (Operation *transpose = absorbedTranspose(op); transpose != op)
      transpose->setAttr(kAbsorbed, UnitAttr::get(op->getContext()));
    Spec s = specOf(op);
    makeLinear(op, s.lhs, s.lhsIndex, s.sizes.size());
    makeLinear(op, s.rhs, s.rhsIndex, s.sizes.size());
  }
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
