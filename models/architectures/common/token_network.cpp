// What the mixer, the ConvNets and the DiT share: docs/models.md section 4.
#include "models/architectures/common/token_network.h"
#include "options/Needs.h"

namespace mf {

/// silu(embed_t(t) + embed_h(h) + label + guidance): [B, K].
Tensor TokenNetwork::condition(const Scope &net, const Tensor &t, const Tensor &h, const Condition &c) const {
  Tensor cond = nn::time_embedding(net / "embed_h", h, frequencies, o.cond);
  if (t.defined())
    cond = nn::time_embedding(net / "embed_t", t, frequencies, o.cond) + cond;
  if (c.label.defined()) // as large as the time embedding: beside it, 0.02 (as DiT begins) is not heard for hundreds of steps
    cond = cond + nn::embedding(net / "label", c.label, o.num_classes + 1, o.cond, Init::random_normal(0.5));
  if (c.guidance.defined())
    cond = cond + embed_guidance(net, c.guidance);
  return silu(cond);
}

Tensor TokenNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  for (int64_t i = 0; i < count; ++i)
    x = block(s / "blocks" / i, x, cond);
  return x;
}

Tensor TokenNetwork::last(const Scope &, const Tensor &x, const Tensor &) const { return layer_norm(x); }

/// Features [B, T, W] -> tokens [B, T, P].
Tensor TokenNetwork::head(const Scope &s, const Tensor &x, const Tensor &cond, const Init &weight) const {
  return nn::dense(s / "head", last(s, x, cond), o.tokens.width, {weight});
}

Tensor TokenNetwork::velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const {
  Tensor cond = condition(net, t, h, c);
  Tensor x = nn::dense(net / "patch", z, o.width);                     // [B, T, W]
  if (c.code.defined())
    x = x + nn::dense(net / "latent", c.code, o.width);                // each token beside its latent vector
  return head(net, blocks(net, x, cond, o.blocks), cond, Init::zeros());
}

Tensor TokenNetwork::encode(Scope net, const Tensor &x) const {
  Scope s = net / "encoder";
  Tensor y = blocks(s, nn::dense(s / "patch", x, o.width), {}, o.blocks / 2);
  return nn::dense(s / "latent", layer_norm(y), o.code_size);
}

Tensor TokenNetwork::decode(Scope net, const Tensor &code) const {
  Scope s = net / "decoder";
  Tensor y = nn::dense(s / "latent", code, o.width);
  return head(s, blocks(s, y, {}, o.blocks - o.blocks / 2), {}, Init::lecun_normal());
}

opt::Row<TokenNetworkOptions> frequencies_option() {
  return opt::row("frequencies", &TokenNetworkOptions::frequencies, {2, 65536}, "Size of the time sinusoids (even).", {.needs = {opt::needs::flow()}, .even = true});
}

opt::Entry token_network_entry() {
  opt::Entry entry{.defaults = {{"latent.size", 4}, {"training.batch", 64}}, .benchmark = true};
  entry.benchmarkSizes = {{"model.blocks", 4, opt::trait::image}, {"model.blocks", 6, opt::trait::sound},  {"model.cond", 128},     {"model.frequencies", 128},
                          {"model.width", 96, opt::trait::image}, {"model.width", 160, opt::trait::sound}, {"tokenization.patch", 4}};
  return entry;
}

} // namespace mf
