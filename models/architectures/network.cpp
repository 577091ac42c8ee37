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
    o.patch = 2;
    o.width = 96;
    o.latent_channels = 1;
  }
  return o;
}

static void check(const NetworkOptions &o) {
  auto text = [](int64_t n) { return std::to_string(n); };
  const SignalShape &i = o.image;
  if (o.architecture != Architecture::mlp && (i.height % o.patch || i.width % o.patch))
    throw Error("model.patch: expected a divisor of " + text(i.height) + " and " + text(i.width) + " (the image), got " + text(o.patch));
  int64_t sinusoids = o.architecture == Architecture::mlp ? o.cond : o.frequencies;
  if (sinusoids % 2)
    throw Error("the time embedding needs an even size, got " + text(sinusoids));
}

std::unique_ptr<Network> make_network(const NetworkOptions &o) {
  check(o);
  switch (o.architecture) {
  case Architecture::mlp: return std::make_unique<MlpNetwork>(o);
  case Architecture::mlp_mixer: return std::make_unique<MixerNetwork>(o);
  case Architecture::convnet: return std::make_unique<ConvNetwork>(o);
  }
  return nullptr;
}

} // namespace mf
