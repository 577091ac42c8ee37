//===- Path.cpp - which ways lead from a derivative's inputs to its values -------------------------===//
#include "passes/derivatives/Path.h"
#include "dialect/mf/Loops.h"
#include "passes/derivatives/Linearize.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// What a use hands a derivative on to: results of the op; of a region's end, those of the op around it and what its next trip begins with.
static SmallVector<Value> handedOn(OpOperand &use) {
  Operation *op = use.getOwner();
  SmallVector<Value> values;
  unsigned i = use.getOperandNumber();
  if (auto loop = dyn_cast<ForOp>(op)) {
    if (i < loop.getNumResults())
      values = {loop.getResult(i), loop.getBody().getArgument(i + 1)};
  } else if (isa<YieldOp>(op)) {
    values.push_back(op->getParentOp()->getResult(i));
    if (auto loop = dyn_cast<ForOp>(op->getParentOp()))
      values.push_back(loop.getBody().getArgument(i + 1));
  } else {
    for (OpResult result : op->getResults())
      if (passesDerivative(result))
        values.push_back(result);
  }
  llvm::erase_if(values, [](Value v) { return !isFloat(v); });
  return values;
}

/// Everything that is made of the values, in any region and any trip.
static llvm::SetVector<Value> madeOf(ArrayRef<Value> values) {
  llvm::SetVector<Value> made(values.begin(), values.end());
  for (size_t k = 0; k < made.size(); ++k)
    for (OpOperand &use : made[k].getUses())
      for (Value v : handedOn(use))
        made.insert(v);
  return made;
}

/// Values from outside of the block, and its arguments, that the ops between `inputs` and `values` read.
static llvm::SetVector<Value> frontier(Block *block, ValueRange values, ValueRange inputs) {
  llvm::SetVector<Value> open(values.begin(), values.end()), found;
  for (size_t k = 0; k < open.size(); ++k) {
    Value v = open[k];
    if (llvm::is_contained(inputs, v))
      continue;
    auto result = dyn_cast<OpResult>(v);
    if (!result || v.getParentBlock() != block)
      found.insert(v);
    else if (passesDerivative(result))
      for (Value read : readFromOutside(result.getOwner()))
        open.insert(read);
  }
  return found;
}

/// What a value's derivative is made of: the reverse of `handedOn`.
static SmallVector<Value> handedFrom(Value v) {
  auto argument = dyn_cast<BlockArgument>(v);
  Operation *op = argument ? argument.getOwner()->getParentOp() : v.getDefiningOp();
  if (auto loop = dyn_cast<ForOp>(op)) {
    unsigned i = argument ? argument.getArgNumber() - 1 : cast<OpResult>(v).getResultNumber();
    return {loop.getInits()[i], loop.getBody().front().getTerminator()->getOperand(i)};
  }
  if (argument)
    return {};
  if (auto checkpoint = dyn_cast<CheckpointOp>(op))
    return {checkpoint.getBody().front().getTerminator()->getOperand(cast<OpResult>(v).getResultNumber())};
  return passesDerivative(cast<OpResult>(v)) ? SmallVector<Value>(op->getOperands()) : SmallVector<Value>();
}

/// The values and what they are made of; what a value for which `goesOn` does not hold is made of is not looked at.
static llvm::DenseSet<Value> closureFrom(ValueRange values, llvm::function_ref<bool(Value)> goesOn) {
  llvm::DenseSet<Value> found;
  SmallVector<Value> open(values);
  while (!open.empty()) {
    Value v = open.pop_back_val();
    if (isFloat(v) && found.insert(v).second && goesOn(v))
      llvm::append_range(open, handedFrom(v));
  }
  return found;
}

llvm::DenseSet<Value> mf::passes::derivedFrom(ValueRange values) {
  return closureFrom(values, [](Value) { return true; });
}

llvm::DenseSet<Value> mf::passes::derivedFrom(ValueRange values, ArrayRef<Operation *> ops, const llvm::DenseSet<Value> &inputs) {
  llvm::DenseSet<Operation *> within(ops.begin(), ops.end());
  return closureFrom(values, [&](Value v) {
    if (inputs.contains(v) || ops.empty())
      return false;
    Operation *op = isa<BlockArgument>(v) ? v.getParentBlock()->getParentOp() : v.getDefiningOp();
    return within.contains(ops.front()->getBlock()->findAncestorOpInBlock(*op));
  });
}

LogicalResult mf::passes::expectLocalPath(Operation *op, ValueRange values, ValueRange inputs) {
  Block *block = op->getBlock();
  for (Value v : values)
    if (v.getParentBlock() != block && !llvm::is_contained(inputs, v))
      return op->emitOpError("expected values that are computed in its own region");
  SmallVector<Value> outside;
  for (Value v : inputs)
    if (v.getParentBlock() != block)
      outside.push_back(v);
  if (outside.empty())
    return success();
  auto made = madeOf(outside);
  for (Value v : frontier(block, values, inputs)) {
    if (!made.contains(v) || llvm::is_contained(inputs, v))
      continue;
    auto argument = dyn_cast<BlockArgument>(v);
    if (!argument)
      return op->emitOpError("expected a path from inputs to values in its own region; put an mf.identity of the input there");
    return op->emitOpError("expected inputs that reach the value in the loop's own trip, but it is also made of carried value ")
           << argument.getArgNumber() - 1 << ", which an input from outside of the loop has gone into; take the derivative in the carried value, "
           << "or pass that through stop_gradient";
  }
  return success();
}
