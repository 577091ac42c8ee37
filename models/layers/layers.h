// layers.h: building blocks of networks. Each takes the Scope of its parameters first.
//
// Names and initialisers of the parameters are those of docs/models.md: `weight`, `bias`, `gamma`, `beta` under the given scope.
// Shapes: B batch, T tokens, W features; the last axis is the feature axis, images are [B, H, W, C].
#pragma once
#include "mf/mf.h"

namespace mf {

/// What an example is: an image [height, width, channels], or sound [1, samples, channels].
struct SignalShape {
  int64_t height = 1, width = 1, channels = 1;
  int64_t size() const { return height * width * channels; }
  bool image() const { return height > 1; }
};

} // namespace mf

namespace mf::nn {

using Function = Tensor (*)(const Tensor &);

/// GELU in its tanh form: 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). Hendrycks, Gimpel, arXiv 1606.08415.
Tensor gelu_tanh(const Tensor &x);
/// x logistic(x), as a function to pass.
Tensor swish(const Tensor &x);

struct DenseOptions {
  Init weight = Init::lecun_normal();
  bool bias = true;
};
/// x [..., in] @ weight [in, features] + bias [features].
Tensor dense(const Scope &s, const Tensor &x, int64_t features, const DenseOptions &o = {}, Where where = Where::current());
/// dense_out(activation(dense_in(x))): [..., in] -> [..., hidden] -> [..., features].
Tensor mlp(const Scope &s, const Tensor &x, int64_t hidden, int64_t features, Function activation = gelu_tanh, Where where = Where::current());
/// Row `index` of weight [count, features]: i32 [B] -> [B, features].
Tensor embedding(const Scope &s, const Tensor &index, int64_t count, int64_t features, const Init &init, Where where = Where::current());

/// x [B, spatial..., C] -> [B, spatial..., features], weight [size, ..., C / groups, features] and bias. Stride 1 keeps the size.
Tensor conv(const Scope &s, const Tensor &x, int64_t features, int64_t size, int64_t stride = 1, int64_t groups = 1, Where where = Where::current());
/// conv with one filter a channel: groups = C.
Tensor depthwise_conv(const Scope &s, const Tensor &x, int64_t size, Where where = Where::current());

/// layer_norm(x) * gamma + beta, both [W], from ones and zeros.
Tensor affine_layer_norm(const Scope &s, const Tensor &x, Where where = Where::current());
/// Global response normalisation of x [B, spatial..., F], gamma and beta [F] from zeros. Woo et al., ConvNeXt V2, arXiv 2301.00808.
Tensor grn(const Scope &s, const Tensor &x, Where where = Where::current());

/// (1 + scale) x + shift.
Tensor modulate(const Tensor &x, const Tensor &shift, const Tensor &scale, Where where = Where::current());
/// `parts` tensors of `features` channels from cond [B, K], shaped [B, 1, ..., features] to meet a tensor of rank `rank`.
/// The dense layer starts at zero (adaLN-Zero): Peebles, Xie, arXiv 2212.09748.
std::vector<Tensor> modulation(const Scope &s, const Tensor &cond, int64_t parts, int64_t features, int64_t rank, Where where = Where::current());
/// Feature-wise linear modulation of x [B, ..., W] by cond [B, K]. Perez et al., arXiv 1709.07871.
Tensor film(const Scope &s, const Tensor &x, const Tensor &cond, Where where = Where::current());
/// film(layer_norm(x), cond).
Tensor adaptive_layer_norm(const Scope &s, const Tensor &x, const Tensor &cond, Where where = Where::current());

/// [cos(tau w), sin(tau w)], w_i = 10000^(-i / (size / 2)): tau [B], unscaled in [0, 1] -> [B, size].
Tensor sinusoid(const Tensor &tau, int64_t size, Where where = Where::current());
/// The same with fixed random frequencies N(0, scale^2), times 2 pi. Tancik et al., arXiv 2006.10739.
Tensor random_fourier(const Tensor &tau, int64_t size, double scale = 1.0, uint64_t seed = 0, Where where = Where::current());
/// sinusoid -> dense_in -> silu -> dense_out: tau [B] -> [B, features].
Tensor time_embedding(const Scope &s, const Tensor &tau, int64_t frequencies, int64_t features, Where where = Where::current());

/// Flat images [B, size] -> tokens [B, T, patch * patch * channels], row by row; and back.
Tensor patchify(const Tensor &x, const SignalShape &image, int64_t patch, Where where = Where::current());
Tensor unpatchify(const Tensor &x, const SignalShape &image, int64_t patch, Where where = Where::current());

/// MLP-Mixer block with adaptive layer norms: x [B, T, W], cond [B, K] or empty. Tolstikhin et al., arXiv 2105.01601.
Tensor mixer_block(const Scope &s, Tensor x, const Tensor &cond, int64_t token_hidden, int64_t channel_hidden);
/// ConvNeXt V2 block with adaLN-Zero: x [B, spatial..., C], cond [B, K] or empty; depthwise 7 or 7x7. Woo et al., arXiv 2301.00808.
Tensor convnext_block(const Scope &s, const Tensor &x, const Tensor &cond);
/// Residual block of two convolutions of size 3 with adaLN-Zero before them: x [B, spatial..., C], cond [B, K] or empty.
Tensor conv_block(const Scope &s, const Tensor &x, const Tensor &cond);
/// Each spatial place of x [B, spatial..., C] twice along every axis, cut to `shape` [B, spatial..., any] (at most twice as large).
Tensor upsample_nearest(const Tensor &x, const Shape &shape, Where where = Where::current());

/// Finite scalar quantization of the last axis. Mentzer et al., arXiv 2309.15505.
struct Quantized {
  Tensor value;  ///< in [-1, 1], in the type of the input; the gradient passes straight through the rounding
  Tensor digits; ///< i32, 0 .. levels - 1
};
/// z [..., d] -> the same shape twice. Dimension j has levels[j mod n] levels; an even number of them is shifted by half a step, so z = 0 is a level.
Quantized fsq(const Tensor &z, const std::vector<int64_t> &levels, Where where = Where::current());
/// The value of digits i32 [..., d], in the program's type.
Tensor fsq_value(const Tensor &digits, const std::vector<int64_t> &levels, Where where = Where::current());

} // namespace mf::nn
