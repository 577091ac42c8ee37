// The checks of one entry with respect to one group of its arguments.
#pragma once
#include "tests/tools/mf-rulecheck/Points.h"
#include "tests/tools/mf-rulecheck/Program.h"

namespace mf::rulecheck {

struct Settings {
  double tolerance = 1e-6; // of the JVP against differences; the adjoint identity holds to 1e-9
  double step = 1e-3;
  bool zero = false;
  Rows rows;
  uint64_t seed = 1;
};

/// Checks and prints a line: whether all of it holds.
bool check(ir::EntryOp entry, const Point &point, llvm::ArrayRef<unsigned> wrt, const Settings &settings);

} // namespace mf::rulecheck
