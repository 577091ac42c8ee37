// The table of keys: how it is put together, and what it knows of a configuration.
#include "training/config/Schema.h"
#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace mf {

using opt::Entry;
using opt::Need;
using opt::Option;
using opt::Value;

static bool contains(const std::vector<std::string> &list, const std::string &x) { return std::find(list.begin(), list.end(), x) != list.end(); }

//===-- the table -------------------------------------------------------------------------------===//

Schema::Schema(const std::vector<Section> &sections, std::vector<Choice> choices, Shape shape) : choiceList(std::move(choices)), shape(std::move(shape)) {
  for (const Section &section : sections)
    addSection(section);
  resolveNeeds();
  validate();
}

/// Whether a row of the key can hold the value.
static bool holds(const Key &key, const Value &value) {
  return std::any_of(key.ways.begin(), key.ways.end(), [&](const Way &way) {
    const Option &o = way.option;
    if (const std::string *text = std::get_if<std::string>(&value); text && !o.choices.empty() && !contains(o.choices, *text))
      return false;
    return value.index() == o.standard.index() || (std::holds_alternative<int64_t>(value) && std::holds_alternative<double>(o.standard));
  });
}

void Schema::validate() const {
  auto need = [&](const std::string &who, const std::string &name) -> const Key & {
    if (const Key *key = find(name))
      return *key;
    throw std::logic_error("options: " + who + " names '" + name + "', which is no key; the nearest is '" + nearest(name).name + "'");
  };
  auto fit = [&](const std::string &who, const std::string &name, const Value &value) {
    if (!holds(need(who, name), value))
      throw std::logic_error("options: " + who + ": '" + name + "' cannot be " + formatValue(value));
  };
  for (const Key &key : table)
    for (const Way &way : key.ways)
      for (const Need &n : way.needs)
        for (const std::string &value : n.values)
          fit(key.name, n.key, value);
  for (const Choice &choice : choiceList)
    for (const Entry *entry : choice.entries) {
      for (const auto *presets : {&entry->defaults, &entry->benchmarkSizes})
        for (const opt::Preset &preset : *presets)
          fit(entry->name, preset.key, preset.value);
      for (const opt::Check &check : entry->checks)
        need(entry->name, check.key);
    }
}

/// The same row, whoever has it.
static bool same(const Option &a, const Option &b) {
  return a.standard == b.standard && a.range.low == b.range.low && a.range.high == b.range.high && a.choices == b.choices && a.text == b.text && a.terms.even == b.terms.even;
}

static bool same(const std::vector<Need> &a, const std::vector<Need> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Need &x, const Need &y) { return x.key == y.key && x.values == y.values && x.trait == y.trait; });
}

/// Adds a row. The last need may be that of the entry it is from: equal rows of several entries become one, which needs one of them.
void Schema::add(const std::string &section, const Option &option, std::vector<Need> needs) {
  std::string name = section + "." + option.name;
  auto key = std::find_if(table.begin(), table.end(), [&](const Key &k) { return k.name == name; });
  if (key == table.end())
    key = table.insert(table.end(), {name, {}});
  for (Way &way : key->ways) {
    std::vector<Need> a = way.needs, b = needs;
    if (!same(way.option, option) || a.empty() || b.empty() || a.back().key != b.back().key)
      continue;
    a.pop_back(), b.pop_back();
    if (same(a, b)) {
      way.needs.back().values.push_back(needs.back().values.front());
      return;
    }
  }
  key->ways.push_back({option, std::move(needs)});
}

const Choice *Schema::choiceOf(const std::string &key) const {
  for (const Choice &choice : choiceList)
    if (choice.key == key)
      return &choice;
  return nullptr;
}

