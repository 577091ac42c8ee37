// Where an entry is evaluated: argument values from the command line, seeded random ones otherwise.
#pragma once
#include "dialect/mf/eval/Evaluator.h"
#include <random>

namespace mf::rulecheck {

/// A number in [-2, 2), the same on every standard library.
class Source {
public:
  explicit Source(uint64_t seed) : engine(seed) {}
  double next() { return (double)(engine() >> 11) * 0x1p-53 * 4.0 - 2.0; }

private:
  std::mt19937_64 engine;
};

struct Point {
  std::vector<eval::Tensor> arguments;
  eval::States states;
};

/// `at` fills float arguments one after the other, cyclically; `set` has "name=1,2,3" for single arguments.
/// Integers without values count up from 0, conditions alternate. Fails with a message on stderr.
mlir::FailureOr<Point> makePoint(ir::EntryOp entry, llvm::ArrayRef<double> at, llvm::ArrayRef<std::string> set, uint64_t seed);

} // namespace mf::rulecheck
