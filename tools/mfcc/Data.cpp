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

static const std::string kText = "text";

std::vector<std::string> dataNames() {
  std::vector<std::string> names = datasetNames();
  names.push_back(kText);
  return names;
}

void Data::fit(const LoadedProgram &program, const std::string &entry) {
  if (!text)
    return;
  TextFile::Parts parts = text->windows(program, entry);
  train = std::move(parts.train);
  held = std::move(parts.held);
}

static Data openText(const std::string &path) {
  if (path.empty())
    throw UserError("--dataset text: expected --data FILE, a text, got none");
  return {nullptr, nullptr, TextFile(path)};
}

Data openNamed(const std::string &name, const std::string &path) {
  if (name == kText || (name.empty() && path.ends_with(".txt")))
    return openText(folderOf(path));
  if (!name.empty()) {
    DatasetOptions options;
    options.folder = folderOf(path);
    return openBoth(name, options);
  }
  if (path.empty())
    return {};
  if (!path.ends_with(".npz"))
    throw UserError("--data " + path + ": expected arrays (.npz), a text (.txt), or --dataset NAME beside it that says what the file or folder holds");
  auto train = std::make_unique<Arrays>(path);
  auto held = train->held();
  return {std::move(train), std::move(held)};
}

} // namespace mf::tool
