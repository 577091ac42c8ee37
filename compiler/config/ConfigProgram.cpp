#include "compiler/config/ConfigProgram.h"
#include "training/config/Schema.h"

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

SignalShape signalOf(const Config &c) {
  if (c.dataset.name == "audio")
    return {1, c.dataset.samples, 1};
  return {c.dataset.height, c.dataset.width, 1};
}

TokenizationOptions tokenizationOptions(const Config::Tokenization &c) {
  TokenizationOptions o;
  o.kind = named<TokenizationKind>(c.name, {{"reshape", TokenizationKind::reshape}, {"mdct", TokenizationKind::mdct}});
  o.patch = c.patch;
  o.hop = c.hop;
  o.window = named<MdctWindow>(c.window, {{"sine", MdctWindow::sine}, {"kbd", MdctWindow::kbd}});
  o.kbd_alpha = c.kbd_alpha;
  o.power = c.power;
  o.scale = c.scale;
  return o;
}

NetworkOptions networkOptions(const Config &c) {
  const Config::Model &m = c.model;
  NetworkOptions o = NetworkOptions::defaults(architectureOf(c));
  std::string condition = conditionOf(c);
  o.variant = named<ConvVariant>(m.variant, {{"convnext", ConvVariant::convnext}, {"simple", ConvVariant::simple}});
  o.num_classes = condition == "class" ? c.dataset.classes : 0;
  o.code_size = condition == "latent" ? c.latent.size : 0;
  o.guidance_input = c.method.name == "improved_mean_flow" && condition != "none" && c.method.omega_max > 1;
  o.blocks = m.blocks;
  o.cond = m.cond;
  o.latent = m.latent;
  o.hidden = m.hidden;
  o.flatten = m.flatten;
  o.width = m.width;
  o.token_hidden = m.token_hidden;
  o.channel_hidden = m.channel_hidden;
  o.frequencies = m.frequencies;
  return o;
}

MethodOptions methodOptions(const Config &config) {
  const Config::Method &c = config.method;
  MethodOptions m;
  m.method = named<Method>(c.name, {{"autoencoder", Method::autoencoder},
                                    {"flow_matching", Method::flow_matching},
                                    {"mean_flow", Method::mean_flow},
                                    {"improved_mean_flow", Method::improved_mean_flow}});
  m.levels = config.latent.quantizer == "fsq" ? config.latent.levels : std::vector<int64_t>();
  m.time_mean = c.time_mean;
  m.time_std = c.time_std;
  m.equal_share = c.equal_share;
  m.adaptive_c = c.adaptive_c;
  m.adaptive_p = c.adaptive_p;
  m.condition_dropout = c.condition_dropout;
  m.omega = c.omega;
  m.kappa = c.kappa;
  m.omega_max = c.omega_max;
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

ProgramOptions programOptions(const Config &c) {
  ProgramOptions o;
  o.signal = signalOf(c);
  o.tokenization = tokenizationOptions(c.tokenization);
  o.network = networkOptions(c);
  o.method = methodOptions(c);
  o.optimizer = optimizerOptions(c);
  o.batch = c.training.batch;
  o.sample_batch = c.training.sample_batch;
  return o;
}

Dtype programDtype(const Config &c) { return c.training.precision == "f64" ? Dtype::f64 : Dtype::f32; }

} // namespace mf
