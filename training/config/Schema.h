// The table of keys: everything that is known about a key stands in one row.
#pragma once
#include "training/config/Config.h"
#include <variant>

namespace mf {

/// Where a key's value lives.
using Slot = std::variant<int64_t *, double *, std::string *, std::vector<int64_t> *>;

/// Which configurations a key has an effect in; empty lists: in all.
struct Applies {
  std::vector<std::string> architectures = {}, methods = {}, rules = {}, schedules = {}, datasets = {};
  std::vector<std::string> conditions = {}; ///< of a flow; an autoencoder counts as latent
  std::vector<std::string> tokenizations = {}, quantizers = {}, variants = {}, windows = {};
  bool image_frames = true; ///< false: not with reshaped images, which have patches in the place of frames
};

/// One key.
struct Key {
  std::string name;                         // "model.blocks"
  Slot (*slot)(Config &);
  double low = 0, high = 0;                 // numbers: the range, both ends included
  std::vector<std::string> choices = {};    // strings: what is allowed; empty: any text
  std::string doc;                          // one sentence
  Applies applies = {};
};

/// All keys, in the order of the documentation.
const std::vector<Key> &configKeys();
/// The key of that name; null where there is none.
const Key *findKey(const std::string &name);
/// The key whose name is nearest in edit distance.
const Key &nearestKey(const std::string &name);

/// Empty where the key has an effect in this configuration; else what it would need, as "model.architecture = mlp_mixer or convnet".
std::string whyWithoutEffect(const Key &key, const Config &config);
/// "none", "class" or "latent": what the network is conditioned on. An autoencoder has a latent.
std::string conditionOf(const Config &config);
/// The value as TOML.
std::string formatValue(Slot slot);

} // namespace mf
