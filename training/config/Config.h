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
    std::string condition = "class"; // none, class, latent
    double condition_dropout = 0.1;
    double time_mean = -0.4, time_std = 1;
    double equal_share = 0.75;
    double adaptive_c = 1e-3, adaptive_p = 1;
    double omega = 1, kappa = 0, omega_max = 1;
  } method;
  struct Model {
    std::string architecture = "mlp"; // mlp, mlp_mixer, convnet
    std::string variant = "convnext"; // convnext, simple
    int64_t blocks = 8, cond = 128;
    int64_t latent = 256, hidden = 0, flatten = 0;
    int64_t width = 256, token_hidden = 128, channel_hidden = 768;
    int64_t frequencies = 256;
  } model;
  struct Latent {
    std::string quantizer = "fsq"; // fsq, none
    std::vector<int64_t> levels = {8, 8, 8, 8, 8, 5, 5, 5};
    int64_t size = 16;
  } latent;
  struct Tokenization {
    std::string name = "reshape"; // reshape, mdct
    int64_t patch = 4, hop = 256;
    std::string window = "sine"; // sine, kbd
    double kbd_alpha = 4;
    double power = 1, scale = 1;
  } tokenization;
  struct Dataset {
    std::string name = "digits"; // digits, mnist, audio
    int64_t size = 20000, classes = 10;
    int64_t height = 28, width = 28; // of the images of IDX files
    int64_t sample_rate = 24000, samples = 8192;
    double validation_share = 0.1;
    std::string label_pattern, labels;
  } dataset;
  struct Codec {
    int64_t overlap = 256;
  } codec;
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
    std::string precision = "f32"; // f32, f64, bf16
  } training;

  std::string path; ///< the file it came from
};

/// What a configuration is about: the four keys that the defaults of the others depend on.
struct Subject {
  std::string method = "mean_flow", architecture = "mlp", dataset = "digits";
  std::string tokenization = {}; ///< empty: what is usual for the data set, mdct for audio and reshape for images
};
/// The defaults of all keys. Throws std::logic_error for a name that is none.
Config defaultConfig(const Subject &subject);

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

/// One configuration of the benchmark: 4 methods x 3 architectures x 2 data sets x 2 tokenizations.
struct ConfigFile {
  std::string name; ///< method=M--architecture=A--dataset=D--tokenization=T.toml
  std::string text;
};
/// All 48. baseOnly: the 24 with the usual tokenization of their data set, whose name does not say it.
std::vector<ConfigFile> benchmarkConfigs(bool baseOnly = false);

} // namespace mf
