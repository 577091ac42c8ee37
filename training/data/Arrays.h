// A user's own arrays as a data set: a .npz file whose arrays share their first axis.
#pragma once
#include "training/data/Dataset.h"
#include "training/io/Array.h"

namespace mf {

/// Array "name" [N, ...] is the field of that name; sample n is row n of each. f64 becomes f32, and i64 becomes i32, which is what
/// NumPy gives unless asked and what programs take. The last tenth of the rows, one at least, is the held-out part.
class Arrays : public Dataset {
public:
  /// Throws UserError: an unreadable file, arrays that do not share their first axis, fewer than two rows, NaN or infinity.
  explicit Arrays(const std::string &path);
  /// The held-out part; it shares the memory of this one, which is the training part.
  std::unique_ptr<Arrays> held() const;
  /// All rows of the file.
  std::unique_ptr<Arrays> all() const;
  std::string name() const override { return title; }
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return count; }
  /// What imageOf says of the field "x".
  Signal signal() const override;
  /// Of an integer field "label" without an axis of its own: the largest label and one.
  int64_t classes() const override;
  const Array *column(size_t field) const override { return &(*columns)[field]; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override;

private:
  std::string title;
  std::vector<Field> list;
  std::shared_ptr<const std::vector<Array>> columns; // one a field, all rows of the file
  int64_t first = 0, count = 0, rows = -1;
};

} // namespace mf
