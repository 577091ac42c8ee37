#include "tools/common/ConfigProgram.h"

namespace mf {
namespace {

/// The schema has checked the name: it is one of the table's.
template <typename T> T named(const std::string &name, std::initializer_list<std::pair<const char *, T>> table) {
  for (const auto &[key, value] : table)
    if (name == key)
      return value;
  throw std::logic_error("configuration: no meaning for '" + name + "'");
}

Architecture architectureOf(const Config &c) {
  return named<Architecture>(c.model.architecture, {{"mlp", Architecture::mlp}, {"mlp_mixer", Architecture::mlp_mixer}, {"convnet", Architecture::convnet}});
}

NetworkOptions networkOptions(const Config &c, const SignalShape &image, int64_t classes) {
  const Config::Model &m = c.model;
  NetworkOptions o = NetworkOptions::defaults(architectureOf(c));
  o.image = image;
  o.num_classes = c.method.class_conditional ? classes : 0;
  o.blocks = m.blocks;
  o.cond = m.cond;
  o.latent = m.latent;
  o.hidden = m.hidden;
  o.patch = m.patch;
  o.width = m.width;
  o.token_hidden = m.token_hidden;
  o.channel_hidden = m.channel_hidden;
  o.frequencies = m.frequencies;
  o.latent_channels = m.latent_channels;
  return o;
}

MethodOptions methodOptions(const Config::Method &c) {
  MethodOptions m;
  m.method = named<Method>(c.name, {{"autoencoder", Method::autoencoder},
                                    {"flow_matching", Method::flow_matching},
                                    {"mean_flow", Method::mean_flow},
                                    {"improved_mean_flow", Method::improved_mean_flow}});
  m.time_mean = c.time_mean;
  m.time_std = c.time_std;
  m.equal_share = c.equal_share;
  m.adaptive_c = c.adaptive_c;
  m.adaptive_p = c.adaptive_p;
  m.class_dropout = c.class_dropout;
  m.omega = c.omega;
  m.kappa = c.kappa;
  return m;
}

OptimizerOptions optimizerOptions(const Config &config) {
  const Config::Optimizer &c = config.optimizer;
  OptimizerOptions o;
  o.rule = named<UpdateRule>(c.rule, {{"sgd", UpdateRule::sgd}, {"adam", UpdateRule::adam}, {"adamw", UpdateRule::adamw}});
  o.schedule = named<Schedule>(c.schedule, {{"constant", Schedule::constant}, {"cosine", Schedule::cosine}, {"plateau", Schedule::plateau}});
  o.learning_rate = c.learning_rate;
  o.momentum = c.momentum;
  o.beta1 = c.beta1;
  o.beta2 = c.beta2;
  o.epsilon = c.epsilon;
  o.weight_decay = c.weight_decay;
  o.clip_norm = c.clip_norm;
  o.warmup_steps = c.warmup_steps;
  o.total_steps = config.training.steps;
  o.final_fraction = c.final_fraction;
  o.plateau_patience = c.plateau_patience;
  o.plateau_decay = c.plateau_decay;
  o.ema_decay = c.ema_decay;
  return o;
}

} // namespace

ProgramOptions programOptions(const Config &c, const SignalShape &image, int64_t classes) {
  ProgramOptions o;
  o.network = networkOptions(c, image, classes);
  o.method = methodOptions(c.method);
  o.optimizer = optimizerOptions(c);
  o.batch = c.training.batch;
  o.sample_batch = c.training.sample_batch;
  return o;
}

Dtype programDtype(const Config &c) { return c.training.precision == "f64" ? Dtype::f64 : Dtype::f32; }

} // namespace mf
