//===- Bounds.cpp - ranges of index expressions ------------------------------------------------===//
// Interval arithmetic on linear forms. A mask of comparisons (a <= e < b) narrows every form that holds e; that is how
// padding, concatenation and updates of a slice guard their reads.
//===--------------------------------------------------------------------------------------------===//
#include "dialect/mft/Bounds.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mf::tile;

//===-- ranges ----------------------------------------------------------------------------------===//

static bool hasLow(IndexRange r) { return r.low != INT64_MIN; }
static bool hasHigh(IndexRange r) { return r.high != INT64_MAX; }

static IndexRange add(IndexRange a, IndexRange b) {
  IndexRange sum;
  if (hasLow(a) && hasLow(b) && __builtin_add_overflow(a.low, b.low, &sum.low))
    sum.low = INT64_MIN;
  if (hasHigh(a) && hasHigh(b) && __builtin_add_overflow(a.high, b.high, &sum.high))
    sum.high = INT64_MAX;
  if (!hasLow(a) || !hasLow(b))
    sum.low = INT64_MIN;
  if (!hasHigh(a) || !hasHigh(b))
    sum.high = INT64_MAX;
  return sum;
}

static IndexRange scale(IndexRange r, int64_t factor) {
  if (factor == 0)
    return {0, 0};
  IndexRange result;
  int64_t &first = factor > 0 ? result.low : result.high, &second = factor > 0 ? result.high : result.low;
  IndexRange unbounded;
  if (!hasLow(r) || __builtin_mul_overflow(r.low, factor, &first))
    first = factor > 0 ? unbounded.low : unbounded.high;
  if (!hasHigh(r) || __builtin_mul_overflow(r.high, factor, &second))
    second = factor > 0 ? unbounded.high : unbounded.low;
  return result;
}

static IndexRange intersect(IndexRange a, IndexRange b) { return {std::max(a.low, b.low), std::min(a.high, b.high)}; }
static IndexRange unite(IndexRange a, IndexRange b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }
static bool contains(IndexRange outer, IndexRange inner) { return outer.low <= inner.low && inner.high <= outer.high; }

static int64_t floorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static IndexRange rangeOfType(Type type) {
  if (type.isIndex() || !isa<IntegerType>(type) || type.getIntOrFloatBitWidth() > 63)
    return {};
  int64_t half = int64_t(1) << (type.getIntOrFloatBitWidth() - 1);
  return {-half, half - 1};
}

//===-- linear forms ----------------------------------------------------------------------------===//

KernelBounds::Linear KernelBounds::flatten(AffineExpr expr) {
  Linear result;
  auto walk = [&](auto &&self, AffineExpr e, int64_t factor) -> void {
    auto binary = dyn_cast<AffineBinaryOpExpr>(e);
    if (auto constant = dyn_cast<AffineConstantExpr>(e)) {
      int64_t product;
      result.valid &= !__builtin_mul_overflow(constant.getValue(), factor, &product) &&
                      !__builtin_add_overflow(result.constant, product, &result.constant);
    } else if (binary && binary.getKind() == AffineExprKind::Add) {
      self(self, binary.getLHS(), factor);
      self(self, binary.getRHS(), factor);
    } else if (binary && binary.getKind() == AffineExprKind::Mul && isa<AffineConstantExpr>(binary.getRHS())) {
      result.valid &= !__builtin_mul_overflow(cast<AffineConstantExpr>(binary.getRHS()).getValue(), factor, &factor);
      self(self, binary.getLHS(), factor);
    } else {
      auto known = llvm::find_if(result.terms, [&](auto &term) { return term.first == e; });
      if (known == result.terms.end())
        result.terms.push_back({e, factor});
      else
        result.valid &= !__builtin_add_overflow(known->second, factor, &known->second);
    }
  };
  walk(walk, expr, 1);
  llvm::erase_if(result.terms, [](auto &term) { return term.second == 0; });
  return result;
}

IndexRange KernelBounds::rangeOfAtom(AffineExpr atom, ArrayRef<Fact> facts) {
  if (auto dim = dyn_cast<AffineDimExpr>(atom))
    return ranges[dim.getPosition()];
  auto binary = dyn_cast<AffineBinaryOpExpr>(atom);
  auto divisor = binary ? dyn_cast<AffineConstantExpr>(binary.getRHS()) : AffineConstantExpr();
  if (!divisor || divisor.getValue() <= 0)
    return {};
  IndexRange inner = rangeOf(flatten(binary.getLHS()), facts);
  if (binary.getKind() == AffineExprKind::Mod) {
    IndexRange rest{0, divisor.getValue() - 1};
    return contains(rest, inner) ? inner : rest;
  }
  if (binary.getKind() != AffineExprKind::FloorDiv)
    return {};
  return {hasLow(inner) ? floorDivide(inner.low, divisor.getValue()) : INT64_MIN,
          hasHigh(inner) ? floorDivide(inner.high, divisor.getValue()) : INT64_MAX};
}

