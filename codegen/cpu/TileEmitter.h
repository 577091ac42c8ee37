// Maps a mft.tile to loops and vector lanes.
#pragma once
#include "codegen/cpu/PointEmitter.h"

namespace mf::codegen {

/// Which dimensions of a tile run over lanes: [first, last], flattened into one; none if lanes == 1.
struct LaneChoice {
  unsigned lanes = 1;
  unsigned first = 0, last = 0;
  int64_t size = 1; ///< points along the lane dimension
  unsigned wide = 1; ///< vectors that a step of the main loop handles at once
};

LaneChoice chooseLanes(tile::TileOp op, const CpuTarget &target);

/// Emits the tile; its results (uniform scalars) are bound in `points`.
void emitTile(PointEmitter &points, tile::TileOp op);

} // namespace mf::codegen
