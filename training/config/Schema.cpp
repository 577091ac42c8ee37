// Every key of the configuration. To add one: a field in Config.h, a row here, its use in tools/common/ConfigProgram.cpp;
// tests/models/config_test.cpp fails until the key changes something, docs/configuration.md is made again by its test.
#include "training/config/Schema.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace mf {
namespace {

constexpr double many = 1e9;

// one row: SLOT(section, field) names the field that holds the value
#define SLOT(section, field) "" #section "." #field, [](Config &c) -> Slot { return &c.section.field; }

const std::vector<std::string> flows = {"flow_matching", "mean_flow", "improved_mean_flow"};
const std::vector<std::string> meanFlows = {"mean_flow", "improved_mean_flow"};
const std::vector<std::string> tokens = {"mlp_mixer", "convnet"};

std::vector<Key> methodKeys() {
  return {
      {SLOT(method, name), 0, 0, {"autoencoder", "flow_matching", "mean_flow", "improved_mean_flow"}, "What is trained."},
      {SLOT(method, class_conditional), 0, 0, {}, "Whether the model is told the class of an image.", {.methods = flows}},
      {SLOT(method, class_dropout), 0, 1, {}, "Share of examples whose label is replaced by the null label.", {.methods = flows, .conditional = true}},
      {SLOT(method, time_mean), -10, 10, {}, "Times are logistic(N(time_mean, time_std^2)).", {.methods = flows}},
      {SLOT(method, time_std), 0.01, 10, {}, "See time_mean.", {.methods = flows}},
      {SLOT(method, equal_share), 0, 1, {}, "Share of the batch with r = t; the tangent is computed on the other rows alone.", {.methods = meanFlows}},
      {SLOT(method, adaptive_c), 1e-12, 1e6, {}, "The weighting is 1 / (S + c)^p, S the squared error summed over the pixels.", {.methods = meanFlows}},
      {SLOT(method, adaptive_p), 0, 4, {}, "See adaptive_c; 0 turns the weighting off.", {.methods = meanFlows}},
      {SLOT(method, omega), 0, 100, {}, "Guidance inside the target; 1 (with kappa = 0) is none.", {.methods = meanFlows, .conditional = true}},
      {SLOT(method, kappa), 0, 0.99, {}, "Share of the class velocity in the target; the guidance is omega / (1 - kappa).", {.methods = {"mean_flow"}, .conditional = true}},
  };
}

std::vector<Key> modelKeys() {
  return {
      {SLOT(model, architecture), 0, 0, {"mlp", "mlp_mixer", "convnet"}, "The network, see docs/models.md."},
      {SLOT(model, blocks), 1, 1000, {}, "Number of blocks."},
      {SLOT(model, cond), 2, 65536, {}, "Width of the conditioning vector (even).", {.methods = flows}},
      {SLOT(model, latent), 1, 65536, {}, "Width of the class latent, or of the autoencoder's code.", {.architectures = {"mlp"}, .latent = true}},
      {SLOT(model, hidden), 0, 65536, {}, "Hidden width of a block; 0 is latent + pixels.", {.architectures = {"mlp"}}},
      {SLOT(model, patch), 1, 1024, {}, "Side of a patch in pixels; divides the image.", {.architectures = tokens}},
      {SLOT(model, width), 1, 65536, {}, "Features of a token.", {.architectures = tokens}},
      {SLOT(model, token_hidden), 1, 65536, {}, "Hidden width of the MLP over tokens.", {.architectures = {"mlp_mixer"}}},
      {SLOT(model, channel_hidden), 1, 65536, {}, "Hidden width of the MLP over features.", {.architectures = {"mlp_mixer"}}},
      {SLOT(model, frequencies), 2, 65536, {}, "Size of the time sinusoids (even).", {.architectures = tokens, .methods = flows}},
      {SLOT(model, latent_channels), 1, 65536, {}, "Numbers that the code spends on a token.", {.architectures = tokens, .methods = {"autoencoder"}}},
  };
}

std::vector<Key> datasetKeys() {
  return {
      {SLOT(dataset, name), 0, 0, {"digits", "mnist"}, "digits are drawn by the project; mnist needs --data DIR."},
      {SLOT(dataset, size), 1, many, {}, "How many digits are drawn.", {.datasets = {"digits"}}},
      {SLOT(dataset, tokenization), 0, 0, {"reshape"}, "How an example becomes the network's input: reshape takes the pixels as they are."},
  };
}

std::vector<Key> optimizerKeys() {
  const std::vector<std::string> adams = {"adam", "adamw"};
  return {
      {SLOT(optimizer, rule), 0, 0, {"sgd", "adam", "adamw"}, "The update rule."},
      {SLOT(optimizer, learning_rate), 0, 1e3, {}, "Highest learning rate."},
      {SLOT(optimizer, momentum), 0, 1, {}, "Momentum.", {.rules = {"sgd"}}},
      {SLOT(optimizer, beta1), 0, 0.999999, {}, "Decay of the gradient's mean.", {.rules = adams}},
      {SLOT(optimizer, beta2), 0, 0.999999, {}, "Decay of the gradient's square.", {.rules = adams}},
      {SLOT(optimizer, epsilon), 1e-20, 1, {}, "Added to the root of the square.", {.rules = adams}},
      {SLOT(optimizer, weight_decay), 0, 1e3, {}, "Decoupled decay of weights; biases, norms and labels do not decay.", {.rules = {"adamw"}}},
      {SLOT(optimizer, clip_norm), 0, 1e9, {}, "Largest global norm of the gradient; 0 is off."},
      {SLOT(optimizer, schedule), 0, 0, {"constant", "cosine", "plateau"}, "The learning rate after warm-up."},
      {SLOT(optimizer, warmup_steps), 0, many, {}, "Steps in which the learning rate rises from zero."},
      {SLOT(optimizer, final_fraction), 0, 1, {}, "Lowest learning rate as a share of the highest.", {.schedules = {"cosine", "plateau"}}},
      {SLOT(optimizer, plateau_patience), 1, many, {}, "Steps without improvement before the learning rate falls.", {.schedules = {"plateau"}}},
      {SLOT(optimizer, plateau_decay), 0.001, 0.999, {}, "Factor by which it falls.", {.schedules = {"plateau"}}},
      {SLOT(optimizer, ema_decay), 0, 0.9999999, {}, "Decay of the averaged weights that sampling uses; 0 is off."},
  };
}

std::vector<Key> trainingKeys() {
  return {
      {SLOT(training, steps), 1, many, {}, "Steps in all."},
      {SLOT(training, batch), 1, 1e6, {}, "Examples a step."},
      {SLOT(training, seed), 0, 2147483647, {}, "Seed of weights, shuffling and noise."},
      {SLOT(training, sample_batch), 1, 1e6, {}, "Rows of one call of a sampler."},
      {SLOT(training, checkpoint_every), 1, many, {}, "Steps between checkpoints."},
      {SLOT(training, keep_checkpoints), 1, 1e6, {}, "How many checkpoints stay, beside the best."},
      {SLOT(training, log_every), 0, many, {}, "Steps a line of metrics.jsonl; 0 gives about 2000 lines a run."},
      {SLOT(training, precision), 0, 0, {"f32", "f64"}, "Number format of the model."},
  };
}
#undef SLOT

bool contains(const std::vector<std::string> &list, const std::string &x) { return list.empty() || std::find(list.begin(), list.end(), x) != list.end(); }

std::string join(const std::vector<std::string> &list) {
  std::string text;
  for (size_t i = 0; i < list.size(); ++i)
    text += (i == 0 ? "" : i + 1 == list.size() ? " or " : ", ") + list[i];
  return text;
}

/// Levenshtein's distance.
int distance(const std::string &a, const std::string &b) {
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    int corner = row[0];
    row[0] = (int)i;
    for (size_t j = 1; j <= b.size(); ++j) {
      int above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
      corner = above;
    }
  }
  return row.back();
}

} // namespace

