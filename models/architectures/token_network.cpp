// The mixer and the ConvNets of docs/models.md sections 4 to 6.
#include "models/architectures/token_network.h"
#include <algorithm>

namespace mf {

/// silu(embed_t(t) + embed_h(h) + label + guidance): [B, K].
Tensor TokenNetwork::condition(const Scope &net, const Tensor &t, const Tensor &h, const Condition &c) const {
  Tensor cond = nn::time_embedding(net / "embed_h", h, o.frequencies, o.cond);
  if (t)
    cond = nn::time_embedding(net / "embed_t", t, o.frequencies, o.cond) + cond;
  if (c.label) // as large as the time embedding: beside it, 0.02 (as DiT begins) is not heard for hundreds of steps
    cond = cond + nn::embedding(net / "label", c.label, o.num_classes + 1, o.cond, Init::random_normal(0.5));
  if (c.guidance)
    cond = cond + embed_guidance(net, c.guidance);
  return silu(cond);
}

Tensor TokenNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  for (int64_t i = 0; i < count; ++i)
    x = block(s / "blocks" / i, x, cond);
  return x;
}

/// Features [B, T, W] -> tokens [B, T, P].
Tensor TokenNetwork::head(const Scope &s, const Tensor &x, const Init &weight) const {
  return nn::dense(s / "head", layer_norm(x), o.tokens.width, {weight});
}

Tensor TokenNetwork::velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const {
  Tensor cond = condition(net, t, h, c);
  Tensor x = nn::dense(net / "patch", z, o.width);                     // [B, T, W]
  if (c.code)
    x = x + nn::dense(net / "latent", c.code, o.width);                // each token beside its latent vector
  return head(net, blocks(net, x, cond, o.blocks), Init::zeros());
}

Tensor TokenNetwork::encode(Scope net, const Tensor &x) const {
  Scope s = net / "encoder";
  Tensor y = blocks(s, nn::dense(s / "patch", x, o.width), {}, o.blocks / 2);
  return nn::dense(s / "latent", layer_norm(y), o.code_size);
}

Tensor TokenNetwork::decode(Scope net, const Tensor &code) const {
  Scope s = net / "decoder";
  Tensor y = nn::dense(s / "latent", code, o.width);
  return head(s, blocks(s, y, {}, o.blocks - o.blocks / 2), Init::lecun_normal());
}

Tensor MixerNetwork::block(const Scope &s, const Tensor &x, const Tensor &cond) const {
  return nn::mixer_block(s, x, cond, o.token_hidden, o.channel_hidden);
}

//===-- on the grid ----------------------------------------------------------------------------===//

/// [B, T, W] -> [B, grid..., W].
static Tensor on_grid(const Tensor &x, const Shape &grid) {
  Shape shape{x.dim(0)};
  shape.insert(shape.end(), grid.begin(), grid.end());
  shape.push_back(x.dim(-1));
  return reshape(x, shape);
}

Tensor ConvNextNetwork::block(const Scope &s, const Tensor &x, const Tensor &cond) const { return nn::convnext_block(s, x, cond); }

Tensor ConvNextNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  return reshape(TokenNetwork::blocks(s, on_grid(x, o.tokens.grid), cond, count), x.shape());
}

Tensor SimpleConvNetwork::block(const Scope &s, const Tensor &x, const Tensor &cond) const { return nn::conv_block(s, x, cond); }

Tensor SimpleConvNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  constexpr int64_t levels = 2;
  int64_t next = 0;
  auto one = [&](const Tensor &y) { return block(s / "blocks" / next++, y, cond); };
  std::vector<Tensor> skips;
  Tensor y = on_grid(x, o.tokens.grid);
  for (int64_t level = 0; level < levels; ++level) {
    skips.push_back(one(y));
    y = nn::conv(s / "down" / level, skips.back(), o.width, 3, 2);
  }
  for (int64_t i = 0; i < std::max<int64_t>(1, count - 2 * levels); ++i)
    y = one(y);
  for (int64_t level = levels; level-- > 0;) {
    y = nn::conv(s / "up" / level, nn::upsample_nearest(y, skips[level].shape()), o.width, 3);
    y = one(y + skips[level]);
  }
  return reshape(y, x.shape());
}

} // namespace mf
