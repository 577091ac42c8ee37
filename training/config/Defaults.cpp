// What depends on the method, the architecture, the data set and the tokenization: defaults, and the 48 configurations of the benchmark.
#include "training/config/Config.h"
#include "training/config/Schema.h"
#include <algorithm>

namespace mf {
namespace {

void setArchitecture(Config &c) {
  if (c.model.architecture == "mlp_mixer")
    c.model.cond = 256;
  if (c.model.architecture == "convnet") {
    c.model.blocks = 6;
    c.model.cond = 288;
    c.model.width = 96;
    c.tokenization.patch = 2;
  }
  if (c.model.architecture != "mlp") {
    c.training.batch = 64;
    c.latent.size = 4;
  } else {
    c.latent.size = 64;
  }
}

void setSound(Config &c) {
  c.method.condition = "latent";
  c.model.flatten = 1;
  c.latent.size = 16;
  c.training.batch = c.training.sample_batch = 16;
  if (c.tokenization.name == "mdct")
    c.tokenization.power = 0.5;
  c.tokenization.scale = 4;
}

} // namespace

Config defaultConfig(const Subject &s) {
  Config c;
  c.method.name = s.method;
  c.model.architecture = s.architecture;
  c.dataset.name = s.dataset;
  bool sound = s.dataset == "audio";
  c.tokenization.name = !s.tokenization.empty() ? s.tokenization : sound ? "mdct" : "reshape";
  c.tokenization.hop = sound ? 256 : 28;
  if (s.method == "improved_mean_flow")
    c.method.equal_share = 0.5;
  if (s.method == "flow_matching")
    c.method.time_mean = 0; // more of the noisy end, where an integration begins: docs/results.md
  setArchitecture(c);
  if (sound)
    setSound(c);
  return c;
}

//===-- the benchmark --------------------------------------------------------------------------===//

namespace {

/// Sizes that train in minutes on two cores; the defaults of the keys are the larger models of bench/.
void setBenchmarkSizes(Config &c) {
  bool sound = c.dataset.name == "audio";
  Config::Model &m = c.model;
  if (m.architecture == "mlp") {
    m.blocks = sound ? 4 : 3;
    m.cond = 64;
    m.latent = 128;
    m.hidden = sound ? 512 : 256;
    c.training.batch = sound ? 16 : 128;
  } else {
    m.blocks = sound ? 6 : 4;
    m.cond = m.frequencies = 128;
    m.width = sound ? 160 : 96;
    m.token_hidden = 64;
    m.channel_hidden = 4 * m.width;
    c.tokenization.patch = 4;
  }
  c.optimizer.learning_rate = 1e-3;
  c.optimizer.schedule = "cosine";
  c.optimizer.warmup_steps = 100;
  c.optimizer.final_fraction = 0.02;
  c.optimizer.ema_decay = 0.999;
  c.training.steps = c.method.name == "autoencoder" ? 4000 : 16000;
}

/// The keys that differ from what a file with the four chosen names alone would give, as TOML.
std::string differences(Config c, const Subject &subject, bool statesTokenization) {
  Config base = defaultConfig(subject);
  std::string text, section;
  for (const Key &key : configKeys()) {
    bool chosen = key.name == "method.name" || key.name == "model.architecture" || key.name == "dataset.name" || (key.name == "tokenization.name" && statesTokenization);
    std::string value = formatValue(key.slot(c));
    if (!whyWithoutEffect(key, c).empty() || (!chosen && value == formatValue(key.slot(base))))
      continue;
    size_t dot = key.name.find('.');
    std::string own = key.name.substr(0, dot);
    if (own != section)
      text += "\n[" + own + "]\n";
    section = own;
    text += key.name.substr(dot + 1) + " = " + value + "\n";
  }
  return text;
}

std::string phrase(const Config &c) {
  const std::string &method = c.method.name, condition = conditionOf(c);
  std::string what = method == "autoencoder" ? "Autoencoder" : method == "flow_matching" ? "Flow matching" : method == "mean_flow" ? "Mean flow" : "Improved mean flow";
  std::string network = c.model.architecture == "mlp" ? "the MLP" : c.model.architecture == "mlp_mixer" ? "the MLP-mixer" : "the ConvNet";
  std::string data = c.dataset.name == "audio" ? "sound" : "MNIST digits";
  std::string tokens = c.tokenization.name == "mdct" ? "MDCT tokens" : c.dataset.name == "audio" ? "frames of samples" : "patches of pixels";
  std::string use = condition == "class" ? "conditioned on the class" : c.dataset.name == "audio" ? "a codec with a quantized latent" : "with a quantized latent";
  return "# " + what + " with " + network + " on " + tokens + " of " + data + ": " + use + ".\n# Keys that are not here have the defaults of docs/configuration.md.\n";
}

} // namespace

std::vector<ConfigFile> benchmarkConfigs(bool baseOnly) {
  std::vector<ConfigFile> files;
  for (const char *method : {"autoencoder", "flow_matching", "mean_flow", "improved_mean_flow"})
    for (const char *architecture : {"mlp", "mlp_mixer", "convnet"})
      for (const char *dataset : {"mnist", "audio"})
        for (const char *tokenization : {"mdct", "reshape"}) {
          Subject subject{method, architecture, dataset, {}};
          bool usual = defaultConfig(subject).tokenization.name == tokenization;
          if (baseOnly && !usual)
            continue;
          subject.tokenization = tokenization;
          Config c = defaultConfig(subject);
          setBenchmarkSizes(c);
          std::string name = std::string("method=") + method + "--architecture=" + architecture + "--dataset=" + dataset;
          if (!baseOnly)
            name += std::string("--tokenization=") + tokenization;
          files.push_back({name + ".toml", phrase(c) + differences(c, subject, !baseOnly)});
        }
  return files;
}

} // namespace mf
