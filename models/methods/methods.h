// methods.h: the methods: losses and samplers. docs/models.md sections 7 and 8 define them. All of it lives in token space [B, T, P].
// Each is one file of this folder, which registers itself: docs/howto/add-a-method.md.
#pragma once
#include "models/architectures/network.h"

namespace mf {

/// One for each file x.cpp of this folder.
enum class Method {
#define MF_ENTRY(name) name,
#include "generated/methods.inc"
#undef MF_ENTRY
};

/// Constants of a method. `defaults(method)` differs in equal_share and time_mean.
struct MethodOptions {
  Method method = Method::mean_flow;
  std::vector<int64_t> levels = {8};       ///< of the latent's quantizer (nn::fsq); empty: a latent that is not quantized
  double time_mean = -0.4, time_std = 1.0; ///< t = logistic(N(time_mean, time_std^2))
  double equal_share = 0.75;               ///< share of rows with r = t: the first ones
  double adaptive_c = 1e-3, adaptive_p = 1.0;
  double condition_dropout = 0.1;
  double omega = 1.0, kappa = 0.0;         ///< guidance inside the target; off at 1 and 0
  double omega_max = 1.0;                  ///< improved mean flow: > 1 draws omega in [1, omega_max] and an interval for each example
  std::any own = {};                       ///< constants of a method that has a struct of its own; empty: its defaults
  static MethodOptions defaults(Method method);
};

/// Random numbers that a loss takes, in the order in which they are drawn. Empty where the method needs none.
struct Draws {
  Tensor eps;                ///< [B, T, P]  N(0, 1)
  Tensor normal_t, normal_r; ///< [B]        N(0, 1)
  Tensor dropout;            ///< [B]        uniform [0, 1)
  Tensor guidance;           ///< [B, 3]     uniform [0, 1): omega, begin and end of its interval
};
/// The draws that the method needs for a batch of `rows` rows.
Draws draw(Rng rng, const MethodOptions &m, const NetworkOptions &o, int64_t rows);

/// `value` is what the gradient is taken of, `raw_mse` what a person looks at: with p = 1 the weighted loss stays near 1 whatever happens.
struct Loss {
  Tensor value, raw_mse; // scalars
};
/// x [B, T, P], label i32 [B] (empty without classes). A network with a latent is conditioned on the quantized code of x.
Loss loss(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &draws, const MethodOptions &m);

//===-- the parts, for models of one's own ------------------------------------------------------===//

/// Times of mean flow: t >= r [B], r = t on the rows before `moving`.
struct Times {
  Tensor t, r;
  Rows moving;
};
Times sample_times(const Tensor &normal_t, const Tensor &normal_r, const MethodOptions &m);
/// Mean over the batch of S sg(1 / (S + c)^p), S = SUM over an example of d^2. d [B, ...].
Tensor adaptive_l2(const Tensor &d, const MethodOptions &m, Where where = Where::current());
/// Mean of d^2 over everything.
Tensor mse(const Tensor &d, Where where = Where::current());
/// The code of x [B, T, P] as the decoder sees it: [B, vectors, code_size]. Its gradient reaches the encoder.
Tensor encode(const Network &network, Scope net, const Tensor &x, const MethodOptions &m);
/// The input that says "no guidance": [rows, 3].
Tensor no_guidance(int64_t rows, Where where = Where::current());
/// The condition "none given": the null class, the zero latent, no guidance. Parts that c has not stay empty.
Condition null_condition(const Network &network, const Condition &c);

//===-- samplers --------------------------------------------------------------------------------===//

/// Where a sampler goes: from time(0) to time(steps), never beyond.
struct Trajectory {
  Tensor steps; ///< i32 scalar, at least 1
  Tensor times; ///< [n], n > steps, falling: the times. Empty: equal steps from 1 to 0
  /// The time at i (i32 scalar), a scalar.
  Tensor time(const Tensor &i) const;
};

/// Which equation the sampler integrates.
struct SamplerOptions {
  bool has_t = true;    ///< false: improved mean flow
  bool guided = false;  ///< flow matching: w_u + scale (w_c - w_u), both halves in one batch
  Tensor scale;         ///< f32 scalar, where guided
};
/// Steps of z - dt u(z, t, dt): mean flow. eps [B, T, P] -> [B, T, P].
Tensor sample_mean(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o = {});
/// Integration of the flow: Euler (one evaluation a step), Heun and the midpoint rule (two).
Tensor sample_euler(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o = {});
Tensor sample_heun(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o = {});
Tensor sample_midpoint(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o = {});

} // namespace mf
