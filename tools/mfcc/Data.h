// Where the data of a run come from.
#pragma once
#include "training/config/Config.h"
#include "training/data/Dataset.h"
#include "training/data/Text.h"
#include <memory>
#include <optional>

namespace mf::tool {

/// How the configured data set is opened. folder: --data; where it is empty the variable MFCC_DATA counts. The seed of what the project draws itself is that of the
/// training.
DatasetOptions dataOptions(const std::string &folder, const Config &config);

/// A data set in two parts; empty pointers where there is none.
struct Data {
  std::unique_ptr<Dataset> train, held;
  std::optional<TextFile> text = {}; ///< of which both parts are made once the program is there
  /// Makes them, where it is a text. Throws UserError.
  void fit(const LoadedProgram &program, const std::string &entry);
};

/// What --dataset may name for a program without a configuration: the data sets of configurations, and `text`.
std::vector<std::string> dataNames();

/// Both parts. The held-out part of what the project makes itself has `mostHeld` examples at most.
Data openBoth(const std::string &name, DatasetOptions options, int64_t mostHeld = 1000);

/// The data of a program without a configuration. name: a data set, with `path` its folder or, of a text, its file; without a name `path` is a .npz file, a text
/// (.txt) or empty: no data.
/// Throws UserError.
Data openNamed(const std::string &name, const std::string &path);

} // namespace mf::tool
