//===- MftOps.cpp - what kernels say of themselves, and the verifiers of their ops -------------===//
#include "dialect/mft/Mft.h"
#include "dialect/mft/Bounds.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mf::tile;

#define GET_OP_CLASSES
#include "dialect/mft/MftOps.cpp.inc"

bool mf::tile::isElementType(Type type) {
  return type.isF32() || type.isF64() || type.isBF16() || type.isInteger(1) || type.isInteger(8) || type.isInteger(32) || type.isInteger(64);
}

int64_t mf::tile::byteSize(ShapedType type) { return type.getNumElements() * std::max(8u, type.getElementTypeBitWidth()) / 8; }

bool mf::tile::isFunction(Operation *op) { return isa<ErfcOp>(op) || isa_and_nonnull<math::MathDialect>(op->getDialect()); }

Operation *KernelOp::getContraction() {
  for (Operation &op : getBody().front())
    if (isa<ContractOp>(op))
      return &op;
  return nullptr;
}

SmallVector<unsigned> KernelOp::getAccesses() {
  SmallVector<unsigned> accesses(getNumBuffers(), 0);
  auto mark = [&](Value buffer, unsigned access) {
    auto argument = dyn_cast<BlockArgument>(buffer);
    if (argument && argument.getOwner() == &getBody().front() && argument.getArgNumber() < accesses.size())
      accesses[argument.getArgNumber()] |= access;
  };
  // plans are verified before the kernels behind them: nothing is known of these ops yet
  getBody().walk([&](Operation *op) {
    if (isa<LoadOp, StoreOp, ContractOp, StageOp>(op))
      for (Value operand : op->getOperands())
        mark(operand, isa<StoreOp>(op) ? writes : reads);
  });
  return accesses;
}

/// Checks that sizes are at least 1 and their product is less than 2^31: targets count points in 32 bits.
static LogicalResult verifySizes(Operation *op, StringRef what, ArrayRef<int64_t> sizes) {
  int64_t product = 1;
  for (int64_t size : sizes) {
    if (size < 1)
      return op->emitOpError("expected ") << what << " of at least 1, got " << size;
    if (__builtin_mul_overflow(product, size, &product) || product > INT32_MAX)
      return op->emitOpError("expected ") << what << " of less than 2^31 in all, got " << sizes;
  }
  return success();
}

/// Checks that a region's first arguments are `coordinates` indices.
static LogicalResult verifyCoordinates(Operation *op, Region &body, size_t coordinates, TypeRange carried) {
  if (body.getNumArguments() != coordinates + carried.size())
    return op->emitOpError("expected ") << coordinates + carried.size() << " region arguments, got " << body.getNumArguments();
  for (size_t i = 0; i < coordinates; ++i)
    if (!body.getArgument(i).getType().isIndex())
      return op->emitOpError("expected region argument ") << i << " to be an index, got " << body.getArgument(i).getType();
  for (size_t i = 0; i < carried.size(); ++i)
    if (body.getArgument(coordinates + i).getType() != carried[i])
      return op->emitOpError("expected region argument ") << coordinates + i << " to be " << carried[i] << ", got "
                                                          << body.getArgument(coordinates + i).getType();
  return success();
}

static LogicalResult verifyYield(Operation *op, Region &body, TypeRange expected) {
  auto yield = body.front().empty() ? YieldOp() : dyn_cast<YieldOp>(body.front().back());
  if (!yield)
    return op->emitOpError("expected its region to end in mft.yield");
  if (TypeRange(yield.getValues()) != expected)
    return op->emitOpError("expected mft.yield of ") << expected << ", got " << TypeRange(yield.getValues());
  return success();
}

LogicalResult TileOp::verify() {
  size_t combiners = getCombiners() ? getCombiners()->size() : 0;
  if (combiners != getNumResults())
    return emitOpError("expected one combiner a result, got ") << combiners << " combiners and " << getNumResults() << " results";
  for (Type type : getResultTypes())
    if (!isElementType(type))
      return emitOpError("expected results of f32, f64, bf16, i1, i8, i32 or i64, got ") << type;
  if (failed(verifySizes(*this, "sizes", getSizes())) || failed(verifyCoordinates(*this, getBody(), getSizes().size(), {})))
    return failure();
  return verifyYield(*this, getBody(), getResultTypes());
}

LogicalResult FoldOp::verify() {
  if (TypeRange(getInits()) != getResultTypes())
    return emitOpError("expected results of the carried types ") << TypeRange(getInits()) << ", got " << getResultTypes();
  if (failed(verifySizes(*this, "sizes", getSizes())) || failed(verifyCoordinates(*this, getBody(), getSizes().size(), TypeRange(getInits()))))
    return failure();
  return verifyYield(*this, getBody(), getResultTypes());
}

