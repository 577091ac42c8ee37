//===- Data.cpp - from a configuration, or the options of a command, to the data set ----------------===//
#include "tools/mfcc/Data.h"
#include "options/Needs.h"
#include "training/UserError.h"
#include "training/config/Datasets.h"
#include "training/config/Training.h"
#include "training/data/Arrays.h"
#include <algorithm>
#include <cstdlib>

namespace mf::tool {

/// --data, else the variable MFCC_DATA.
static std::string folderOf(const std::string &data) {
  const char *variable = std::getenv("MFCC_DATA");
  return data.empty() && variable ? variable : data;
}

DatasetOptions dataOptions(const std::string &folder, const Config &config) {
  const std::string &name = config.text("dataset.name");
  DatasetOptions d = readDatasetOptions(name, config.section("dataset"));
  d.folder = datasetEntry(name).entry.has(opt::trait::folder) ? folderOf(folder) : "";
  d.seed = (uint64_t)config.read<TrainingOptions>("training").seed;
  return d;
}

Data openBoth(const std::string &name, DatasetOptions options, int64_t mostHeld) {
  Data data;
  data.train = openDataset(name, options);
  options.train = false;
  options.size = std::min(options.size, mostHeld);
  data.held = openDataset(name, options);
  return data;
}

Data openNamed(const std::string &name, const std::string &path) {
  if (!name.empty()) {
    DatasetOptions options;
    options.folder = folderOf(path);
    return openBoth(name, options);
  }
  if (path.empty())
    return {};
  if (!path.ends_with(".npz"))
    throw UserError("--data " + path + ": expected a .npz file, or --dataset NAME beside it that says what the folder holds");
  auto train = std::make_unique<Arrays>(path);
  auto held = train->held();
  return {std::move(train), std::move(held)};
}

} // namespace mf::tool
