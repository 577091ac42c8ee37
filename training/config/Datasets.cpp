#include "training/config/Datasets.h"
#include "options/Needs.h"
#include "training/UserError.h"

namespace mf {

const std::vector<DatasetEntry> &datasets() {
  static const std::vector<DatasetEntry> all = [] {
    auto files = opt::registry<DatasetEntry>({
#define MF_ENTRY(name) {#name, dataset_##name},
#include "generated/datasets.inc"
#undef MF_ENTRY
    });
    std::vector<DatasetEntry> list;
    for (size_t i : opt::listOrder(files)) {
      DatasetEntry &set = list.emplace_back(files[i]);
      set.entry.options = opt::optionsOf(set.rows);
      set.entry.options.insert(set.entry.options.end(), set.own.begin(), set.own.end());
    }
    return list;
  }();
  return all;
}

std::vector<std::string> datasetNames() {
  std::vector<std::string> names;
  for (const DatasetEntry &set : datasets())
    names.push_back(set.entry.name);
  return names;
}

const DatasetEntry &datasetEntry(const std::string &name) {
  std::string all;
  for (const DatasetEntry &set : datasets()) {
    if (set.entry.name == name)
      return set;
    all += (all.empty() ? "" : ", ") + set.entry.name;
  }
  throw UserError("unknown data set '" + name + "'; the data sets are: " + all);
}

const opt::Rows<DatasetOptions> &datasetRows() {
  static const opt::Rows<DatasetOptions> all = {
      opt::row("classes", &DatasetOptions::classes, {1, 100000}, "Number of classes.", {.needs = {opt::needs::flow(), opt::needs::classes()}, .place = 20}),
  };
  return all;
}

DatasetOptions readDatasetOptions(const std::string &name, const opt::Values &values) {
  DatasetOptions o;
  opt::fill(o, datasetRows(), values);
  opt::fill(o, datasetEntry(name).rows, values);
  o.values = values;
  return o;
}

} // namespace mf
