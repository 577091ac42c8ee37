// From a configuration to the program that it describes: the one place that knows both sides.
#pragma once
#include "models/program/program.h"
#include "training/config/Config.h"

namespace mf {

/// Sizes and constants of the model; the data set gives the image and the number of classes.
ProgramOptions programOptions(const Config &config, const SignalShape &image, int64_t classes);
/// The number format that the program is made with.
Dtype programDtype(const Config &config);

} // namespace mf