IndexRange KernelBounds::rangeOf(const Linear &linear, ArrayRef<Fact> facts) {
  if (!linear.valid)
    return {};
  IndexRange range{linear.constant, linear.constant};
  for (auto [atom, factor] : linear.terms)
    range = add(range, scale(rangeOfAtom(atom, facts), factor));
  for (size_t i = 0; i < facts.size(); ++i) {
    // how often the fact's form lies in this one, by its first term
    auto [first, unit] = facts[i].form.terms.front();
    auto term = llvm::find_if(linear.terms, [atom = first](auto &t) { return t.first == atom; });
    if (term == linear.terms.end() || term->second % unit != 0)
      continue;
    int64_t times = term->second / unit;
    AffineExpr rest = getAffineConstantExpr(linear.constant, context);
    for (auto [atom, factor] : linear.terms)
      rest = rest + atom * factor;
    for (auto [atom, factor] : facts[i].form.terms)
      rest = rest - atom * (factor * times);
    IndexRange narrowed = add(scale(facts[i].range, times), rangeOf(flatten(rest), facts.drop_front(i + 1)));
    range = intersect(range, narrowed);
  }
  return range;
}

bool KernelBounds::isExact(const Linear &linear, llvm::SmallBitVector &used) {
  bool exact = linear.valid;
  for (auto [atom, factor] : linear.terms) {
    auto binary = dyn_cast<AffineBinaryOpExpr>(atom);
    if (auto dim = dyn_cast<AffineDimExpr>(atom)) {
      exact &= coordinates[dim.getPosition()] && !used.test(dim.getPosition());
      used.set(dim.getPosition());
    } else if (binary && (binary.getKind() == AffineExprKind::FloorDiv || binary.getKind() == AffineExprKind::Mod)) {
      Linear inner = flatten(binary.getLHS());
      exact &= isExact(inner, used);
      // a remainder takes all of its values where the dividend walks on by one
      bool byOne = inner.terms.size() == 1 && std::abs(inner.terms[0].second) == 1 && isa<AffineDimExpr>(inner.terms[0].first);
      exact &= binary.getKind() == AffineExprKind::FloorDiv || byOne;
    } else {
      exact = false;
    }
  }
  return exact;
}

//===-- values ----------------------------------------------------------------------------------===//

AffineExpr KernelBounds::atom(IndexRange range, bool coordinate) {
  ranges.push_back(range);
  coordinates.push_back(coordinate);
  return getAffineDimExpr(ranges.size() - 1, context);
}

AffineExpr KernelBounds::exprOf(Value value) {
  if (AffineExpr known = exprs.lookup(value))
    return known;
  AffineExpr expr = computeExpr(value);
  return exprs[value] = expr;
}

AffineExpr KernelBounds::within(AffineExpr expr, Type type) {
  IndexRange all = rangeOfType(type);
  if (type.isIndex() || contains(all, rangeOf(flatten(expr), {})))
    return expr;
  return atom(all);
}

AffineExpr KernelBounds::exprOfArgument(BlockArgument argument) {
  if (!argument.getType().isIndex())
    return atom(rangeOfType(argument.getType()));
  Operation *parent = argument.getOwner()->getParentOp();
  unsigned number = argument.getArgNumber();
  auto coordinate = [&](ArrayRef<int64_t> sizes, unsigned d) { return d < sizes.size() ? atom({0, sizes[d] - 1}, true) : atom({}); };
  if (auto tile = dyn_cast<TileOp>(parent))
    return coordinate(tile.getSizes(), number);
  if (auto fold = dyn_cast<FoldOp>(parent))
    return coordinate(fold.getSizes(), number);
  if (auto repeat = dyn_cast<RepeatOp>(parent))
    return atom({0, int64_t(repeat.getTrips()) - 1}, !repeat.getBegin() && !repeat.getEnd());
  if (auto contract = dyn_cast<ContractOp>(parent)) {
    SmallVector<int64_t> sizes(contract.getBSizes());
    llvm::append_range(sizes, contract.getPartMSizes(argument.getOwner()->getParent()->getRegionNumber()));
    llvm::append_range(sizes, contract.getNSizes());
    return coordinate(sizes, number);
  }
  return coordinate(kernel.getGrid(), number - kernel.getNumBuffers());
}

