// token_network.h: what the mixer and the ConvNet share: patches, conditioning vector, head, autoencoder. They differ in their block.
#pragma once
#include "models/architectures/network.h"

namespace mf {

class TokenNetwork : public Network {
public:
  using Network::Network;
  Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Tensor &label) const override;
  Tensor encode(Scope net, const Tensor &x) const override;
  Tensor decode(Scope net, const Tensor &code) const override;
  int64_t code_size() const override { return tokens() * o.latent_channels; }

protected:
  /// One block: x [B, T, W] -> [B, T, W] (or the same as a grid), cond [B, K] or empty.
  virtual Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const = 0;
  /// Blocks `net.blocks.0 .. count-1`; a ConvNet runs them on the grid.
  virtual Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const;
  int64_t tokens() const { return (o.image.height / o.patch) * (o.image.width / o.patch); }

private:
  Tensor condition(const Scope &net, const Tensor &t, const Tensor &h, const Tensor &label) const;
  Tensor head(const Scope &s, const Tensor &x, const Init &weight) const;
};

class MixerNetwork : public TokenNetwork {
public:
  using TokenNetwork::TokenNetwork;

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override;
};

class ConvNetwork : public TokenNetwork {
public:
  using TokenNetwork::TokenNetwork;

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override;
  Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const override;
};

} // namespace mf
