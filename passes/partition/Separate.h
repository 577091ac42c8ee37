// Separate: buffers of their own for what leaves a block and for what loops carry.
#pragma once
#include "passes/partition/Access.h"

namespace mf::passes {

/// Loop-carried values that no trip changes leave the loop.
void removeUnchanged(mlir::Block &block);
/// What is written, returned, carried, or counts the trips of a loop, becomes a value with a buffer.
void separateViews(mlir::Block &block);
/// Each value that leaves the entry or a loop's trip gets a buffer that it need not share: what is left as it is lives
/// in a buffer of its own, in the one of the state that it is written to, or in that of its own carried value.
/// After takeOverBuffers.
void separateBuffers(ir::EntryOp entry);

} // namespace mf::passes
