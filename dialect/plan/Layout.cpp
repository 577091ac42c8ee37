//===- Layout.cpp - where states lie in their regions ---------------------------------------------===//
#include "dialect/plan/Plan.h"

using namespace mlir;
using namespace mf::tile;

/// Bytes of a state; 0 for types that its verifier refuses.
static int64_t bytesOf(StateOp op) {
  auto type = dyn_cast<RankedTensorType>(op.getType());
  if (!type || !type.hasStaticShape() || !isElementType(type.getElementType()))
    return 0;
  int64_t elements = 1;
  for (int64_t size : type.getShape())
    if (__builtin_mul_overflow(elements, size, &elements) || elements > INT32_MAX)
      return 0;
  return byteSize(type);
}

StateLayout mf::tile::layOutStates(ModuleOp module) {
  StateLayout layout;
  for (auto op : module.getOps<StateOp>()) {
    StateRegion region = op.getRole() == "session" ? StateRegion::session : StateRegion::program;
    int64_t &end = layout.bytes[int(region)];
    int64_t offset = op.getOffset() ? int64_t(*op.getOffset()) : (end + 63) / 64 * 64;
    int64_t behind = offset + bytesOf(op);
    layout.places.push_back({op, region, offset, behind});
    end = std::max(end, behind);
  }
  return layout;
}

RankedTensorType mf::tile::describedType(Attribute description) {
  auto fields = dyn_cast<DictionaryAttr>(description);
  auto type = fields ? fields.getAs<TypeAttr>("type") : TypeAttr();
  return type ? dyn_cast<RankedTensorType>(type.getValue()) : RankedTensorType();
}
