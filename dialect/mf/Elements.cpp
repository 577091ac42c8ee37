//===- Elements.cpp - the code of one element -------------------------------------------------------===//
// What ByElement::emitElement gives for elementwise ops, numbers that follow from the index, random numbers,
// updates and searches. Views: Views.cpp; products: Contractions.cpp. bf16 is computed in f32.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Rules.h"
#include "dialect/mf/Scalar.h"

using namespace mlir;
using namespace mf::ir;

using Index = ArrayRef<AffineExpr>;

Type mf::ir::computeType(Type element) { return element.isBF16() ? Float32Type::get(element.getContext()) : element; }

Value mf::ir::clampIndex(OpBuilder &b, Location loc, Value i, int64_t last) {
  Value x = b.create<arith::IndexCastOp>(loc, b.getIndexType(), i);
  Value zero = b.create<arith::ConstantIndexOp>(loc, 0), top = b.create<arith::ConstantIndexOp>(loc, last);
  Value above = b.create<arith::MaxSIOp>(loc, x, zero);
  return b.create<arith::MinSIOp>(loc, above, top);
}

Value ElementScope::constant(Type element, double value) { return Scalar{b, loc()}.constant(computeType(element), value); }

Value ElementScope::both(Value a, Value c) { return a && c ? b.create<arith::AndIOp>(loc(), a, c).getResult() : a ? a : c; }

Value ElementScope::inside(ArrayRef<Bound> bounds, Value mask) {
  auto expect = [&](arith::CmpIPredicate p, Value x, int64_t bound) {
    Value c = b.create<arith::ConstantIndexOp>(loc(), bound);
    mask = both(mask, b.create<arith::CmpIOp>(loc(), p, x, c));
  };
  for (const Bound &bound : bounds) {
    Value x = indexValue(bound.expr);
    expect(arith::CmpIPredicate::sge, x, bound.low);
    expect(arith::CmpIPredicate::slt, x, bound.high);
    if (bound.step > 1) {
      Value low = b.create<arith::ConstantIndexOp>(loc(), bound.low), step = b.create<arith::ConstantIndexOp>(loc(), bound.step);
      Value offset = b.create<arith::SubIOp>(loc(), x, low);
      expect(arith::CmpIPredicate::eq, b.create<arith::RemSIOp>(loc(), offset, step), 0);
    }
  }
  return mask;
}

Value mf::ir::emitPoint(Elementwise op, ElementScope &scope, Index index, Value mask) {
  SmallVector<Value> x;
  for (Value operand : op->getOperands())
    x.push_back(scope.emit(operand, index, mask));
  return op.emitScalar(scope.b, x);
}

//===-- numbers that follow from the index -------------------------------------------------------===//

/// One number everywhere; other constants are read from memory.
bool ConstantOp::isFree() {
  auto dense = dyn_cast<DenseElementsAttr>(getValue());
  return dense && dense.isSplat();
}

Value ConstantOp::emitElement(ElementScope &scope, Index, Value) {
  auto dense = cast<DenseElementsAttr>(getValue());
  Type element = dense.getElementType();
  if (isa<FloatType>(element))
    return scope.constant(element, dense.getSplatValue<APFloat>().convertToDouble());
  return scope.b.create<arith::ConstantOp>(scope.loc(), cast<TypedAttr>(dense.getSplatValue<Attribute>()));
}

Value IotaOp::emitElement(ElementScope &scope, Index index, Value) {
  Value i = scope.b.create<arith::IndexCastOp>(scope.loc(), scope.b.getI64Type(), scope.indexValue(index[getDimension()]));
  return Scalar{scope.b, scope.loc()}.convert(i, computeType(getY().getType().getElementType()));
}

//===-- random numbers ---------------------------------------------------------------------------===//

