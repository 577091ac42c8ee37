//===- Groups.cpp - which sums share a kernel ---------------------------------------------------------===//
#include "passes/fuse/Groups.h"
#include "passes/partition/Reading.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

SmallVector<int64_t> Group::keptDims() const {
  SmallVector<int64_t> dims;
  for (int64_t d = 0; d < (int64_t)space->shape.size(); ++d)
    if (!llvm::is_contained(roots.front().streamed, d))
      dims.push_back(d);
  return dims;
}

Grouping::Grouping(Block &block, ArrayRef<Space> spaces) : block(block) {
  for (const Space &space : spaces)
    for (const Root &root : space.roots)
      place(space, root);
  for (Operation &op : block)
    if (isa<Elementwise>(op) && !owner.count(&op) && llvm::none_of(spaces, [&](const Space &s) { return s.ops.contains(&op); }))
      absorb(&op);
}

/// The leaves below an operand, each with the index at which `index` of the operand is it.
static SmallVector<Leaf> leavesOf(Value value) {
  SmallVector<Leaf> leaves;
  forEachLeaf(value, identityIndex(value.getContext(), tensorType(value).getRank()), [&](const Leaf &leaf) { leaves.push_back(leaf); });
  return leaves;
}

//===-- who waits for whom ------------------------------------------------------------------------------===//

llvm::DenseSet<Operation *> Grouping::dependentsOf(ArrayRef<Operation *> ops) const {
  llvm::DenseSet<Operation *> found;
  SmallVector<Operation *> pending;
  auto reach = [&](Operation *op) {
    if (op && found.insert(op).second)
      pending.push_back(op);
  };
  llvm::for_each(ops, reach);
  while (!pending.empty()) {
    Operation *op = pending.pop_back_val();
    // a kernel waits for all that one of its parts waits for, and gives all of its results
    for (Group *group : {owner.lookup(op), storedBy.lookup(op)})
      if (group) {
        llvm::for_each(group->members, reach);
        llvm::for_each(group->stored, reach);
      }
    for (Operation *user : op->getUsers())
      reach(block.findAncestorOpInBlock(*user));
  }
  return found;
}

bool Grouping::dependsOn(const Group &group, Value value) {
  auto [it, isNew] = dependents.try_emplace(&group);
  if (isNew) {
    SmallVector<Operation *> all(group.members.begin(), group.members.end());
    llvm::append_range(all, group.stored);
    it->second = dependentsOf(all);
  }
  Operation *op = value.getDefiningOp();
  return op && it->second.contains(op);
}

bool Grouping::waitsFor(const Group &group, Operation *op) const {
  llvm::DenseSet<Operation *> later = dependentsOf(op);
  auto isLater = [&](Operation *member) { return later.contains(member); };
  return llvm::any_of(group.members, isLater) || llvm::any_of(group.stored, isLater);
}

//===-- sums --------------------------------------------------------------------------------------------===//

/// Whether a value is one number for each row of the kernel, or column that is kept.
static bool isRowLevel(const Group &group, Value value) {
  SmallVector<int64_t> shape;
  for (int64_t d : group.keptDims())
    shape.push_back(group.space->shape[d]);
  return sameUpToUnits(tensorType(value).getShape(), shape);
}

/// Whether the group can have a value that is no value of its space when a block runs.
bool Grouping::need(const Group &group, Value value, llvm::SetVector<Operation *> &found) {
  if (group.isMember(value))
    return isRowLevel(group, value);
  if (!dependsOn(group, value))
    return true;
  Operation *op = value.getDefiningOp();
  if (!isa<Elementwise>(op) || !isRowLevel(group, value) || owner.count(op))
    return false;
  Reading reading = readingOf(op);
  for (const Leaf &leaf : reading.leaves)
    if (!need(group, leaf.value, found) || !readsOwnPoint(leaf, reading.shape, allDims(reading.shape)))
      return false;
  found.insert(op);
  return true;
}

