// Every key of the configuration. To add one: a field in Config.h, a row here, its use in compiler/config/ConfigProgram.cpp;
// tests/models/config_test.cpp fails until the key changes something, docs/configuration.md is made again by its test.
#include "training/config/Schema.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

namespace mf {
namespace {

constexpr double many = 1e9;

// one row: SLOT(section, field) names the field that holds the value
#define SLOT(section, field) "" #section "." #field, [](Config &c) -> Slot { return &c.section.field; }

const std::vector<std::string> flows = {"flow_matching", "mean_flow", "improved_mean_flow"};
const std::vector<std::string> meanFlows = {"mean_flow", "improved_mean_flow"};
const std::vector<std::string> tokens = {"mlp_mixer", "convnet"};
const std::vector<std::string> conditioned = {"class", "latent"};
const std::vector<std::string> withLatent = {"latent"};
const std::vector<std::string> images = {"digits", "mnist"};
const std::vector<std::string> sounds = {"audio"};

std::vector<Key> methodKeys() {
  return {
      {SLOT(method, name), 0, 0, {"autoencoder", "flow_matching", "mean_flow", "improved_mean_flow"}, "What is trained."},
      {SLOT(method, condition), 0, 0, {"none", "class", "latent"}, "What the flow is told of an example: nothing, its class, or its code (a codec's decoder; the encoder is trained with it).", {.methods = flows}},
      {SLOT(method, condition_dropout), 0, 1, {}, "Share of examples whose condition is replaced by the null condition.", {.methods = flows, .conditions = conditioned}},
      {SLOT(method, time_mean), -10, 10, {}, "Times are logistic(N(time_mean, time_std^2)).", {.methods = flows}},
      {SLOT(method, time_std), 0.01, 10, {}, "See time_mean.", {.methods = flows}},
      {SLOT(method, equal_share), 0, 1, {}, "Share of the batch with r = t; the tangent is computed on the other rows alone.", {.methods = meanFlows}},
      {SLOT(method, adaptive_c), 1e-12, 1e6, {}, "The weighting is 1 / (S + c)^p, S the squared error summed over an example.", {.methods = meanFlows}},
      {SLOT(method, adaptive_p), 0, 4, {}, "See adaptive_c; 0 turns the weighting off.", {.methods = meanFlows}},
      {SLOT(method, omega), 0, 100, {}, "Guidance inside the target; 1 (with kappa = 0) is none.", {.methods = meanFlows, .conditions = conditioned}},
      {SLOT(method, kappa), 0, 0.99, {}, "Share of the conditional velocity in the target; the guidance is omega / (1 - kappa).", {.methods = {"mean_flow"}, .conditions = conditioned}},
      {SLOT(method, omega_max), 1, 100, {}, "Above 1: omega is drawn from [1, omega_max] for each example, with an interval of t in which it holds, and the network is told; the guidance is then chosen when sampling.", {.methods = {"improved_mean_flow"}, .conditions = conditioned}},
  };
}

std::vector<Key> modelKeys() {
  return {
      {SLOT(model, architecture), 0, 0, {"mlp", "mlp_mixer", "convnet"}, "The network, see docs/models.md."},
      {SLOT(model, variant), 0, 0, {"convnext", "simple"}, "ConvNeXt V2 blocks at one resolution, or a small U of plain convolutions.", {.architectures = {"convnet"}}},
      {SLOT(model, blocks), 1, 1000, {}, "Number of blocks. Mixer and ConvNet: an encoder has half as many."},
      {SLOT(model, cond), 2, 65536, {}, "Width of the conditioning vector (even).", {.methods = flows}},
      {SLOT(model, latent), 1, 65536, {}, "Width of what stands beside the state in each block: the encoded class or code.", {.architectures = {"mlp"}, .methods = flows, .conditions = conditioned}},
      {SLOT(model, hidden), 0, 65536, {}, "Hidden width of a block; 0 is as wide as its input.", {.architectures = {"mlp"}}},
      {SLOT(model, flatten), 0, 65536, {}, "Tokens that make one row of the MLP; 0 is all of them. Rows share their weights.", {.architectures = {"mlp"}}},
      {SLOT(model, width), 1, 65536, {}, "Features of a token.", {.architectures = tokens}},
      {SLOT(model, token_hidden), 1, 65536, {}, "Hidden width of the MLP over tokens.", {.architectures = {"mlp_mixer"}}},
      {SLOT(model, channel_hidden), 1, 65536, {}, "Hidden width of the MLP over features.", {.architectures = {"mlp_mixer"}}},
      {SLOT(model, frequencies), 2, 65536, {}, "Size of the time sinusoids (even).", {.architectures = tokens, .methods = flows}},
  };
}

std::vector<Key> latentKeys() {
  return {
      {SLOT(latent, quantizer), 0, 0, {"fsq", "none"}, "fsq: the code is whole numbers, and mfcc encode writes bit streams.", {.conditions = withLatent}},
      {SLOT(latent, levels), 1, 4096, {}, "Levels of the dimensions of a latent vector; a short list is repeated.", {.conditions = withLatent, .quantizers = {"fsq"}}},
      {SLOT(latent, size), 1, 65536, {}, "Numbers of a latent vector. There is one vector a token (MLP: one a row).", {.conditions = withLatent}},
  };
}

std::vector<Key> tokenizationKeys() {
  return {
      {SLOT(tokenization, name), 0, 0, {"reshape", "mdct"}, "How a signal becomes tokens: patches or frames of its numbers, or its short-time spectrum. See docs/tokenization.md."},
      {SLOT(tokenization, patch), 1, 1024, {}, "Side of a patch in pixels; divides the image.", {.datasets = images, .tokenizations = {"reshape"}}},
      {SLOT(tokenization, hop), 1, 65536, {}, "Numbers from token to token (mdct: even, 8 to 4096; an image is read row by row).", {.image_frames = false}},
      {SLOT(tokenization, window), 0, 0, {"sine", "kbd"}, "The MDCT's window: sine or Kaiser-Bessel-derived.", {.tokenizations = {"mdct"}}},
      {SLOT(tokenization, kbd_alpha), 0, 100, {}, "Shape of the Kaiser-Bessel-derived window.", {.tokenizations = {"mdct"}, .windows = {"kbd"}}},
      {SLOT(tokenization, power), 0.05, 4, {}, "Tokens are scale sign(X) |X|^power; below 1 lifts quiet parts."},
      {SLOT(tokenization, scale), 1e-6, 1e6, {}, "See power; brings the tokens near a deviation of 1, which the noise has."},
  };
}

std::vector<Key> datasetKeys() {
  return {
      {SLOT(dataset, name), 0, 0, {"digits", "mnist", "audio"}, "digits are drawn by the project. mnist: a folder of IDX files in --data, audio: a folder of sound files; without --data the project's own digits and sounds."},
      {SLOT(dataset, size), 1, many, {}, "How many digits are drawn.", {.datasets = {"digits"}}},
      {SLOT(dataset, classes), 1, 100000, {}, "Number of classes.", {.methods = flows, .conditions = {"class"}}},
      {SLOT(dataset, height), 1, 4096, {}, "Height of the images in the IDX files, in pixels.", {.datasets = {"mnist"}}},
      {SLOT(dataset, width), 1, 4096, {}, "Their width.", {.datasets = {"mnist"}}},
      {SLOT(dataset, sample_rate), 1000, 768000, {}, "The model's sample rate in Hz; files are resampled to it.", {.datasets = sounds}},
      {SLOT(dataset, samples), 8, 16777216, {}, "Length of an example in samples: files are cropped at random.", {.datasets = sounds}},
      {SLOT(dataset, validation_share), 0.001, 0.9, {}, "Share of the files that is held out.", {.datasets = sounds}},
      {SLOT(dataset, label_pattern), 0, 0, {}, "Regular expression with one group, on the file's name: the group is the class.", {.methods = flows, .datasets = sounds, .conditions = {"class"}}},
      {SLOT(dataset, labels), 0, 0, {}, "CSV file with the columns file,label; wins over label_pattern.", {.methods = flows, .datasets = sounds, .conditions = {"class"}}},
  };
}

std::vector<Key> codecKeys() {
  return {{SLOT(codec, overlap), 0, 16777216, {}, "Samples that neighbouring pieces of a coded sound share; they are cross-faded.", {.datasets = sounds, .conditions = withLatent, .quantizers = {"fsq"}}}};
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
      {SLOT(training, precision), 0, 0, {"f32", "f64", "bf16"}, "Number format. bf16: the operands of the forward pass's products; weights, sums and derivatives stay in f32."},
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
    for (auto rows : {methodKeys(), modelKeys(), latentKeys(), datasetKeys(), tokenizationKeys(), codecKeys(), optimizerKeys(), trainingKeys()})
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

std::string conditionOf(const Config &c) { return c.method.name == "autoencoder" ? "latent" : c.method.condition; }

std::string whyWithoutEffect(const Key &key, const Config &c) {
  const Applies &a = key.applies;
  struct Need {
    const std::vector<std::string> &allowed;
    std::string value;
    const char *name;
  };
  const Need needs[] = {{a.methods, c.method.name, "method.name"},
                        {a.conditions, conditionOf(c), "method.condition"},
                        {a.architectures, c.model.architecture, "model.architecture"},
                        {a.variants, c.model.variant, "model.variant"},
                        {a.quantizers, c.latent.quantizer, "latent.quantizer"},
                        {a.datasets, c.dataset.name, "dataset.name"},
                        {a.tokenizations, c.tokenization.name, "tokenization.name"},
                        {a.windows, c.tokenization.window, "tokenization.window"},
                        {a.rules, c.optimizer.rule, "optimizer.rule"},
                        {a.schedules, c.optimizer.schedule, "optimizer.schedule"}};
  for (const Need &need : needs)
    if (!contains(need.allowed, need.value))
      return need.name + std::string(" = ") + join(need.allowed);
  if (!a.image_frames && c.dataset.name != "audio" && c.tokenization.name == "reshape")
    return "tokenization.name = mdct or dataset.name = audio";
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
    std::string operator()(const std::string *x) const { return nlohmann::json(*x).dump(); } // a JSON text is a TOML text
    std::string operator()(const std::vector<int64_t> *x) const {
      std::string text;
      for (int64_t i : *x)
        text += (text.empty() ? "" : ", ") + std::to_string(i);
      return "[" + text + "]";
    }
  };
  return std::visit(Format(), slot);
}

} // namespace mf