/// Philox4x32-10 words 0 and 1 for a counter and a key, on i32 scalars.
static std::pair<Value, Value> emitPhilox(OpBuilder &b, Location loc, std::array<Value, 4> counter, std::array<Value, 2> key) {
  auto i32 = [&](int64_t v) { return b.create<arith::ConstantOp>(loc, b.getI32IntegerAttr((int32_t)(uint32_t)v)).getResult(); };
  auto wide = [&](Value x) { return b.create<arith::ExtUIOp>(loc, b.getI64Type(), x).getResult(); };
  auto product = [&](Value x, int64_t factor) { // (high word, low word)
    Value f = b.create<arith::ConstantOp>(loc, b.getI64IntegerAttr(factor));
    Value p = b.create<arith::MulIOp>(loc, wide(x), f);
    Value shift = b.create<arith::ConstantOp>(loc, b.getI64IntegerAttr(32));
    Value top = b.create<arith::TruncIOp>(loc, b.getI32Type(), b.create<arith::ShRUIOp>(loc, p, shift));
    Value bottom = b.create<arith::TruncIOp>(loc, b.getI32Type(), p);
    return std::pair<Value, Value>(top, bottom);
  };
  auto exclusive = [&](Value x, Value y) { return b.create<arith::XOrIOp>(loc, x, y).getResult(); };
  auto [c0, c1, c2, c3] = counter;
  auto [key0, key1] = key;
  for (int round = 0; round < 10; ++round) {
    auto [h0, l0] = product(c0, 0xD2511F53);
    auto [h1, l1] = product(c2, 0xCD9E8D57);
    Value n0 = exclusive(exclusive(h1, c1), key0), n2 = exclusive(exclusive(h0, c3), key1);
    c0 = n0, c1 = l1, c2 = n2, c3 = l0;
    key0 = b.create<arith::AddIOp>(loc, key0, i32(0x9E3779B9));
    key1 = b.create<arith::AddIOp>(loc, key1, i32(0xBB67AE85));
  }
  return {c0, c1};
}

/// The words of element `index` of a random op's result.
template <typename Op> static std::pair<Value, Value> words(Op op, ElementScope &scope, Index index, Value mask) {
  OpBuilder &b = scope.b;
  AffineExpr linear = getAffineConstantExpr(0, b.getContext());
  for (auto [e, size] : llvm::zip(index, op.getY().getType().getShape()))
    linear = linear * size + e;
  Value i = b.create<arith::IndexCastOp>(scope.loc(), b.getI64Type(), scope.indexValue(linear));
  Value shift = b.create<arith::ConstantOp>(scope.loc(), b.getI64IntegerAttr(32));
  Value low = b.create<arith::TruncIOp>(scope.loc(), b.getI32Type(), i);
  Value high = b.create<arith::TruncIOp>(scope.loc(), b.getI32Type(), b.create<arith::ShRUIOp>(scope.loc(), i, shift));
  Value key0 = scope.emit(op.getKey(), {getAffineConstantExpr(0, b.getContext())}, mask);
  Value key1 = scope.emit(op.getKey(), {getAffineConstantExpr(1, b.getContext())}, mask);
  Value stream = b.create<arith::ConstantOp>(scope.loc(), b.getI32IntegerAttr((int32_t)(uint32_t)op.getStream()));
  Value trip = op.getTrip() ? scope.emit(op.getTrip(), {}, mask) : b.create<arith::ConstantOp>(scope.loc(), b.getI32IntegerAttr(0)).getResult();
  return emitPhilox(b, scope.loc(), {low, high, stream, trip}, {key0, key1});
}

/// A word as a number in (0, 1), exact in f32: 23 bits and a half.
static Value uniform(ElementScope &scope, Type type, Value word) {
  OpBuilder &b = scope.b;
  Value nine = b.create<arith::ConstantOp>(scope.loc(), b.getI32IntegerAttr(9));
  Value bits = b.create<arith::ShRUIOp>(scope.loc(), word, nine);
  Value number = b.create<arith::SIToFPOp>(scope.loc(), type, bits);
  Value centered = b.create<arith::AddFOp>(scope.loc(), number, scope.constant(type, 0.5));
  return b.create<arith::MulFOp>(scope.loc(), centered, scope.constant(type, 0x1p-23));
}

