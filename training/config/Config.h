// The configuration of a training run: sections of values, each of a key. docs/configuration.md is generated from the keys' rows.
#pragma once
#include "options/Option.h"

namespace mf {

/// Values of all keys, those without an effect too. Structs get them by their rows: config.read<TrainingOptions>("training").
struct Config {
  std::string path; ///< the file it came from

  /// The value of "section.key". Throws std::logic_error for a key that is none.
  const opt::Value &at(const std::string &key) const;
  /// The same; null for a key that is none.
  const opt::Value *find(const std::string &key) const;
  int64_t integer(const std::string &key) const { return std::get<int64_t>(at(key)); }
  double number(const std::string &key) const { return std::get<double>(at(key)); }
  const std::string &text(const std::string &key) const { return std::get<std::string>(at(key)); }
  void set(const std::string &key, opt::Value value);

  /// The values of a section by the keys' own names.
  const opt::Values &section(const std::string &name) const;
  /// A struct from the values of a section, by its rows.
  template <typename S> S read(const std::string &name) const { return opt::filled(S::rows(), section(name)); }

private:
  std::map<std::string, opt::Values> sections;
};

/// The value as TOML.
std::string formatValue(const opt::Value &value);

} // namespace mf