/// Quotients and remainders by positive constants of what is not negative are those of affine expressions.
AffineExpr KernelBounds::exprOfDivision(Operation *op) {
  APInt divisor;
  Type type = op->getResult(0).getType();
  if (!matchPattern(op->getOperand(1), m_ConstantInt(&divisor)) || divisor.getSExtValue() <= 0)
    return atom(rangeOfType(type));
  AffineExpr dividend = exprOf(op->getOperand(0));
  bool remainder = isa<arith::RemSIOp, arith::RemUIOp>(op);
  int64_t by = divisor.getSExtValue();
  if (rangeOf(flatten(dividend), {}).low >= 0)
    return remainder ? dividend % by : dividend.floorDiv(by);
  return remainder ? atom({isa<arith::RemSIOp>(op) ? 1 - by : 0, by - 1}) : atom(rangeOfType(type));
}

AffineExpr KernelBounds::computeExpr(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return exprOfArgument(cast<BlockArgument>(value));
  Type type = value.getType();
  APInt constant;
  if (matchPattern(op, m_ConstantInt(&constant)) && constant.getSignificantBits() <= 64)
    return getAffineConstantExpr(constant.getSExtValue(), context);
  auto operand = [&](unsigned i) { return exprOf(op->getOperand(i)); };
  auto range = [&](unsigned i) { return rangeOf(flatten(operand(i)), {}); };
  if (isa<arith::AddIOp, arith::SubIOp>(op))
    return within(isa<arith::AddIOp>(op) ? operand(0) + operand(1) : operand(0) - operand(1), type);
  if (isa<arith::MulIOp>(op) && (isa<AffineConstantExpr>(operand(0)) || isa<AffineConstantExpr>(operand(1))))
    return within(operand(0) * operand(1), type);
  if (isa<arith::RemSIOp, arith::RemUIOp, arith::DivSIOp, arith::DivUIOp>(op))
    return exprOfDivision(op);
  if (isa<arith::IndexCastOp, arith::ExtSIOp, arith::TruncIOp>(op) && !op->getOperand(0).getType().isInteger(1))
    return within(operand(0), type);
  if (isa<arith::ExtUIOp, arith::IndexCastUIOp>(op)) {
    Type from = op->getOperand(0).getType();
    if (!from.isInteger(1) && range(0).low >= 0)
      return within(operand(0), type);
    if (from.isIntOrFloat() && from.getIntOrFloatBitWidth() < 63)
      return atom({0, (int64_t(1) << from.getIntOrFloatBitWidth()) - 1});
  }
  if (isa<arith::MaxSIOp>(op))
    return atom({std::max(range(0).low, range(1).low), std::max(range(0).high, range(1).high)});
  if (isa<arith::MinSIOp>(op))
    return atom({std::min(range(0).low, range(1).low), std::min(range(0).high, range(1).high)});
  if (isa<arith::SelectOp>(op))
    return atom(unite(range(1), range(2)));
  return atom(rangeOfType(type));
}

//===-- masks -----------------------------------------------------------------------------------===//

void KernelBounds::addFact(AffineExpr difference, IndexRange range, SmallVectorImpl<Fact> &facts) {
  Linear form = flatten(difference);
  // more conditions than that are of no access that is written by hand or by the partition
  constexpr size_t enough = 16;
  if (!form.valid || form.terms.empty() || facts.size() >= enough)
    return;
  int64_t minus;
  if (__builtin_sub_overflow(int64_t(0), form.constant, &minus))
    return;
  range = add(range, {minus, minus});
  form.constant = 0;
  for (Fact &known : facts)
    if (known.form.terms == form.terms) {
      known.range = intersect(known.range, range);
      return;
    }
  facts.push_back({form, range});
}

