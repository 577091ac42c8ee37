// What a trained run makes, to be seen and heard in a report.
#pragma once
#include "training/config/Config.h"
#include "training/report/RunRecord.h"
#include <functional>
#include <optional>

namespace mf::tool {

struct Showing {
  std::string folder; // the run
  std::string data;   // folder of its data set; "": the project's own
  const Config &config;
  std::vector<int64_t> nfe;
};

/// Calls the sampler at each number of evaluations, or for a run with a latent the reconstruction of held-out examples, and writes to the run folder
/// what comes out: grids of images, or sounds with their spectrograms. File names of the exhibits are relative to the run folder.
/// `call` runs a command of mfcc; where it returns false, nothing more is done and nothing is returned. Throws UserError.
std::optional<std::vector<report::Exhibit>> showRun(const Showing &showing, const std::function<bool(const std::vector<std::string> &)> &call);

} // namespace mf::tool
