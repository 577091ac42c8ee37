// mfcc sweep of a DSL file: every combination of its options' values, trained and compared.
#pragma once
#include "training/report/Report.h"
#include <map>

namespace mf::tool {

struct ProgramSweep {
  std::string source, out;
  std::vector<std::string> set; ///< "option=value,value"
  std::string data, dataset;    ///< as of mfcc train
  int64_t steps = 300;
  bool evaluate = true;         ///< mfcc eval, where the program has an entry eval_loss
  int jobs = 1, threads = 1;
  int signal = 0;               ///< that ended it: what is left has the status `waiting`
};

/// Trains every combination, or keeps what an earlier call has finished, and says how it goes. A failed one stands in its record.
/// Throws UserError where no combination can be meant.
std::vector<report::RunRecord> sweepProgram(ProgramSweep &sweep);

/// The combinations of "option=value,value": one list of "option=value" each, the last option running fastest. Throws UserError.
std::vector<std::vector<std::string>> combinationsOf(const std::vector<std::string> &set);

} // namespace mf::tool
