// InPlace: which values take over the buffer of another instead of getting their own.
#pragma once
#include "passes/partition/Access.h"

namespace mf::passes {

/// The attribute of an op that writes into the buffer of its base (dialect/mf, InPlace).
inline constexpr const char *kInPlace = "mf.in_place";
/// Whether the op writes into its base's buffer, which nothing reads any more.
inline bool isInPlace(mlir::Operation *op) { return op && op->hasAttr(kInPlace); }

/// Decides, for each block of an entry, which updates write into their base's buffer and which initial values of loops
/// become the carried buffers. Marks the former with kInPlace; copies the initial values that something else still
/// needs. Ops that read what would be overwritten are moved up where nothing holds them back.
/// In: entries whose contractions are prepared. Out: the same values; after a base has been overwritten no op reads it.
void takeOverBuffers(ir::EntryOp entry);

/// The block that an update in place writes, point by point; null for other ops.
mlir::Value blockOf(mlir::Operation *op);
/// The shape over whose points a value is computed: its own, or that of the block that it replaces in place.
ir::Shape pointShape(mlir::Value value);

/// The value whose buffer a buffer-backed value lives in: below reshapes, updates in place, and loops.
mlir::Value rootOf(mlir::Value value);

/// The base whose buffer a value takes over: of an update in place, or the initial value of a loop's result; else null.
mlir::Value baseOf(mlir::Value value);

} // namespace mf::passes
