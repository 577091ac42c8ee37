// Optimizers of docs/models.md section 9: SGD, Adam (Kingma, Ba, arXiv 1412.6980), AdamW (Loshchilov, Hutter, arXiv 1711.05101).
#include "models/optimizers/optimizers.h"
#include <limits>
#include <numbers>

namespace mf {
namespace {

/// Glob with `*` alone.
bool matches(const char *pattern, const char *text) {
  if (*pattern == '*')
    return matches(pattern + 1, text) || (*text && matches(pattern, text + 1));
  return *pattern == *text && (!*pattern || matches(pattern + 1, text + 1));
}

ParameterGroup group_of(const OptimizerOptions &o, const std::string &name) {
  for (const ParameterGroup &g : o.groups)
    if (matches(g.pattern.c_str(), name.c_str()))
      return g;
  return {"*", 1, o.weight_decay};
}

Tensor slot(const std::string &name, const Shape &shape, double value = 0) {
  return state("optimizer." + name, "optimizer", shape, default_dtype(), Init::fill(value));
}

/// The finished steps plus one, as a number; counts it.
Tensor count_step() {
  Tensor next = state("step", "counter", {}, Dtype::i64, Init::zeros()) + 1;
  write("step", next);
  return convert(next, default_dtype());
}

/// Global norm before clipping; scales the gradients.
Tensor clip(const OptimizerOptions &o, std::vector<Tensor> &gradients) {
  Tensor squares;
  for (const Tensor &g : gradients)
    squares = squares.defined() ? squares + sum(square(g)) : sum(square(g));
  Tensor norm = sqrt(squares);
  if (o.clip_norm > 0) {
    Tensor factor = o.clip_norm / maximum(norm, o.clip_norm);
    for (Tensor &g : gradients)
      g = factor * g;
  }
  return norm;
}

/// 1 -> final_fraction along half a cosine.
Tensor cosine_factor(const OptimizerOptions &o, const Tensor &n) {
  double length = (double)std::max<int64_t>(1, o.total_steps - o.warmup_steps);
  Tensor q = clamp((n - (double)o.warmup_steps) / length, 0, 1);
  return o.final_fraction + (1 - o.final_fraction) * (1.0 + cos(std::numbers::pi * q)) / 2.0;
}

/// Falls by plateau_decay where the smoothed metric has not improved for plateau_patience steps.
Tensor plateau_factor(const OptimizerOptions &o, const Tensor &n, const Tensor &metric, Where where) {
  if (!metric.defined())
    throw Error(std::string(where.file) + ":" + std::to_string(where.line) + ": error: optimize: the plateau schedule needs a metric");
  Tensor factor = slot("plateau.factor", {}, 1), best = slot("plateau.best", {}, std::numeric_limits<double>::infinity());
  Tensor bad = slot("plateau.bad", {}), average = slot("plateau.average", {});
  average = select(n == 1, metric, 0.99 * average + 0.01 * metric);
  Tensor better = average < best * (1 - 1e-4);
  best = select(better, average, best);
  bad = select(better, 0, bad + 1);
  Tensor lower = bad >= (double)o.plateau_patience;
  factor = select(lower, maximum(factor * o.plateau_decay, o.final_fraction), factor);
  write("optimizer.plateau.factor", factor);
  write("optimizer.plateau.best", best);
  write("optimizer.plateau.bad", select(lower, 0, bad));
  write("optimizer.plateau.average", average);
  return factor;
}

Tensor learning_rate(const OptimizerOptions &o, const Tensor &n, const Tensor &metric, Where where) {
  Tensor rate = full_like(n, o.learning_rate);
  if (o.warmup_steps > 0)
    rate = rate * minimum(n / (double)o.warmup_steps, 1);
  if (o.schedule == Schedule::cosine)
    rate = rate * cosine_factor(o, n);
  if (o.schedule == Schedule::plateau)
    rate = rate * plateau_factor(o, n, stop_gradient(metric), where);
  if (o.schedule == Schedule::held_out)
    rate = rate * slot("plateau.factor", {}, 1);
  if (o.own_schedule)
    rate = rate * o.own_schedule(n);
  return rate;
}

/// m = b m + (1 - b) g, written back.
Tensor moment(const std::string &name, const Tensor &g, double keep, double add) {
  Tensor m = keep * slot(name, g.shape()) + add * g;
  write("optimizer." + name, m);
  return m;
}

/// The step before the learning rate.
Tensor direction(const OptimizerOptions &o, const Parameter &p, const Tensor &g, const Tensor &n) {
  if (o.rule == UpdateRule::sgd)
    return moment("m." + p.name, g, o.momentum, 1);
  Tensor m = moment("m." + p.name, g, o.beta1, 1 - o.beta1);
  Tensor v = moment("v." + p.name, square(g), o.beta2, 1 - o.beta2);
  Tensor one = full_like(n, 1), m_scale = one / (one - pow(o.beta1, n)), v_scale = one / (one - pow(o.beta2, n));
  return m * m_scale / (sqrt(v * v_scale) + o.epsilon);
}

void write_ema(const OptimizerOptions &o, const Parameter &p, const Tensor &updated, const Tensor &n) {
  Tensor keep = minimum((n + 1) / (n + 10), o.ema_decay);
  Tensor average = state("ema." + p.name, "ema", p.value.shape(), default_dtype(), Init::zeros()); // begins as the parameter
  write("ema." + p.name, keep * average + (1.0 - keep) * updated);
}

constexpr double many = 1e9;

opt::Terms with_rule(std::vector<std::string> rules) { return {.needs = {{.key = "optimizer.rule", .values = std::move(rules)}}}; }
opt::Terms with_schedule(std::vector<std::string> schedules) { return {.needs = {{.key = "optimizer.schedule", .values = std::move(schedules)}}}; }

} // namespace

const opt::Rows<OptimizerOptions> &OptimizerOptions::rows() {
  using O = OptimizerOptions;
  static const opt::Rows<O> all = {
      opt::row("rule", &O::rule, {{"sgd", UpdateRule::sgd}, {"adam", UpdateRule::adam}, {"adamw", UpdateRule::adamw}}, "The update rule."),
      opt::row("learning_rate", &O::learning_rate, {0, 1e3}, "Highest learning rate."),
      opt::row("momentum", &O::momentum, {0, 1}, "Momentum.", with_rule({"sgd"})),
      opt::row("beta1", &O::beta1, {0, 0.999999}, "Decay of the gradient's mean.", with_rule({"adam", "adamw"})),
      opt::row("beta2", &O::beta2, {0, 0.999999}, "Decay of the gradient's square.", with_rule({"adam", "adamw"})),
      opt::row("epsilon", &O::epsilon, {1e-20, 1}, "Added to the root of the square.", with_rule({"adam", "adamw"})),
      opt::row("weight_decay", &O::weight_decay, {0, 1e3}, "Decoupled decay of weights; biases, norms and labels do not decay.", with_rule({"adamw"})),
      opt::row("clip_norm", &O::clip_norm, {0, 1e9}, "Largest global norm of the gradient; 0 is off."),
      opt::row("schedule", &O::schedule, {{"constant", Schedule::constant}, {"cosine", Schedule::cosine}, {"plateau", Schedule::plateau}, {"held_out", Schedule::held_out}}, "The learning rate after warm-up. plateau: it falls with the training's own metric; held_out: by `training.plateau`, or `mfcc train --plateau`."),
      opt::row("warmup_steps", &O::warmup_steps, {0, many}, "Steps in which the learning rate rises from zero."),
      opt::row("final_fraction", &O::final_fraction, {0, 1}, "Lowest learning rate as a share of the highest.", with_schedule({"cosine", "plateau"})),
      opt::row("plateau_patience", &O::plateau_patience, {1, many}, "Steps without improvement before the learning rate falls.", with_schedule({"plateau"})),
      opt::row("plateau_decay", &O::plateau_decay, {0.001, 0.999}, "Factor by which it falls.", with_schedule({"plateau"})),
      opt::row("ema_decay", &O::ema_decay, {0, 0.9999999}, "Decay of the averaged weights that sampling uses; 0 is off."),
  };
  return all;
}

StepReport apply_gradients(const OptimizerOptions &o, const Scope &net, std::vector<Tensor> gradients, const Tensor &metric, Where where) {
  CallSite site(where);
  Tensor n = count_step();
  Tensor norm = clip(o, gradients);
  Tensor rate = learning_rate(o, n, metric, where);
  std::vector<Parameter> parameters = net.parameters();
  for (size_t i = 0; i < parameters.size(); ++i) {
    const Parameter &p = parameters[i];
    ParameterGroup group = group_of(o, p.name);
    Tensor step = direction(o, p, gradients[i], n);
    if (o.rule == UpdateRule::adamw && group.weight_decay > 0)
      step = step + group.weight_decay * p.value;
    Tensor updated = p.value - (group.lr_scale == 1 ? rate : rate * group.lr_scale) * step;
    write(p.name, updated);
    if (o.ema_decay > 0)
      write_ema(o, p, updated, n);
  }
  return {rate, norm};
}

StepReport optimize(const OptimizerOptions &o, const Scope &net, const Tensor &loss, const Tensor &metric, Where where) {
  CallSite site(where);
  std::vector<Tensor> values;
  for (const Parameter &p : net.parameters())
    values.push_back(p.value);
  return apply_gradients(o, net, grad(loss, values), metric, where);
}

} // namespace mf
