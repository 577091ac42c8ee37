#include "training/data/Dataset.h"
#include "runtime/api/mfrt.h"
#include "training/UserError.h"
#include "training/data/Audio.h"
#include "training/data/Digits.h"
#include "training/data/Mnist.h"
#include "training/data/Voices.h"

namespace mf {

int64_t Field::bytes() const {
  int64_t bytes = mf_dtype_bytes(dtype);
  for (int64_t extent : shape)
    bytes *= extent;
  return bytes;
}

std::vector<std::string> datasetNames() { return {"digits", "mnist", "audio"}; }

std::unique_ptr<Dataset> openDataset(const std::string &name, const DatasetOptions &options) {
  if (name == "digits" || (name == "mnist" && options.folder.empty()))
    return std::make_unique<Digits>(options.size, options.seed, options.train);
  if (name == "mnist")
    return std::make_unique<Mnist>(options.folder, options.train);
  if (name == "audio" && options.folder.empty())
    return std::make_unique<Voices>(options);
  if (name == "audio")
    return std::make_unique<Audio>(options);
  throw UserError("unknown data set '" + name + "'; the data sets are: digits, mnist, audio");
}

} // namespace mf
