// mlp.h: the MLP flow. Every block sees its condition beside the state: [latent, x].
#pragma once
#include "models/architectures/network.h"

namespace mf {

struct MlpOptions {
  int64_t latent = 256; ///< width of the condition that stands beside the state
  int64_t hidden = 0;   ///< hidden width of a block; 0 = latent + row
  int64_t flatten = 0;  ///< tokens that make one row; 0: all. Weights grow with it, never with the number of tokens
};

/// Works on rows of `flatten` tokens each, all rows with the same weights: [B, T, P] <-> [B, G, R], R = flatten * P, G = ceil(T / flatten).
class MlpNetwork : public Network {
public:
  MlpNetwork(const NetworkOptions &o, const MlpOptions &own) : Network(o), own(own) {}
  Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const override;
  Tensor encode(Scope net, const Tensor &x) const override;
  Tensor decode(Scope net, const Tensor &code) const override;
  int64_t vectors() const override { return (o.tokens.count + flatten() - 1) / flatten(); }

private:
  const MlpOptions own;
  int64_t flatten() const { return own.flatten ? own.flatten : o.tokens.count; }
  int64_t row() const { return flatten() * o.tokens.width; }
  Tensor to_rows(const Tensor &tokens) const;
  Tensor to_tokens(const Tensor &rows) const;
  Tensor each_row(const Tensor &x) const;
  Tensor latent(const Scope &net, const Condition &c) const;
  Tensor block(const Scope &s, const Tensor &x, const Tensor &latent, const Tensor &cond) const;
  Tensor blocks(const Scope &s, Tensor x, const Tensor &latent, const Tensor &cond) const;
};

} // namespace mf
