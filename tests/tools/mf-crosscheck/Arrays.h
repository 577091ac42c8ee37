// What an entry is given and what comes out of it: values, their bytes in memory, and their comparison.
#pragma once
#include "dialect/mf/eval/Evaluator.h"

namespace mf::crosscheck {

using Bytes = std::vector<char>;

/// Everything that one run of an entry reads, or everything that it leaves.
struct Point {
  std::vector<eval::Tensor> arrays; ///< arguments before a run, results after it
  eval::States states;
};

/// Arguments and states from the seeded generator. Attributes of the entry say otherwise:
/// `values = {NAME = dense<...>}` gives the elements, `range = {NAME = [low, high]}` the interval.
mlir::FailureOr<Point> makePoint(ir::EntryOp entry, uint64_t seed);
/// Arguments and states of the worst numbers of their types: NaN, infinities, zeros, the largest, the smallest, ties.
Point makeWorstPoint(ir::EntryOp entry, uint64_t seed);

/// Row-major, as the runtime and the kernels hold it: i1 as one byte.
Bytes toBytes(const eval::Tensor &tensor);
eval::Tensor fromBytes(mlir::RankedTensorType type, const char *bytes);
size_t byteSize(mlir::RankedTensorType type);

/// The largest |got - expected| / max(1, |expected|); infinite where one is NaN or infinite and the other not.
double distance(const eval::Tensor &got, const eval::Tensor &expected);
/// What a result of this element type may be off by.
double toleranceOf(mlir::Type element);

} // namespace mf::crosscheck
