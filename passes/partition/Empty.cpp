//===- Empty.cpp - tensors without elements ---------------------------------------------------------===//
// What has no element needs no kernel, and what is made of nothing is known: sums over no terms are 0, a
// pad of nothing is its value. Afterwards no kernel reads or writes an empty buffer.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Empty.h"
#include "dialect/mft/Combine.h"
#include "passes/partition/Kernels.h"
#include "mlir/IR/Builders.h"
#include "passes/partition/Access.h"

using namespace mlir;
using namespace mf::ir;

bool mf::passes::isEmpty(Value value) { return tensorType(value).getNumElements() == 0; }

using namespace mf::passes;

static Value splat(OpBuilder &b, Value like, double value) {
  auto type = tensorType(like);
  Type element = type.getElementType();
  Attribute number;
  if (auto real = dyn_cast<FloatType>(element)) {
    APFloat x(value);
    bool inexact;
    x.convert(real.getFloatSemantics(), APFloat::rmNearestTiesToEven, &inexact);
    number = FloatAttr::get(element, x);
  } else {
    number = b.getIntegerAttr(element, (int64_t)value);
  }
  return b.create<ConstantOp>(like.getLoc(), type, cast<ElementsAttr>(DenseElementsAttr::get(type, number)));
}

/// What the reduction of no elements gives.
static Value neutral(OpBuilder &b, Reducing op) {
  auto type = tensorType(op->getResult(0));
  Attribute number = mf::tile::identityOf(mf::passes::combinerOf(op), type.getElementType());
  return b.create<ConstantOp>(op.getLoc(), type, cast<ElementsAttr>(DenseElementsAttr::get(type, number)));
}

/// The value of a result that has elements, of an op that reads none in some operand; null: as it stands.
static Value replacement(OpBuilder &b, Operation *op) {
  if (isa<Contracting>(op))
    return isEmpty(op->getOperand(0)) || isEmpty(op->getOperand(1)) ? splat(b, op->getResult(0), 0) : Value();
  if (auto reduce = dyn_cast<Reducing>(op))
    return isEmpty(op->getOperand(0)) ? neutral(b, reduce) : Value();
  if (auto view = dyn_cast<View>(op))
    return sourcesOf(view, identityIndex(op->getContext(), tensorType(op->getResult(0)).getRank())).empty() ? splat(b, op->getResult(0), view.fill()) : Value();
  if (auto inPlace = dyn_cast<InPlace>(op))
    return isEmpty(inPlace.getChange()) ? inPlace.getBaseMutable().get() : Value();
  return {};
}

/// Empty carried values leave the loop.
static ForOp withoutEmpty(ForOp op) {
  if (llvm::none_of(op.getInits(), isEmpty))
    return op;
  OpBuilder b(op);
  SmallVector<Value> inits(llvm::make_filter_range(op.getInits(), [](Value v) { return !isEmpty(v); }));
  auto loop = b.create<ForOp>(op.getLoc(), ValueRange(inits).getTypes(), op.getTrips(), inits, op.getCount());
  loop.getBody().takeBody(op.getBody());
  Block &body = loop.getBody().front();
  Operation *yield = body.getTerminator();
  unsigned kept = 0;
  for (unsigned i = 0, position = 0; i < op.getNumResults(); ++i) {
    if (!isEmpty(op.getResult(i))) {
      op.getResult(i).replaceAllUsesWith(loop.getResult(kept++));
      ++position;
      continue;
    }
    op.getResult(i).replaceAllUsesWith(op.getInits()[i]);
    body.getArgument(position + 1).replaceAllUsesWith(op.getInits()[i]);
    body.eraseArgument(position + 1);
    yield->eraseOperand(position);
  }
  op.erase();
  return loop;
}

void mf::passes::removeEmpty(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (auto loop = dyn_cast<ForOp>(op)) {
      removeEmpty(withoutEmpty(loop).getBody().front());
      continue;
    }
    if (op.getNumResults() == 0 || isConstant(&op))
      continue;
    OpBuilder b(&op);
    for (Value result : op.getResults()) {
      if (result.use_empty())
        continue;
      Value known = isEmpty(result) ? splat(b, result, 0) : replacement(b, &op);
      if (known)
        result.replaceAllUsesWith(known);
    }
    if (op.use_empty() && isMemoryEffectFree(&op))
      op.erase();
  }
}
