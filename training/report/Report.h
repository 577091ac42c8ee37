// The report of a sweep: one HTML file that needs no other, and all numbers as JSON.
#pragma once
#include "training/report/RunRecord.h"

namespace mf::report {

struct SweepReport {
  std::string folder;   // of the configurations
  std::string command;  // that made it
  std::string date;     // "2026-03-14 15:09 UTC"
  std::string version, cpu;
  int64_t cores = 0, memoryBytes = 0, jobs = 1, threads = 1;
  int64_t steps = 0, samples = 0; // samples: of the evaluation
  std::vector<int64_t> nfe;
  double seconds = 0; // of training and evaluation, over all processes
  std::vector<std::string> filters, overrides;
  std::vector<RunRecord> runs;

  int64_t count(Status status) const;
};

/// How many finished runs had a lower raw MSE at the end than at step 10, of how many that have values: "48 of 48".
struct Criterion {
  int64_t fell = 0, judged = 0;
};
Criterion criterionOf(const std::vector<RunRecord> &runs);

/// The page. Pictures and sounds are read from the exhibits' files and put inside; one that cannot be read is named in its place.
std::string formatPage(const SweepReport &report);

/// report.json.
nlohmann::ordered_json formatJson(const SweepReport &report);

} // namespace mf::report
