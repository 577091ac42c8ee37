//===- Combiner.cpp - how reductions combine ------------------------------------------------------===//
#include "codegen/common/Combiner.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

Value mf::codegen::combine(RegisterBuilder &b, Combiner combiner, Type type, Value left, Value right) {
  if (type.isBF16()) {
    Value l = b.widenBf16(left), r = b.widenBf16(right);
    return b.narrowBf16(combine(b, combiner, b.getF32Type(), l, r));
  }
  return emitCombination(b, b.getLoc(), combiner, type, left, right);
}

Value mf::codegen::identity(RegisterBuilder &b, Combiner combiner, Type type) {
  TypedAttr value = identityOf(combiner, type);
  if (type.isBF16())
    return b.integer(b.getIntegerType(16), cast<FloatAttr>(value).getValue().bitcastToAPInt().getSExtValue());
  return b.create<arith::ConstantOp>(value);
}

SmallVector<Combiner> mf::codegen::combinersOf(TileOp op) {
  SmallVector<Combiner> combiners;
  if (ArrayAttr given = op.getCombinersAttr())
    for (Attribute c : given)
      combiners.push_back(cast<CombinerAttr>(c).getValue());
  return combiners;
}