void KernelBounds::collectFacts(Value mask, SmallVectorImpl<Fact> &facts) {
  if (auto both = mask.getDefiningOp<arith::AndIOp>()) {
    collectFacts(both.getLhs(), facts);
    return collectFacts(both.getRhs(), facts);
  }
  auto compare = mask.getDefiningOp<arith::CmpIOp>();
  if (!compare || compare.getLhs().getType().isInteger(1))
    return;
  AffineExpr left = exprOf(compare.getLhs()), right = exprOf(compare.getRhs());
  IndexRange limit = rangeOf(flatten(right), {});
  switch (compare.getPredicate()) {
  case arith::CmpIPredicate::sge: return addFact(left - right, {0, INT64_MAX}, facts);
  case arith::CmpIPredicate::sgt: return addFact(left - right, {1, INT64_MAX}, facts);
  case arith::CmpIPredicate::sle: return addFact(left - right, {INT64_MIN, 0}, facts);
  case arith::CmpIPredicate::slt: return addFact(left - right, {INT64_MIN, -1}, facts);
  case arith::CmpIPredicate::eq: return addFact(left - right, {0, 0}, facts);
  case arith::CmpIPredicate::ult: // below a number that is not negative: not negative either
  case arith::CmpIPredicate::ule:
    if (limit.low >= 0 && hasHigh(limit))
      addFact(left, {0, limit.high - (compare.getPredicate() == arith::CmpIPredicate::ult)}, facts);
    return;
  default: return;
  }
}

//===-- accesses --------------------------------------------------------------------------------===//

SmallVector<AffineExpr> KernelBounds::indicesOf(AffineMap map, ValueRange operands) {
  SmallVector<AffineExpr> dims, results;
  for (Value operand : operands)
    dims.push_back(exprOf(operand));
  for (AffineExpr result : map.getResults())
    results.push_back(simplifyAffineExpr(result.replaceDims(dims), ranges.size(), 0));
  return results;
}

IndexRange KernelBounds::rangeOf(AffineMap map, ValueRange indices, Value mask, unsigned dimension) {
  SmallVector<Fact> facts;
  if (mask)
    collectFacts(mask, facts);
  return rangeOf(flatten(indicesOf(map, indices)[dimension]), facts);
}

IndexBounds KernelBounds::of(MemRefType buffer, AffineMap map, ValueRange indices, Value mask) {
  SmallVector<Fact> facts;
  if (mask)
    collectFacts(mask, facts);
  IndexBounds worst;
  for (auto [d, index] : llvm::enumerate(indicesOf(map, indices))) {
    Linear linear = flatten(index);
    IndexRange range = rangeOf(linear, facts);
    if (contains({0, buffer.getDimSize(d) - 1}, range))
      continue;
    llvm::SmallBitVector used(ranges.size());
    bool certain = !mask && isExact(linear, used);
    if (worst.verdict == Verdict::inside || certain)
      worst = {certain ? Verdict::outside : Verdict::unknown, unsigned(d), range};
    if (certain)
      break;
  }
  return worst;
}

IndexBounds KernelBounds::of(StageOp op) {
  SmallVector<AffineExpr> dims;
  for (Value index : op.getIndices())
    dims.push_back(exprOf(index));
  for (int64_t extent : op.getExtents())
    dims.push_back(atom({0, extent - 1}));
  MemRefType buffer = memrefOf(op.getBuffer());
  for (auto [d, result] : llvm::enumerate(op.getMap().getResults())) {
    IndexRange range = rangeOf(flatten(simplifyAffineExpr(result.replaceDims(dims), ranges.size(), 0)), {});
    if (!contains({0, buffer.getDimSize(d) - 1}, range))
      return {Verdict::unknown, unsigned(d), range};
  }
  return {};
}

IndexRange mf::tile::rangeOfLinear(AffineExpr expr, ArrayRef<int64_t> sizes) {
  IndexRange range{0, 0};
  auto walk = [&](auto &&self, AffineExpr e, int64_t factor) -> void {
    auto binary = dyn_cast<AffineBinaryOpExpr>(e);
    if (auto constant = dyn_cast<AffineConstantExpr>(e)) {
      range = add(range, scale({constant.getValue(), constant.getValue()}, factor));
    } else if (auto dim = dyn_cast<AffineDimExpr>(e)) {
      range = add(range, scale({0, sizes[dim.getPosition()] - 1}, factor));
    } else if (binary && binary.getKind() == AffineExprKind::Add) {
      self(self, binary.getLHS(), factor);
      self(self, binary.getRHS(), factor);
    } else if (binary && binary.getKind() == AffineExprKind::Mul && isa<AffineConstantExpr>(binary.getRHS()) &&
               !__builtin_mul_overflow(factor, cast<AffineConstantExpr>(binary.getRHS()).getValue(), &factor)) {
      self(self, binary.getLHS(), factor);
    } else {
      range = {};
    }
  };
  walk(walk, expr, 1);
  return range;
}
