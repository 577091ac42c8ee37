//===- ExpandDerivatives.cpp - mf.jvp and mf.grad become ordinary ops ----------------------------===//
// --mf-expand-derivatives. Derivative ops are expanded in program order, which is innermost first: what
// a derivative op is taken of has been expanded before it, so that they nest freely.
//
//   jvp:  tangents are pushed through the ops between its inputs and itself (Linearize).
//   grad: the same, with placeholder tangents; the ops that depend on a placeholder are linear in it,
//         and are then transposed in reverse order and erased. There are no reverse-mode rules.
//
// A loop on the way from inputs to value is unrolled first for grad (its trips are known then).
// Source: Radul et al., "You only linearize once", POPL 2023.
//===----------------------------------------------------------------------------------------------===//
#include "passes/Backward.h"
#include "passes/Costs.h"
#include "passes/Linearize.h"
#include "passes/Passes.h"

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

void mark(Operation *first, Operation *end, Role role) {
  for (Operation *op = first; op != end; op = op->getNextNode())
    markRole(op, role);
}

/// A derivative inside a region, of values outside, would miss the ops on the way: refused, never zero.
LogicalResult expectLocalPath(Operation *op, ValueRange values, ValueRange inputs) {
  Block *block = op->getBlock();
  for (Value v : values)
    if (v.getParentBlock() != block && !llvm::is_contained(inputs, v))
      return op->emitOpError("expected values that are computed in its own region");
  llvm::SetVector<Value> outside;
  for (Value v : inputs)
    if (v.getParentBlock() != block)
      outside.insert(v);
  for (size_t i = 0; i < outside.size(); ++i)
    for (Operation *user : outside[i].getUsers()) {
      if (!block->findAncestorOpInBlock(*user))
        outside.insert(user->result_begin(), user->result_end());
      else if (!llvm::is_contained(inputs, outside[i]))
        return op->emitOpError("expected a path from inputs to values in its own region; put an mf.identity of the input there");
    }
  return success();
}

LogicalResult expandJvp(JvpOp op) {
  if (failed(expectLocalPath(op, op.getValues(), op.getInputs())))
    return failure();
  OpBuilder b(op);
  Operation *before = op->getPrevNode();
  Emit e{b, op.getLoc()};
  Linearizer linearizer(b);
  auto rows = op.getRows();
  if (rows)
    linearizer.restrictRows((*rows)[0], (*rows)[1]);
  for (auto [input, tangent] : llvm::zip(op.getInputs(), op.getTangents()))
    linearizer.set(input, rows ? e.slice(tangent, 0, (*rows)[0], (*rows)[1]) : tangent);
  Operation *marker = op;
  if (failed(linearizer.visit(firstUser(op->getBlock(), op.getInputs(), op), marker->getIterator(), op.getValues())))
    return failure();
  // outside of a backward pass, computing again saves nothing
  forgetCheckpoints(before ? std::next(before->getIterator()) : op->getBlock()->begin(), marker->getIterator());
  for (auto [value, result] : llvm::zip(op.getValues(), op.getResults())) {
    Value tangent = linearizer.get(value);
    if (tangent && rows) {
      int axis = linearizer.rowAxis(value);
      SmallVector<int64_t> low(tensorType(value).getRank(), 0), high = low, interior = low;
      low[axis] = (*rows)[0];
      high[axis] = tensorType(value).getDimSize(axis) - (*rows)[1];
      tangent = low[axis] || high[axis] ? e.pad(tangent, low, high, interior) : tangent;
    }
    result.replaceAllUsesWith(e.orZero(tangent, result.getType()));
  }
  mark(before ? before->getNextNode() : &op->getBlock()->front(), op, Role::tangent);
  op.erase();
  return success();
}

LogicalResult unroll(ForOp loop) {
  if (loop.getCount())
    return loop.emitError("a gradient through a loop needs a trip count that is known when the program is built");
  OpBuilder b(loop);
  Emit e{b, loop.getLoc()};
  Block &body = loop.getBody().front();
  SmallVector<Value> carried(loop.getInits());
  for (int64_t trip = 0; trip < (int64_t)loop.getTrips(); ++trip) {
    IRMapping map;
    map.map(body.getArgument(0), e.splat(body.getArgument(0).getType(), (double)trip));
    for (auto [i, value] : llvm::enumerate(carried))
      map.map(body.getArgument(i + 1), value);
    for (Operation &inner : body.without_terminator())
      b.clone(inner, map);
    for (auto [i, value] : llvm::enumerate(cast<YieldOp>(body.getTerminator()).getValues()))
      carried[i] = map.lookupOrDefault(value);
  }
  loop.replaceAllUsesWith(carried);
  loop.erase();
  return success();
}

