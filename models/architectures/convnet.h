// convnet.h: the options of the ConvNets.
#pragma once
#include "models/architectures/common/token_network.h"

namespace mf {

/// The two ConvNets: ConvNeXt V2 blocks at one resolution, or a small U of plain convolutions.
enum class ConvVariant { convnext, simple };

struct ConvnetOptions : TokenNetworkOptions {
  ConvVariant variant = ConvVariant::convnext;
};

} // namespace mf
