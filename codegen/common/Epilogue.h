// How the epilogue of a contraction walks through memory.
#pragma once
#include "dialect/mft/Mft.h"

namespace mf::codegen {

/// Whether neighbours in what a part's epilogue stores are neighbours along m, and none are along n: then lanes, or threads,
/// should run along m (a product whose right side is shared is written transposed).
bool storesAlongM(tile::ContractOp op, unsigned part);

} // namespace mf::codegen