Value RandomBitsOp::emitElement(ElementScope &scope, Index index, Value mask) { return words(*this, scope, index, mask).first; }

Value RandomUniformOp::emitElement(ElementScope &scope, Index index, Value mask) {
  Value word = words(*this, scope, index, mask).first;
  return uniform(scope, computeType(getY().getType().getElementType()), word);
}

Value RandomNormalOp::emitElement(ElementScope &scope, Index index, Value mask) {
  auto [w0, w1] = words(*this, scope, index, mask);
  OpBuilder &b = scope.b;
  Location loc = scope.loc();
  Type type = computeType(getY().getType().getElementType());
  Value log = b.create<math::LogOp>(loc, uniform(scope, type, w0));
  Value radius = b.create<math::SqrtOp>(loc, b.create<arith::MulFOp>(loc, log, scope.constant(type, -2.0)));
  Value angle = b.create<arith::MulFOp>(loc, uniform(scope, type, w1), scope.constant(type, 6.283185307179586477));
  return b.create<arith::MulFOp>(loc, radius, b.create<math::CosOp>(loc, angle));
}

//===-- searches and updates ---------------------------------------------------------------------===//

int64_t ArgmaxOp::work() { return kLoopWork + 3 * getX().getType().getDimSize(getDimension()); }

Value ArgmaxOp::emitElement(ElementScope &scope, Index index, Value mask) {
  int64_t axis = getDimension();
  OpBuilder &b = scope.b;
  Exprs first(index);
  first.insert(first.begin() + axis, getAffineConstantExpr(0, b.getContext()));
  Value best = scope.emit(getX(), first, mask);
  Type indexType = getY().getType().getElementType();
  Value zero = b.create<arith::ConstantOp>(scope.loc(), b.getZeroAttr(indexType));
  auto results = scope.fold({getX().getType().getDimSize(axis)}, {best, zero}, [&](ValueRange at, ValueRange carried) {
    Exprs where(index);
    where.insert(where.begin() + axis, scope.dim(at[0]));
    Value candidate = scope.emit(getX(), where, mask);
    Scalar s{b, scope.loc()};
    Value better = s.precedes(carried[0], candidate); // NaN is the largest, as in mf.reduce
    Value here = b.create<arith::IndexCastOp>(scope.loc(), indexType, at[0]);
    return SmallVector<Value>{s.select(better, candidate, carried[0]), s.select(better, here, carried[1])};
  });
  return results[1];
}

Value DynamicUpdateSliceOp::emitElement(ElementScope &scope, Index index, Value mask) {
  auto x = getX().getType(), u = getUpdate().getType();
  OpBuilder &b = scope.b;
  Location loc = scope.loc();
  Exprs at;
  Value inside;
  for (int64_t d = 0; d < x.getRank(); ++d) {
    Value i = scope.emit(getStart(), {getAffineConstantExpr(d, b.getContext())}, mask);
    Value start = clampIndex(b, loc, i, x.getDimSize(d) - u.getDimSize(d));
    Value offset = b.create<arith::SubIOp>(loc, scope.indexValue(index[d]), start);
    Value size = b.create<arith::ConstantIndexOp>(loc, u.getDimSize(d));
    // one unsigned comparison covers both ends
    inside = scope.both(inside, b.create<arith::CmpIOp>(loc, arith::CmpIPredicate::ult, offset, size));
    at.push_back(scope.dim(offset));
  }
  Value old = scope.emit(getX(), index, mask);
  if (!inside)
    return scope.emit(getUpdate(), at, mask);
  Value fresh = scope.emit(getUpdate(), at, scope.both(mask, inside));
  return b.create<arith::SelectOp>(loc, inside, fresh, old);
}
