// mlp.h: the MLP flow. Every block sees the class latent beside the state: [latent, x].
#pragma once
#include "models/architectures/network.h"

namespace mf {

class MlpNetwork : public Network {
public:
  using Network::Network;
  Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Tensor &label) const override;
  Tensor encode(Scope net, const Tensor &x) const override;
  Tensor decode(Scope net, const Tensor &code) const override;
  int64_t code_size() const override { return o.latent; }

private:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &latent, const Tensor &cond) const;
  Tensor blocks(const Scope &s, Tensor x, const Tensor &latent, const Tensor &cond) const;
};

} // namespace mf
