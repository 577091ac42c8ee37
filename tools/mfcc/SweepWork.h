// What sweeps of configurations and of DSL files have in common: runs that are made by child processes, several at once.
#pragma once
#include "tools/mfcc/Child.h"
#include "training/io/Json.h"
#include "training/report/RunRecord.h"
#include <functional>
#include <mutex>

namespace mf::tool {

/// What an earlier call of sweep has left in a run folder.
struct SweepNotes {
  std::string path;
  nlohmann::ordered_json json = nlohmann::ordered_json::object();

  explicit SweepNotes(const std::string &folder);
  void save() const;
};

/// Nobody's training is lost by what has changed; the run before that one goes.
void moveAside(const std::string &folder);

/// Runs mfcc with these arguments and its words in `output`. False where it did not do its work: then the record says why, but for Ctrl-C. The first failure
/// of a record counts.
bool runStep(report::RunRecord &record, const char *what, const std::vector<std::string> &arguments, int threads, const std::string &output, ChildResult *result = nullptr);

/// Calls one(i) for each i below `count`, `jobs` at once, until a signal comes. Returns that; 0: none.
int atOnce(size_t count, int jobs, const std::function<void(size_t)> &one);

/// The lines "[ 3/48] name: done in 2 min; loss 3 -> 1".
class SweepLines {
public:
  explicit SweepLines(size_t count) : count(count) {}
  /// more: what stands behind it; it is called one after the other. Nothing is said of what a signal has left waiting.
  void tell(const report::RunRecord &record, const std::string &name, bool kept, double seconds, const std::function<std::string()> &more);

private:
  size_t count, finished = 0;
  std::mutex mutex; ///< of the terminal too
};

} // namespace mf::tool
