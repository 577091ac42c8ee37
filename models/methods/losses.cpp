// The losses of docs/models.md section 7.
#include "models/methods/methods.h"
#include <cmath>

namespace mf {

MethodOptions MethodOptions::defaults(Method method) {
  MethodOptions m;
  m.method = method;
  m.equal_share = method == Method::improved_mean_flow ? 0.5 : 0.75;
  m.time_mean = method == Method::flow_matching ? 0 : -0.4;
  return m;
}

Draws draw(Rng rng, const MethodOptions &m, const NetworkOptions &o, int64_t rows) {
  Draws d;
  if (m.method == Method::autoencoder)
    return d;
  d.eps = rng.normal({rows, o.tokens.count, o.tokens.width});
  d.normal_t = rng.normal({rows});
  if (m.method != Method::flow_matching)
    d.normal_r = rng.normal({rows});
  if (o.num_classes > 0 || o.code_size > 0)
    d.dropout = rng.uniform({rows});
  if (o.guidance_input)
    d.guidance = rng.uniform({rows, 3});
  return d;
}

//===-- parts ----------------------------------------------------------------------------------===//

static Tensor logistic_time(const Tensor &normal, const MethodOptions &m) { return logistic(m.time_mean + m.time_std * normal); }

Times sample_times(const Tensor &normal_t, const Tensor &normal_r, const MethodOptions &m) {
  int64_t rows = normal_t.dim(0), first = (int64_t)(m.equal_share * (double)rows);
  Tensor a = logistic_time(normal_t, m), b = logistic_time(normal_r, m);
  Tensor t = maximum(a, b), r = minimum(a, b);
  Tensor still = iota({rows}, 0, Dtype::i32) < (double)first;
  return {t, select(still, t, r), {first, rows}};
}

Tensor mse(const Tensor &d, Where where) {
  CallSite site(where);
  return mean(square(d));
}

Tensor adaptive_l2(const Tensor &d, const MethodOptions &m, Where where) {
  CallSite site(where);
  Dims inner;
  for (int64_t axis = 1; axis < d.rank(); ++axis)
    inner.push_back(axis);
  Tensor s = sum(square(d), inner);                                    // [B]   SUM: the constant c is in these units
  Tensor weight = m.adaptive_p == 1.0 ? 1.0 / (s + m.adaptive_c) : pow(s + m.adaptive_c, -m.adaptive_p);
  return mean(s * stop_gradient(weight));
}

Tensor encode(const Network &network, Scope net, const Tensor &x, const MethodOptions &m) {
  Tensor code = network.encode(net, x);
  return m.levels.empty() ? code : nn::fsq(code, m.levels).value;
}

namespace {

/// a where the row's flag is set, b elsewhere; a, b [B, ...]. Empty where a is.
Tensor choose(const Tensor &flags, const Tensor &a, const Tensor &b) { return a ? select(leading(flags, a), a, b) : a; }

/// What the flow methods share: the noised batch and the condition that the network sees.
struct Batch {
  const Network &network;
  const Scope &net;
  const MethodOptions &m;
  Tensor z, v, t, r;
  Condition given, seen; ///< seen: rows of `dropped` have the null condition
  Tensor dropped, omega; ///< [B]; empty without a condition, without guidance drawn for each example
  Tensor at_boundary;    ///< [B, 3]: the guidance that velocities at h = 0 are told, omega in the whole interval

  Batch(const Network &network, const Scope &net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m, const Tensor &t,
        const Tensor &r)
      : network(network), net(net), m(m), z(lerp(x, d.eps, t)), v(d.eps - x), t(t), r(r), given{label, {}, {}} {
    if (network.o.code_size > 0)
      given.code = encode(network, net, x, m);
    if (d.guidance)
      draw_guidance(d);
    seen = given;
    if (!conditional())
      return;
    dropped = d.dropout < m.condition_dropout;
    Condition null = null_condition(network, given);
    seen.label = choose(dropped, null.label, given.label);
    seen.code = choose(dropped, null.code, given.code);
  }

  /// omega = omega_max^U where begin <= t <= end, 1 elsewhere; begin ~ U(0, 1/2), end ~ U(1/2, 1). Rows with r = t have the whole interval: they train
  /// what boundary velocities ask for.
  void draw_guidance(const Draws &d) {
    auto column = [&](int64_t i) { return reshape(slice(d.guidance, 1, i, i + 1), {t.dim(0)}); };
    Tensor moves = t > r, drawn = exp(std::log(m.omega_max) * column(0));
    Tensor begin = select(moves, 0.5 * column(1), 0.0), end = select(moves, 0.5 + 0.5 * column(2), 1.0);
    omega = select(t >= begin && t <= end, drawn, 1.0);
    auto wide = [&](const Tensor &x) { return reshape(x, {t.dim(0), 1}); };
    given.guidance = concatenate({wide(1.0 - 1.0 / drawn), wide(begin), wide(end)}, 1);
    at_boundary = concatenate({wide(1.0 - 1.0 / omega), wide(zeros_like(t)), wide(full_like(t, 1.0))}, 1);
  }

  bool conditional() const { return bool(given.label) || bool(given.code); }
  bool has_t() const { return m.method != Method::improved_mean_flow; }