void Schema::addSection(const Section &section) {
  size_t first = table.size();
  std::vector<const Choice *> own;
  for (const Choice &choice : choiceList)
    if (choice.key.rfind(section.name + ".", 0) == 0) {
      Option option{.name = choice.key.substr(section.name.size() + 1), .standard = choice.standard, .text = choice.text, .terms = {.place = 0}};
      for (const Entry *entry : choice.entries)
        option.choices.push_back(entry->name);
      add(section.name, option, {});
      own.push_back(&choice);
    }
  for (const Option &option : section.options)
    add(section.name, option, option.terms.needs);
  for (const Choice *choice : own)
    for (const Entry *entry : choice->entries)
      for (const Option &option : entry->options) {
        std::vector<Need> needs = option.terms.needs;
        needs.push_back({.key = choice->key, .values = {entry->name}});
        add(section.name, option, std::move(needs));
      }
  std::stable_sort(table.begin() + (std::ptrdiff_t)first, table.end(),
                   [](const Key &a, const Key &b) { return a.ways.front().option.terms.place < b.ways.front().option.terms.place; });
}

/// Names in the place of traits; no need where every entry will do; the order of the table.
void Schema::resolveNeeds() {
  auto place = [&](const std::string &name) {
    return std::find_if(table.begin(), table.end(), [&](const Key &k) { return k.name == name; }) - table.begin();
  };
  for (Key &key : table) {
    for (Way &way : key.ways) {
      for (Need &need : way.needs)
        if (const Choice *choice = choiceOf(need.key); choice && !need.trait.empty())
          for (const Entry *entry : choice->entries)
            if (entry->has(need.trait))
              need.values.push_back(entry->name);
      std::erase_if(way.needs, [&](const Need &need) {
        const Choice *choice = choiceOf(need.key);
        return choice && std::all_of(choice->entries.begin(), choice->entries.end(), [&](const Entry *entry) { return contains(need.values, entry->name); });
      });
      std::stable_sort(way.needs.begin(), way.needs.end(), [&](const Need &a, const Need &b) { return place(a.key) < place(b.key); });
    }
    std::stable_sort(key.ways.begin(), key.ways.end(), [](const Way &a, const Way &b) { return a.needs.size() < b.needs.size(); });
  }
}

//===-- looking up ------------------------------------------------------------------------------===//

const Key *Schema::find(const std::string &name) const {
  for (const Key &key : table)
    if (key.name == name)
      return &key;
  return nullptr;
}

