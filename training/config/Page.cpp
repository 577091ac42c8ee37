// docs/configuration.md from the table of keys.
#include "training/config/Schema.h"
#include <sstream>

namespace mf {
namespace {

const std::vector<std::string> methods = {"autoencoder", "flow_matching", "mean_flow", "improved_mean_flow"};
const std::vector<std::string> architectures = {"mlp", "mlp_mixer", "convnet"};

std::string valueIn(const Key &key, const std::string &method, const std::string &architecture) {
  Config c = defaultConfig(method, architecture);
  return "`" + formatValue(key.slot(c)) + "`";
}

/// The default, and where it differs: "`8`; convnet: `6`".
std::string defaultText(const Key &key) {
  std::string common = valueIn(key, "mean_flow", "mlp"), text = common;
  for (const std::string &architecture : architectures)
    if (std::string other = valueIn(key, "mean_flow", architecture); other != common && key.name != "model.architecture")
      text += "; " + architecture + ": " + other;
  for (const std::string &method : methods)
    if (std::string other = valueIn(key, method, "mlp"); other != common && key.name != "method.name")
      text += "; " + method + ": " + other;
  return text;
}

std::string rangeText(const Key &key) {
  Config c;
  Slot slot = key.slot(c);
  std::ostringstream s;
  if (std::holds_alternative<bool *>(slot))
    return "`true`, `false`";
  if (std::holds_alternative<std::string *>(slot)) {
    for (size_t i = 0; i < key.choices.size(); ++i)
      s << (i ? ", " : "") << "`" << key.choices[i] << "`";
    return s.str();
  }
  s << (std::holds_alternative<int64_t *>(slot) ? "integer, " : "number, ") << key.low << " to " << key.high;
  return s.str();
}

std::string list(const std::vector<std::string> &names) {
  std::string text;
  for (const std::string &name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string appliesText(const Applies &a) {
  std::string text;
  auto add = [&](const std::string &what) { text += (text.empty() ? "" : "; ") + what; };
  for (const auto *names : {&a.methods, &a.architectures, &a.rules, &a.schedules, &a.datasets})
    if (!names->empty())
      add(list(*names));
  if (a.conditional)
    add("class_conditional");
  if (a.latent)
    add("autoencoder or class_conditional");
  return text.empty() ? "all" : text;
}

const char *head = R"(# Configuration

<!-- generated from training/config/Schema.cpp by `mf-config-page`; do not edit -->

A run is described by a TOML file (`configs/`), `mfcc train FILE --set section.key=value` changes single keys. A key that is unknown, of the wrong type, out of range, or
without effect in the configuration at hand is an error that names the file and the line. What will be built is printed before the training starts.
)";

} // namespace

std::string configurationPage() {
  std::string page = head, section;
  for (const Key &key : configKeys()) {
    size_t dot = key.name.find('.');
    std::string own = key.name.substr(0, dot);
    if (own != section)
      page += "\n## [" + own + "]\n\n| key | default | values | in | meaning |\n|---|---|---|---|---|\n";
    section = own;
    page += "| `" + key.name.substr(dot + 1) + "` | " + defaultText(key) + " | " + rangeText(key) + " | " + appliesText(key.applies) + " | " + key.doc + " |\n";
  }
  return page;
}

} // namespace mf
