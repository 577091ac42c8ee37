// Trace: a program that also returns what it computes on its way.
#pragma once
#include "compiler/api/Source.h"
#include <map>

namespace mf::compiler {

/// A value of an entry that stands among its results.
struct TracedValue {
  std::string result;   ///< its name there
  std::string op;       ///< that makes it, "mf.dot_general"
  std::string file;     ///< of the user's line
  int64_t line = 0;
  /// Of a value in the body of a loop: how many trips the array's first axis holds, the first ones and the last; zeros where fewer were run.
  int64_t trips = 0;
};

struct Trace {
  Model model;                     ///< the program with one entry (and init, reset), whose derivatives are expanded
  std::vector<TracedValue> values; ///< in the order in which they are computed; constants, states as they are read and mere views are left out
};

/// Some ops of a traced entry as a program of their own, whose entry has the same name.
struct Part {
  Model model;                        ///< its entry's only result is "first_difference"
  std::vector<std::string> arguments; ///< where each comes from: "argument x", "state w", "result value.3" of the traced entry
};

/// A derivative of an entry beside differences of what it is taken of.
struct DerivativeCheck {
  std::string what, file;  ///< "mf.grad at state 'w' f32 [3, 2]", and the user's line
  int64_t line = 0;
  double distance = 0;     ///< as a share of the larger of both
  bool smooth = true;      ///< false: it stands at a kink or jump, where differences say nothing
  bool costly = false;     ///< it was not compared: it is of a gradient that would itself need too many differences
};

/// The elements of an array in row-major order; i1 is 0 or 1.
using Numbers = std::vector<double>;

} // namespace mf::compiler
