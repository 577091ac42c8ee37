// Accesses that depend on data cannot leave their buffers.
#pragma once
#include "dialect/mft/Mft.h"

namespace mf::codegen {

/// Clamps the indices that are not known to stay within their buffer (those of a sort, or of a gather whose producer
/// does not clamp): what is known (dialect/mft/Bounds.h) costs nothing. A target calls it before it lowers a kernel.
void guardAccesses(tile::KernelOp kernel);

} // namespace mf::codegen
