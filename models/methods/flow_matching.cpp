// Flow matching, docs/models.md section 7.
#include "models/methods/common/batch.h"

namespace mf {

/// Lipman et al., arXiv 2210.02747.
static Loss loss_of(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m) {
  Tensor t = logistic_time(d.normal_t, m);
  Batch b(network, net, x, label, d, m, t, t);
  Tensor error = mse(b.evaluate(b.z, t, zeros_like(t), b.seen) - b.v);
  return {error, error};
}

MF_DEFINE_METHOD(flow_matching) {
  opt::Entry entry{.order = 20, .title = "Flow matching", .benchmark = true};
  entry.defaults = {{"method.time_mean", 0.0}}; // more of the noisy end, where an integration begins: docs/results.md
  return {.entry = entry,
          .loss = loss_of,
          .rows = flow_options(),
          .samplers = {{"", sample_euler, 1, true}, {"_heun", sample_heun, 2, true}, {"_midpoint", sample_midpoint, 2}},
          .guides = true};
}

} // namespace mf
