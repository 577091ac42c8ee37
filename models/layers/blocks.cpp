// Patches and the blocks that are repeated: mixer, ConvNeXt V2, plain convolutions.
#include "models/layers/layers.h"

namespace mf::nn {

Tensor patchify(const Tensor &x, const SignalShape &image, int64_t patch, Where where) {
  CallSite site(where);
  int64_t batch = x.dim(0), rows = image.height / patch, columns = image.width / patch;
  Tensor y = reshape(x, {batch, rows, patch, columns, patch, image.channels});
  return reshape(transpose(y, {0, 1, 3, 2, 4, 5}), {batch, rows * columns, patch * patch * image.channels});
}

Tensor unpatchify(const Tensor &x, const SignalShape &image, int64_t patch, Where where) {
  CallSite site(where);
  int64_t batch = x.dim(0), rows = image.height / patch, columns = image.width / patch;
  Tensor y = reshape(x, {batch, rows, columns, patch, patch, image.channels});
  return reshape(transpose(y, {0, 1, 3, 2, 4, 5}), {batch, image.size()});
}

/// The MLP over tokens of x [B, T, W], each channel by itself. No bias at its end: the next layer norm would remove it.
static Tensor mix_tokens(const Scope &s, const Tensor &x, int64_t hidden) {
  int64_t tokens = x.dim(1);
  Tensor in = (s / "token_in").parameter("weight", {tokens, hidden}, Init::lecun_normal());
  Tensor bias = (s / "token_in").parameter("bias", {hidden}, Init::zeros());
  Tensor out = (s / "token_out").parameter("weight", {hidden, tokens}, Init::lecun_normal());
  Tensor y = einsum("btw,ts->bws", x, in);                            // [B, W, hidden]
  return einsum("bws,st->btw", gelu_tanh(y + trailing(bias, y)), out); // [B, T, W]
}

static Tensor mix_channels(const Scope &s, const Tensor &x, int64_t hidden) {
  return dense(s / "channel_out", gelu_tanh(dense(s / "channel_in", x, hidden)), x.dim(-1));
}

Tensor mixer_block(const Scope &s, Tensor x, const Tensor &cond, int64_t token_hidden, int64_t channel_hidden) {
  std::vector<Tensor> m;                                              // shift, scale; shift, scale: [B, 1, W]
  if (cond.defined())
    m = modulation(s, cond, 4, x.dim(-1), 3);
  auto norm = [&](const Tensor &x, int i) { return cond.defined() ? modulate(layer_norm(x), m[i], m[i + 1]) : layer_norm(x); };
  x = x + mix_tokens(s, norm(x, 0), token_hidden);
  return x + mix_channels(s, norm(x, 2), channel_hidden);
}

Tensor convnext_block(const Scope &s, const Tensor &x, const Tensor &cond) {
  int64_t width = x.dim(-1);
  std::vector<Tensor> m;                                              // shift, scale, gate: [B, 1, ..., W]
  if (cond.defined())
    m = modulation(s, cond, 3, width, x.rank());
  Tensor y = layer_norm(depthwise_conv(s / "depthwise", x, 7));
  if (cond.defined())
    y = modulate(y, m[0], m[1]);
  y = grn(s / "grn", gelu_tanh(dense(s / "up", y, 4 * width)));       // [B, ..., 4W]
  y = dense(s / "down", y, width);
  return cond.defined() ? x + m[2] * y : x + y;
}

Tensor conv_block(const Scope &s, const Tensor &x, const Tensor &cond) {
  int64_t width = x.dim(-1);
  std::vector<Tensor> m;                                              // shift, scale, gate: [B, 1, ..., W]
  if (cond.defined())
    m = modulation(s, cond, 3, width, x.rank());
  Tensor y = layer_norm(x);
  if (cond.defined())
    y = modulate(y, m[0], m[1]);
  y = conv(s / "conv_out", gelu_tanh(conv(s / "conv_in", y, width, 3)), width, 3);
  return cond.defined() ? x + m[2] * y : x + y;
}

Tensor upsample_nearest(const Tensor &x, const Shape &shape, Where where) {
  CallSite site(where);
  Tensor y = x;
  for (int64_t axis = 1; axis + 1 < x.rank(); ++axis) {
    Shape wide = y.shape(), flat = wide;
    wide.insert(wide.begin() + axis + 1, 2);
    flat[axis] *= 2;
    Dims dims;
    for (int64_t i = 0; i < y.rank(); ++i)
      dims.push_back(i <= axis ? i : i + 1);
    y = slice(reshape(broadcast_in_dim(y, wide, dims), flat), axis, 0, shape[axis]);
  }
  return y;
}

} // namespace mf::nn
