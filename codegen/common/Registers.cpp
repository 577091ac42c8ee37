//===- Registers.cpp - a kernel's values in registers and in memory -----------------------------===//
#include "codegen/common/Registers.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mf::codegen;

Type mf::codegen::storageType(Type type) {
  if (type.isBF16())
    return IntegerType::get(type.getContext(), 16);
  if (type.isIndex())
    return IntegerType::get(type.getContext(), 64);
  return type;
}

Type mf::codegen::memoryType(Type type) { return type.isInteger(1) ? IntegerType::get(type.getContext(), 8) : storageType(type); }

Type mf::codegen::laneType(Type type, unsigned lanes) {
  return lanes == 1 ? type : VectorType::get({int64_t(lanes)}, type);
}

unsigned mf::codegen::lanesOf(Type type) {
  auto vector = dyn_cast<VectorType>(type);
  return vector ? vector.getNumElements() : 1;
}

std::optional<int64_t> mf::codegen::constantOf(Value value) {
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant)))
    return constant.getSExtValue();
  return std::nullopt;
}

Value RegisterBuilder::index(int64_t value) { return create<arith::ConstantOp>(getI64IntegerAttr(value)); }

Value RegisterBuilder::zero(Type type) { return create<arith::ConstantOp>(cast<TypedAttr>(getZeroAttr(type))); }

Value RegisterBuilder::integer(Type type, int64_t value) {
  Type element = getElementTypeOrSelf(type);
  TypedAttr attribute = IntegerAttr::get(element, APInt(element.getIntOrFloatBitWidth(), value, true));
  if (auto vector = dyn_cast<VectorType>(type))
    attribute = DenseElementsAttr::get(vector, attribute);
  return create<arith::ConstantOp>(attribute);
}

Value RegisterBuilder::splat(Value value, unsigned lanes) {
  if (lanes == 1 || isa<VectorType>(value.getType()))
    return value;
  auto type = cast<VectorType>(laneType(value.getType(), lanes));
  TypedAttr constant;
  if (matchPattern(value, m_Constant(&constant)))
    return create<arith::ConstantOp>(DenseElementsAttr::get(type, constant));
  return create<vector::SplatOp>(type, value);
}

Value RegisterBuilder::widenBf16(Value bits) {
  unsigned lanes = lanesOf(bits.getType());
  Type wide = laneType(getI32Type(), lanes);
  Value extended = create<arith::ExtUIOp>(wide, bits);
  Value shifted = create<arith::ShLIOp>(extended, integer(wide, 16));
  return create<arith::BitcastOp>(laneType(getF32Type(), lanes), shifted);
}

Value RegisterBuilder::narrowBf16(Value value) {
  unsigned lanes = lanesOf(value.getType());
  Type wide = laneType(getI32Type(), lanes);
  Value bits = create<arith::BitcastOp>(wide, value);
  // round to nearest even: add 0x7fff and the lowest kept bit; NaNs keep their top bits and stay quiet
  Value sixteen = integer(wide, 16);
  Value high = create<arith::ShRUIOp>(bits, sixteen);
  Value odd = create<arith::AndIOp>(high, integer(wide, 1));
  Value bias = create<arith::AddIOp>(odd, integer(wide, 0x7fff));
  Value rounded = create<arith::ShRUIOp>(create<arith::AddIOp>(bits, bias), sixteen);
  Value quiet = create<arith::OrIOp>(high, integer(wide, 0x40));
  Value isNan = create<arith::CmpFOp>(arith::CmpFPredicate::UNO, value, value);
  Value chosen = create<arith::SelectOp>(isNan, quiet, rounded);
  return create<arith::TruncIOp>(laneType(getIntegerType(16), lanes), chosen);
}

Value RegisterBuilder::fromMemory(Value stored, Type type) {
  if (!type.isInteger(1))
    return stored;
  return create<arith::CmpIOp>(arith::CmpIPredicate::ne, stored, zero(stored.getType()));
}

Value RegisterBuilder::toMemory(Value value, Type type) {
  return type.isInteger(1) ? create<arith::ExtUIOp>(laneType(memoryType(type), lanesOf(value.getType())), value) : value;
}

SmallVector<Value> RegisterBuilder::loop(Value begin, Value end, int64_t step, ValueRange inits, LoopBody body) {
  std::optional<int64_t> first = constantOf(begin), last = constantOf(end);
  if (first && last && *first < *last && *first + step >= *last)
    return body(begin, inits);
  if (first && last && *first >= *last)
    return SmallVector<Value>(inits);
  auto op = create<scf::ForOp>(begin, end, index(step), inits);
  OpBuilder::InsertionGuard guard(*this);
  Block *block = op.getBody();
  if (block->mightHaveTerminator())
    block->getTerminator()->erase();
  setInsertionPointToEnd(block);
  SmallVector<Value> next = body(op.getInductionVar(), op.getRegionIterArgs());
  create<scf::YieldOp>(next);
  return SmallVector<Value>(op.getResults());
}

void RegisterBuilder::loop(Value begin, Value end, int64_t step, llvm::function_ref<void(Value)> body) {
  loop(begin, end, step, ValueRange{}, [&](Value iv, ValueRange) {
    body(iv);
    return SmallVector<Value>();
  });
}
