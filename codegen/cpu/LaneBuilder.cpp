//===- LaneBuilder.cpp - scalar and vector code over raw pointers -------------------------------===//
#include "codegen/cpu/LaneBuilder.h"
#include "codegen/common/SharedFunction.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mf::codegen;

/// Of an element; 0, the target's own, of pointers, whose width only the data layout knows.
static int64_t alignmentOf(Type type) {
  Type element = getElementTypeOrSelf(type);
  return isa<LLVM::LLVMPointerType>(element) ? 0 : std::max(1u, element.getIntOrFloatBitWidth() / 8);
}

Value LaneBuilder::iota(Type element, unsigned lanes, int64_t stride) {
  SmallVector<APInt> values;
  for (unsigned l = 0; l < lanes; ++l)
    values.emplace_back(element.getIntOrFloatBitWidth(), l * stride, true);
  return create<arith::ConstantOp>(DenseIntElementsAttr::get(VectorType::get({int64_t(lanes)}, element), values));
}

Value LaneBuilder::constantMask(unsigned lanes, unsigned active) {
  SmallVector<bool> bits(lanes, false);
  std::fill(bits.begin(), bits.begin() + active, true);
  return create<arith::ConstantOp>(DenseElementsAttr::get(VectorType::get({int64_t(lanes)}, getI1Type()), bits));
}

Value LaneBuilder::dynamicMask(unsigned lanes, Value count) {
  // counts may be negative or exceed an i32: clamp before narrowing
  Value clamped = create<arith::MaxSIOp>(create<arith::MinSIOp>(count, index(lanes)), index(0));
  Value narrow = create<arith::TruncIOp>(getI32Type(), clamped);
  return create<arith::CmpIOp>(arith::CmpIPredicate::slt, iota(getI32Type(), lanes), splat(narrow, lanes));
}

Value LaneBuilder::andMasks(Value a, Value b) {
  if (!a || !b)
    return a ? a : b;
  unsigned lanes = std::max(lanesOf(a.getType()), lanesOf(b.getType()));
  Value left = splat(a, lanes), right = splat(b, lanes);
  return createOrFold<arith::AndIOp>(left, right);
}

Value LaneBuilder::element(Value base, Type type, Value offset) {
  if (constantOf(offset) == 0 && !isa<VectorType>(offset.getType())) // lanes need an address each
    return base;
  Type result = isa<VectorType>(offset.getType()) ? LLVM::getFixedVectorType(ptr, lanesOf(offset.getType())) : ptr;
  return create<LLVM::GEPOp>(result, type, base, ArrayRef<LLVM::GEPArg>{offset});
}

Value LaneBuilder::load(Type type, Value address, bool invariant) {
  return create<LLVM::LoadOp>(type, address, alignmentOf(type), false, false, invariant);
}

Value LaneBuilder::loadLanes(Type element, unsigned lanes, Value address, Value mask, Value other) {
  Type type = laneType(element, lanes);
  if (!mask)
    return load(type, address);
  Value passThrough = other ? splat(other, lanes) : zero(type);
  return create<LLVM::MaskedLoadOp>(type, address, splat(mask, lanes), ValueRange{passThrough}, alignmentOf(element));
}

Value LaneBuilder::stridedLoad(Type elementType, unsigned lanes, Value base, Value offset, int64_t stride) {
  int64_t step = std::abs(stride), count = lanes, reach = step * (count - 1);
  Value low = stride > 0 ? offset : add(offset, -reach);
  Type type = laneType(elementType, lanes);
  auto part = [&](int64_t from) { return load(type, element(base, elementType, add(low, from)), false); };
  // the second vector ends with the last element that is wanted
  Value first = part(0), second = step == 1 ? first : part(count - 1);
  SmallVector<int32_t> order;
  for (int64_t lane = 0; lane < count; ++lane) {
    int64_t at = stride > 0 ? lane * step : reach - lane * step;
    order.push_back(int32_t(at < count ? at : at + 1));
  }
  return create<LLVM::ShuffleVectorOp>(first, second, order);
}

Value LaneBuilder::gather(Type elementType, Value base, Value offsets, Value mask, Value other) {
  unsigned lanes = lanesOf(offsets.getType());
  Type type = laneType(elementType, lanes);
  Value addresses = element(base, elementType, offsets);
  Value active = mask ? splat(mask, lanes) : constantMask(lanes, lanes);
  Value passThrough = other ? splat(other, lanes) : zero(type);
  return create<LLVM::masked_gather>(type, addresses, active, ValueRange{passThrough}, alignmentOf(elementType));
}

void LaneBuilder::store(Value value, Value address) {
  create<LLVM::StoreOp>(value, address, alignmentOf(value.getType()));
}

void LaneBuilder::storeLanes(Value value, Value address, Value mask) {
  if (!mask)
    return store(value, address);
  Value active = splat(mask, lanesOf(value.getType()));
  create<LLVM::MaskedStoreOp>(value, address, active, alignmentOf(value.getType()));
}

void LaneBuilder::scatter(Value value, Value base, Value offsets, Value mask) {
  unsigned lanes = lanesOf(offsets.getType());
  Value addresses = element(base, getElementTypeOrSelf(value.getType()), offsets);
  Value active = mask ? splat(mask, lanes) : constantMask(lanes, lanes);
  Value all = splat(value, lanes);
  create<LLVM::masked_scatter>(all, addresses, active, alignmentOf(value.getType()));
}

LLVM::LLVMFuncOp mf::codegen::laneFunction(LaneBuilder &b, StringRef name, ArrayRef<Type> arguments,
                                           llvm::function_ref<void(LaneBuilder &, Block::BlockArgListType)> body) {
  return sharedFunction(b, name, arguments, {}, [&](ImplicitLocOpBuilder &builder, Block::BlockArgListType list) {
    LaneBuilder inner(builder.getLoc(), builder, b.target);
    body(inner, list);
    builder.setInsertionPointToEnd(builder.getInsertionBlock());
    return Value();
  });
}
