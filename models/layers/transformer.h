// transformer.h: parts of transformers: positions, norms, self-attention, blocks, the loss of language models.
//
// Shapes: B batch, T places of a sequence, W features, H heads of D = W / H features, K heads of keys and values, V tokens.
#pragma once
#include "models/layers/layers.h"

namespace mf::nn {

/// Rotary positions of x [B, T, H, D], D even: the pair (x_i, x_{i + D/2}) turns by position * base^(-2i / D), so that products of queries
/// and keys know distances alone. positions: i32 [T] or [B, T]. Su et al., RoFormer, arXiv 2104.09864 (there the pairs are neighbours:
/// the same up to the order of the features). Throws mf::Error where they do not fit.
Tensor rotary(const Tensor &x, const Tensor &positions, double base = 10000, Where where = Where::current());
/// Row `position` of weight [most, features], from N(0, 0.02^2): i32 [T] or [B, T] -> [..., features]. Positions are below `most`.
Tensor learned_positions(const Scope &s, const Tensor &positions, int64_t most, int64_t features, Where where = Where::current());
/// sinusoid(position): i32 [T] -> [T, features]. Vaswani et al., arXiv 1706.03762.
Tensor sinusoidal_positions(const Tensor &positions, int64_t features, Where where = Where::current());
/// The same of all places of a grid, as a constant [T, features]: {T}, or {rows, columns} with half of the features for the row and half for
/// the column (Peebles, Xie, arXiv 2212.09748). Throws mf::Error where features is no multiple of 2, or of 4.
Tensor grid_positions(const Shape &grid, int64_t features, Where where = Where::current());

/// rms_norm(x) * gamma, gamma [W] from ones. Zhang, Sennrich, arXiv 1910.07467.
Tensor affine_rms_norm(const Scope &s, const Tensor &x, Where where = Where::current());
/// down(silu(gate(x)) * up(x)) without biases: [..., W] -> [..., hidden] -> [..., W]. Shazeer, arXiv 2002.05202.
Tensor swiglu(const Scope &s, const Tensor &x, int64_t hidden, Where where = Where::current());

/// What becomes of queries [B, T, H, D], keys and values [B, T, K, D]: [B, T, H, D]. The place where keys and values of a past join in:
/// [&](const Tensor &q, const Tensor &k, const Tensor &v) { return cache.attend(q, k, v); }.
using Attend = std::function<Tensor(const Tensor &q, const Tensor &k, const Tensor &v)>;

struct SelfAttentionOptions {
  int64_t heads = 1;
  int64_t key_heads = 0;             ///< K: a divisor of `heads`; 0: as many
  bool bias = true;
  Tensor positions = {};             ///< i32 [T] or [B, T]: queries and keys are turned by them (rotary); absent: no positions
  AttentionOptions attention = {};   ///< masks and more, where `attend` is empty
  Attend attend = {};                ///< empty: attention(q, k, v, attention)
  Init out = Init::lecun_normal();   ///< of the last weight
};
/// x [B, T, W] -> the same. Parameters: qkv.weight [W, (H + 2K) D] (queries, keys, values in this order, head by head), out.weight [H D, W],
/// and their biases. Throws mf::Error where `heads` does not divide W.
Tensor self_attention(const Scope &s, const Tensor &x, const SelfAttentionOptions &o, Where where = Where::current());

/// A transformer block with adaLN-Zero: x [B, T, W], cond [B, any] (behind its activation) or empty -> the same as x; `hidden` is the
/// width of its MLP. Peebles, Xie, DiT, arXiv 2212.09748; docs/models.md section 4.1.
Tensor dit_block(const Scope &s, Tensor x, const Tensor &cond, int64_t hidden, const SelfAttentionOptions &o, Where where = Where::current());

/// A block of a language model, norms before the layers: x + self_attention(affine_rms_norm(x)), then x + swiglu(affine_rms_norm(x)); no biases.
/// Causal where `o.attend` is empty. Touvron et al., LLaMA, arXiv 2302.13971.
Tensor decoder_block(const Scope &s, Tensor x, int64_t hidden, SelfAttentionOptions o, Where where = Where::current());

/// -log softmax(logits)[label], in nats: logits [..., V], labels i32 [...] -> [...]. A label below 0 counts nothing: 0, without a derivative
/// (take the mean over the others by hand); one of V and above gives NaN. f32 also where logits are bf16.
/// The value keeps nothing of the size of the logits, the backward pass one such array. Throws mf::Error where the shapes do not fit.
Tensor cross_entropy(const Tensor &logits, const Tensor &labels, Where where = Where::current());

} // namespace mf::nn
