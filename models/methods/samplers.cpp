// The samplers of docs/models.md section 8. The number of steps is known at run time; each sampler holds the network once.
#include "models/methods/methods.h"

namespace mf {

static Tensor as_float(const Tensor &i) { return convert(i, default_dtype()); }

/// A scalar for each row of z.
static Tensor each_row(const Tensor &scalar, const Tensor &z) { return broadcast_in_dim(scalar, {z.dim(0)}, {}); }

Tensor sample_mean(const Network &network, const Scope &net, const Tensor &eps, const Tensor &label, const Tensor &steps, const SamplerOptions &o) {
  Tensor dt = 1.0 / as_float(steps);
  auto step = [&](const Tensor &i, const std::vector<Tensor> &z) -> std::vector<Tensor> {
    Tensor t = as_float(steps - i) * dt;                               // scalar
    Tensor u = network.velocity(net, z[0], o.has_t ? each_row(t, eps) : Tensor(), each_row(dt, eps), label);
    return {z[0] - dt * u};
  };
  return loop(steps, {eps}, step)[0];
}

/// w(z, t) of the flow, t a scalar; with guidance both halves run as one batch of 2B rows.
static Tensor flow(const Network &network, const Scope &net, const Tensor &z, const Tensor &t, const Tensor &label, const SamplerOptions &o) {
  if (!o.guided) {
    Tensor rows = each_row(t, z);
    return network.velocity(net, z, rows, zeros_like(rows), label);
  }
  int64_t batch = z.dim(0);
  Tensor twice = concatenate({z, z}, 0);
  Tensor labels = concatenate({label, full_like(label, (double)network.o.num_classes)}, 0);
  Tensor rows = each_row(t, twice);
  Tensor w = network.velocity(net, twice, rows, zeros_like(rows), labels);
  Tensor with_label = slice(w, 0, 0, batch), without = slice(w, 0, batch, 2 * batch);
  return without + o.scale * (with_label - without);
}

Tensor sample_euler(const Network &network, const Scope &net, const Tensor &eps, const Tensor &label, const Tensor &steps, const SamplerOptions &o) {
  Tensor dt = 1.0 / as_float(steps);
  auto step = [&](const Tensor &i, const std::vector<Tensor> &z) -> std::vector<Tensor> {
    return {z[0] - dt * flow(network, net, z[0], as_float(steps - i) * dt, label, o)};
  };
  return loop(steps, {eps}, step)[0];
}

/// Heun's two evaluations are two trips of one loop: an even trip looks ahead with Euler, an odd one corrects.
/// Carried: z at the step's start, the point of the next evaluation, the first slope.
Tensor sample_heun(const Network &network, const Scope &net, const Tensor &eps, const Tensor &label, const Tensor &steps, const SamplerOptions &o) {
  Tensor dt = 1.0 / as_float(steps);
  auto trip = [&](const Tensor &j, const std::vector<Tensor> &c) -> std::vector<Tensor> {
    const Tensor &z = c[0], &point = c[1], &first = c[2];
    Tensor odd = rem(j, 2);                                            // i32 scalar
    Tensor t = as_float(steps - (j - odd) / 2 - odd) * dt;             // t_i, then t_{i+1}
    Tensor slope = flow(network, net, point, t, label, o);
    Tensor corrects = broadcast_in_dim(odd == 1, z.shape(), {});
    Tensor next = select(corrects, z - 0.5 * dt * (first + slope), z);
    return {next, select(corrects, next, z - dt * slope), slope};
  };
  return loop(steps * 2, {eps, eps, zeros_like(eps)}, trip)[0];
}

} // namespace mf