int editDistance(const std::string &a, const std::string &b) {
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

const Key &Schema::nearest(const std::string &name) const {
  // a key in the wrong section counts as near: its own name is compared too
  auto own = [](const std::string &n) { return n.substr(n.find('.') + 1); };
  auto far = [&](const Key &key) { return std::min(2 * editDistance(name, key.name), 2 * editDistance(own(name), own(key.name)) + 1); };
  return *std::min_element(table.begin(), table.end(), [&](const Key &a, const Key &b) { return far(a) < far(b); });
}

const Entry &Schema::entry(const Config &config, const std::string &choice) const {
  if (const Choice *c = choiceOf(choice))
    for (const Entry *entry : c->entries)
      if (entry->name == config.text(choice))
        return *entry;
  throw std::logic_error("configuration: no entry for '" + choice + "'");
}

//===-- effects ---------------------------------------------------------------------------------===//

const std::string *Schema::seen(const std::string &name, const Config &config) const {
  const Value *value = config.find(name);
  const Key *key = find(name);
  if (!value || !key)
    return nullptr;
  const std::string &otherwise = key->ways.front().option.terms.otherwise;
  if (!otherwise.empty() && !whyWithoutEffect(*key, config).empty())
    return &otherwise;
  return std::get_if<std::string>(value);
}

/// The needs that do not hold.
std::vector<const Need *> Schema::missing(const Way &way, const Config &config) const {
  std::vector<const Need *> list;
  for (const Need &need : way.needs)
    if (const std::string *text = seen(need.key, config); !text || !contains(need.values, *text))
      list.push_back(&need);
  return list;
}

const Way &Schema::wayFor(const Key &key, const Config &config) const {
  return *std::min_element(key.ways.begin(), key.ways.end(), [&](const Way &a, const Way &b) { return missing(a, config).size() < missing(b, config).size(); });
}

static std::string describeNeed(const Need &need) {
  std::string text = need.key + " = ";
  for (size_t i = 0; i < need.values.size(); ++i)
    text += (i == 0 ? "" : i + 1 == need.values.size() ? " or " : ", ") + need.values[i];
  return text;
}

std::string Schema::whyWithoutEffect(const Key &key, const Config &config) const {
  std::string text;
  for (const Way &way : key.ways) {
    std::string all;
    for (const Need *need : missing(way, config))
      all += (all.empty() ? "" : " and ") + describeNeed(*need);
    if (all.empty())
      return "";
    text += (text.empty() ? "" : " or ") + all;
  }
  return text;
}

//===-- defaults --------------------------------------------------------------------------------===//

/// The default of a choice; what is chosen before it may make another one usual.
std::string Schema::standardOf(const Choice &choice, const Config &soFar) const {
  if (!choice.standard.empty())
    return choice.standard;
  for (const Choice &other : choiceList)
    if (soFar.find(other.key))
      for (const Entry *candidate : choice.entries)
        if (!candidate->usualFor.empty() && entry(soFar, other.key).has(candidate->usualFor))
          return candidate->name;
  return choice.entries.front()->name;
}

/// What the chosen entries preset, by whole names; later choices win.
opt::Values Schema::presets(const Config &config) const {
  std::vector<const Entry *> chosen;
  for (const Choice &choice : choiceList)
    chosen.push_back(&entry(config, choice.key));
  opt::Values values;
  for (const Entry *one : chosen)
    for (const opt::Preset &preset : one->defaults)
      if (std::any_of(chosen.begin(), chosen.end(), [&](const Entry *e) { return e->has(preset.trait); }))
        values[preset.key] = preset.value;
  return values;
}

/// A whole number where a number is meant.
static Value fitted(const Value &value, const Value &like) {
  const int64_t *whole = std::get_if<int64_t>(&value);
  return whole && std::holds_alternative<double>(like) ? Value((double)*whole) : value;
}

/// The default of a key in what is known so far.
Value Schema::standardOf(const Key &key, const Config &soFar, const opt::Values &preset) const {
  const Value &standard = wayFor(key, soFar).option.standard;
  auto it = preset.find(key.name);
  return it == preset.end() ? standard : fitted(it->second, standard);
}

Config Schema::defaults(const Chosen &chosen) const {
  Config config;
  for (const Choice &choice : choiceList) {
    auto it = chosen.find(choice.key);
    config.set(choice.key, it == chosen.end() || it->second.empty() ? standardOf(choice, config) : it->second);
  }
  opt::Values preset = presets(config);
  for (const Key &key : table)
    if (!choiceOf(key.name))
      config.set(key.name, standardOf(key, config, preset));
  return config;
}

//===-- text ------------------------------------------------------------------------------------===//

/// Calls f(section, own name, value, first of its section) for every key with an effect.
template <typename F> static void eachKey(const Schema &schema, const Config &config, F f) {
  std::string section;
  for (const Key &key : schema.keys()) {
    if (!schema.whyWithoutEffect(key, config).empty())
      continue;
    size_t dot = key.name.find('.');
    std::string own = key.name.substr(0, dot);
    f(own, key.name.substr(dot + 1), config.at(key.name), own != section);
    section = own;
  }
}

std::string Schema::format(const Config &config) const {
  std::string text;
  eachKey(*this, config, [&](const std::string &section, const std::string &name, const Value &value, bool first) {
    if (first)
      text += (text.empty() ? "[" : "\n[") + section + "]\n";
    text += name + " = " + formatValue(value) + "\n";
  });
  return text;
}

std::string Schema::describe(const Config &config) const {
  std::string text;
  eachKey(*this, config, [&](const std::string &section, const std::string &name, const Value &value, bool first) {
    constexpr size_t column = 14;
    text += !first ? ", " : (text.empty() ? "" : "\n") + section + std::string(column - section.size(), ' ');
    auto *word = std::get_if<std::string>(&value);
    text += name + " " + (word && !word->empty() ? *word : formatValue(value));
  });
  return text + "\n";
}

} // namespace mf
