// What is known of the data sets without opening one. Each is a file of datasets/, which registers itself, and a file of training/data/sets,
// which opens it: the compiler's library reads the first alone.
#pragma once
#include "options/Entry.h"
#include "training/data/Dataset.h"

namespace mf {

/// What the project knows of a data set. Its keys are in the section [dataset].
struct DatasetEntry {
  opt::Entry entry;
  opt::Rows<DatasetOptions> rows;                ///< what it takes of DatasetOptions, beside the keys of all
  std::vector<opt::Option> own = {};             ///< rows of a struct of its own, which it reads from DatasetOptions::values
  std::string substitute = {};                   ///< what the project makes itself where no folder is given
  Signal (*signal)(const DatasetOptions &) = nullptr; ///< what an example is; the sample rate of images is 0
};

/// Heads the function, in namespace mf, that gives the entry; `name` is the file's name without its extension, and that of the key's value.
#define MF_DEFINE_DATASET(name) DatasetEntry dataset_##name()
#define MF_ENTRY(name) DatasetEntry dataset_##name();
#include "generated/datasets.inc"
#undef MF_ENTRY

/// All of them, in the order of lists.
const std::vector<DatasetEntry> &datasets();
/// The data set of that name. Throws UserError for one that is none.
const DatasetEntry &datasetEntry(const std::string &name);
/// Their names.
std::vector<std::string> datasetNames();

/// Rows of DatasetOptions that all data sets take.
const opt::Rows<DatasetOptions> &datasetRows();
/// How the data set is opened, from the values of the section [dataset]. Its folder is not among them.
DatasetOptions readDatasetOptions(const std::string &name, const opt::Values &values);

} // namespace mf
