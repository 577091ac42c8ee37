// docs/configuration.md from the table of keys.
#include "training/config/Schema.h"
#include <sstream>

namespace mf {
namespace {

std::string valueIn(const Key &key, const Subject &subject) {
  Config c = defaultConfig(subject);
  return "`" + formatValue(key.slot(c)) + "`";
}

/// The default, and where it differs: "`8`; convnet: `6`".
std::string defaultText(const Key &key) {
  const std::string common = valueIn(key, {});
  std::string text = common == "`\"\"`" ? "none" : common;
  auto add = [&](const char *name, const Subject &subject, const char *chooses) {
    if (std::string other = valueIn(key, subject); other != common && key.name != chooses)
      text += std::string("; ") + name + ": " + other;
  };
  for (const char *architecture : {"mlp_mixer", "convnet"})
    add(architecture, {.architecture = architecture}, "model.architecture");
  for (const char *method : {"autoencoder", "flow_matching", "improved_mean_flow"})
    add(method, {.method = method}, "method.name");
  add("audio", {.dataset = "audio"}, "dataset.name");
  if (valueIn(key, {.dataset = "audio"}) != valueIn(key, {.dataset = "audio", .tokenization = "reshape"}))
    add("audio and reshape", {.dataset = "audio", .tokenization = "reshape"}, "tokenization.name");
  return text;
}

std::string rangeText(const Key &key) {
  Config c;
  Slot slot = key.slot(c);
  std::ostringstream s;
  if (std::holds_alternative<std::string *>(slot)) {
    for (size_t i = 0; i < key.choices.size(); ++i)
      s << (i ? ", " : "") << "`" << key.choices[i] << "`";
    return key.choices.empty() ? "text" : s.str();
  }
  bool list = std::holds_alternative<std::vector<int64_t> *>(slot);
  s << (list ? "list of integers, " : std::holds_alternative<int64_t *>(slot) ? "integer, " : "number, ") << key.low << " to " << key.high;
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
  for (const auto *names : {&a.methods, &a.architectures, &a.variants, &a.quantizers, &a.rules, &a.schedules, &a.datasets, &a.tokenizations, &a.windows})
    if (!names->empty())
      text += (text.empty() ? "" : "; ") + list(*names);
  if (!a.conditions.empty())
    text += (text.empty() ? "" : "; ") + std::string("condition ") + list(a.conditions);
  if (!a.image_frames)
    text += "mdct, or reshape of audio";
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
