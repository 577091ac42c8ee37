// token_network.h: what the mixer, the ConvNets and the DiT share: conditioning vector, projections in and out, encoder and decoder. They differ in their blocks.
#pragma once
#include "models/architectures/registry.h"

namespace mf {

struct TokenNetworkOptions {
  int64_t frequencies = 256; ///< size of the sinusoids
};

class TokenNetwork : public Network {
public:
  TokenNetwork(const NetworkOptions &o, const TokenNetworkOptions &own) : Network(o), frequencies(own.frequencies) { check_sinusoids(frequencies); }
  Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const override;
  Tensor encode(Scope net, const Tensor &x) const override;
  Tensor decode(Scope net, const Tensor &code) const override;
  int64_t vectors() const override { return o.tokens.count; }

protected:
  /// One block: x [B, T, W] (or the same as a grid), cond [B, K] or empty -> the shape of x.
  virtual Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const = 0;
  /// `count` blocks: x [B, T, W] -> [B, T, W]. Blocks `0 .. count-1` of `s.blocks`, one after the other.
  virtual Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const;
  /// What stands between the blocks and the head: x [B, T, W], cond [B, K] or empty -> the shape of x.
  virtual Tensor last(const Scope &s, const Tensor &x, const Tensor &cond) const;

private:
  const int64_t frequencies;
  Tensor condition(const Scope &net, const Tensor &t, const Tensor &h, const Condition &c) const;
  Tensor head(const Scope &s, const Tensor &x, const Tensor &cond, const Init &weight) const;
};

/// The row of TokenNetworkOptions.
opt::Row<TokenNetworkOptions> frequencies_option();
/// What their entries have in common: defaults and the sizes of the benchmark.
opt::Entry token_network_entry();

} // namespace mf
