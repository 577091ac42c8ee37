//===- MftDialect.cpp - registration and verifiers of the kernel dialect ----------------------===//
#include "dialect/mft/Mft.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mf::tile;

#include "dialect/mft/MftDialect.cpp.inc"
#include "dialect/mft/MftEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialect/mft/MftAttrs.cpp.inc"
#define GET_OP_CLASSES
#include "dialect/mft/MftOps.cpp.inc"

void MftDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialect/mft/MftAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialect/mft/MftOps.cpp.inc"
      >();
}

Operation *KernelOp::getContraction() {
  for (Operation &op : getBody().front())
    if (isa<ContractOp>(op))
      return &op;
  return nullptr;
}

LogicalResult KernelOp::verify() {
  if (getBody().getNumArguments() < getGrid().size())
    return emitOpError("expected one index argument a grid dimension, got ")
           << getBody().getNumArguments() << " arguments and " << getGrid().size() << " grid dimensions";
  for (unsigned i = 0; i < getBody().getNumArguments(); ++i) {
    Type type = getBody().getArgument(i).getType();
    bool buffer = i < getNumBuffers();
    if (buffer ? !isa<MemRefType>(type) : !type.isIndex())
      return emitOpError("expected argument ") << i << " to be " << (buffer ? "a memref" : "an index") << ", got " << type;
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
  auto yield = dyn_cast<YieldOp>(body.front().getTerminator());
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
  if (failed(verifyCoordinates(*this, getBody(), getSizes().size(), {})))
    return failure();
  return verifyYield(*this, getBody(), getResultTypes());
}

LogicalResult FoldOp::verify() {
  if (TypeRange(getInits()) != getResultTypes())
    return emitOpError("expected results of the carried types ") << TypeRange(getInits()) << ", got " << getResultTypes();
  if (failed(verifyCoordinates(*this, getBody(), getSizes().size(), TypeRange(getInits()))))
    return failure();
  return verifyYield(*this, getBody(), getResultTypes());
}

static LogicalResult verifyAccess(Operation *op, MemRefType buffer, AffineMap map, size_t indices, Type value) {
  if (map.getNumDims() != indices || map.getNumSymbols() != 0)
    return op->emitOpError("expected a map of ") << indices << " dimensions and no symbols, got " << Attribute(AffineMapAttr::get(map));
  if (map.getNumResults() != (unsigned)buffer.getRank())
    return op->emitOpError("expected a map of ") << buffer.getRank() << " results, got " << Attribute(AffineMapAttr::get(map));
  if (buffer.getElementType() != value)
    return op->emitOpError("expected a value of type ") << buffer.getElementType() << ", got " << value;
  return success();
}

LogicalResult LoadOp::verify() {
  if (bool(getMask()) != bool(getOther()))
    return emitOpError("expected mask and else together");
  return verifyAccess(*this, cast<MemRefType>(getBuffer().getType()), getMap(), getIndices().size(), getValue().getType());
}

LogicalResult StoreOp::verify() {
  return verifyAccess(*this, cast<MemRefType>(getBuffer().getType()), getMap(), getIndices().size(), getValue().getType());
}

LogicalResult ContractOp::verify() {
  size_t sides = 0;
  for (int64_t s : getPartSides())
    sides += s;
  if (sides != getLhs().size() || sides != getLhsMaps().size())
    return emitOpError("expected ") << sides << " left sides and maps, got " << getLhs().size() << " and " << getLhsMaps().size();
  if (getMSizes().size() != getMRank() * getPartSides().size())
    return emitOpError("expected ") << getMRank() * getPartSides().size() << " m sizes, got " << getMSizes().size();
  if (getEpilogues().size() != getPartSides().size())
    return emitOpError("expected one epilogue a part, got ") << getEpilogues().size();
  size_t b = getBSizes().size(), n = getNSizes().size(), k = getKSizes().size(), m = getMRank();
  for (size_t i = 0; i < sides; ++i) {
    auto map = cast<AffineMapAttr>(getLhsMaps()[i]).getValue();
    if (map.getNumDims() != b + m + k || map.getNumResults() != (unsigned)cast<MemRefType>(getLhs()[i].getType()).getRank())
      return emitOpError("expected lhs map ") << i << " from (b, m, k) to its buffer, got " << Attribute(AffineMapAttr::get(map));
  }
  if (getRhsMap().getNumDims() != b + k + n || getRhsMap().getNumResults() != (unsigned)cast<MemRefType>(getRhs().getType()).getRank())
    return emitOpError("expected the rhs map from (b, k, n) to its buffer, got ") << Attribute(getRhsMapAttr());
  for (unsigned p = 0; p < getNumParts(); ++p) {
    Region &region = getEpilogues()[p];
    if (region.getNumArguments() != b + m + n + getPartSides()[p])
      return emitOpError("expected epilogue ") << p << " to take " << b + m + n << " coordinates and " << getPartSides()[p]
                                               << " sums, got " << region.getNumArguments() << " arguments";
  }
  return success();
}
