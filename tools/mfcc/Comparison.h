// One entry, compiled, beside the meaning of its ops: what mfcc verify does for each.
#pragma once
#include "tools/mfcc/Source.h"
#include "training/io/Npz.h"
#include <optional>

namespace mf::tool {

struct VerifyOptions {
  std::string source, entry, in, state, shrink;
  std::vector<std::string> set;
  compiler::CompileOptions compile;
  double tolerance = 1e-4;
  int seed = 0, threads = 0;
};

/// How far a value is from its meaning, as a share of its largest number.
struct ValueDifference {
  std::string what;         ///< "model.cpp:12: mf.exp f32 [3]", or the result's name
  std::string result;       ///< its name in the traced entry
  double compiled, rounded; ///< of the compiled program, and of one that rounds each op alone
  /// Whether it is off by more than rounding explains.
  bool isFault(double tolerance) const { return compiled > tolerance && compiled > 8 * rounded; }
};

/// An entry that was run once, with what went in and what came out.
struct Comparison {
  compiler::Trace trace;
  std::string entry;
  double flops = 0; ///< of the entry
  NamedArrays arguments, results, states; ///< the states before the run
  std::vector<ValueDifference> values; ///< in the order of computation, the entry's own results last; empty where the entry is too large
  bool isTooLarge() const;
};

/// Compiles an entry, runs it, and evaluates it. An entry that is too large is not run.
Comparison compareEntry(const VerifyOptions &options, const compiler::Model &model, const std::string &entry);

/// The entry's derivatives beside differences, at the same arguments.
std::vector<compiler::DerivativeCheck> compareDerivatives(const Comparison &comparison, const compiler::Model &model);

/// A part of an entry, with the numbers that its arguments had in the whole.
struct Piece {
  compiler::Model model;
  NamedArrays arguments;
  size_t values = 0; ///< that it computes, but for views and constants
};

/// The smallest part found that gives a faulty value wrong when it stands alone; nothing where only the whole entry does.
std::optional<Piece> shrink(const VerifyOptions &options, const Comparison &comparison, const ValueDifference &fault);

} // namespace mf::tool
