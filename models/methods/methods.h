// methods.h: the four methods: losses and samplers. docs/models.md sections 7 and 8 define them.
#pragma once
#include "models/architectures/network.h"

namespace mf {

enum class Method { autoencoder, flow_matching, mean_flow, improved_mean_flow };

/// Constants of a method. `defaults(method)` differs in equal_share alone.
struct MethodOptions {
  Method method = Method::mean_flow;
  double time_mean = -0.4, time_std = 1.0; ///< t = logistic(N(time_mean, time_std^2))
  double equal_share = 0.75;               ///< share of rows with r = t: the first ones
  double adaptive_c = 1e-3, adaptive_p = 1.0;
  double class_dropout = 0.1;
  double omega = 1.0, kappa = 0.0;         ///< guidance inside the target; off at 1 and 0
  static MethodOptions defaults(Method method);
};

/// Random numbers that a loss takes, in the order in which they are drawn. Empty where the method needs none.
struct Draws {
  Tensor eps;                ///< [B, D]  N(0, 1)
  Tensor normal_t, normal_r; ///< [B]     N(0, 1)
  Tensor dropout;            ///< [B]     uniform [0, 1)
};
/// The draws that the method needs for a batch of `rows` rows.
Draws draw(Rng rng, const MethodOptions &m, const NetworkOptions &o, int64_t rows);

/// `value` is what the gradient is taken of, `raw_mse` what a person looks at: with p = 1 the weighted loss stays near 1 whatever happens.
struct Loss {
  Tensor value, raw_mse; // scalars
};
/// x [B, D], label i32 [B] (empty without classes).
Loss loss(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &draws, const MethodOptions &m);

//===-- the parts, for models of one's own ------------------------------------------------------===//

/// Times of mean flow: t >= r [B], r = t on the rows before `moving`.
struct Times {
  Tensor t, r;
  Rows moving;
};
Times sample_times(const Tensor &normal_t, const Tensor &normal_r, const MethodOptions &m);
/// Mean over the batch of S sg(1 / (S + c)^p), S = SUM over the pixels of d^2. d [B, D].
Tensor adaptive_l2(const Tensor &d, const MethodOptions &m, Where where = Where::current());
/// Mean of d^2 over everything.
Tensor mse(const Tensor &d, Where where = Where::current());

//===-- samplers --------------------------------------------------------------------------------===//

/// Which equation the sampler integrates.
struct SamplerOptions {
  bool has_t = true;    ///< false: improved mean flow
  bool guided = false;  ///< flow matching: w_u + scale (w_c - w_u), both halves in one batch
  Tensor scale;         ///< f32 scalar, where guided
};
/// `steps` steps (i32 scalar) of z - dt u(z, t, dt): mean flow. eps [B, D], label i32 [B] or empty -> [B, D].
Tensor sample_mean(const Network &network, const Scope &net, const Tensor &eps, const Tensor &label, const Tensor &steps, const SamplerOptions &o = {});
/// Euler and Heun integration of the flow from t = 1 to t = 0.
Tensor sample_euler(const Network &network, const Scope &net, const Tensor &eps, const Tensor &label, const Tensor &steps, const SamplerOptions &o = {});
Tensor sample_heun(const Network &network, const Scope &net, const Tensor &eps, const Tensor &label, const Tensor &steps, const SamplerOptions &o = {});

} // namespace mf
