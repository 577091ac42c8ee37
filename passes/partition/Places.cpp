//===- Places.cpp - where the values of a plan live ------------------------------------------------===//
// Values that take over each other's buffers (InPlace.h) have one place, that of their anchor. A state is written in
// place, a carried value straight into the loop's buffer, where no later kernel needs what is there; else through the
// arena, with a copy at the end.
//===------------------------------------------------------------------------------------------------===//
#include "mlir/IR/Matchers.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Plan.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

BlockPlan::BlockPlan(Block &block, const codegen::Target &target) : block(block), clusters(block, target) {
  clusters.run();
  readers.add(clusters);
  for (Operation &op : block)
    if (auto loop = dyn_cast<ForOp>(op))
      loops[loop] = std::make_unique<BlockPlan>(loop.getBody().front(), target);
}

/// The value whose place a buffer-backed value has: it is made where it lives, or comes from outside.
Value PlanBuilder::anchorOf(Value value) const {
  Value anchor = rootOf(value);
  while (Value owner = carried.lookup(anchor))
    anchor = rootOf(owner);
  return anchor;
}

/// Whether `value` may be stored where `over` lives.
bool PlanBuilder::mayWrite(const BlockPlan &plan, Value value, Value over) const {
  Operation *op = plan.block.findAncestorOpInBlock(*value.getDefiningOp());
  return plan.readers.mayWrite(rootOf(over), *plan.clusters.of(op->getResult(0)), value);
}

/// Lets the next values of a loop live in the buffers of the carried ones.
void PlanBuilder::assignCarried(BlockPlan &plan) {
  for (auto &[op, body] : plan.loops)
    assignCarried(*body);
  if (isa<EntryOp>(plan.block.getParentOp()))
    return;
  for (OpOperand &next : plan.block.getTerminator()->getOpOperands()) {
    Value argument = plan.block.getArgument(next.getOperandNumber() + 1), anchor = anchorOf(next.get());
    if (anchor != argument && mayWrite(plan, anchor, argument))
      carried[anchor] = argument;
  }
}

/// The names of one state, or of a group.
static SmallVector<FlatSymbolRefAttr> namesOf(Attribute states) {
  if (auto name = dyn_cast<FlatSymbolRefAttr>(states))
    return {name};
  return llvm::to_vector(cast<ArrayAttr>(states).getAsRange<FlatSymbolRefAttr>());
}

/// What a value reads of states: a name, the names of a group, or null.
static Attribute statesRead(Operation *op) {
  if (auto read = dyn_cast<ReadOp>(op))
    return read.getStateAttr();
  auto group = dyn_cast<ReadGroupOp>(op);
  return group ? Attribute(group.getStates()) : Attribute();
}

/// Writes states (a name, or the names of a group) in place where no later kernel needs what they held, else at the end.
void PlanBuilder::assignWrite(BlockPlan &plan, const StateReads &reads, Value value, Attribute states) {
  SmallVector<FlatSymbolRefAttr> names = namesOf(states);
  Value anchor = anchorOf(value);
  bool free = true;
  llvm::SmallPtrSet<Operation *, 4> seen; // a group is read under each of its names
  for (FlatSymbolRefAttr name : names)
    for (Operation *op : reads.lookup(name)) {
      Value old = op->getResult(0);
      if (anchor == old)
        return; // it keeps what it has
      if (!seen.insert(op).second)
        continue;
      Operation *writer = plan.block.findAncestorOpInBlock(*anchor.getDefiningOp());
      free &= statesRead(op) == states ? mayWrite(plan, anchor, old) : plan.readers.areBefore(old, *plan.clusters.of(writer->getResult(0)));
    }
  Place place{tile::Space::state, 0, names[0]};
  if (free)
    places[anchor] = place;
  else
    copies.push_back({value, place});
}

/// Gives the parts of an array their places in it.
void PlanBuilder::assignParts(ConcatenateOp whole) {
  Place place = placeOf(whole);
  for (Value part : whole.getX()) {
    places[anchorOf(part)] = place;
    place.offset += tile::byteSize(tensorType(part));
  }
}

void PlanBuilder::assignOutputs(BlockPlan &plan) {
  StateReads reads;
  for (Operation &op : plan.block)
    if (Attribute states = statesRead(&op))
      for (FlatSymbolRefAttr name : namesOf(states))
        reads[name].push_back(&op);
  for (Operation &op : plan.block) {
    if (auto write = dyn_cast<WriteOp>(op)) {
      assignWrite(plan, reads, write.getValue(), write.getStateAttr());
    } else if (auto group = dyn_cast<WriteGroupOp>(op)) {
      assignWrite(plan, reads, group.getValue(), group.getStates());
    } else if (op.hasAttr(kAssembled)) {
      assignParts(cast<ConcatenateOp>(op));
    } else if (auto end = dyn_cast<ReturnOp>(op)) {
      for (auto [i, v] : llvm::enumerate(end.getValues()))
        places[anchorOf(v)] = {tile::Space::result, (int64_t)i, {}};
    }
  }
}

PlanBuilder::Place PlanBuilder::placeOf(Value value) {
  Value anchor = anchorOf(value);
  if (auto it = places.find(anchor); it != places.end())
    return it->second;
  auto argument = dyn_cast<BlockArgument>(anchor);
  auto loop = argument ? dyn_cast<ForOp>(argument.getOwner()->getParentOp()) : ForOp();
  if (loop && argument.getArgNumber() > 0)
    return places[anchor] = placeOf(loop.getInits()[argument.getArgNumber() - 1]);
  Operation *op = anchor.getDefiningOp();
  Place place{tile::Space::arena, 0, {}};
  if (auto read = dyn_cast_or_null<ReadOp>(op))
    place = {tile::Space::state, 0, read.getStateAttr()};
  else if (auto group = dyn_cast_or_null<ReadGroupOp>(op))
    place = {tile::Space::state, 0, cast<FlatSymbolRefAttr>(group.getStates()[0])};
  else if (ElementsAttr literal; matchPattern(anchor, m_Constant(&literal)))
    place = {tile::Space::constant, 0, kernels.constant(literal, module)};
  else
    place.index = nextAllocation++;
  return places[anchor] = place;
}
