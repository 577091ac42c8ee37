// The configurations of the benchmark: every combination of the entries that take part.
#include "compiler/config/Configuration.h"
#include "options/Needs.h"

namespace mf {
namespace {

/// Sizes that train in minutes on two cores; the defaults of the keys are the larger models of bench/.
const std::vector<opt::Preset> sizesOfAll = {{"optimizer.learning_rate", 1e-3}, {"optimizer.schedule", "cosine"}, {"optimizer.warmup_steps", 100},
                                             {"optimizer.final_fraction", 0.02}, {"optimizer.ema_decay", 0.999},  {"training.steps", 16000}};

/// One combination: an entry of each choice.
struct Combination {
  const Schema &schema;
  std::vector<const opt::Entry *> entries; // in the order of the choices

  bool has(const std::string &trait) const {
    for (const opt::Entry *entry : entries)
      if (entry->has(trait))
        return true;
    return false;
  }
  Chosen chosen(bool tokenization) const {
    Chosen names;
    for (size_t i = 0; i < entries.size(); ++i)
      if (const std::string &key = schema.choices()[i].key; tokenization || key != "tokenization.name")
        names[key] = entries[i]->name;
    return names;
  }

  Config config() const {
    Config c = schema.defaults(chosen(true));
    auto set = [&](const std::vector<opt::Preset> &sizes) {
      for (const opt::Preset &size : sizes)
        if (has(size.trait))
          c.set(size.key, size.value);
    };
    set(sizesOfAll);
    for (const opt::Entry *entry : entries)
      set(entry->benchmarkSizes);
    return c;
  }

  /// The keys that differ from what a file with the chosen names alone would give, as TOML.
  std::string differences(const Config &c, bool statesTokenization) const {
    Config base = schema.defaults(chosen(true));
    Chosen stated = chosen(statesTokenization);
    std::string text, section;
    for (const Key &key : schema.keys()) {
      std::string value = formatValue(c.at(key.name));
      if (!schema.whyWithoutEffect(key, c).empty() || (!stated.count(key.name) && value == formatValue(base.at(key.name))))
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

  std::string phrase(const Config &c) const {
    bool sound = has(opt::trait::sound), classes = conditionOf(c) == "class";
    std::vector<std::string> titles;
    for (const opt::Entry *entry : entries)
      titles.push_back(sound && !entry->soundTitle.empty() ? entry->soundTitle : entry->title);
    std::string use = classes ? "conditioned on the class" : sound ? "a codec with a quantized latent" : "with a quantized latent";
    return "# " + titles[0] + " with " + titles[1] + " on " + titles[3] + " of " + titles[2] + ": " + use + ".\n# Keys that are not here have the defaults of docs/configuration.md.\n";
  }

  std::string fileName(bool tokenization) const {
    const char *labels[] = {"method=", "--architecture=", "--dataset=", "--tokenization="};
    std::string name;
    for (size_t i = 0; i < (tokenization ? 4u : 3u); ++i)
      name += labels[i] + entries[i]->name;
    return name + ".toml";
  }
};

/// All combinations of entries that take part, the last choice running fastest.
std::vector<Combination> combinations(const Schema &schema) {
  std::vector<Combination> all = {{schema, {}}};
  for (const Choice &choice : schema.choices()) {
    std::vector<Combination> longer;
    for (const Combination &c : all)
      for (const opt::Entry *entry : choice.entries)
        if (entry->benchmark) {
          longer.push_back(c);
          longer.back().entries.push_back(entry);
        }
    all = std::move(longer);
  }
  return all;
}

} // namespace

std::vector<ConfigFile> benchmarkConfigs(bool baseOnly) {
  std::vector<ConfigFile> files;
  for (const Combination &c : combinations(configSchema())) {
    bool usual = configSchema().defaults(c.chosen(false)).text("tokenization.name") == c.entries.back()->name;
    if (baseOnly && !usual)
      continue;
    Config config = c.config();
    files.push_back({c.fileName(!baseOnly), c.phrase(config) + c.differences(config, !baseOnly)});
  }
  return files;
}

} // namespace mf
