// dit.h: options of the diffusion transformer, for C++ programs.
#pragma once
#include "models/architectures/common/token_network.h"

namespace mf {

struct DitOptions : TokenNetworkOptions {
  int64_t heads = 4;  ///< they divide the width into 8 to 256 features each
  int64_t hidden = 0; ///< width of a block's MLP; 0: four times that of a token
};

} // namespace mf
