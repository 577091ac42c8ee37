// token_network.h: what the mixer and the ConvNets share: conditioning vector, projections in and out, encoder and decoder. They differ in their blocks.
#pragma once
#include "models/architectures/network.h"

namespace mf {

class TokenNetwork : public Network {
public:
  using Network::Network;
  Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const override;
  Tensor encode(Scope net, const Tensor &x) const override;
  Tensor decode(Scope net, const Tensor &code) const override;
  int64_t vectors() const override { return o.tokens.count; }

protected:
  /// One block: x [B, T, W] (or the same as a grid), cond [B, K] or empty -> the shape of x.
  virtual Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const = 0;
  /// `count` blocks: x [B, T, W] -> [B, T, W]. Blocks `0 .. count-1` of `s.blocks`, one after the other.
  virtual Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const;

private:
  Tensor condition(const Scope &net, const Tensor &t, const Tensor &h, const Condition &c) const;
  Tensor head(const Scope &s, const Tensor &x, const Init &weight) const;
};

class MixerNetwork : public TokenNetwork {
public:
  using TokenNetwork::TokenNetwork;

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override;
};

/// Runs its blocks on the grid of the tokens: [B, rows, columns, W] or [B, T, W].
class ConvNextNetwork : public TokenNetwork {
public:
  using TokenNetwork::TokenNetwork;

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override;
  Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const override;
};

/// A small U: two levels down by strided convolutions, the middle, two levels up by repeating the nearest, with skips.
/// One block at each level on either side, the others in the middle.
class SimpleConvNetwork : public TokenNetwork {
public:
  using TokenNetwork::TokenNetwork;

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override;
  Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const override;
};

} // namespace mf