std::optional<llvm::SetVector<Operation *>> Grouping::needs(const Group &group, const Root &root) {
  llvm::SetVector<Operation *> rows;
  llvm::SetVector<Operation *> ops;
  auto visit = [&](Value operand) {
    if (group.space->contains(operand)) {
      ops.insert(stripAliases(operand).getDefiningOp());
      return true;
    }
    return llvm::all_of(leavesOf(operand), [&](const Leaf &leaf) { return need(group, leaf.value, rows); });
  };
  visit(root.value);
  for (size_t i = 0; i < ops.size(); ++i)
    for (Value operand : ops[i]->getOperands())
      if (!visit(operand) || (isa<Contracting>(ops[i]) && dependsOn(group, operand)))
        return std::nullopt;
  if (root.op != root.value.getDefiningOp())
    for (Value operand : root.op->getOperands())
      if (!group.space->contains(operand) && dependsOn(group, operand))
        return std::nullopt;
  return rows;
}

void Grouping::add(Group &group, const Root &root, ArrayRef<Operation *> ops) {
  group.roots.push_back(root);
  bool stores = root.op == root.value.getDefiningOp(); // a value of the space, which other kernels may compute as well
  for (Operation *op : ops)
    group.members.insert(op), owner[op] = &group;
  (stores ? group.stored : group.members).insert(root.op);
  (stores ? storedBy : owner)[root.op] = &group;
  dependents.clear();
}

void Grouping::place(const Space &space, const Root &root) {
  for (auto &group : llvm::reverse(groups))
    if (group->space == &space && group->takes(root) && !waitsFor(*group, root.op))
      if (auto ops = needs(*group, root))
        return add(*group, root, ops->getArrayRef());
  groups.push_back(std::make_unique<Group>());
  groups.back()->space = &space;
  add(*groups.back(), root, {});
}

//===-- what is made of sums ----------------------------------------------------------------------------===//

/// Whether a leaf is the value of the point's row, where a group's dimensions stand in `result`, a product's.
static bool readsRow(const Leaf &leaf, const Group &group, const Root &product, unsigned rank) {
  std::optional<SpaceProduct> p = summing(product.op, product.op->getOperand(0) == product.value || stripAliases(product.op->getOperand(0)) == product.value ? 0 : 1);
  Exprs expected;
  SmallVector<int64_t> sizes;
  for (int64_t d : group.keptDims())
    for (auto [at, e] : llvm::enumerate(p->form.resultIndex))
      if (cast<AffineDimExpr>(e).getPosition() == p->coordinates[d] && group.space->shape[d] != 1) {
        expected.push_back(getAffineDimExpr(at, leaf.value.getContext()));
        sizes.push_back(group.space->shape[d]);
      }
  Exprs got;
  SmallVector<int64_t> gotSizes;
  for (auto [e, size] : llvm::zip(leaf.index, leaf.view))
    if (size != 1)
      got.push_back(simplifyAffineExpr(e, rank, 0)), gotSizes.push_back(size);
  return !leaf.masked && !leaf.opaque && got == expected && gotSizes == sizes;
}

bool Grouping::mayAbsorb(const Group &group, Operation *op) {
  Reading reading = readingOf(op);
  Shape shape(reading.shape);
  const Root *product = nullptr; // whose points the op computes
  bool joins = false;
  for (const Leaf &leaf : reading.leaves)
    for (const Root &root : group.roots)
      if (isa<Contracting>(root.op) && root.op != root.value.getDefiningOp() && group.isMember(leaf.value) &&
          tensorType(leaf.value).getShape() == shape && tensorType(root.op->getResult(0)).getShape() == shape)
        product = &root;
  if (!product && !isRowLevel(group, op->getResult(0)))
    return false;
  for (const Leaf &leaf : reading.leaves) {
    if (!group.isMember(leaf.value)) {
      if (dependsOn(group, leaf.value))
        return false;
      continue;
    }
    joins = true;
    bool own = readsOwnPoint(leaf, shape, allDims(shape)) && (!product || tensorType(leaf.value).getShape() == shape);
    if (!own && !(product && readsRow(leaf, group, *product, shape.size())))
      return false;
  }
  return joins && group.members.size() < 64;
}

void Grouping::absorb(Operation *op) {
  for (auto &group : groups)
    if (mayAbsorb(*group, op) && !waitsFor(*group, op)) {
      group->members.insert(op);
      owner[op] = group.get();
      dependents.clear();
      return;
    }
}
