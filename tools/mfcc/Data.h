// Where the data of a configured run come from.
#pragma once
#include "training/config/Config.h"
#include "training/data/Dataset.h"

namespace mf::tool {

/// How the configured data set is opened. folder: --data; where it is empty the variable MFCC_DATA counts. The seed of what the project draws itself is that of the
/// training.
DatasetOptions dataOptions(const std::string &folder, const Config &config);

} // namespace mf::tool
