// Rows: the part of a value in which a jvp with rows moves it.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <optional>

namespace mf::ir {

/// Which row of the batch stands at position p: (factor p + offset) div divisor. Without a divisor that is not known.
struct RowNumbers {
  int64_t factor = 0, offset = 0, divisor = 0;
  bool isKnown() const { return divisor > 0; }
  bool isOne() const { return isKnown() && factor == 0; }
  int64_t at(int64_t position) const;
  bool operator==(const RowNumbers &) const = default;
};

/// Of the positions p of an axis, the batch, those with p mod period in [begin, end): the tangent is zero elsewhere. The period divides the
/// axis' size; mostly it is that size, and the positions are a block. Batches in the middle of a flattened axis ([T B, C]) have a shorter one.
struct RowBlock {
  static constexpr int kNone = -1;   ///< nothing moves, or there is no batch axis
  static constexpr int kOneRow = -2; ///< all of the value belongs to one row: it may move anywhere
  int axis = kNone;
  int64_t size = 0, period = 0, begin = 0, end = 0;
  RowNumbers numbers{}; ///< of positions in a period

  /// All positions of an axis.
  static RowBlock whole(int axis, int64_t size) { return {axis, size, size, 0, size}; }
  static RowBlock oneRow() { return {kOneRow}; }
  /// The same part of a value in which rows have these numbers.
  RowBlock numbered(RowNumbers rows) const;

  bool moves() const { return axis != kNone; }
  bool isOneRow() const { return axis == kOneRow; }
  /// Whether it stands along an axis.
  bool isBlock() const { return axis >= 0; }
  bool isWhole() const { return !isBlock() || (begin == 0 && end == period); }
  bool isPeriodic() const { return period < size; }
  /// Whether there are no two rows in the value that an op could mix.
  bool isSingle() const { return isOneRow() || (isBlock() && (size == 1 || numbers.isOne())); }
  /// How many positions it has.
  int64_t count() const { return period == 0 ? 0 : size / period * (end - begin); }
  bool operator==(const RowBlock &) const = default;
};

/// The smallest block that holds both, which are of values of one shape; none where they stand along different axes.
std::optional<RowBlock> hull(const RowBlock &a, const RowBlock &b);

} // namespace mf::ir
