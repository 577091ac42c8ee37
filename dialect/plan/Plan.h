// The plans of the dialect mft: which kernels an entry launches, and on which memory.
#pragma once
#include "dialect/mft/Mft.h"
#include "mlir/IR/BuiltinOps.h"

#define GET_OP_CLASSES
#include "dialect/plan/PlanOps.h.inc"

namespace mf::tile {

/// The pieces of memory that hold states: MF_REGION_PROGRAM and MF_REGION_SESSION of the ABI.
enum class StateRegion { program = 0, session = 1 };

/// Where a state lies.
struct StatePlace {
  StateOp op;
  StateRegion region;
  int64_t offset; ///< bytes from the start of the region
  int64_t end;    ///< first byte behind it
};

/// The states of a module in their order, and the bytes of the two regions.
struct StateLayout {
  std::vector<StatePlace> places;
  int64_t bytes[2] = {0, 0};
};

/// Places the states (see mft.state). Does not check that they do not overlap: the verifier does.
StateLayout layOutStates(mlir::ModuleOp module);

/// The type of an entry's argument or result in a plan's dictionaries; null where there is none.
mlir::RankedTensorType describedType(mlir::Attribute description);

} // namespace mf::tile
