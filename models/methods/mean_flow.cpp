// Mean flow, docs/models.md section 7.
#include "models/methods/common/batch.h"
#include "options/Needs.h"

namespace mf {
namespace {

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

/// Geng et al., arXiv 2505.13447: u = sg(v - (t - r) du/dt).
Loss loss_of(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m) {
  auto [t, r, moving] = sample_times(d.normal_t, d.normal_r, m);
  Batch b(network, net, x, label, d, m, t, r);
  Tensor v = mean_flow_velocity(b);
  auto [u, du_dt] = average_velocity(b, v, moving);
  Tensor difference = u - stop_gradient(v - (t - r) * du_dt);          // [B, T, P]
  return {adaptive_l2(difference, m), mse(difference)};
}

} // namespace

MF_DEFINE_METHOD(mean_flow) {
  opt::Rows<MethodOptions> rows = mean_flow_options();
  rows.push_back(opt::row("kappa", &MethodOptions::kappa, {0, 0.99}, "Share of the conditional velocity in the target; the guidance is omega / (1 - kappa).", {.needs = {opt::needs::conditioned()}}));
  opt::Entry entry{.order = 30, .title = "Mean flow", .benchmark = true};
  return {.entry = entry, .loss = loss_of, .rows = rows, .samplers = {{"", sample_mean, 1, true}}, .two_times = true};
}

} // namespace mf
