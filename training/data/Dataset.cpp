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

Signal imageOf(std::span<const int64_t> s) {
  auto channels = [](int64_t n) { return n == 1 || n == 3; };
  if (s.size() == 2)
    return {s[0], s[1], 1, 0};
  if (s.size() == 3 && channels(s[2]))
    return {s[0], s[1], s[2], 0};
  if (s.size() == 3 && channels(s[0]))
    return {s[1], s[2], s[0], 0, s[0] > 1};
  return {};
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
