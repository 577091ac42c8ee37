//===- ExpandDerivatives.cpp - mf.jvp and mf.grad become ordinary ops ----------------------------===//
// --mf-expand-derivatives. Derivative ops are expanded in program order, which is innermost first: what
// a derivative op is taken of has been expanded before it, so that they nest freely.
//
//   jvp:  tangents are pushed through the ops between its inputs and itself (Linearize).
//   grad: the same, with placeholder tangents; the ops that depend on a placeholder are linear in it,
//         and are then transposed in reverse order and erased. There are no reverse-mode rules.
//
// A loop of one trip or none is no loop: its body stands in its place first.
// Source: Radul et al., "You only linearize once", POPL 2023.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "passes/Backward.h"
#include "passes/Costs.h"
#include "passes/Passes.h"
#include "passes/derivatives/Linearize.h"
#include "passes/derivatives/Path.h"
#include "passes/derivatives/Rows.h"
#include "passes/derivatives/Transpose.h"

namespace mf::passes {
#define GEN_PASS_DEF_EXPANDDERIVATIVESPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {

/// The first op of the block that uses any of the values (or the block's first op).
Block::iterator firstUser(Block *block, ValueRange values, Operation *end) {
  Operation *first = end;
  for (Value v : values)
    for (Operation *user : v.getUsers())
      if (Operation *here = block->findAncestorOpInBlock(*user))
        if (here->isBeforeInBlock(first))
          first = here;
  return first->getIterator();
}

/// Marks ops; in a loop that carries values and tangents, those that are part of the tangent are marked already.
void mark(Operation *first, Operation *end, Role role) {
  for (Operation *op = first; op != end; op = op->getNextNode()) {
    raiseRole(op, role);
    if (role == Role::gradient)
      for (Region &region : op->getRegions())
        region.walk([&](Operation *inner) { raiseRole(inner, role); });
  }
}

bool movesNothing(JvpOp op) { return op.getRows() && (*op.getRows())[0] == (*op.getRows())[1]; }

/// The part of an input that moves. Without rows in it, what mixes them is refused all the same: such a program is one whose share is 0.
/// A batch of one row is not restricted: there is nothing to mix.
RowBlock movingRows(JvpOp op, Value input) {
  auto rows = op.getRows();
  if (!rows || llvm::all_of(op.getInputs(), [](Value v) { return tensorType(v).getDimSize(0) == 1; }))
    return {};
  int64_t size = tensorType(input).getDimSize(0);
  return RowBlock{0, size, size, movesNothing(op) ? 0 : (*rows)[0], movesNothing(op) ? size : (*rows)[1]}.numbered({1, 0, 1});
}

LogicalResult expandJvp(JvpOp op) {
  if (failed(expectLocalPath(op, op.getValues(), op.getInputs())))
    return failure();
  OpBuilder b(op);
  Operation *before = op->getPrevNode();
  Emit e{b, op.getLoc()};
  Linearizer linearizer(b);
  for (auto [input, tangent] : llvm::zip(op.getInputs(), op.getTangents())) {
    RowBlock part = movingRows(op, input);
    linearizer.set(input, cutRows(e, tangent, part), part);
  }
  Operation *marker = op;
  if (failed(linearizer.visit(firstUser(op->getBlock(), op.getInputs(), op), marker->getIterator(), op.getValues())))
    return failure();
  // outside of a backward pass, computing again saves nothing
  forgetCheckpoints(before ? std::next(before->getIterator()) : op->getBlock()->begin(), marker->getIterator());
  for (auto [value, result] : llvm::zip(op.getValues(), op.getResults())) {
    Value tangent = linearizer.get(value);
    RowBlock part = linearizer.rowsOf(value);
    if (part.isBlock())
      tangent = spreadRows(e, tangent, part, RowBlock::whole(part.axis, part.size));
    if (movesNothing(op))
      tangent = {};
    result.replaceAllUsesWith(e.orZero(tangent, result.getType()));
  }
  mark(before ? before->getNextNode() : &op->getBlock()->front(), op, Role::tangent);
  linearizer.replaceVisitedLoops();
  op.erase();
  return success();
}

LogicalResult expandGrad(GradOp op) {
  if (failed(expectLocalPath(op, op.getValue(), op.getInputs())))
    return failure();
  OpBuilder b(op);
  Emit e{b, op.getLoc()};
  // everything new stands between `first` and `op`, transposes after `seed`
  Operation *first = e.splat(op.getValue().getType(), 0.0).getDefiningOp();
  Linearizer linearizer(b, Tangents::transposed);
  SmallVector<Operation *> placeholders;
  for (Value input : op.getInputs()) {
    Value seed = e.splat(input.getType(), 0.0);
    placeholders.push_back(seed.getDefiningOp());
    linearizer.set(input, seed);
  }
  Operation *begin = &*firstUser(op->getBlock(), op.getInputs(), first);
  if (begin != first && failed(linearizer.visit(begin->getIterator(), first->getIterator(), op.getValue())))
    return failure();
  Value tangent = linearizer.get(op.getValue());
  auto isPlaceholder = [&](Value v) { return llvm::is_contained(placeholders, v.getDefiningOp()); };
  auto linear = opsMadeOf(isPlaceholder, std::next(first->getIterator()), op->getIterator());
  Transposer transposer(b, linear);
  for (Operation *p : placeholders)
    transposer.seed(p->getResult(0));
  Operation *seed = e.splat(op.getValue().getType(), 1.0).getDefiningOp();
  if (tangent) {
    transposer.add(tangent, seed->getResult(0));
    if (failed(transposer.run()))
      return failure();
  }
  for (auto [result, placeholder] : llvm::zip(op.getResults(), placeholders)) {
    Value gradient = e.orZero(transposer.get(placeholder->getResult(0)), result.getType());
    result.replaceAllUsesWith(gradient);
  }
  for (Operation *dead : llvm::reverse(linear))
    dead->erase();
  for (Operation *p : placeholders)
    p->erase();
  Operation *end = op->getNextNode();
  op.erase();
  mark(first, end, Role::gradient);
  orderBackward(first, seed, end, transposer.checkpoints);
  first->erase();
  return success();
}

/// Loops of at most one trip become their bodies.
void inlineShortLoops(ModuleOp module) {
  SmallVector<ForOp> loops;
  module.walk([&](ForOp loop) {
    if (loop.getTrips() == 0 || (loop.getTrips() == 1 && !loop.getCount()))
      loops.push_back(loop);
  });
  for (ForOp loop : loops) {
    Block &body = loop.getBody().front();
    SmallVector<Value> values(loop.getInits());
    if (loop.getTrips() == 1) {
      OpBuilder b(loop);
      body.getArgument(0).replaceAllUsesWith(Emit{b, loop.getLoc()}.splat(body.getArgument(0).getType(), 0.0));
      for (auto [argument, init] : llvm::zip(body.getArguments().drop_front(), loop.getInits()))
        argument.replaceAllUsesWith(init);
      values.assign(body.getTerminator()->operand_begin(), body.getTerminator()->operand_end());
      body.getTerminator()->erase();
      loop->getBlock()->getOperations().splice(loop->getIterator(), body.getOperations());
    }
    loop.replaceAllUsesWith(values);
    loop.erase();
  }
}

/// The value of mf.checkpoint outside of the backward pass: its ops, in place.
void inlineCheckpoint(CheckpointOp op) {
  Block &body = op.getBody().front();
  SmallVector<Value> values(cast<YieldOp>(body.getTerminator()).getValues());
  body.getTerminator()->erase();
  op->getBlock()->getOperations().splice(op->getIterator(), body.getOperations());
  op.replaceAllUsesWith(values);
  op.erase();
}

struct ExpandDerivativesPass : mf::passes::impl::ExpandDerivativesPassBase<ExpandDerivativesPass> {
  void runOnOperation() override {
    inlineShortLoops(getOperation());
    SmallVector<Operation *> derivatives;
    getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (isa<JvpOp, GradOp>(op))
        derivatives.push_back(op);
    });
    for (Operation *op : derivatives) {
      bool done = isa<JvpOp>(op) ? succeeded(expandJvp(cast<JvpOp>(op))) : succeeded(expandGrad(cast<GradOp>(op)));
      if (!done)
        return signalPassFailure();
    }
    SmallVector<CheckpointOp> checkpoints;
    getOperation().walk([&](CheckpointOp op) { checkpoints.push_back(op); });
    for (CheckpointOp op : checkpoints)
      inlineCheckpoint(op);
  }
};
} // namespace