  /// The network on this batch, without t where the method has none.
  Tensor evaluate(const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const {
    return network.velocity(net, z, has_t() ? t : Tensor(), h, c);
  }
  /// The stopped velocity at h = 0.
  Tensor boundary(const Condition &c) const { return stop_gradient(evaluate(z, t, zeros_like(t), c)); }
  /// With the given condition; guided itself: guidance by omega is the fixed point of v_c = v + (1 - 1 / omega) (v_c - v_u).
  Tensor given_boundary() const { return boundary({given.label, given.code, at_boundary}); }
  Tensor null_boundary() const { return boundary(null_condition(network, given)); }
  /// `guided` on rows that kept their condition, v on the others.
  Tensor where_kept(const Tensor &guided) const { return choose(dropped, v, guided); }
};

/// v~ = omega v + (1 - omega - kappa) v_u + kappa v_c: the guided velocity, target and tangent of mean flow.
Tensor mean_flow_velocity(const Batch &b) {
  double null_share = 1 - b.m.omega - b.m.kappa;
  if (!b.conditional() || (b.m.omega == 1 && b.m.kappa == 0))
    return b.v;
  Tensor guided = b.m.omega * b.v;
  if (null_share != 0)
    guided = guided + null_share * b.null_boundary();
  if (b.m.kappa != 0)
    guided = guided + b.m.kappa * b.given_boundary();
  return b.where_kept(guided);
}

/// v_g = v + (1 - 1 / omega) (v_c - v_u), omega one number or one an example.
Tensor improved_velocity(const Batch &b) {
  if (!b.conditional() || (!b.omega && b.m.omega == 1))
    return b.v;
  Tensor difference = b.given_boundary() - b.null_boundary();
  Tensor guided = b.omega ? b.v + (1.0 - 1.0 / b.omega) * difference : b.v + (1 - 1 / b.m.omega) * difference;
  return b.where_kept(guided);
}

/// u at (z, t, r) and du/dt along (tangent, 1, 0), the latter on the moving rows alone.
std::pair<Tensor, Tensor> average_velocity(const Batch &b, const Tensor &tangent, Rows moving) {
  auto u = [&](const Tensor &z, const Tensor &t, const Tensor &r) { return b.evaluate(z, t, t - r, b.seen); };
  if (moving.begin == moving.end)
    return {u(b.z, b.t, b.r), zeros_like(b.z)};
  return jvp(u, b.z.along(tangent), b.t.along(1.0), b.r, rows(moving));
}

/// The predicted velocity u(z, t, t) of the moving rows, stopped; zero on the others, whose tangent is never used.
Tensor predicted_velocity(const Batch &b, Rows moving) {
  if (moving.begin == moving.end)
    return zeros_like(b.z);
  auto part = [&](const Tensor &x) { return x ? slice(x, 0, moving.begin, moving.end) : x; };
  Tensor t = part(b.t);
  Condition c{part(b.seen.label), part(b.seen.code), part(b.at_boundary)};
  Tensor v = stop_gradient(b.evaluate(part(b.z), t, zeros_like(t), c));
  return pad(v, {moving.begin, 0, 0}, {0, 0, 0});
}

Loss autoencoder(const Network &network, Scope net, const Tensor &x, const MethodOptions &m) {
  Tensor error = mse(network.decode(net, encode(network, net, x, m)) - x);
  return {error, error};
}

/// Lipman et al., arXiv 2210.02747.
Loss flow_matching(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m) {
  Tensor t = logistic_time(d.normal_t, m);
  Batch b(network, net, x, label, d, m, t, t);
  Tensor error = mse(b.evaluate(b.z, t, zeros_like(t), b.seen) - b.v);
  return {error, error};
}

/// Geng et al., arXiv 2505.13447: u = sg(v - (t - r) du/dt).
Loss mean_flow(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m) {
  auto [t, r, moving] = sample_times(d.normal_t, d.normal_r, m);
  Batch b(network, net, x, label, d, m, t, r);
  Tensor v = mean_flow_velocity(b);
  auto [u, du_dt] = average_velocity(b, v, moving);
  Tensor difference = u - stop_gradient(v - (t - r) * du_dt);          // [B, T, P]
  return {adaptive_l2(difference, m), mse(difference)};
}

/// Geng et al., arXiv 2512.02012, boundary form: u + (t - r) sg(du/dt) = v, with the predicted velocity as tangent.
Loss improved_mean_flow(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m) {
  auto [t, r, moving] = sample_times(d.normal_t, d.normal_r, m);
  Batch b(network, net, x, label, d, m, t, r);
  auto [u, du_dt] = average_velocity(b, predicted_velocity(b, moving), moving);
  Tensor difference = u + (t - r) * stop_gradient(du_dt) - stop_gradient(improved_velocity(b)); // [B, T, P]
  return {adaptive_l2(difference, m), mse(difference)};
}

} // namespace

Loss loss(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &draws, const MethodOptions &m) {
  switch (m.method) {
  case Method::autoencoder: return autoencoder(network, net, x, m);
  case Method::flow_matching: return flow_matching(network, net, x, label, draws, m);
  case Method::mean_flow: return mean_flow(network, net, x, label, draws, m);
  case Method::improved_mean_flow: return improved_mean_flow(network, net, x, label, draws, m);
  }
  return {};
}

} // namespace mf
