//===- Epilogue.cpp - how the epilogue of a contraction walks through memory ----------------------------===//
#include "codegen/common/Epilogue.h"
#include "codegen/common/IndexSpace.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

/// The argument of the innermost of some coordinates that takes more than one value, or null.
static Value innermost(Block &body, size_t first, ArrayRef<int64_t> sizes) {
  for (size_t d = sizes.size(); d-- > 0;)
    if (sizes[d] != 1)
      return body.getArgument(first + d);
  return {};
}

/// What a step of a coordinate adds to the number of the element that is stored.
static int64_t strideOf(StoreOp store, Value coordinate) {
  AffineMap map = store.getMap();
  unsigned dims = map.getNumDims();
  AffineExpr linear = linearize(cast<MemRefType>(store.getBuffer().getType()), map.getResults(), dims);
  auto at = [&](int64_t value) {
    SmallVector<AffineExpr> point;
    for (Value index : store.getIndices())
      point.push_back(getAffineConstantExpr(index == coordinate ? value : 0, map.getContext()));
    return cast<AffineConstantExpr>(simplifyAffineExpr(linear.replaceDims(point), 0, 0)).getValue();
  };
  return at(1) - at(0);
}

bool mf::codegen::storesAlongM(ContractOp op, unsigned part) {
  Block &body = op.getEpilogues()[part].front();
  size_t batch = op.getBSizes().size();
  Value m = innermost(body, batch, op.getPartMSizes(part)), n = innermost(body, batch + op.getMRank(), op.getNSizes());
  bool alongM = false, alongN = false;
  body.walk([&](StoreOp store) {
    alongN |= n && strideOf(store, n) == 1;
    alongM |= m && strideOf(store, m) == 1;
  });
  return alongM && !alongN;
}
