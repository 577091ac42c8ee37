// The registry of methods, and the parts of the losses of docs/models.md section 7.
#include "models/methods/common/batch.h"
#include "options/Needs.h"
#include <cmath>

namespace mf {

const std::vector<MethodEntry> &methods() {
  static const std::vector<MethodEntry> all = [] {
    auto list = opt::registry<MethodEntry>({
#define MF_ENTRY(name) {#name, method_##name},
#include "generated/methods.inc"
#undef MF_ENTRY
    });
    for (MethodEntry &m : list) {
      if (m.flow())
        m.entry.traits.push_back(opt::trait::flow);
      m.entry.options = opt::optionsOf(m.rows);
      m.entry.options.insert(m.entry.options.end(), m.own.options.begin(), m.own.options.end());
    }
    return list;
  }();
  return all;
}

const MethodEntry &method_entry(Method method) { return methods().at((size_t)method); }

MethodOptions read_method_options(Method method, const opt::Values &values) {
  const MethodEntry &entry = method_entry(method);
  MethodOptions m;
  m.method = method;
  opt::fill(m, entry.rows, values);
  m.own = entry.own.read(values);
  return m;
}

MethodOptions MethodOptions::defaults(Method method) { return read_method_options(method, opt::presetsOf(method_entry(method).entry, "method")); }

Draws draw(Rng rng, const MethodOptions &m, const NetworkOptions &o, int64_t rows) {
  const MethodEntry &entry = method_entry(m.method);
  Draws d;
  if (!entry.flow())
    return d;
  d.eps = rng.normal({rows, o.tokens.count, o.tokens.width});
  d.normal_t = rng.normal({rows});
  if (entry.two_times)
    d.normal_r = rng.normal({rows});
  if (o.num_classes > 0 || o.code_size > 0)
    d.dropout = rng.uniform({rows});
  if (o.guidance_input)
    d.guidance = rng.uniform({rows, 3});
  return d;
}

Loss loss(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &draws, const MethodOptions &m) {
  return method_entry(m.method).loss(network, net, x, label, draws, m);
}

//===-- rows that several methods have -----------------------------------------------------------===//

opt::Rows<MethodOptions> flow_options() {
  return {
      opt::row("condition_dropout", &MethodOptions::condition_dropout, {0, 1}, "Share of examples whose condition is replaced by the null condition.", {.needs = {opt::needs::conditioned()}}),
      opt::row("time_mean", &MethodOptions::time_mean, {-10, 10}, "Times are logistic(N(time_mean, time_std^2))."),
      opt::row("time_std", &MethodOptions::time_std, {0.01, 10}, "See time_mean."),
  };
}

opt::Rows<MethodOptions> mean_flow_options() {
  opt::Rows<MethodOptions> rows = flow_options();
  const opt::Rows<MethodOptions> more = {
      opt::row("equal_share", &MethodOptions::equal_share, {0, 1}, "Share of the batch with r = t; the tangent is computed on the other rows alone."),
      opt::row("adaptive_c", &MethodOptions::adaptive_c, {1e-12, 1e6}, "The weighting is 1 / (S + c)^p, S the squared error summed over an example."),
      opt::row("adaptive_p", &MethodOptions::adaptive_p, {0, 4}, "See adaptive_c; 0 turns the weighting off."),
      opt::row("omega", &MethodOptions::omega, {0, 100}, "Guidance inside the target; 1 (with kappa = 0) is none.", {.needs = {opt::needs::conditioned()}}),
  };
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

//===-- parts ----------------------------------------------------------------------------------===//

Tensor logistic_time(const Tensor &normal, const MethodOptions &m) { return logistic(m.time_mean + m.time_std * normal); }

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

//===-- batches ----------------------------------------------------------------------------------===//

/// a where the row's flag is set, b elsewhere; a, b [B, ...]. Empty where a is.
static Tensor choose(const Tensor &flags, const Tensor &a, const Tensor &b) { return a.defined() ? select(leading(flags, a), a, b) : a; }

Batch::Batch(const Network &network, const Scope &net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m, const Tensor &t, const Tensor &r)
    : network(network), net(net), m(m), z(lerp(x, d.eps, t)), v(d.eps - x), t(t), r(r), given{label, {}, {}} {
  if (network.o.code_size > 0)
    given.code = encode(network, net, x, m);
  if (d.guidance.defined())
    draw_guidance(d);
  seen = given;
  if (!conditional())
    return;
  dropped = d.dropout < m.condition_dropout;
  Condition null = null_condition(network, given);
  seen.label = choose(dropped, null.label, given.label);
  seen.code = choose(dropped, null.code, given.code);
}

void Batch::draw_guidance(const Draws &d) {
  auto column = [&](int64_t i) { return reshape(slice(d.guidance, 1, i, i + 1), {t.dim(0)}); };
  Tensor moves = t > r, drawn = exp(std::log(m.omega_max) * column(0));
  Tensor begin = select(moves, 0.5 * column(1), 0.0), end = select(moves, 0.5 + 0.5 * column(2), 1.0);
  omega = select(t >= begin && t <= end, drawn, 1.0);
  auto wide = [&](const Tensor &x) { return reshape(x, {t.dim(0), 1}); };
  given.guidance = concatenate({wide(1.0 - 1.0 / drawn), wide(begin), wide(end)}, 1);
  at_boundary = concatenate({wide(1.0 - 1.0 / omega), wide(zeros_like(t)), wide(full_like(t, 1.0))}, 1);
}

Tensor Batch::where_kept(const Tensor &guided) const { return choose(dropped, v, guided); }

std::pair<Tensor, Tensor> average_velocity(const Batch &b, const Tensor &tangent, Rows moving) {
  auto u = [&](const Tensor &z, const Tensor &t, const Tensor &r) { return b.evaluate(z, t, t - r, b.seen); };
  if (moving.begin == moving.end)
    return {u(b.z, b.t, b.r), zeros_like(b.z)};
  return jvp(u, b.z.along(tangent), b.t.along(1.0), b.r, rows(moving));
}

} // namespace mf
