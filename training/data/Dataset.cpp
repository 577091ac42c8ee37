#include "training/data/Dataset.h"
#include "runtime/api/mfrt.h"
#include "training/UserError.h"
#include "training/data/Digits.h"
#include "training/data/Mnist.h"

namespace mf {

int64_t Field::bytes() const {
  int64_t bytes = mf_dtype_bytes(dtype);
  for (int64_t extent : shape)
    bytes *= extent;
  return bytes;
}

std::vector<std::string> datasetNames() { return {"digits", "mnist"}; }

std::unique_ptr<Dataset> openDataset(const std::string &name, const DatasetOptions &options) {
  if (name == "digits")
    return std::make_unique<Digits>(options.size, options.seed, options.train);
  if (name == "mnist")
    return std::make_unique<Mnist>(options.folder, options.train);
  throw UserError("unknown data set '" + name + "'; the data sets are: digits, mnist");
}

} // namespace mf
