//===- Guard.cpp - indices that are clamped ------------------------------------------------------===//
#include "codegen/target/Guard.h"
#include "dialect/mft/Bounds.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace mf::tile;

/// The access with each index as a value of its own, clamped to the buffer.
template <typename Access> static void clampIndices(Access op) {
  OpBuilder b(op);
  Location loc = op.getLoc();
  auto buffer = cast<MemRefType>(op.getBuffer().getType());
  SmallVector<Value> operands(op.getIndices()), clamped;
  for (auto [d, result] : llvm::enumerate(op.getMap().getResults())) {
    Value index = affine::expandAffineExpr(b, loc, result, operands, {});
    Value zero = b.create<arith::ConstantIndexOp>(loc, 0), last = b.create<arith::ConstantIndexOp>(loc, buffer.getDimSize(d) - 1);
    Value above = b.create<arith::MaxSIOp>(loc, index, zero);
    clamped.push_back(b.create<arith::MinSIOp>(loc, above, last));
  }
  op.getIndicesMutable().assign(clamped);
  op.setMapAttr(AffineMapAttr::get(b.getMultiDimIdentityMap(clamped.size())));
}

void mf::codegen::guardAccesses(KernelOp kernel) {
  SmallVector<Operation *> unknown;
  {
    KernelBounds bounds(kernel);
    kernel.getBody().walk([&](Operation *op) {
      auto load = dyn_cast<LoadOp>(op);
      auto store = dyn_cast<StoreOp>(op);
      if ((load && bounds.of(load).verdict != Verdict::inside) || (store && bounds.of(store).verdict != Verdict::inside))
        unknown.push_back(op);
    });
  }
  for (Operation *op : unknown) {
    if (auto load = dyn_cast<LoadOp>(op))
      clampIndices(load);
    else
      clampIndices(cast<StoreOp>(op));
  }
}
