// TOML text to a checked Config.
#include "training/config/Config.h"
#include "training/UserError.h"
#include "training/config/Schema.h"
#include "training/config/Toml.h"
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace mf {
namespace {

/// A value of the file or of the command line, and where it stands.
struct Given {
  const toml::node *node;
  std::string where; // "file:14"
};
using GivenKeys = std::map<std::string, Given>;

[[noreturn]] void fail(const std::string &where, const std::string &text) { throw UserError(where + ": error: " + text); }

std::string placeOf(const std::string &path, const toml::source_region &source) { return path + ":" + std::to_string(source.begin.line); }

/// The end of the quoted text or comment that begins at `at`; one past `at` where none does.
size_t skipQuoted(std::string_view text, size_t at) {
  if (text[at] == '#')
    return std::min(text.find('\n', at), text.size());
  if (text[at] != '"' && text[at] != '\'')
    return at + 1;
  std::string three(3, text[at]);
  std::string_view quote = text.substr(at, 3) == three ? std::string_view(three) : text.substr(at, 1);
  for (size_t i = at + quote.size(); i < text.size(); ++i) {
    if (text.substr(i, quote.size()) == quote)
      return i + quote.size();
    if (text[i] == '\\' && quote[0] == '"')
      ++i;
    else if (text[i] == '\n' && quote.size() == 1)
      return i;
  }
  return text.size();
}

/// Outside of texts and comments toml++ looks such characters up in tables whose default case is undefined behaviour.
void requireAscii(std::string_view text, const std::string &path) {
  for (size_t at = 0; at < text.size(); at = skipQuoted(text, at))
    if ((unsigned char)text[at] >= 0x80)
      fail(path + ":" + std::to_string(1 + std::count(text.begin(), text.begin() + (std::ptrdiff_t)at, '\n')), "a character that is not ASCII outside of a text or comment");
}

toml::table parseText(std::string_view text, const std::string &path) {
  if (text.starts_with("\xef\xbb\xbf")) // the byte order mark that some editors write
    text.remove_prefix(3);
  requireAscii(text, path);
  try {
    return toml::parse(text);
  } catch (const toml::parse_error &e) {
    std::string reason(e.description());
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    fail(placeOf(path, e.source()), reason);
  } catch (const std::domain_error &e) {
    fail(path, e.what());
  }
}

[[noreturn]] void failUnknown(const std::string &where, const std::string &name) {
  fail(where, "unknown key '" + name + "'; the nearest is '" + nearestKey(name).name + "'");
}

/// Adds the keys of a parsed table; `where` is used for all of them where it is not empty.
void collect(const toml::table &table, const std::string &path, const std::string &where, GivenKeys &given) {
  for (const auto &[section, node] : table) {
    std::string sectionName(section.str());
    const toml::table *keys = node.as_table();
    std::string here = where.empty() ? placeOf(path, node.source()) : where;
    if (!keys)
      failUnknown(here, sectionName);
    for (const auto &[key, value] : *keys) {
      std::string name = sectionName + "." + std::string(key.str());
      std::string at = where.empty() ? placeOf(path, value.source()) : where;
      if (!findKey(name))
        failUnknown(at, name);
      given[name] = {&value, at};
    }
  }
}

const char *kindOf(const toml::node &node) {
  if (node.is_integer()) return "an integer";
  if (node.is_floating_point()) return "a number";
  if (node.is_boolean()) return "true or false";
  if (node.is_string()) return "a text";
  if (node.is_array()) return "a list";
  return "a table";
}

/// Puts one value into the configuration, checked.
struct Store {
  const Key &key;
  const Given &given;
  [[noreturn]] void expected(const std::string &what) const { fail(given.where, "key '" + key.name + "': expected " + what); }
  [[noreturn]] void wrongType(const char *wanted) const { expected(std::string(wanted) + ", got " + kindOf(*given.node)); }

  static std::string text(double x) {
    std::ostringstream s;
    s << x;
    return s.str();
  }
  void range(double x) const {
    if (!(x >= key.low && x <= key.high)) // also NaN
      expected("a number from " + text(key.low) + " to " + text(key.high) + ", got " + text(x));
  }
  void operator()(int64_t *out) const {
    if (!given.node->is_integer())
      wrongType("an integer");
    int64_t x = **given.node->as_integer();
    range((double)x);
    *out = x;
  }
  void operator()(double *out) const {
    if (!given.node->is_number())
      wrongType("a number");
    double x = *given.node->value<double>();
    range(x);
    *out = x;
  }
  void operator()(std::vector<int64_t> *out) const {
    if (!given.node->is_array())
      wrongType("a list of integers");
    std::vector<int64_t> list;
    for (const toml::node &item : *given.node->as_array()) {
      if (!item.is_integer())
        expected(std::string("a list of integers, got ") + kindOf(item) + " in it");
      list.push_back(**item.as_integer());
      range((double)list.back());
    }
    if (list.empty())
      expected("at least one number, got an empty list");
    *out = list;
  }
  void operator()(std::string *out) const {
    if (!given.node->is_string())
      wrongType("a text");
    std::string x = **given.node->as_string();
    if (!key.choices.empty() && std::find(key.choices.begin(), key.choices.end(), x) == key.choices.end()) {
      std::string list;
      for (const std::string &choice : key.choices)
        list += (list.empty() ? "" : ", ") + choice;
      expected("one of " + list + "; got '" + x + "'");
    }
    *out = x;
  }
};

void store(const std::string &name, const GivenKeys &given, Config &c) {
  auto it = given.find(name);
  if (it == given.end())
    return;
  const Key &key = *findKey(name);
  std::visit(Store{key, it->second}, key.slot(c));
}

/// Facts that join several keys.
void checkWhole(const Config &c, const GivenKeys &given) {
  auto require = [&](bool holds, const std::string &name, const std::string &expected, const std::string &got) {
    auto it = given.find(name);
    if (!holds)
      fail(it == given.end() ? c.path : it->second.where, "key '" + name + "': expected " + expected + ", got " + got);
  };
  auto number = [](auto x) { return std::to_string(x); };
  bool flow = c.method.name != "autoencoder", improved = c.method.name == "improved_mean_flow", sound = c.dataset.name == "audio";
  bool mdct = c.tokenization.name == "mdct", tokens = c.model.architecture != "mlp";
  require(!flow || c.model.cond % 2 == 0, "model.cond", "an even number", number(c.model.cond));
  require(!flow || !tokens || c.model.frequencies % 2 == 0, "model.frequencies", "an even number", number(c.model.frequencies));
  require(sound || mdct || (c.dataset.height % c.tokenization.patch == 0 && c.dataset.width % c.tokenization.patch == 0), "tokenization.patch",
          "a divisor of the image's sides " + number(c.dataset.height) + " and " + number(c.dataset.width), number(c.tokenization.patch));
  require(!mdct || (c.tokenization.hop % 2 == 0 && c.tokenization.hop >= 8 && c.tokenization.hop <= 4096), "tokenization.hop", "an even number from 8 to 4096 for mdct",
          number(c.tokenization.hop));
  require(!improved || c.method.omega >= 1, "method.omega", "at least 1 in improved_mean_flow", number(c.method.omega));
  require(!sound || 2 * c.codec.overlap <= c.dataset.samples, "codec.overlap", "at most half of dataset.samples = " + number(c.dataset.samples), number(c.codec.overlap));
  require(!c.dataset.labels.empty() || !sound || conditionOf(c) != "class" || c.dataset.label_pattern.empty() || c.dataset.label_pattern.find('(') != std::string::npos,
          "dataset.label_pattern", "a regular expression with one group in parentheses", "'" + c.dataset.label_pattern + "'");
}

/// "section.key=value": the value as TOML, or a bare text. The table must outlive its nodes.
void addOverride(const std::string &text, std::vector<toml::table> &tables, GivenKeys &given) {
  std::string where = "--set " + text;
  size_t equals = text.find('='), dot = text.find('.');
  if (equals == std::string::npos || dot == std::string::npos || dot > equals)
    throw UserError(where + ": error: expected section.key=value");
  std::string name = text.substr(0, equals), value = text.substr(equals + 1);
  const Key *key = findKey(name);
  if (!key)
    failUnknown(where, name);
  Config scratch;
  bool wantsText = std::holds_alternative<std::string *>(key->slot(scratch));
  if (wantsText && (value.empty() || value[0] != '"'))
    value = "\"" + value + "\"";
  tables.push_back(parseText("[" + name.substr(0, dot) + "]\n" + name.substr(dot + 1) + " = " + value, where));
  collect(tables.back(), "", where, given);
}

} // namespace

Config parseConfig(std::string_view text, const std::string &path, const std::vector<std::string> &overrides) {
  toml::table file = parseText(text, path);
  GivenKeys given;
  collect(file, path, "", given);
  std::vector<toml::table> tables;
  tables.reserve(overrides.size());
  for (const std::string &o : overrides)
    addOverride(o, tables, given);
  // the defaults of other keys depend on these
  Config chosen;
  for (const char *name : {"method.name", "model.architecture", "dataset.name", "tokenization.name"})
    store(name, given, chosen);
  Config c = defaultConfig({chosen.method.name, chosen.model.architecture, chosen.dataset.name,
                            given.count("tokenization.name") ? chosen.tokenization.name : std::string()});
  c.path = path;
  for (const auto &[name, value] : given)
    store(name, given, c);
  for (const auto &[name, value] : given) {
    std::string need = whyWithoutEffect(*findKey(name), c);
    if (!need.empty())
      fail(value.where, "key '" + name + "' has no effect here; it needs " + need);
  }
  checkWhole(c, given);
  return c;
}

Config loadConfig(const std::string &path, const std::vector<std::string> &overrides) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf()))
    throw UserError(path + ": error: cannot read the configuration");
  return parseConfig(text.str(), path, overrides);
}

