// TOML text to a checked Config.
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

const char *kindOf(const toml::node &node) {
  if (node.is_integer()) return "an integer";
  if (node.is_floating_point()) return "a number";
  if (node.is_boolean()) return "true or false";
  if (node.is_string()) return "a text";
  if (node.is_array()) return "a list";
  return "a table";
}

/// The value that is given, checked against the row; called with the default, which has the type.
struct Checked {
  const std::string &name;
  const opt::Option &option;
  const Given &given;
  [[noreturn]] void expected(const std::string &what) const { fail(given.where, "key '" + name + "': expected " + what); }
  [[noreturn]] void wrongType(const char *wanted) const { expected(std::string(wanted) + ", got " + kindOf(*given.node)); }

  static std::string text(double x) {
    std::ostringstream s;
    s << x;
    return s.str();
  }
  void range(double x) const {
    if (!(x >= option.range.low && x <= option.range.high)) // also NaN
      expected("a number from " + text(option.range.low) + " to " + text(option.range.high) + ", got " + text(x));
  }
  opt::Value operator()(int64_t) const {
    if (!given.node->is_integer())
      wrongType("an integer");
    int64_t x = **given.node->as_integer();
    range((double)x);
    return x;
  }
  opt::Value operator()(double) const {
    if (!given.node->is_number())
      wrongType("a number");
    double x = *given.node->value<double>();
    range(x);
    return x;
  }
  opt::Value operator()(const std::vector<int64_t> &) const {
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
    return list;
  }
  opt::Value operator()(const std::string &) const {
    if (!given.node->is_string())
      wrongType("a text");
    std::string x = **given.node->as_string();
    if (!option.choices.empty() && std::find(option.choices.begin(), option.choices.end(), x) == option.choices.end()) {
      std::string list;
      for (const std::string &choice : option.choices)
        list += (list.empty() ? "" : ", ") + choice;
      expected("one of " + list + "; got '" + x + "'");
    }
    return x;
  }
};

} // namespace

/// What a file and a command line give, for one schema.
class Reader {
public:
  Reader(const Schema &schema, std::string_view text, const std::string &path, const std::vector<std::string> &overrides) : schema(schema), path(path), file(parseText(text, path)) {
    collect(file, "");
    tables.reserve(overrides.size());
    for (const std::string &override : overrides)
      addOverride(override);
  }

  Config read() {
    Chosen chosen;
    for (const Choice &choice : schema.choices())
      if (auto it = given.find(choice.key); it != given.end())
        chosen[choice.key] = std::get<std::string>(checked(*schema.find(choice.key), Config(), it->second));
    Config config = schema.defaults(chosen);
    config.path = path;
    opt::Values preset = schema.presets(config);
    for (const Key &key : schema.keys()) // what a key needs stands before it in the table, and may decide which of its rows counts
      if (auto it = given.find(key.name); it != given.end())
        config.set(key.name, checked(key, config, it->second));
      else if (key.ways.size() > 1)
        config.set(key.name, schema.standardOf(key, config, preset));
    for (const auto &[name, value] : given)
      if (std::string need = schema.whyWithoutEffect(*schema.find(name), config); !need.empty())
        fail(value.where, "key '" + name + "' has no effect here; it needs " + need);
    schema.check(config, [&](const std::string &key) {
      auto it = given.find(key);
      return it == given.end() ? path : it->second.where;
    });
    return config;
  }

private:
  opt::Value checked(const Key &key, const Config &config, const Given &value) const {
    const opt::Option &option = schema.wayFor(key, config).option;
    return std::visit(Checked{key.name, option, value}, option.standard);
  }

  [[noreturn]] void failUnknown(const std::string &where, const std::string &name) const {
    fail(where, "unknown key '" + name + "'; the nearest is '" + schema.nearest(name).name + "'");
  }

  /// Adds the keys of a parsed table; `where` is used for all of them where it is not empty.
  void collect(const toml::table &table, const std::string &where) {
    for (const auto &[section, node] : table) {
      std::string sectionName(section.str());
      const toml::table *keys = node.as_table();
      std::string here = where.empty() ? placeOf(path, node.source()) : where;
      if (!keys)
        failUnknown(here, sectionName);
      for (const auto &[key, value] : *keys) {
        std::string name = sectionName + "." + std::string(key.str());
        std::string at = where.empty() ? placeOf(path, value.source()) : where;
        if (!schema.find(name))
          failUnknown(at, name);
        given[name] = {&value, at};
      }
    }
  }

  /// "section.key=value": the value as TOML, or a bare text.
  void addOverride(const std::string &text) {
    std::string where = "--set " + text;
    size_t equals = text.find('='), dot = text.find('.');
    if (equals == std::string::npos || dot == std::string::npos || dot > equals)
      throw UserError(where + ": error: expected section.key=value");
    std::string name = text.substr(0, equals), value = text.substr(equals + 1);
    const Key *key = schema.find(name);
    if (!key)
      failUnknown(where, name);
    auto isText = [](const Way &way) { return std::holds_alternative<std::string>(way.option.standard); };
    bool maybe = std::any_of(key->ways.begin(), key->ways.end(), isText), surely = std::all_of(key->ways.begin(), key->ways.end(), isText);
    bool number = !value.empty() && std::string_view("0123456789+-.[").find(value[0]) != std::string_view::npos; // where a row is of one kind and another row of another
    if ((surely || (maybe && !number)) && (value.empty() || value[0] != '"'))
      value = "\"" + value + "\"";
    tables.push_back(parseText("[" + name.substr(0, dot) + "]\n" + name.substr(dot + 1) + " = " + value, where));
    collect(tables.back(), where);
  }

  const Schema &schema;
  const std::string &path;
  toml::table file;                // the nodes in `given` are theirs
  std::vector<toml::table> tables;
  GivenKeys given;
};

Config Schema::parse(std::string_view text, const std::string &path, const std::vector<std::string> &overrides) const { return Reader(*this, text, path, overrides).read(); }

Config Schema::load(const std::string &path, const std::vector<std::string> &overrides) const {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf()))
    throw UserError(path + ": error: cannot read the configuration");
  return parse(text.str(), path, overrides);
}

/// Facts that join several keys. place(key): where an error of it is reported.
void Schema::check(const Config &config, const std::function<std::string(const std::string &)> &place) const {
  auto expect = [&](const std::string &key, const std::string &fault) {
    if (!fault.empty())
      fail(place(key), "key '" + key + "': expected " + fault);
  };
  auto counts = [&](const Key &key) { return whyWithoutEffect(key, config).empty(); };
  for (const Key &key : table)
    if (const int64_t *x = std::get_if<int64_t>(&config.at(key.name)); x && *x % 2 && wayFor(key, config).option.terms.even && counts(key))
      expect(key.name, "an even number, got " + std::to_string(*x));
  opt::Facts facts{.value = [&](const std::string &key) -> const opt::Value & { return config.at(key); }};
  shape(config, facts);
  for (const Choice &choice : choiceList)
    for (const opt::Check &check : entry(config, choice.key).checks)
      if (const Key *key = find(check.key); key && counts(*key))
        expect(check.key, check.fault(facts));
}

} // namespace mf
