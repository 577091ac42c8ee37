// The mixer and the ConvNet of docs/models.md sections 4 to 6.
#include "models/architectures/token_network.h"

namespace mf {

/// silu(embed_t(t) + embed_h(h) + label): [B, K].
Tensor TokenNetwork::condition(const Scope &net, const Tensor &t, const Tensor &h, const Tensor &label) const {
  Tensor cond = nn::time_embedding(net / "embed_h", h, o.frequencies, o.cond);
  if (t)
    cond = nn::time_embedding(net / "embed_t", t, o.frequencies, o.cond) + cond;
  if (o.num_classes > 0)
    cond = cond + nn::embedding(net / "label", label, o.num_classes + 1, o.cond, Init::random_normal(0.02));
  return silu(cond);
}

Tensor TokenNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  for (int64_t i = 0; i < count; ++i)
    x = block(s / "blocks" / i, x, cond);
  return x;
}

/// Tokens x [B, T, W] -> pixels [B, D].
Tensor TokenNetwork::head(const Scope &s, const Tensor &x, const Init &weight) const {
  Tensor y = nn::dense(s / "head", layer_norm(x), o.patch * o.patch * o.image.channels, {weight});
  return nn::unpatchify(y, o.image, o.patch);
}

Tensor TokenNetwork::velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Tensor &label) const {
  Tensor cond = condition(net, t, h, label);
  Tensor x = nn::dense(net / "patch", nn::patchify(z, o.image, o.patch), o.width); // [B, T, W]
  return head(net, blocks(net, x, cond, o.blocks), Init::zeros());
}

Tensor TokenNetwork::encode(Scope net, const Tensor &x) const {
  Scope s = net / "encoder";
  Tensor y = nn::dense(s / "patch", nn::patchify(x, o.image, o.patch), o.width);
  y = nn::dense(s / "latent", layer_norm(blocks(s, y, {}, o.blocks / 2)), o.latent_channels);
  return reshape(y, {x.dim(0), code_size()});
}

Tensor TokenNetwork::decode(Scope net, const Tensor &code) const {
  Scope s = net / "decoder";
  Tensor y = nn::dense(s / "latent", reshape(code, {code.dim(0), tokens(), o.latent_channels}), o.width);
  return head(s, blocks(s, y, {}, o.blocks - o.blocks / 2), Init::lecun_normal());
}

Tensor MixerNetwork::block(const Scope &s, const Tensor &x, const Tensor &cond) const {
  return nn::mixer_block(s, x, cond, o.token_hidden, o.channel_hidden);
}

Tensor ConvNetwork::block(const Scope &s, const Tensor &x, const Tensor &cond) const { return nn::convnext_block(s, x, cond); }

Tensor ConvNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  Shape shape = x.shape();
  Tensor grid = reshape(x, {shape[0], o.image.height / o.patch, o.image.width / o.patch, shape[2]});
  return reshape(TokenNetwork::blocks(s, grid, cond, count), shape);
}

} // namespace mf
