// dit.cpp: a transformer of one's own under a mean flow loss, complete: one network evaluation turns noise into a digit.
//
//   mfcc train examples/dit.cpp --dataset digits --steps 2000
//   mfcc sample runs/dit -o digits.png
//
// Peebles, Xie, "Scalable Diffusion Models with Transformers", arXiv 2212.09748; Geng et al., "Mean Flows for One-step Generative Modeling",
// arXiv 2505.13447. The loss takes the derivative of the network in time: through attention too, by the compiler. docs/howto/attention.md.
#include "mf/mf.h"
#include "models/layers/transformer.h"
#include "models/optimizers/optimizers.h"
using namespace mf;

struct Sizes {
  int64_t blocks, width, heads, batch;
  SignalShape image{28, 28, 1};
  int64_t patch = 4, classes = 10;
};

// One block: attention over all patches, then an MLP; shifts, scales and gates come from the condition.  x [B, T, W], cond [B, W]
Tensor block(const Scope &s, const Sizes &z, Tensor x, const Tensor &cond) {
  Shape heads{x.dim(0), x.dim(1), z.heads, z.width / z.heads};
  auto m = nn::modulation(s, cond, 6, z.width, 3);                                        // [B, 1, W] each, zero in the beginning
  Tensors qkv = split(nn::dense(s / "qkv", nn::modulate(layer_norm(x), m[0], m[1]), 3 * z.width), 3, -1);
  Tensor q = reshape(qkv[0], heads), k = reshape(qkv[1], heads), v = reshape(qkv[2], heads);       // [B, T, H, D]
  Tensor seen = attention(q, k, v);
  x = x + m[2] * nn::dense(s / "out", reshape(seen, x.shape()), z.width);
  return x + m[5] * nn::mlp(s / "mlp", nn::modulate(layer_norm(x), m[3], m[4]), 4 * z.width, z.width);
}

// u(z, t, h): the average velocity over [t - h, t] of images of a class.  x [B, 784], t and h [B], label i32 [B] -> [B, 784]
Tensor velocity(Scope net, const Sizes &z, const Tensor &x, const Tensor &t, const Tensor &h, const Tensor &label) {
  Tensor cond = nn::time_embedding(net / "t", t, 64, z.width);
  cond = cond + nn::time_embedding(net / "h", h, 64, z.width);
  cond = silu(cond + nn::embedding(net / "label", label, z.classes, z.width, Init::random_normal(0.5)));
  Tensor y = nn::dense(net / "patch", nn::patchify(x, z.image, z.patch), z.width);        // [B, T, W]
  y = y + trailing(nn::grid_positions({z.image.height / z.patch, z.image.width / z.patch}, z.width), y);
  for (int64_t i = 0; i < z.blocks; ++i)
    y = block(net / "block" / i, z, y, cond);
  y = nn::dense(net / "head", nn::adaptive_layer_norm(net / "head", y, cond), z.patch * z.patch * z.image.channels, {Init::zeros()});
  return nn::unpatchify(y, z.image, z.patch);
}

// The mean flow loss (eq. 9 to 11 of the paper). Three quarters of the rows have r = t: plain flow matching.
std::pair<Tensor, Tensor> mean_flow(Scope net, const Sizes &z, const Tensor &x, const Tensor &label, Rng rng) {
  int64_t first = z.batch * 3 / 4;
  Tensor eps = rng.normal(x.shape());
  Tensor a = logistic(rng.normal({z.batch}) - 0.4), b = logistic(rng.normal({z.batch}) - 0.4);
  Tensor t = maximum(a, b), still = iota({z.batch}, 0, Dtype::i32) < first;
  Tensor r = select(still, t, minimum(a, b));                                             // [B]   0 <= r <= t <= 1
  Tensor noisy = lerp(x, eps, t), v = eps - x;
  auto u = [&](Tensor y, Tensor t, Tensor r) { return velocity(net, z, y, t, t - r, label); };
  auto [u_value, du_dt] = jvp(u, noisy.along(v), t.along(1.0), r, rows(first, z.batch));
  Tensor s = sum(square(u_value - stop_gradient(v - (t - r) * du_dt)), {1});              // [B]
  return {mean(s * stop_gradient(1.0 / (s + 1e-3))), mean(s) / x.dim(1)};
}

MF_PROGRAM(program) {
  program.set_name("dit");
  Sizes z{program.option("blocks", 4), program.option("width", 96), program.option("heads", 4), program.option("batch", 64)};
  OptimizerOptions adam;
  adam.learning_rate = program.option("lr", 1e-3);
  adam.warmup_steps = 100;
  adam.ema_decay = 0.999;
  Scope net("net");
  program.entry("train_step", {{"x", {z.batch, z.image.size()}}, {"label", {z.batch}, Dtype::i32}}, [&](const Arguments &a) -> Results {
    auto [loss, raw_mse] = mean_flow(net, z, a["x"], a["label"], step_rng());
    optimize(adam, net, loss);
    return {{"loss", loss}, {"raw_mse", raw_mse}};
  });
  program.entry("sample", {{"seed", {}, Dtype::i32}, {"label", {z.batch}, Dtype::i32}}, [&](const Arguments &a) -> Results {
    Tensor eps = Rng(random_key(a["seed"], 0)).normal({z.batch, z.image.size()}), one = full({z.batch}, 1, default_dtype());
    return {{"x", eps - velocity(net.ema(), z, eps, one, one, a["label"])}};              // one step from t = 1 to r = 0
  });
}
