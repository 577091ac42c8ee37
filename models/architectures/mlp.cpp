// The MLP of docs/models.md section 3, after the MLP flow of the public project gabrieldernbach/meanflow_audio_codec.
#include "models/architectures/mlp.h"

namespace mf {

/// x + (1 + s2) f((1 + s1) norm([latent, x]) + shift) / blocks. x [B, D], latent [B, L] or empty, cond [B, K] or empty -> [B, D].
Tensor MlpNetwork::block(const Scope &s, const Tensor &x, const Tensor &latent, const Tensor &cond) const {
  int64_t pixels = x.dim(1);
  Tensor y = layer_norm(latent ? concatenate({latent, x}, 1) : x);     // [B, H]
  int64_t inner = y.dim(1);
  Tensor out_scale;
  if (cond) {
    Tensor hidden = nn::gelu_tanh(nn::dense(s / "cond_in", cond, o.cond));
    Tensor mod = nn::dense(s / "cond_out", hidden, 2 * inner + pixels, {Init::zeros()});
    y = nn::modulate(y, slice(mod, 1, inner, 2 * inner), slice(mod, 1, 0, inner));
    out_scale = 1.0 + slice(mod, 1, 2 * inner, 2 * inner + pixels);   // [B, D]
  }
  y = nn::mlp(s, y, o.hidden ? o.hidden : inner, pixels);
  return x + (cond ? out_scale * y : y) / (double)o.blocks;
}

Tensor MlpNetwork::blocks(const Scope &s, Tensor x, const Tensor &latent, const Tensor &cond) const {
  for (int64_t i = 0; i < o.blocks; ++i)
    x = block(s / "blocks" / i, x, latent, cond);
  return x;
}

Tensor MlpNetwork::velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Tensor &label) const {
  Tensor latent;
  if (o.num_classes > 0) {
    // one learned prototype per class, in pixel space
    Tensor prototype = nn::embedding(net / "label", label, o.num_classes + 1, z.dim(1), Init::random_normal(1));
    latent = encode(net, prototype);                                   // [B, L]
  }
  Tensor cond = nn::sinusoid(h, o.cond);                               // [B, K]
  if (t)
    cond = nn::sinusoid(t, o.cond) + cond;
  return blocks(net, z, latent, cond);
}

Tensor MlpNetwork::encode(Scope net, const Tensor &x) const {
  return nn::mlp(net / "encoder", x, (x.dim(1) + o.latent) / 2, o.latent);
}

Tensor MlpNetwork::decode(Scope net, const Tensor &code) const {
  Tensor x = nn::dense(net / "decoder" / "dense", code, o.image.size());
  return blocks(net / "decoder", x, code, {});
}

} // namespace mf
