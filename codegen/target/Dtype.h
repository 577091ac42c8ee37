// Element types as the ABI numbers them.
#pragma once
#include "mlir/IR/BuiltinTypes.h"
#include "runtime/abi/mf_abi.h"

namespace mf::codegen {

/// MF_F32 ...; i1 and i8 are MF_I1. Plans and kernels hold no other types (mf::tile::isElementType).
int32_t dtypeOf(mlir::Type element);

} // namespace mf::codegen
