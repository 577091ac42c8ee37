// From a configuration to the program that it describes: the one place that knows both sides.
#pragma once
#include "compiler/config/Configuration.h"
#include "models/program/program.h"

namespace mf {

/// Sizes and constants of the model; the configuration says everything that the program needs to know of the data set.
ProgramOptions programOptions(const Config &config);
/// What an example of the data set is.
SignalShape signalShape(const Config &config);
/// The number format that the program is made with.
Dtype programDtype(const Config &config);

} // namespace mf
