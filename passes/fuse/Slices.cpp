//===- Slices.cpp - some rows of the batch of what lies between products -------------------------------===//
// A tangent along few rows of the batch reads these rows of its primal's scores. Read, they would have to be stored: they are
// computed again, slice(f(a, b)) as f(slice(a), slice(b)) down to the products' operands, and are values of a space of their own.
//===--------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "dialect/mf/Role.h"
#include "passes/fuse/Space.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {
class Slicer {
public:
  Slicer(const Space &space, SliceOp like) : space(space), like(like), b(like), role(b, roleOf(like)), e{b, like.getLoc()} {}

  Value of(Value value) {
    value = stripAliases(value);
    if (Value known = made.lookup(value))
      return known;
    return made[value] = compute(value);
  }

private:
  Value compute(Value value) {
    Operation *op = value.getDefiningOp();
    if (!space.contains(value) || op->hasTrait<Draws>())
      return e.slice(value, like.getStart(), like.getLimit(), like.getStride());
    SmallVector<Value> operands;
    if (std::optional<SpaceProduct> product = producing(op))
      for (unsigned side : {0, 1})
        operands.push_back(factor(op->getOperand(side), side == 0 ? product->form.lhsIndex : product->form.rhsIndex, *product));
    else
      for (Value operand : op->getOperands())
        operands.push_back(of(operand));
    Type type = tensorType(like.getY()).clone(tensorType(value).getElementType());
    OperationState state(like.getLoc(), op->getName(), operands, {type}, op->getAttrs());
    return b.create(state)->getResult(0);
  }

  /// The part of a product's operand that the sliced dimensions of its result are made of.
  Value factor(Value operand, const Exprs &index, const SpaceProduct &product) {
    Shape shape = tensorType(operand).getShape();
    SmallVector<int64_t> start(shape.size(), 0), limit(shape), stride(shape.size(), 1);
    for (auto [at, e] : llvm::enumerate(index)) {
      auto d = llvm::find(product.coordinates, cast<AffineDimExpr>(e).getPosition()) - product.coordinates.begin();
      if (d < (int64_t)product.coordinates.size())
        start[at] = like.getStart()[d], limit[at] = like.getLimit()[d], stride[at] = like.getStride()[d];
    }
    return e.slice(operand, start, limit, stride);
  }

  const Space &space;
  SliceOp like;
  OpBuilder b;
  WithRole role;
  Emit e;
  llvm::DenseMap<Value, Value> made;
};
} // namespace

static bool slicesBatch(SliceOp slice, const Space &space) {
  Shape to = tensorType(slice.getY()).getShape();
  return to[space.rows] == space.shape[space.rows] && to[space.columns] == space.shape[space.columns];
}

SmallVector<Value> mf::passes::computeSlices(Block &block, ArrayRef<Space> spaces) {
  SmallVector<Value> results;
  for (const Space &space : spaces) {
    // equal slices share what they are made of
    llvm::MapVector<Attribute, SmallVector<SliceOp>> groups;
    for (Operation *op : space.ops)
      for (Operation *user : op->getResult(0).getUsers())
        if (auto slice = dyn_cast<SliceOp>(user); slice && slice->getBlock() == &block && slicesBatch(slice, space))
          groups[ArrayAttr::get(slice.getContext(), {slice.getStartAttr(), slice.getLimitAttr(), slice.getStrideAttr()})].push_back(slice);
    for (auto &[bounds, slices] : groups) {
      llvm::sort(slices, [](SliceOp x, SliceOp y) { return x != y && x->isBeforeInBlock(y); });
      Slicer slicer(space, slices.front());
      for (SliceOp slice : slices) {
        Value value = slicer.of(slice.getX());
        results.push_back(value);
        slice.getY().replaceAllUsesWith(value);
      }
      for (SliceOp slice : slices)
        slice.erase();
    }
  }
  return results;
}
