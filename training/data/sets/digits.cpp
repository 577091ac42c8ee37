#include "training/data/Digits.h"

namespace mf {

MF_OPEN_DATASET(digits) { return std::make_unique<Digits>(options.size, options.seed, options.train); }

} // namespace mf