const std::vector<Key> &configKeys() {
  static const std::vector<Key> keys = [] {
    std::vector<Key> all;
    for (auto rows : {methodKeys(), modelKeys(), datasetKeys(), optimizerKeys(), trainingKeys()})
      all.insert(all.end(), rows.begin(), rows.end());
    return all;
  }();
  return keys;
}

const Key *findKey(const std::string &name) {
  for (const Key &key : configKeys())
    if (key.name == name)
      return &key;
  return nullptr;
}

const Key &nearestKey(const std::string &name) {
  // a key in the wrong section counts as near: its own name is compared too
  auto own = [](const std::string &n) { return n.substr(n.find('.') + 1); };
  auto far = [&](const Key &key) { return std::min(2 * distance(name, key.name), 2 * distance(own(name), own(key.name)) + 1); };
  const auto &keys = configKeys();
  return *std::min_element(keys.begin(), keys.end(), [&](const Key &a, const Key &b) { return far(a) < far(b); });
}

Config defaultConfig(const std::string &method, const std::string &architecture) {
  Config c;
  c.method.name = method;
  c.model.architecture = architecture;
  if (method == "improved_mean_flow")
    c.method.equal_share = 0.5;
  if (architecture == "mlp_mixer")
    c.model.cond = 256;
  if (architecture == "convnet") {
    c.model.blocks = 6;
    c.model.cond = 288;
    c.model.patch = 2;
    c.model.width = 96;
    c.model.latent_channels = 1;
  }
  if (architecture != "mlp")
    c.training.batch = 64;
  return c;
}

std::string whyWithoutEffect(const Key &key, const Config &c) {
  const Applies &a = key.applies;
  if (!contains(a.methods, c.method.name))
    return "method.name = " + join(a.methods);
  if (!contains(a.architectures, c.model.architecture))
    return "model.architecture = " + join(a.architectures);
  if (!contains(a.rules, c.optimizer.rule))
    return "optimizer.rule = " + join(a.rules);
  if (!contains(a.schedules, c.optimizer.schedule))
    return "optimizer.schedule = " + join(a.schedules);
  if (!contains(a.datasets, c.dataset.name))
    return "dataset.name = " + join(a.datasets);
  bool hasLatent = c.method.name == "autoencoder" || c.method.class_conditional;
  if ((a.conditional && !c.method.class_conditional) || (a.latent && !hasLatent))
    return "method.class_conditional = true";
  return "";
}

static std::string formatNumber(double x) {
  char text[32];
  auto end = std::to_chars(text, text + sizeof text, x).ptr;
  std::string s(text, end);
  return s.find_first_of(".en") == std::string::npos ? s + ".0" : s; // TOML tells 1.0 from 1
}

std::string formatValue(Slot slot) {
  struct Format {
    std::string operator()(const int64_t *x) const { return std::to_string(*x); }
    std::string operator()(const double *x) const { return formatNumber(*x); }
    std::string operator()(const bool *x) const { return *x ? "true" : "false"; }
    std::string operator()(const std::string *x) const { return "\"" + *x + "\""; }
  };
  return std::visit(Format(), slot);
}

} // namespace mf
