// two_moons.cpp: mean flow on a 2-D toy, complete. One network evaluation turns noise into a point of two half circles.
//
//   mfcc train examples/two_moons.cpp --steps 5000
//
// Geng et al., "Mean Flows for One-step Generative Modeling", arXiv 2505.13447. docs/tutorial.md builds this file up step by step.
#include "mf/mf.h"
#include "models/layers/layers.h"
#include "models/optimizers/optimizers.h"
#include <numbers>
using namespace mf;

constexpr int64_t batch = 1024, points = 2000;

// n points: -> [n, 2]
Tensor two_moons(Rng rng, int64_t n) {
  Tensor angle = std::numbers::pi * rng.uniform({n});
  Tensor upper = rng.uniform({n}) < 0.5;
  Tensor x = select(upper, cos(angle), 1.0 - cos(angle)) - 0.5;
  Tensor y = select(upper, sin(angle), 0.5 - sin(angle)) - 0.25;
  Tensor clean = concatenate({reshape(x, {n, 1}), reshape(y, {n, 1})}, 1);
  return 1.4 * clean + 0.07 * rng.normal({n, 2});
}

// u(z, t, h): the average velocity over [t - h, t].  z [B, 2], t and h [B] -> [B, 2]
Tensor velocity(Scope net, Tensor z, Tensor t, Tensor h) {
  Tensor x = concatenate({z, nn::random_fourier(t, 16, 0.5), nn::random_fourier(h, 16, 0.5, 1)}, 1);
  for (int i = 0; i < 3; ++i)
    x = silu(nn::dense(net / "hidden" / i, x, 128));
  return nn::dense(net / "out", x, 2);
}

// The mean flow loss (eq. 9 to 11 of the paper).  x [B, 2] -> scalars: weighted loss, raw MSE
std::pair<Tensor, Tensor> mean_flow(Scope net, Tensor x, Rng rng) {
  int64_t rows_in_all = x.dim(0), first = rows_in_all / 2;
  Tensor eps = rng.normal(x.shape());
  Tensor a = rng.uniform({rows_in_all}), b = rng.uniform({rows_in_all});
  Tensor t = maximum(a, b);                                        // [B]   0 <= r <= t <= 1
  Tensor still = iota({rows_in_all}, 0, Dtype::i32) < first;
  Tensor r = select(still, t, minimum(a, b));                      // [B]   r = t on the first half: plain flow matching
  Tensor z = lerp(x, eps, t), v = eps - x;                         // [B, 2]
  auto u = [&](Tensor z, Tensor t, Tensor r) { return velocity(net, z, t, t - r); };
  auto [u_value, du_dt] = jvp(u, z.along(v), t.along(1.0), r, rows(first, rows_in_all));
  Tensor target = stop_gradient(v - (t - r) * du_dt);
  Tensor s = sum(square(u_value - target), {1});                   // [B]
  return {mean(s * stop_gradient(1.0 / sqrt(s + 1e-3))), mean(s)};
}

MF_PROGRAM(program) {
  program.set_name("two_moons");
  Scope net("net");
  OptimizerOptions adam;
  adam.learning_rate = 2e-3;
  adam.schedule = Schedule::cosine;
  adam.total_steps = 5000;
  adam.ema_decay = 0.999;

  program.entry("train_step", {}, [&](auto &) -> Results {
    Rng rng = step_rng();
    Tensor x = two_moons(rng, batch);
    auto [loss, raw_mse] = mean_flow(net, x, rng);
    optimize(adam, net, loss);
    return {{"loss", loss}, {"raw_mse", raw_mse}};
  });
  program.entry("sample", {{"seed", {}, Dtype::i32}}, [&](auto &a) -> Results {
    Tensor eps = Rng(random_key(a[0], 0)).normal({points, 2}), one = full({points}, 1, default_dtype());
    return {{"x", eps - velocity(net.ema(), eps, one, one)}};      // one step from t = 1 to r = 0
  });
  program.entry("data", {{"seed", {}, Dtype::i32}}, [&](auto &a) -> Results {
    return {{"x", two_moons(Rng(random_key(a[0], 1)), points)}};
  });
}
