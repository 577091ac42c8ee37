#include "training/data/Digits.h"
#include "training/data/Mnist.h"

namespace mf {

MF_OPEN_DATASET(mnist) {
  if (options.folder.empty())
    return std::make_unique<Digits>(options.size, options.seed, options.train);
  return std::make_unique<Mnist>(options.folder, options.train);
}

} // namespace mf
