// Entry.h: what a registered thing (an architecture, a method, a tokenization, a data set) says of itself.
//
// A registry is a folder: each of its files defines one entry, whose name is the file's. cmake/Registry.cmake writes the list of the files.
#pragma once
#include "options/Option.h"

namespace mf::opt {

/// A value that a choice gives to a key of any section: {"training.batch", 64}. With a trait: only where something that is chosen has it.
struct Preset {
  std::string key;
  Value value;
  std::string trait = {};
};

/// What a check may look at.
struct Facts {
  std::function<const Value &(const std::string &key)> value;
  int64_t height = 1, width = 1, channels = 1; ///< of an example
  int64_t integer(const std::string &key) const { return std::get<int64_t>(value(key)); }
  double number(const std::string &key) const { return std::get<double>(value(key)); }
  const std::string &text(const std::string &key) const { return std::get<std::string>(value(key)); }
};

/// A fact that joins several keys, asked where the entry is chosen and the key has an effect: empty where it holds, else "an even number, got 7".
struct Check {
  std::string key;
  std::function<std::string(const Facts &)> fault;
};

struct Entry {
  std::string name = {};                 ///< given by the registry: that of its file
  int order = 100;                       ///< its place in lists; equal ones by name
  std::string title = {};                ///< in a sentence: "the MLP"
  std::string about = {};                ///< what the meaning of its choice's key says of it, a sentence
  std::string soundTitle = {};           ///< the same where the data are sounds; empty: `title`
  std::vector<std::string> traits = {};  ///< what needs of keys may ask for: options/Needs.h
  std::string usualFor = {};             ///< the default where something chosen has this trait
  std::vector<Preset> defaults = {};     ///< defaults of keys that differ from their rows'
  std::vector<Check> checks = {};
  bool benchmark = false;                ///< one of the project's own configurations: configs/
  std::vector<Preset> benchmarkSizes = {};
  std::vector<Option> options = {};      ///< keys of its section that have an effect with it alone
  bool has(const std::string &trait) const {
    for (const std::string &own : traits)
      if (own == trait)
        return true;
    return trait.empty();
  }
};

/// The entries of a registry from the functions of its files; each gets the name of its file.
template <typename E> std::vector<E> registry(const std::vector<std::pair<const char *, E (*)()>> &files) {
  std::vector<E> list;
  for (const auto &[name, define] : files) {
    list.push_back(define());
    list.back().entry.name = name;
  }
  return list;
}

/// The presets for keys of one section, by the keys' own names; those with a trait are left out.
inline Values presetsOf(const Entry &entry, const std::string &section) {
  Values values;
  for (const Preset &preset : entry.defaults)
    if (preset.trait.empty() && preset.key.rfind(section + ".", 0) == 0)
      values[preset.key.substr(section.size() + 1)] = preset.value;
  return values;
}

/// Of a sequence of things with a member `entry`: the places in the order of lists.
template <typename List> std::vector<size_t> listOrder(const List &list) {
  std::vector<size_t> places(list.size());
  for (size_t i = 0; i < places.size(); ++i) { // insertion: a handful of entries
    size_t at = i;
    auto before = [&](const Entry &a, const Entry &b) { return a.order != b.order ? a.order < b.order : a.name < b.name; };
    for (; at > 0 && before(list[i].entry, list[places[at - 1]].entry); --at)
      places[at] = places[at - 1];
    places[at] = i;
  }
  return places;
}

/// The options of an entry's own struct, in the two shapes in which they travel: rows for a configuration, a std::any in C++.
struct OwnOptions {
  std::vector<Option> options = {};
  std::function<std::any(const Values &)> read = [](const Values &) { return std::any(); };
  template <typename S> static OwnOptions of(const Rows<S> &rows) {
    return {optionsOf(rows), [rows](const Values &values) { return std::any(filled(rows, values)); }};
  }
};

} // namespace mf::opt
