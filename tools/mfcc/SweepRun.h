// One configuration of a sweep: trained, evaluated and shown by child processes, or kept from an earlier call.
#pragma once
#include "training/config/Config.h"
#include "training/report/RunRecord.h"
#include <map>
#include <optional>

namespace mf::tool {

/// What is done with every configuration.
struct SweepPlan {
  std::string out;         // the report's folder; runs stand in out/runs
  int64_t steps = 300;
  int64_t samples = 256;   // of the evaluation
  std::vector<int64_t> nfe = {1, 2, 8, 50};
  bool evaluate = true;
  int64_t classifierSteps = 0; // of the judge; 0: as mfcc eval chooses
  int threads = 1;         // of a child
  std::map<std::string, std::string> data; // data set -> folder
};

/// A configuration file, read or not.
struct SweepItem {
  report::RunRecord record;
  std::optional<Config> config; // nothing: the file is wrong; record.problem says why
  std::vector<std::string> set; // the overrides that have an effect in it
};

enum class Beginning {
  fresh,   // nothing is there
  resumed, // a run is there, cut off
  kept,    // a finished one
  anew,    // one of another configuration, data set or of more steps; it is moved aside
};

/// How the run begins; looks at the run folder alone. `why` (may be null) gets the reason where it is not fresh.
Beginning beginningOf(const SweepPlan &plan, const SweepItem &item, std::string *why = nullptr);

/// Does what is left to do and fills the record. A failure stands in the record. Returns early, with the status `waiting`, after Ctrl-C.
void runItem(const SweepPlan &plan, SweepItem &item);

/// Fills the record with what the run folder holds, also of a run that is not finished.
void readRecord(const SweepPlan &plan, SweepItem &item);

} // namespace mf::tool
