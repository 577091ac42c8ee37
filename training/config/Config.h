// The configuration of a training run: a TOML file with typed keys. docs/configuration.md is generated from the same table.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mf {

/// Values of all keys. A field has the name of its key; Schema.cpp says what it means, its range and its default.
struct Config {
  struct Method {
    std::string name = "mean_flow"; // autoencoder, flow_matching, mean_flow, improved_mean_flow
    bool class_conditional = true;
    double class_dropout = 0.1;
    double time_mean = -0.4, time_std = 1;
    double equal_share = 0.75;
    double adaptive_c = 1e-3, adaptive_p = 1;
    double omega = 1, kappa = 0;
  } method;
  struct Model {
    std::string architecture = "mlp"; // mlp, mlp_mixer, convnet
    int64_t blocks = 8, cond = 128;
    int64_t latent = 256, hidden = 0;
    int64_t patch = 4, width = 256, token_hidden = 128, channel_hidden = 768;
    int64_t frequencies = 256, latent_channels = 4;
  } model;
  struct Dataset {
    std::string name = "digits"; // digits, mnist
    int64_t size = 20000;
    std::string tokenization = "reshape";
  } dataset;
  struct Optimizer {
    std::string rule = "adam"; // sgd, adam, adamw
    double learning_rate = 1e-4;
    double momentum = 0.9, beta1 = 0.9, beta2 = 0.95, epsilon = 1e-8;
    double weight_decay = 0.01, clip_norm = 0;
    std::string schedule = "constant"; // constant, cosine, plateau
    int64_t warmup_steps = 0;
    double final_fraction = 0;
    int64_t plateau_patience = 1000;
    double plateau_decay = 0.5;
    double ema_decay = 0.9999;
  } optimizer;
  struct Training {
    int64_t steps = 10000, batch = 256, seed = 0;
    int64_t sample_batch = 64;
    int64_t checkpoint_every = 1000, keep_checkpoints = 5, log_every = 0;
    std::string precision = "f32"; // f32, f64
  } training;

  std::string path; ///< the file it came from
};

/// Reads a file. `overrides` are "section.key=value" and win over the file. Throws UserError "file:line: error: ..." for text that is no
/// TOML, an unknown key (names the nearest), a wrong type, a value out of range, a key without effect in this configuration.
Config loadConfig(const std::string &path, const std::vector<std::string> &overrides = {});
/// The same from text; `path` opens the error text.
Config parseConfig(std::string_view text, const std::string &path, const std::vector<std::string> &overrides = {});

/// All keys that have an effect, with their values, as TOML that parses to the same configuration.
std::string formatConfig(const Config &config);
/// What will be built, in a few lines for the user.
std::string describeConfig(const Config &config);
/// docs/configuration.md.
std::string configurationPage();

} // namespace mf
