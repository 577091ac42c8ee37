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
};

struct Trace {
  Model model;                     ///< the program with one entry (and init, reset), whose derivatives are expanded
  std::vector<TracedValue> values; ///< in the order in which they are computed; constants, states as they are read and mere views are left out
};

/// The elements of an array in row-major order; i1 is 0 or 1.
using Numbers = std::vector<double>;

} // namespace mf::compiler