/// Unrolls every loop on the way from the inputs, outer ones first; in checkpoints and other loops too.
LogicalResult unrollLoops(GradOp op) {
  for (bool changed = true; changed;) {
    changed = false;
    llvm::DenseSet<Value> active(op.getInputs().begin(), op.getInputs().end());
    SmallVector<ForOp> loops;
    for (Operation *it : opsLeadingTo(op.getValue(), firstUser(op->getBlock(), op.getInputs(), op), op->getIterator())) {
      if (!touches(it, [&](Value v) { return active.contains(v); }))
        continue;
      active.insert(it->result_begin(), it->result_end());
      it->walk<WalkOrder::PreOrder>([&](ForOp loop) {
        loops.push_back(loop);
        return WalkResult::skip(); // the copies of what is inside are found in the next round
      });
    }
    for (ForOp loop : loops) {
      if (failed(unroll(loop)))
        return failure();
      changed = true;
    }
  }
  return success();
}

/// Cotangents of the linear ops between two placeholders, accumulated in reverse program order.
class Transposer {
public:
  Transposer(OpBuilder &builder, const llvm::SetVector<Operation *> &linear) : b(builder), linear(linear) {}
  void add(Value value, Value ct) {
    Value &sum = cotangents[value];
    sum = Emit{b, value.getLoc()}.add(sum, ct);
  }
  Value get(Value value) const { return cotangents.lookup(value); }
  LogicalResult run() {
    for (Operation *op : llvm::reverse(linear)) {
      Value ct = cotangents.lookup(op->getResult(0));
      if (!ct)
        continue;
      Operation *before = &*std::prev(b.getInsertionPoint());
      for (OpOperand &operand : op->getOpOperands())
        if (isLinear(operand.get()) && failed(transpose(op, operand, ct)))
          return failure();
      noteCheckpoints(op, ct, before);
    }
    return success();
  }
  bool isLinear(Value v) const { return seeds.contains(v) || (v.getDefiningOp() && linear.contains(v.getDefiningOp())); }
  llvm::DenseSet<Value> seeds;
  llvm::DenseMap<int64_t, Value> checkpoints; ///< the cotangent of each checkpoint's result, the last one of several

private:
  /// The transposes after `before` are of the backward pass of the checkpoints that `op` belongs to.
  void noteCheckpoints(Operation *op, Value ct, Operation *before) {
    auto path = op->getAttrOfType<DenseI64ArrayAttr>(kCheckpoints);
    if (!path)
      return;
    for (int64_t number : path.asArrayRef())
      checkpoints.try_emplace(number, ct);
    for (Operation *added = before->getNextNode(); added != &*b.getInsertionPoint(); added = added->getNextNode())
      added->setAttr(kCheckpoints, path);
  }
  LogicalResult transpose(Operation *op, OpOperand &operand, Value ct) {
    auto rule = op->getNumResults() == 1 ? dyn_cast<Differentiable>(op) : Differentiable();
    Value back = rule ? rule.transpose(b, operand.getOperandNumber(), ct) : Value();
    if (!back)
      return op->emitError("'") << op->getName() << "' has no transpose rule for operand " << operand.getOperandNumber();
    add(operand.get(), back);
    return success();
  }
  OpBuilder &b;
  const llvm::SetVector<Operation *> &linear;
  llvm::DenseMap<Value, Value> cotangents;
};

LogicalResult expandGrad(GradOp op) {
  if (failed(expectLocalPath(op, op.getValue(), op.getInputs())) || failed(unrollLoops(op)))
    return failure();
  OpBuilder b(op);
  Emit e{b, op.getLoc()};
  // everything new stands between `first` and `op`, transposes after `seed`
  Operation *first = e.splat(op.getValue().getType(), 0.0).getDefiningOp();
  Linearizer linearizer(b);
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
  llvm::SetVector<Operation *> linear;
  Transposer transposer(b, linear);
  for (Operation *p : placeholders)
    transposer.seeds.insert(p->getResult(0));
  for (Operation *it = first->getNextNode(); it != op.getOperation(); it = it->getNextNode())
    if (llvm::any_of(it->getOperands(), [&](Value v) { return transposer.isLinear(v); }))
      linear.insert(it);
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

/// The value of mf.checkpoint outside of the backward pass: its ops, in place.
void inlineCheckpoint(CheckpointOp op) {
  Block &body = op.getBody().front();
  SmallVector<Value> values(cast<YieldOp>(body.getTerminator()).getValues());
  body.getTerminator()->erase();
  op->getBlock()->getOperations().splice(op->getIterator(), body.getOperations());
  op.replaceAllUsesWith(values);
  op.erase();
}

struct ExpandDerivativesPass : PassWrapper<ExpandDerivativesPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ExpandDerivativesPass)
  StringRef getArgument() const override { return "mf-expand-derivatives"; }
  StringRef getDescription() const override { return "expand mf.jvp and mf.grad into ordinary ops, in program order"; }
  void runOnOperation() override {
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

std::unique_ptr<Pass> mf::passes::createExpandDerivativesPass() { return std::make_unique<ExpandDerivativesPass>(); }
