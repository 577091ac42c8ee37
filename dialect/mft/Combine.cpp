//===- Combine.cpp - what combiners mean ----------------------------------------------------------===//
#include "dialect/mft/Combine.h"

using namespace mlir;
using namespace mf::tile;

TypedAttr mf::tile::identityOf(Combiner combiner, Type type) {
  bool max = combiner == Combiner::max, sum = combiner == Combiner::sum;
  bool extreme = max || combiner == Combiner::min;
  if (auto real = dyn_cast<FloatType>(type)) {
    const llvm::fltSemantics &format = real.getFloatSemantics();
    return FloatAttr::get(type, extreme ? APFloat::getInf(format, /*Negative=*/max) : APFloat(format, sum ? 0 : 1));
  }
  unsigned width = type.getIntOrFloatBitWidth();
  if (!extreme)
    return IntegerAttr::get(type, APInt(width, sum ? 0 : 1));
  // i1: false < true
  if (width == 1)
    return IntegerAttr::get(type, APInt(1, max ? 0 : 1));
  return IntegerAttr::get(type, max ? APInt::getSignedMinValue(width) : APInt::getSignedMaxValue(width));
}

Value mf::tile::emitCombination(OpBuilder &b, Location loc, Combiner combiner, Type type, Value left, Value right) {
  bool real = isa<FloatType>(type), boolean = type.isInteger(1);
  switch (combiner) {
  case Combiner::sum:
    return real ? Value(b.create<arith::AddFOp>(loc, left, right)) : b.create<arith::AddIOp>(loc, left, right);
  case Combiner::prod:
    return real ? Value(b.create<arith::MulFOp>(loc, left, right)) : b.create<arith::MulIOp>(loc, left, right);
  case Combiner::max:
    if (boolean)
      return b.create<arith::OrIOp>(loc, left, right);
    return real ? Value(b.create<arith::MaximumFOp>(loc, left, right)) : b.create<arith::MaxSIOp>(loc, left, right);
  case Combiner::min:
    if (boolean)
      return b.create<arith::AndIOp>(loc, left, right);
    return real ? Value(b.create<arith::MinimumFOp>(loc, left, right)) : b.create<arith::MinSIOp>(loc, left, right);
  }
  llvm_unreachable("a combiner without a case");
}