/// Whether targets can compute the map: sums, multiples, and quotients and remainders by positive numbers, of moderate size.
static bool isPlainMap(AffineMap map) {
  constexpr int64_t limit = int64_t(1) << 40;
  bool plain = map.getNumSymbols() == 0;
  for (AffineExpr result : map.getResults())
    result.walk([&](AffineExpr e) {
      if (auto constant = dyn_cast<AffineConstantExpr>(e))
        plain &= constant.getValue() >= -limit && constant.getValue() <= limit;
      auto binary = dyn_cast<AffineBinaryOpExpr>(e);
      if (!binary || binary.getKind() == AffineExprKind::Add)
        return;
      auto right = dyn_cast<AffineConstantExpr>(binary.getRHS());
      plain &= right && binary.getKind() != AffineExprKind::CeilDiv && (binary.getKind() == AffineExprKind::Mul || right.getValue() > 0);
    });
  return plain;
}

static LogicalResult verifyAccess(Operation *op, MemRefType buffer, AffineMap map, size_t indices, Type value) {
  if (map.getNumDims() != indices || map.getNumSymbols() != 0)
    return op->emitOpError("expected a map of ") << indices << " dimensions and no symbols, got " << Attribute(AffineMapAttr::get(map));
  if (map.getNumResults() != (unsigned)buffer.getRank())
    return op->emitOpError("expected a map of ") << buffer.getRank() << " results, got " << Attribute(AffineMapAttr::get(map));
  if (!isPlainMap(map))
    return op->emitOpError("expected a map of sums, products, floordiv and mod by constants below 2^40, got ") << Attribute(AffineMapAttr::get(map));
  if (buffer.getElementType() != value)
    return op->emitOpError("expected a value of type ") << buffer.getElementType() << ", got " << value;
  return success();
}

LogicalResult LoadOp::verify() {
  if (bool(getMask()) != bool(getOther()))
    return emitOpError("expected mask and else together");
  if (getOther() && getOther().getType() != getValue().getType())
    return emitOpError("expected an else of type ") << getValue().getType() << ", got " << getOther().getType();
  return verifyAccess(*this, cast<MemRefType>(getBuffer().getType()), getMap(), getIndices().size(), getValue().getType());
}

LogicalResult StoreOp::verify() {
  return verifyAccess(*this, cast<MemRefType>(getBuffer().getType()), getMap(), getIndices().size(), getValue().getType());
}

//===-- tiles of a block ------------------------------------------------------------------------===//

static bool isLinear(AffineMap map) {
  bool linear = isPlainMap(map);
  for (AffineExpr result : map.getResults())
    linear &= result.isPureAffine() && !result.walk([](AffineExpr e) {
                                                bool other = e.getKind() == AffineExprKind::Mod || e.getKind() == AffineExprKind::FloorDiv;
                                                return other ? WalkResult::interrupt() : WalkResult::advance();
                                              }).wasInterrupted();
  return linear;
}

LogicalResult LocalOp::verify() {
  auto type = dyn_cast<MemRefType>(getArray().getType());
  if (!type || type.getRank() != 2 || !type.getLayout().isIdentity() || !type.hasStaticShape() || !isElementType(type.getElementType()))
    return emitOpError("expected a memref [rows, columns] of f32, f64, bf16, i1, i8, i32 or i64, got ") << getArray().getType();
  return verifySizes(*this, "sizes", type.getShape());
}

LogicalResult RepeatOp::verify() {
  if (getTrips() < 1 || getTrips() > INT32_MAX)
    return emitOpError("expected 1 to 2^31 - 1 trips, got ") << getTrips();
  return verifyCoordinates(*this, getBody(), 1, {});
}

LogicalResult StageOp::verify() {
  auto from = dyn_cast<MemRefType>(getBuffer().getType()), to = dyn_cast<MemRefType>(getLocal().getType());
  if (!to || !getLocal().getDefiningOp<LocalOp>())
    return emitOpError("expected to fill an array that mft.local makes");
  Type sum = from && from.getElementType().isBF16() ? Float32Type::get(getContext()) : from ? from.getElementType() : Type();
  if (!from || !isa<FloatType>(from.getElementType()) || to.getElementType() != sum)
    return emitOpError("expected a buffer of f32, f64 or bf16 and an array of f32, f64 or f32, got ") << getBuffer().getType() << " and " << to;
  if (getExtents().size() != 2)
    return emitOpError("expected two extents, got ") << getExtents().size();
  if (failed(verifySizes(*this, "extents", getExtents())))
    return failure();
  AffineMap map = getMap();
  if (map.getNumDims() != getIndices().size() + 2 || map.getNumResults() != unsigned(from.getRank()) || !isLinear(map))
    return emitOpError("expected a linear map of ") << getIndices().size() + 2 << " dimensions and " << from.getRank() << " results, got "
                                                    << Attribute(AffineMapAttr::get(map));
  return success();
}

