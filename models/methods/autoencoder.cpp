// The autoencoder of docs/models.md section 7.1: no flow, the squared error of what comes back.
#include "models/methods/registry.h"

namespace mf {

static Loss loss_of(const Network &network, Scope net, const Tensor &x, const Tensor &, const Draws &, const MethodOptions &m) {
  Tensor error = mse(network.decode(net, encode(network, net, x, m)) - x);
  return {error, error};
}

MF_DEFINE_METHOD(autoencoder) {
  opt::Entry entry{.order = 10, .title = "Autoencoder", .benchmark = true, .benchmarkSizes = {{"training.steps", 4000}}};
  return {.entry = entry, .loss = loss_of};
}

} // namespace mf
