// The table of keys: everything that is known about a key stands in one row.
#pragma once
#include "training/config/Config.h"
#include <variant>

namespace mf {

/// Where a key's value lives.
using Slot = std::variant<int64_t *, double *, bool *, std::string *>;

/// Which configurations a key has an effect in; empty lists: in all.
struct Applies {
  std::vector<std::string> architectures = {}, methods = {}, rules = {}, schedules = {}, datasets = {};
  bool conditional = false; ///< only with method.class_conditional
  bool latent = false;      ///< only where the MLP has a latent: an autoencoder or a class-conditional flow
};

/// One key.
struct Key {
  std::string name;                         // "model.blocks"
  Slot (*slot)(Config &);
  double low = 0, high = 0;                 // numbers: the range, both ends included
  std::vector<std::string> choices = {};    // strings: what is allowed
  std::string doc;                          // one sentence
  Applies applies = {};
};

/// All keys, in the order of the documentation.
const std::vector<Key> &configKeys();
/// The key of that name; null where there is none.
const Key *findKey(const std::string &name);
/// The key whose name is nearest in edit distance.
const Key &nearestKey(const std::string &name);

/// Defaults of a method and an architecture.
Config defaultConfig(const std::string &method, const std::string &architecture);
/// Empty where the key has an effect in this configuration; else what it would need, as "model.architecture = mlp_mixer or convnet".
std::string whyWithoutEffect(const Key &key, const Config &config);
/// The value as TOML.
std::string formatValue(Slot slot);

} // namespace mf