LogicalResult DotOp::verify() {
  SmallVector<MemRefType> types;
  for (Value array : {getLhs(), getRhs(), getAcc()}) {
    auto type = dyn_cast<MemRefType>(array.getType());
    if (!type || !array.getDefiningOp<LocalOp>())
      return emitOpError("expected arrays that mft.local makes");
    if (!(type.getElementType().isF32() || type.getElementType().isF64()) || (!types.empty() && type.getElementType() != types[0].getElementType()))
      return emitOpError("expected arrays of f32, or of f64, got ") << type;
    types.push_back(type);
  }
  int64_t m = types[0].getDimSize(getTransposed() ? 1 : 0), k = types[0].getDimSize(getTransposed() ? 0 : 1);
  if (types[1].getDimSize(0) != k || types[2].getDimSize(0) != m || types[2].getDimSize(1) != types[1].getDimSize(1))
    return emitOpError("expected lhs [m, k], rhs [k, n] and acc [m, n], got ") << types[0] << ", " << types[1] << " and " << types[2];
  if (getAcc() == getLhs() || getAcc() == getRhs())
    return emitOpError("expected a sum that is none of its factors");
  return success();
}

//===-- contractions ----------------------------------------------------------------------------===//

/// Checks an operand of a contraction and its map from coordinates of `sizes`.
static LogicalResult verifyOperand(ContractOp op, const Twine &side, StringRef from, Value buffer, AffineMap map, ArrayRef<int64_t> sizes) {
  auto type = dyn_cast<MemRefType>(buffer.getType());
  if (!type || !(type.getElementType().isF32() || type.getElementType().isF64() || type.getElementType().isBF16()))
    return op.emitOpError("expected ") << side << " to be a memref of f32, f64 or bf16, got " << buffer.getType();
  if (map.getNumDims() != sizes.size() || map.getNumResults() != unsigned(type.getRank()))
    return op.emitOpError("expected the ") << side << " map from " << from << " to its buffer, got " << Attribute(AffineMapAttr::get(map));
  if (!isLinear(map))
    return op.emitOpError("expected linear maps, got ") << Attribute(AffineMapAttr::get(map));
  for (auto [d, result] : llvm::enumerate(map.getResults())) {
    IndexRange range = rangeOfLinear(result, sizes);
    if (range.low < 0 || range.high >= type.getDimSize(d))
      return op.emitOpError("index ") << d << " of " << side << " (" << type << ") runs from " << range.low << " to " << range.high;
  }
  return success();
}

static LogicalResult verifyCounts(ContractOp op) {
  size_t sides = 0;
  for (int64_t count : op.getPartSides()) {
    if (count < 1)
      return op.emitOpError("expected at least one left side a part, got ") << count;
    sides += count;
  }
  if (op.getPartSides().empty())
    return op.emitOpError("expected at least one part");
  if (sides != op.getLhs().size() || sides != op.getLhsMaps().size())
    return op.emitOpError("expected ") << sides << " left sides and maps, got " << op.getLhs().size() << " and " << op.getLhsMaps().size();
  if (op.getMRank() > op.getMSizes().size() || op.getMSizes().size() != op.getMRank() * op.getPartSides().size())
    return op.emitOpError("expected ") << op.getMRank() << " m sizes a part, got " << op.getMSizes().size() << " for " << op.getPartSides().size() << " parts";
  if (op.getEpilogues().size() != op.getPartSides().size())
    return op.emitOpError("expected one epilogue a part, got ") << op.getEpilogues().size();
  return success();
}

LogicalResult ContractOp::verify() {
  if (failed(verifyCounts(*this)) || failed(verifySizes(*this, "n and b sizes", llvm::to_vector(llvm::concat<const int64_t>(getBSizes(), getNSizes())))) ||
      failed(verifySizes(*this, "k sizes", getKSizes())))
    return failure();
  bool wide = llvm::any_of(getOperandTypes(), [](Type type) { return getElementTypeOrSelf(type).isF64(); });
  Type sum = wide ? Type(Float64Type::get(getContext())) : Float32Type::get(getContext());
  unsigned side = 0;
  for (unsigned p = 0; p < getNumParts(); ++p) {
    SmallVector<int64_t> left(getBSizes()), point;
    llvm::append_range(left, getPartMSizes(p));
    point = left;
    llvm::append_range(left, getKSizes());
    llvm::append_range(point, getNSizes());
    if (failed(verifySizes(*this, "m sizes", getPartMSizes(p))))
      return failure();
    for (unsigned i = 0; i < getPartSides()[p]; ++i, ++side)
      if (failed(verifyOperand(*this, "lhs " + Twine(side), "(b, m, k)", getLhs()[side], cast<AffineMapAttr>(getLhsMaps()[side]).getValue(), left)))
        return failure();
    SmallVector<Type> sums(getPartSides()[p], sum);
    if (failed(verifyCoordinates(*this, getEpilogues()[p], point.size(), sums)) || failed(verifyYield(*this, getEpilogues()[p], {})))
      return failure();
  }
  SmallVector<int64_t> right(getBSizes());
  llvm::append_range(right, getKSizes());
  llvm::append_range(right, getNSizes());
  return verifyOperand(*this, "rhs", "(b, k, n)", getRhs(), getRhsMap(), right);
}
