// docs/configuration.md from the table of keys.
#include "training/config/Schema.h"
#include <sstream>

namespace mf {
namespace {

std::string join(const std::vector<std::string> &names, const char *between) {
  std::string text;
  for (const std::string &name : names)
    text += (text.empty() ? "" : between) + name;
  return text;
}

std::string rangeText(const opt::Option &option) {
  std::ostringstream s;
  if (std::holds_alternative<std::string>(option.standard)) {
    for (size_t i = 0; i < option.choices.size(); ++i)
      s << (i ? ", " : "") << "`" << option.choices[i] << "`";
    return option.choices.empty() ? "text" : s.str();
  }
  bool list = std::holds_alternative<std::vector<int64_t>>(option.standard);
  s << (list ? "list of integers, " : std::holds_alternative<int64_t>(option.standard) ? "integer, " : "number, ") << option.range.low << " to " << option.range.high;
  return s.str();
}

/// "mdct, or reshape of audio": what the ways of a key need. The names of choices say what they are; other texts have the key before them.
std::string needsText(const std::vector<const Way *> &ways) {
  std::vector<std::string> all;
  for (const Way *way : ways) {
    std::vector<std::string> parts, last;
    for (const opt::Need &need : way->needs)
      if (need.key == "method.condition")
        last.push_back("condition " + join(need.values, ", "));
      else
        parts.insert(ways.size() > 1 ? parts.begin() : parts.end(), join(need.values, ", "));
    parts.insert(parts.end(), last.begin(), last.end());
    all.push_back(join(parts, ways.size() > 1 ? " of " : "; "));
  }
  std::string text = join(all, ", or ");
  return text.empty() ? "all" : text;
}

const char *head = R"(# Configuration

<!-- generated from the rows beside the structs (options/README.md) by `mf-config-page`; do not edit -->

A run is described by a TOML file (`configs/`), `mfcc train FILE --set section.key=value` changes single keys. A key that is unknown, of the wrong type, out of range, or
without effect in the configuration at hand is an error that names the file and the line. What will be built is printed before the training starts.
)";

} // namespace

/// The default, and where it differs: "`8`; convnet: `6`".
std::string Schema::defaultText(const Key &key) const {
  auto value = [&](const Chosen &chosen) { return "`" + formatValue(defaults(chosen).at(key.name)) + "`"; };
  const std::string common = value({});
  std::string text = common == "`\"\"`" ? "none" : common;
  auto add = [&](const std::string &name, const Chosen &chosen, const std::string &chooses) {
    if (std::string other = value(chosen); other != common && key.name != chooses)
      text += "; " + name + ": " + other;
  };
  Config usual = defaults();
  auto others = [](const Choice &choice, const Config &chosen, auto f) {
    for (const opt::Entry *entry : choice.entries)
      if (entry->name != chosen.text(choice.key))
        f(entry->name);
  };
  for (const Choice &choice : choiceList)
    others(choice, usual, [&](const std::string &name) { add(name, {{choice.key, name}}, choice.key); });
  for (const Choice &choice : choiceList) // what is not the usual one beside what was chosen first
    for (const Choice &later : choiceList)
      if (later.standard.empty() && !choice.standard.empty())
        others(choice, usual, [&](const std::string &first) {
          Chosen one{{choice.key, first}};
          others(later, defaults(one), [&](const std::string &second) {
            Chosen both{{choice.key, first}, {later.key, second}};
            if (value(both) != value(one) && value(both) != value({{later.key, second}}))
              add(first + " and " + second, both, later.key);
          });
        });
  return text;
}

/// Section and line of a table for each different row of the key.
std::vector<std::pair<std::string, std::string>> Schema::pageRows(const Key &key) const {
  size_t dot = key.name.find('.');
  std::vector<std::pair<std::string, std::string>> rows;
  std::vector<bool> done(key.ways.size());
  for (size_t i = 0; i < key.ways.size(); ++i) {
    const opt::Option &option = key.ways[i].option;
    std::vector<const Way *> ways;
    for (size_t j = i; j < key.ways.size(); ++j)
      if (const opt::Option &other = key.ways[j].option; !done[j] && other.text == option.text && rangeText(other) == rangeText(option) && other.standard == option.standard) {
        ways.push_back(&key.ways[j]);
        done[j] = true;
      }
    if (ways.empty())
      continue;
    std::string standard = ways.size() == key.ways.size() ? defaultText(key) : "`" + formatValue(option.standard) + "`";
    rows.emplace_back(key.name.substr(0, dot), "| `" + key.name.substr(dot + 1) + "` | " + standard + " | " + rangeText(option) + " | " + needsText(ways) + " | " + option.text + " |\n");
  }
  return rows;
}

std::string Schema::page() const {
  std::string page = head, section;
  for (const Key &key : table)
    for (const auto &[own, row] : pageRows(key)) {
      if (own != section)
        page += "\n## [" + own + "]\n\n| key | default | values | in | meaning |\n|---|---|---|---|---|\n";
      section = own;
      page += row;
    }
  return page;
}

} // namespace mf
