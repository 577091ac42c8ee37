#include "training/data/Dataset.h"
#include "runtime/api/mfrt.h"
#include "training/config/Datasets.h"

namespace mf {

int64_t Field::bytes() const {
  int64_t bytes = mf_dtype_bytes(dtype);
  for (int64_t extent : shape)
    bytes *= extent;
  return bytes;
}

std::unique_ptr<Dataset> openDataset(const std::string &name, const DatasetOptions &options) {
  datasetEntry(name); // refuses a name that is none
#define MF_ENTRY(set) \
  if (name == #set) \
    return openDataset_##set(options);
#include "generated/datasets.inc"
#undef MF_ENTRY
  return nullptr;
}

} // namespace mf
