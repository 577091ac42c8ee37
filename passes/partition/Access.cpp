//===- Access.cpp - views as index arithmetic ------------------------------------------------------===//
#include "passes/partition/Access.h"
#include "dialect/mf/Role.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

bool mf::passes::isVirtual(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || op->hasAttr(kMaterialize) || op->hasAttr(kAbsorbed))
    return false;
  if (op->hasAttr(kAssembled))
    return false;
  auto element = dyn_cast<ByElement>(op);
  return isa<View>(op) || (element && element.isFree());
}

Value mf::passes::materialize(OpBuilder &b, Value value) {
  WithRole role(b, value.getDefiningOp() ? roleOf(value.getDefiningOp()) : Role::primal);
  auto copy = b.create<IdentityOp>(value.getLoc(), value.getType(), value);
  copy->setAttr(kMaterialize, b.getUnitAttr());
  return copy;
}

/// The view that gives a value to its readers; null where it has a buffer.
static View viewOf(Value value) { return isVirtual(value) ? dyn_cast<View>(value.getDefiningOp()) : View(); }

Value mf::passes::stripAliases(Value value) {
  for (View view = viewOf(value); view && view.isAlias(); view = viewOf(value))
    value = view->getOperand(0);
  return value;
}

Value mf::passes::bufferBelowReshapes(Value value) {
  for (View view = viewOf(value); view && view.keepsOrder(); view = viewOf(value))
    value = view->getOperand(0);
  return isVirtual(value) ? Value() : value;
}

Value mf::passes::outsideFused(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  auto fused = argument ? dyn_cast<FusedOp>(argument.getOwner()->getParentOp()) : FusedOp();
  return fused ? fused.getInputs()[argument.getArgNumber()] : value;
}

Exprs mf::passes::identityIndex(MLIRContext *context, unsigned rank) {
  Exprs index;
  for (unsigned d = 0; d < rank; ++d)
    index.push_back(getAffineDimExpr(d, context));
  return index;
}

static void visitLeaves(Value value, ArrayRef<AffineExpr> index, bool masked, bool opaque, llvm::function_ref<void(const Leaf &)> visit);

/// Each operand that is looked up once: at its index, or anywhere where several elements of it are.
static void visitLookups(View view, ArrayRef<Lookup> lookups, bool masked, bool opaque, llvm::function_ref<void(const Leaf &)> visit) {
  llvm::SmallDenseSet<unsigned> seen;
  for (const Lookup &lookup : lookups) {
    if (!seen.insert(lookup.operand).second)
      continue;
    Value operand = view->getOperand(lookup.operand);
    bool several = llvm::count_if(lookups, [&](const Lookup &l) { return l.operand == lookup.operand; }) > 1;
    Exprs at = several ? identityIndex(operand.getContext(), tensorType(operand).getRank()) : lookup.index;
    visitLeaves(operand, at, masked, opaque || several, visit);
  }
}

static void visitLeaves(Value value, ArrayRef<AffineExpr> index, bool masked, bool opaque, llvm::function_ref<void(const Leaf &)> visit) {
  value = stripAliases(value);
  if (Value outside = outsideFused(value); outside != value)
    return visitLeaves(outside, index, masked, opaque, visit);
  if (Value base = bufferBelowReshapes(value)) {
    visit({base, Exprs(index), SmallVector<int64_t>(tensorType(value).getShape()), masked, opaque});
    return;
  }
  View view = viewOf(value);
  if (!view) // follows from the index
    return;
  for (const ViewSource &s : sourcesOf(view, index)) {
    Value operand = view->getOperand(s.operand);
    bool dataIndexed = !s.lookups.empty();
    Exprs at = dataIndexed ? identityIndex(value.getContext(), tensorType(operand).getRank()) : s.index;
    visitLeaves(operand, at, masked || !s.bounds.empty(), opaque || dataIndexed, visit);
    visitLookups(view, s.lookups, masked, opaque, visit);
  }
}

void mf::passes::forEachLeaf(Value value, ArrayRef<AffineExpr> index, llvm::function_ref<void(const Leaf &)> visit) {
  visitLeaves(value, index, false, false, visit);
}

std::optional<std::pair<Leaf, AffineMap>> mf::passes::linearAccess(Value value, ArrayRef<AffineExpr> index, unsigned dims) {
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