/// Calls f(section, key's own name, slot, first of its section) for every key with an effect.
template <typename F> static void eachKey(Config &c, F f) {
  std::string section;
  for (const Key &key : configKeys()) {
    if (!whyWithoutEffect(key, c).empty())
      continue;
    size_t dot = key.name.find('.');
    std::string own = key.name.substr(0, dot);
    f(own, key.name.substr(dot + 1), key.slot(c), own != section);
    section = own;
  }
}

std::string formatConfig(const Config &config) {
  Config c = config;
  std::string text;
  eachKey(c, [&](const std::string &section, const std::string &name, Slot slot, bool first) {
    if (first)
      text += (text.empty() ? "[" : "\n[") + section + "]\n";
    text += name + " = " + formatValue(slot) + "\n";
  });
  return text;
}

std::string describeConfig(const Config &config) {
  Config c = config;
  std::string text;
  eachKey(c, [&](const std::string &section, const std::string &name, Slot slot, bool first) {
    constexpr size_t column = 14;
    text += !first ? ", " : (text.empty() ? "" : "\n") + section + std::string(column - section.size(), ' ');
    auto *word = std::get_if<std::string *>(&slot);
    text += name + " " + (word && !(*word)->empty() ? **word : formatValue(slot));
  });
  return text + "\n";
}

} // namespace mf
