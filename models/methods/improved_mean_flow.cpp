// Improved mean flow, docs/models.md section 7.
#include "models/methods/common/batch.h"
#include "options/Needs.h"

namespace mf {
namespace {

/// v_g = v + (1 - 1 / omega) (v_c - v_u), omega one number or one an example.
Tensor improved_velocity(const Batch &b) {
  if (!b.conditional() || (!b.omega.defined() && b.m.omega == 1))
    return b.v;
  Tensor difference = b.given_boundary() - b.null_boundary();
  Tensor guided = b.omega.defined() ? b.v + (1.0 - 1.0 / b.omega) * difference : b.v + (1 - 1 / b.m.omega) * difference;
  return b.where_kept(guided);
}

/// The predicted velocity u(z, t, t) of the moving rows, stopped; zero on the others, whose tangent is never used.
Tensor predicted_velocity(const Batch &b, Rows moving) {
  if (moving.begin == moving.end)
    return zeros_like(b.z);
  auto part = [&](const Tensor &x) { return x.defined() ? slice(x, 0, moving.begin, moving.end) : x; };
  Tensor t = part(b.t);
  Condition c{part(b.seen.label), part(b.seen.code), part(b.at_boundary)};
  Tensor v = stop_gradient(b.evaluate(part(b.z), t, zeros_like(t), c));
  return pad(v, {moving.begin, 0, 0}, {0, 0, 0});
}

/// Geng et al., arXiv 2512.02012, boundary form: u + (t - r) sg(du/dt) = v, with the predicted velocity as tangent.
Loss loss_of(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m) {
  auto [t, r, moving] = sample_times(d.normal_t, d.normal_r, m);
  Batch b(network, net, x, label, d, m, t, r);
  auto [u, du_dt] = average_velocity(b, predicted_velocity(b, moving), moving);
  Tensor difference = u + (t - r) * stop_gradient(du_dt) - stop_gradient(improved_velocity(b)); // [B, T, P]
  return {adaptive_l2(difference, m), mse(difference)};
}

std::string omega_fault(const opt::Facts &facts) {
  double omega = facts.number("method.omega");
  return omega >= 1 ? "" : "at least 1 in improved_mean_flow, got " + std::to_string(omega);
}

} // namespace

MF_DEFINE_METHOD(improved_mean_flow) {
  opt::Rows<MethodOptions> rows = mean_flow_options();
  rows.push_back(opt::row("omega_max", &MethodOptions::omega_max, {1, 100},
                        "Above 1: omega is drawn from [1, omega_max] for each example, with an interval of t in which it holds, and the network is told; the guidance is then chosen when sampling.",
                        {.needs = {opt::needs::conditioned()}}));
  opt::Entry entry{.order = 40, .title = "Improved mean flow", .defaults = {{"method.equal_share", 0.5}}, .checks = {{"method.omega", omega_fault}}, .benchmark = true};
  return {.entry = entry, .loss = loss_of, .rows = rows, .samplers = {{"", sample_mean, 1, true}}, .two_times = true, .has_t = false, .told_guidance = true};
}

} // namespace mf
