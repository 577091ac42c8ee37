//===- MftDialect.cpp - registration of the dialect mft: kernels and plans ----------------------===//
#include "dialect/plan/Plan.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mf::tile;

#include "dialect/mft/MftDialect.cpp.inc"
#include "dialect/mft/MftEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialect/mft/MftAttrs.cpp.inc"

void MftDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialect/mft/MftAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialect/mft/MftOps.cpp.inc"
      ,
#define GET_OP_LIST
#include "dialect/plan/PlanOps.cpp.inc"
      >();
}
