//===- MfDialect.cpp - registration of the graph dialect ----------------------------------------===//
#include "dialect/mf/Rules.h"
#include "dialect/mf/Scalar.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;

#include "dialect/mf/MfDialect.cpp.inc"
#include "dialect/mf/MfEnums.cpp.inc"
#include "dialect/mf/MfInterfaces.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialect/mf/MfAttrs.cpp.inc"
#define GET_OP_CLASSES
#include "dialect/mf/MfOps.cpp.inc"

void MfDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialect/mf/MfAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialect/mf/MfOps.cpp.inc"
      >();
}

Operation *MfDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type, Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements || elements.getType() != type)
    return nullptr;
  return builder.create<ConstantOp>(loc, type, elements);
}
