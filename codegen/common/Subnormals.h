// One rule for subnormal numbers, on every target. A kernel without f64 values computes in f32 (and bf16) with subnormals
// flushed: arithmetic reads them as zeros of their sign and yields such zeros. A kernel with f64 values computes with
// them, in f32 too: PTX cannot flush an f64, and x86 has one mode for both types. What only moves or picks a value, or
// changes its sign, keeps its bits.
#pragma once
#include "dialect/mft/Mft.h"

namespace mf::codegen {

bool keepsSubnormals(tile::KernelOp kernel);
/// The attributes that tell LLVM, for the `passthrough` of a function: PTX instructions get .ftz, constants fold so.
mlir::ArrayAttr subnormalAttributes(mlir::Builder &b, bool keeps);

} // namespace mf::codegen
