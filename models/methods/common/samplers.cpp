// The samplers of docs/models.md section 8. The number of steps is known at run time; each sampler holds the network once.
#include "models/methods/methods.h"

namespace mf {

static Tensor as_float(const Tensor &i) { return convert(i, default_dtype()); }

/// A scalar for each row of z.
static Tensor each_row(const Tensor &scalar, const Tensor &z) { return broadcast_in_dim(scalar, {z.dim(0)}, {}); }

Tensor Trajectory::time(const Tensor &i) const {
  if (times.defined())
    return reshape(dynamic_slice(times, reshape(i, {1}), {1}), {});
  return as_float(steps - i) / as_float(steps); // exactly 0 at the last
}

Tensor sample_mean(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o) {
  auto step = [&](const Tensor &i, const std::vector<Tensor> &z) -> std::vector<Tensor> {
    Tensor t = path.time(i), dt = t - path.time(i + 1);        // scalars
    Tensor u = network.velocity(net, z[0], o.has_t ? each_row(t, eps) : Tensor(), each_row(dt, eps), c);
    return {z[0] - dt * u};
  };
  return loop(path.steps, {eps}, step)[0];
}

Tensor no_guidance(int64_t rows, Where where) {
  CallSite site(where);
  return broadcast_in_dim(constant({0, 0, 1}, {3}, default_dtype()), {rows, 3}, {1});
}

Condition null_condition(const Network &network, const Condition &c) {
  Condition null;
  if (c.label.defined())
    null.label = full_like(c.label, (double)network.o.num_classes);
  if (c.code.defined())
    null.code = zeros_like(c.code);
  if (c.guidance.defined())
    null.guidance = no_guidance(c.guidance.dim(0));
  return null;
}

static Condition both(const Condition &a, const Condition &b) {
  auto join = [](const Tensor &a, const Tensor &b) { return a.defined() ? concatenate({a, b}, 0) : a; };
  return {join(a.label, b.label), join(a.code, b.code), join(a.guidance, b.guidance)};
}

/// w(z, t) of the flow, t a scalar; with guidance both halves run as one batch of 2B rows.
static Tensor flow(const Network &network, const Scope &net, const Tensor &z, const Tensor &t, const Condition &c, const SamplerOptions &o) {
  if (!o.guided) {
    Tensor rows = each_row(t, z);
    return network.velocity(net, z, rows, zeros_like(rows), c);
  }
  int64_t batch = z.dim(0);
  Tensor twice = concatenate({z, z}, 0);
  Tensor rows = each_row(t, twice);
  Tensor w = network.velocity(net, twice, rows, zeros_like(rows), both(c, null_condition(network, c)));
  Tensor with = slice(w, 0, 0, batch), without = slice(w, 0, batch, 2 * batch);
  return without + o.scale * (with - without);
}

Tensor sample_euler(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o) {
  auto step = [&](const Tensor &i, const std::vector<Tensor> &z) -> std::vector<Tensor> {
    Tensor t = path.time(i), dt = t - path.time(i + 1);
    return {z[0] - dt * flow(network, net, z[0], t, c, o)};
  };
  return loop(path.steps, {eps}, step)[0];
}

/// The two-stage rules: a slope at the step's start, a second one at the share `alpha` of the step (1: Heun, 1/2: midpoint), the step along
/// (1 - 1 / (2 alpha)) first + 1 / (2 alpha) second. Its two evaluations are two trips of one loop: an even trip looks ahead, an odd one steps.
/// Carried: z at the step's start, the point of the next evaluation, the first slope.
static Tensor sample_two_stage(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o,
                               double alpha) {
  double second = 1 / (2 * alpha);
  auto trip = [&](const Tensor &j, const std::vector<Tensor> &carried) -> std::vector<Tensor> {
    const Tensor &z = carried[0], &point = carried[1], &first = carried[2];
    Tensor odd = rem(j, 2), i = (j - odd) / 2;                         // i32 scalars
    Tensor begin = path.time(i), dt = begin - path.time(i + 1);
    Tensor t = begin - alpha * as_float(odd) * dt;
    Tensor slope = flow(network, net, point, t, c, o);
    Tensor steps = broadcast_in_dim(odd == 1, z.shape(), {});
    Tensor next = select(steps, z - dt * ((1 - second) * first + second * slope), z);
    return {next, select(steps, next, z - alpha * dt * slope), slope};
  };
  return loop(path.steps * 2, {eps, eps, zeros_like(eps)}, trip)[0];
}

Tensor sample_heun(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o) {
  return sample_two_stage(network, net, eps, c, path, o, 1);
}

Tensor sample_midpoint(const Network &network, const Scope &net, const Tensor &eps, const Condition &c, const Trajectory &path, const SamplerOptions &o) {
  return sample_two_stage(network, net, eps, c, path, o, 0.5);
}

} // namespace mf
