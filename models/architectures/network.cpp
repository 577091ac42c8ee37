// Default sizes and the choice of an architecture.
#include "models/architectures/mlp.h"
#include "models/architectures/token_network.h"

namespace mf {

NetworkOptions NetworkOptions::defaults(Architecture architecture) {
  NetworkOptions o;
  o.architecture = architecture;
  if (architecture == Architecture::mlp_mixer)
    o.cond = 256;
  if (architecture == Architecture::convnet) {
    o.blocks = 6;
    o.cond = 288;
    o.width = 96;
  }
  return o;
}

Tensor Network::embed_guidance(const Scope &net, const Tensor &guidance) const {
  std::vector<Tensor> waves;
  for (const Tensor &part : split(guidance, 3, 1))
    waves.push_back(nn::sinusoid(reshape(part, {guidance.dim(0)}), o.cond));
  return nn::mlp(net / "embed_guidance", concatenate(waves, 1), o.cond, o.cond, nn::swish);
}

static void check(const NetworkOptions &o) {
  int64_t sinusoids = o.architecture == Architecture::mlp ? o.cond : o.frequencies;
  if (sinusoids % 2)
    throw Error("the time embedding needs an even size, got " + std::to_string(sinusoids));
  if (o.guidance_input && o.cond % 2)
    throw Error("the guidance embedding needs an even model.cond, got " + std::to_string(o.cond));
}

std::unique_ptr<Network> make_network(const NetworkOptions &o) {
  check(o);
  switch (o.architecture) {
  case Architecture::mlp: return std::make_unique<MlpNetwork>(o);
  case Architecture::mlp_mixer: return std::make_unique<MixerNetwork>(o);
  case Architecture::convnet:
    if (o.variant == ConvVariant::simple)
      return std::make_unique<SimpleConvNetwork>(o);
    return std::make_unique<ConvNextNetwork>(o);
  }
  return nullptr;
}

} // namespace mf
