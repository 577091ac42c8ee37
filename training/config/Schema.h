// The table of all keys: rows of structs and entries of registries put together. Reading, checking and writing configurations, and the page of keys.
#pragma once
#include "options/Entry.h"
#include "training/config/Config.h"

namespace mf {

/// Levenshtein's distance of two names.
int editDistance(const std::string &a, const std::string &b);

/// One row of a key. A key has several where entries of a registry have rows of the same name, or need different things for the same one.
struct Way {
  opt::Option option;
  std::vector<opt::Need> needs; ///< with values in the place of traits, in the order of the table
};

struct Key {
  std::string name; ///< "model.blocks"
  std::vector<Way> ways;
};

/// A key whose values are the entries of a registry.
struct Choice {
  std::string key;      ///< "model.architecture"
  std::string standard; ///< its default; empty: the entry that is usual for what else is chosen
  std::string text;     ///< meaning
  std::vector<const opt::Entry *> entries; ///< in the order of lists
};

/// A section: the rows that all of its entries take; those of the entries of its choice come after them.
struct Section {
  std::string name;
  std::vector<opt::Option> options;
};

/// The entries that are chosen, by their choice's key: {"model.architecture": "mlp"}. What is not said has its default.
using Chosen = std::map<std::string, std::string>;

class Schema {
public:
  /// What an example is, for checks: fills height, width, channels.
  using Shape = std::function<void(const Config &, opt::Facts &)>;
  /// Throws std::logic_error where a row or an entry names a key or a value that is none.
  Schema(const std::vector<Section> &sections, std::vector<Choice> choices, Shape shape);

  /// All keys, in the order of the documentation.
  const std::vector<Key> &keys() const { return table; }
  /// The key of that name; null where there is none.
  const Key *find(const std::string &name) const;
  /// The key whose name is nearest in edit distance.
  const Key &nearest(const std::string &name) const;
  const std::vector<Choice> &choices() const { return choiceList; }
  /// The entry that the configuration chooses by this key.
  const opt::Entry &entry(const Config &config, const std::string &choice) const;

  /// The defaults. Throws std::logic_error for a name that is none.
  Config defaults(const Chosen &chosen = {}) const;
  /// Reads text; `path` opens errors. `overrides` are "section.key=value" and win over the text. Throws UserError "file:line: error: ..." for text
  /// that is no TOML, an unknown key (names the nearest), a wrong type, a value out of range, a key without effect in this configuration.
  Config parse(std::string_view text, const std::string &path, const std::vector<std::string> &overrides = {}) const;
  /// The same from a file.
  Config load(const std::string &path, const std::vector<std::string> &overrides = {}) const;

  /// Empty where the key has an effect in this configuration; else what it would need, as "model.architecture = mlp_mixer or convnet".
  std::string whyWithoutEffect(const Key &key, const Config &config) const;
  /// The text that counts for needs of other keys: the key's, or what it stands for where it has no effect. Null for a key that is none.
  const std::string *seen(const std::string &key, const Config &config) const;

  /// All keys that have an effect, with their values, as TOML that parses to the same configuration.
  std::string format(const Config &config) const;
  /// What will be built, in a few lines for the user.
  std::string describe(const Config &config) const;
  /// docs/configuration.md.
  std::string page() const;

private:
  friend class Reader;
  void addSection(const Section &section);
  void add(const std::string &section, const opt::Option &option, std::vector<opt::Need> needs);
  void resolveNeeds();
  void validate() const;
  const Choice *choiceOf(const std::string &key) const;
  std::vector<const opt::Need *> missing(const Way &way, const Config &config) const;
  const Way &wayFor(const Key &key, const Config &config) const;
  std::string standardOf(const Choice &choice, const Config &soFar) const;
  opt::Value standardOf(const Key &key, const Config &soFar, const opt::Values &preset) const;
  opt::Values presets(const Config &config) const;
  void check(const Config &config, const std::function<std::string(const std::string &)> &place) const;
  std::vector<std::pair<std::string, std::string>> pageRows(const Key &key) const;
  std::string defaultText(const Key &key) const;

  std::vector<Key> table;
  std::vector<Choice> choiceList;
  Shape shape;
};

} // namespace mf
