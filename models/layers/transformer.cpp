// Parts of transformers: positions, norms, self-attention, blocks, cross entropy.
#include "models/layers/transformer.h"
#include <cmath>
#include <limits>

namespace mf::nn {

static std::string text(const Shape &shape) {
  std::string s = "[";
  for (size_t i = 0; i < shape.size(); ++i)
    s += (i ? ", " : "") + std::to_string(shape[i]);
  return s + "]";
}
[[noreturn]] static void refuse(Where where, const std::string &what) {
  throw Error(std::string(where.file) + ":" + std::to_string(where.line) + ": error: " + what);
}

/// base^(-2i / features) for i = 0 .. features / 2 - 1.
static std::vector<double> frequencies(int64_t features, double base) {
  std::vector<double> list;
  for (int64_t i = 0; i < features / 2; ++i)
    list.push_back(std::pow(base, -2.0 * (double)i / (double)features));
  return list;
}

Tensor rotary(const Tensor &x, const Tensor &positions, double base, Where where) {
  CallSite site(where);
  Shape shape = x.shape(), of = positions.shape();
  if (shape.size() != 4 || shape[3] % 2)
    refuse(where, "rotary: expected [batch, places, heads, features] with an even number of features, got " + text(shape));
  if (positions.dtype() != Dtype::i32 || !(of == Shape{shape[1]} || of == Shape{shape[0], shape[1]}))
    refuse(where, "rotary: expected positions i32 [" + std::to_string(shape[1]) + "] or " + text({shape[0], shape[1]}) + ", got " + text(of));
  int64_t half = shape[3] / 2;
  bool alike = of.size() == 1;                                        // all examples have the same positions
  Shape table = of, halves{shape[0], shape[1], shape[2], 2, half};
  table.push_back(half);
  Tensor position = broadcast_in_dim(convert(positions, default_dtype()), table, alike ? Dims{0} : Dims{0, 1});
  Tensor angle = position * trailing(constant(frequencies(shape[3], base), {half}, default_dtype()), position); // [(B,) T, D / 2]
  auto wide = [&](const Tensor &x) { return broadcast_in_dim(x, halves, alike ? Dims{1, 4} : Dims{0, 1, 4}); };
  Tensor c = wide(convert(cos(angle), x.dtype())), s = wide(convert(sin(angle), x.dtype()));
  // both halves by one formula: the other half is the reverse of the pair, with the sign of a rotation
  Tensor pair = reshape(x, halves), first = iota(halves, 3, Dtype::i32) == 0, other = reverse(pair, {3});
  Tensor turned = pair * c;
  return reshape(turned + other * select(first, -s, s), shape);
}

Tensor learned_positions(const Scope &s, const Tensor &positions, int64_t most, int64_t features, Where where) {
  return embedding(s, positions, most, features, Init::random_normal(0.02), where);
}

Tensor sinusoidal_positions(const Tensor &positions, int64_t features, Where where) {
  CallSite site(where);
  return sinusoid(convert(positions, default_dtype()), features);
}

Tensor grid_positions(const Shape &grid, int64_t features, Where where) {
  int64_t axes = (int64_t)grid.size(), share = features / axes, places = 1;
  if (axes < 1 || axes > 2 || features % (2 * axes))
    refuse(where, "grid_positions: expected features that are a multiple of " + std::to_string(2 * axes) + " for the grid " + text(grid) + ", got " + std::to_string(features));
  for (int64_t size : grid)
    places *= size;
  std::vector<double> table, waves = frequencies(share, 10000);
  for (int64_t place = 0; place < places; ++place)
    for (int64_t axis = 0; axis < axes; ++axis) {
      double at = (double)(axes == 1 ? place : axis == 0 ? place / grid[1] : place % grid[1]);
      for (double w : waves)
        table.push_back(std::cos(at * w));
      for (double w : waves)
        table.push_back(std::sin(at * w));
    }
  return constant(table, {places, features}, default_dtype(), where);
}

Tensor affine_rms_norm(const Scope &s, const Tensor &x, Where where) {
  CallSite site(where);
  Tensor gamma = s.parameter("gamma", {x.dim(-1)}, Init::ones());
  return rms_norm(x) * trailing(gamma, x);
}

Tensor swiglu(const Scope &s, const Tensor &x, int64_t hidden, Where where) {
  CallSite site(where);
  DenseOptions plain{.bias = false};
  Tensor gate = silu(dense(s / "gate", x, hidden, plain));
  Tensor up = dense(s / "up", x, hidden, plain);
  return dense(s / "down", gate * up, x.dim(-1), plain);
}

Tensor self_attention(const Scope &s, const Tensor &x, const SelfAttentionOptions &o, Where where) {
  CallSite site(where);
  Shape shape = x.shape();
  if (shape.size() != 3 || o.heads < 1 || shape[2] % o.heads)
    refuse(where, "self_attention: expected x [batch, places, features] whose features " + std::to_string(o.heads) + " heads divide, got " + text(shape));
  int64_t keyHeads = o.key_heads ? o.key_heads : o.heads, size = shape[2] / o.heads;
  Tensor all = dense(s / "qkv", x, (o.heads + 2 * keyHeads) * size, {.bias = o.bias});
  int64_t begin = 0;
  auto take = [&](int64_t heads) {
    Tensor part = slice(all, 2, begin * size, (begin + heads) * size);
    begin += heads;
    return reshape(part, {shape[0], shape[1], heads, size});
  };
  Tensor q = take(o.heads), k = take(keyHeads), v = take(keyHeads);   // [B, T, heads, D]
  if (o.positions.defined()) {
    q = rotary(q, o.positions);
    k = rotary(k, o.positions);
  }
  Tensor y = o.attend ? o.attend(q, k, v) : attention(q, k, v, o.attention);
  return dense(s / "out", reshape(y, shape), shape[2], {o.out, o.bias});
}

Tensor dit_block(const Scope &s, Tensor x, const Tensor &cond, int64_t hidden, const SelfAttentionOptions &o, Where where) {
  CallSite site(where);
  int64_t width = x.dim(-1);
  std::vector<Tensor> m;                                              // shift, scale, gate; shift, scale, gate: [B, 1, W]
  if (cond.defined())
    m = modulation(s, cond, 6, width, 3);
  auto norm = [&](const Tensor &y, int i) { return cond.defined() ? modulate(layer_norm(y), m[i], m[i + 1]) : layer_norm(y); };
  auto add = [&](const Tensor &y, const Tensor &to, int i) { return cond.defined() ? to + m[i] * y : to + y; };
  x = add(self_attention(s / "attention", norm(x, 0), o), x, 2);
  Tensor y = gelu_tanh(dense(s / "dense_in", norm(x, 3), hidden));
  return add(dense(s / "dense_out", y, width), x, 5);
}

Tensor decoder_block(const Scope &s, Tensor x, int64_t hidden, SelfAttentionOptions o, Where where) {
  CallSite site(where);
  o.bias = false;
  o.attention.causal = true;
  x = x + self_attention(s / "attention", affine_rms_norm(s / "attention_norm", x), o);
  return x + swiglu(s / "feed_forward", affine_rms_norm(s / "feed_forward_norm", x), hidden);
}

Tensor cross_entropy(const Tensor &logits, const Tensor &labels, Where where) {
  CallSite site(where);
  Shape shape = logits.shape(), rows = labels.shape();
  if (shape.empty() || labels.dtype() != Dtype::i32 || rows != Shape(shape.begin(), shape.end() - 1))
    refuse(where, "cross_entropy: expected logits [..., tokens] and labels i32 [...], got " + text(shape) + " and " + text(rows));
  Tensor x = logits.dtype() == Dtype::bf16 ? convert(logits, Dtype::f32) : logits;
  // the label's place by comparison, not by gather: the derivative is elementwise, and goes into the pass that makes the softmax's
  Tensor hit = iota(shape, (int64_t)shape.size() - 1, Dtype::i32) == labels;
  Tensor below = x - stop_gradient(reduce_max(x, {-1}));              // from the largest; the loss does not depend on what is subtracted
  Tensor total = sum(exp(below), {-1}), own = sum(select(hit, below, 0.0), {-1});
  Tensor loss = select(labels >= shape.back(), std::numeric_limits<double>::quiet_NaN(), log(total) - own);
  return select(labels < 0, 0.0, loss);
}

} // namespace mf::nn
