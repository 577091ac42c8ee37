//===- Data.cpp - from a configuration to its data set ----------------------------------------------===//
#include "tools/mfcc/Data.h"
#include <cstdlib>

namespace mf::tool {

DatasetOptions dataOptions(const std::string &folder, const Config &config) {
  const Config::Dataset &c = config.dataset;
  DatasetOptions d;
  d.folder = folder;
  if (const char *variable = std::getenv("MFCC_DATA"); d.folder.empty() && variable)
    d.folder = variable;
  if (c.name == "digits")
    d.folder.clear();
  d.size = c.size;
  d.seed = (uint64_t)config.training.seed;
  d.sampleRate = c.sample_rate;
  d.samples = c.samples;
  d.validationShare = c.validation_share;
  d.labelPattern = c.label_pattern;
  d.labelsCsv = c.labels;
  return d;
}

} // namespace mf::tool
