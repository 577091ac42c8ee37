//===- Masks.cpp - steps that no row sees ---------------------------------------------------------------===//
// Masks are comparisons of positions (causal, bands, lengths), so that the bounds of a tile say whether one of its points may be
// seen. What data say for each place (documents) is not known; then the step is computed.
//===--------------------------------------------------------------------------------------------------===//
#include "passes/fuse/Masks.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

//===-- what a condition blanks ---------------------------------------------------------------------------===//

namespace {
using Conditions = llvm::SmallSetVector<Value, 4>;

/// Which conditions make a value 0, or -inf, where they are false.
class Blanks {
public:
  Conditions zero(Value value) { return of(value, true); }
  Conditions low(Value value) { return of(value, false); }

private:
  static bool isSplat(Value value, bool zero) {
    DenseFPElementsAttr number;
    value = stripAliases(value);
    if (!matchPattern(value, m_Constant(&number)) || !number.isSplat())
      return false;
    APFloat x = number.getSplatValue<APFloat>();
    return zero ? x.isZero() : x.isInfinity() && x.isNegative();
  }
  static Conditions both(Conditions x, const Conditions &y) {
    x.remove_if([&](Value v) { return !y.contains(v); });
    return x;
  }
  static Conditions either(Conditions x, const Conditions &y) {
    x.insert(y.begin(), y.end());
    return x;
  }

  Conditions of(Value value, bool zero) {
    value = stripAliases(value);
    Operation *op = value.getDefiningOp();
    if (!op)
      return {};
    if (auto select = dyn_cast<SelectOp>(op)) {
      Conditions result;
      if (isSplat(select.getB(), zero))
        result.insert(stripAliases(select.getCondition()));
      return either(result, both(of(select.getA(), zero), of(select.getB(), zero)));
    }
    if (isa<NegOp, ConvertOp>(op))
      return zero ? of(op->getOperand(0), true) : isa<NegOp>(op) ? Conditions() : of(op->getOperand(0), false);
    if (!zero) // what is finite stays what it is: -inf plus or minus it
      return isa<SubOp, AddOp>(op) ? of(op->getOperand(0), false) : Conditions();
    if (isa<ExpOp>(op))
      return of(op->getOperand(0), false);
    if (isa<MulOp>(op))
      return either(of(op->getOperand(0), true), of(op->getOperand(1), true));
    if (isa<DivOp>(op))
      return of(op->getOperand(0), true);
    if (isa<AddOp, SubOp>(op))
      return both(of(op->getOperand(0), true), of(op->getOperand(1), true));
    return {};
  }
};
} // namespace

SmallVector<Value> mf::passes::conditionsOf(ArrayRef<Value> sums, ArrayRef<Value> maxima) {
  Blanks blanks;
  std::optional<Conditions> all;
  auto meet = [&](const Conditions &found) {
    if (!all)
      all = found;
    else
      all->remove_if([&](Value v) { return !found.contains(v); });
  };
  for (Value value : sums)
    meet(blanks.zero(value));
  for (Value value : maxima)
    meet(blanks.low(value));
  return all ? SmallVector<Value>(all->begin(), all->end()) : SmallVector<Value>();
}

//===-- bounds --------------------------------------------------------------------------------------------===//

bool RectangleBounds::isUniform(ArrayRef<AffineExpr> index) const {
  return llvm::all_of(index, [&](AffineExpr e) {
    for (auto [d, size] : llvm::enumerate(sizes))
      if (size && e.isFunctionOfDim(d))
        return false;
    return true;
  });
}

RectangleBounds::Range RectangleBounds::sum(Range x, Range y) {
  if (!x.isKnown() || !y.isKnown())
    return {};
  return {make<arith::AddIOp>(x.low, y.low), make<arith::AddIOp>(x.high, y.high)};
}

RectangleBounds::Range RectangleBounds::product(Range x, int64_t factor) {
  if (!x.isKnown())
    return {};
  Value low = make<arith::MulIOp>(x.low, constant(factor)), high = make<arith::MulIOp>(x.high, constant(factor));
  return factor < 0 ? Range{high, low} : Range{low, high};
}

RectangleBounds::Range RectangleBounds::rangeOf(AffineExpr e) {
  SmallVector<AffineExpr> one{e};
  if (isUniform(one)) {
    Value value = code.indexValue(e);
    return {value, value};
  }
  if (auto dim = dyn_cast<AffineDimExpr>(e))
    return {constant(0), constant(sizes[dim.getPosition()] - 1)};
  auto binary = dyn_cast<AffineBinaryOpExpr>(e);
  if (binary && binary.getKind() == AffineExprKind::Add) {
    Range left = rangeOf(binary.getLHS());
    return sum(left, rangeOf(binary.getRHS()));
  }
  auto factor = binary ? dyn_cast<AffineConstantExpr>(binary.getRHS()) : AffineConstantExpr();
  if (factor && binary.getKind() == AffineExprKind::Mul)
    return product(rangeOf(binary.getLHS()), factor.getValue());
  return {};
}

