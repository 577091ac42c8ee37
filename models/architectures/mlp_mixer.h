// mlp_mixer.h: the options of the MLP-mixer.
#pragma once
#include "models/architectures/common/token_network.h"

namespace mf {

struct MixerOptions : TokenNetworkOptions {
  int64_t token_hidden = 128, channel_hidden = 768;
};

} // namespace mf