std::optional<std::pair<Value, Exprs>> RectangleBounds::below(Value value, ArrayRef<AffineExpr> index) {
  auto view = dyn_cast_or_null<View>(value.getDefiningOp());
  if (!view || !isVirtual(value))
    return std::nullopt;
  auto sources = sourcesOf(view, index);
  if (sources.size() != 1 || !sources[0].bounds.empty() || !sources[0].lookups.empty())
    return std::nullopt;
  return std::pair(view->getOperand(sources[0].operand), sources[0].index);
}

RectangleBounds::Range RectangleBounds::rangeOf(Value value, ArrayRef<AffineExpr> index) {
  value = outsideFused(value);
  if (auto inner = below(value, index))
    return rangeOf(inner->first, inner->second);
  Operation *op = value.getDefiningOp();
  if (auto iota = dyn_cast_or_null<IotaOp>(op))
    return rangeOf(index[iota.getDimension()]);
  if (!isa<IntegerType>(tensorType(value).getElementType()))
    return {};
  bool elementwise = isa_and_nonnull<Elementwise>(op);
  if (elementwise && isa<AddOp, SubOp>(op)) {
    Range left = rangeOf(op->getOperand(0), index), right = rangeOf(op->getOperand(1), index);
    return sum(left, isa<SubOp>(op) ? product(right, -1) : right);
  }
  DenseIntElementsAttr number;
  if (elementwise && isa<MulOp>(op) && matchPattern(stripAliases(op->getOperand(1)), m_Constant(&number)) && number.isSplat())
    return product(rangeOf(op->getOperand(0), index), number.getSplatValue<APInt>().getSExtValue());
  if (elementwise && isa<MaxOp, MinOp>(op)) {
    Range x = rangeOf(op->getOperand(0), index), y = rangeOf(op->getOperand(1), index);
    if (!x.isKnown() || !y.isKnown())
      return {};
    return isa<MaxOp>(op) ? Range{make<arith::MaxSIOp>(x.low, y.low), make<arith::MaxSIOp>(x.high, y.high)}
                          : Range{make<arith::MinSIOp>(x.low, y.low), make<arith::MinSIOp>(x.high, y.high)};
  }
  if (!isUniform(index))
    return {};
  Value scalar = b.create<arith::IndexCastOp>(code.loc(), b.getIndexType(), code.emit(value, index));
  return {scalar, scalar};
}

RectangleBounds::Truth RectangleBounds::compared(Direction direction, Range x, Range y) {
  if (!x.isKnown() || !y.isKnown())
    return {};
  using P = arith::CmpIPredicate;
  auto compare = [&](P p, Value l, Value r) { return Value(b.create<arith::CmpIOp>(code.loc(), p, l, r)); };
  switch (direction) {
  case Direction::lt: return {compare(P::slt, x.low, y.high), compare(P::sge, x.high, y.low)};
  case Direction::le: return {compare(P::sle, x.low, y.high), compare(P::sgt, x.high, y.low)};
  case Direction::gt: return compared(Direction::lt, y, x);
  case Direction::ge: return compared(Direction::le, y, x);
  case Direction::eq: return {both(compare(P::sle, x.low, y.high), compare(P::sle, y.low, x.high)), {}};
  case Direction::ne: return {{}, both(compare(P::sle, x.low, y.high), compare(P::sle, y.low, x.high))};
  }
  return {};
}

RectangleBounds::Truth RectangleBounds::truthOf(Value value, ArrayRef<AffineExpr> index) {
  value = outsideFused(value);
  if (auto inner = below(value, index))
    return truthOf(inner->first, inner->second);
  Operation *op = value.getDefiningOp();
  if (auto compare = dyn_cast_or_null<CompareOp>(op)) {
    Range left = rangeOf(compare.getA(), index);
    return compared(compare.getDirection(), left, rangeOf(compare.getB(), index));
  }
  if (isa_and_nonnull<AndOp, OrOp>(op)) {
    Truth x = truthOf(op->getOperand(0), index), y = truthOf(op->getOperand(1), index);
    return isa<AndOp>(op) ? Truth{both(x.mayHold, y.mayHold), either(x.mayFail, y.mayFail)} : Truth{either(x.mayHold, y.mayHold), both(x.mayFail, y.mayFail)};
  }
  DenseIntElementsAttr number;
  if (isa_and_nonnull<XorOp>(op) && matchPattern(stripAliases(op->getOperand(1)), m_Constant(&number)) && number.isSplat() && number.getSplatValue<bool>()) {
    Truth x = truthOf(op->getOperand(0), index);
    return {x.mayFail, x.mayHold};
  }
  return {};
}
