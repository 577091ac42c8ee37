#include "compiler/config/Configuration.h"
#include "compiler/config/ConfigProgram.h"
#include "models/architectures/registry.h"
#include "models/methods/registry.h"
#include "models/tokenization/registry.h"
#include "training/config/Datasets.h"
#include "training/config/Training.h"

namespace mf {
namespace {

template <typename List> Choice choice(const char *key, const std::string &standard, const char *text, const List &list) {
  Choice c{key, standard, text, {}};
  for (size_t i : opt::listOrder(list)) {
    const opt::Entry &entry = list[i].entry;
    c.entries.push_back(&entry);
    if (!entry.about.empty())
      c.text += (c.text.empty() ? "" : " ") + entry.about;
  }
  return c;
}

template <typename... Rows> std::vector<opt::Option> options(const Rows &...rows) {
  std::vector<opt::Option> all;
  (all.insert(all.end(), rows.begin(), rows.end()), ...);
  return all;
}

/// What an entry that its own struct names is called.
template <typename List, typename Kind> std::string nameOf(const List &list, Kind kind) { return list.at((size_t)kind).entry.name; }

Schema assemble() {
  std::vector<Choice> choices = {
      choice("method.name", nameOf(methods(), MethodOptions().method), "What is trained.", methods()),
      choice("model.architecture", nameOf(architectures(), NetworkOptions().architecture), "The network, see docs/models.md.", architectures()),
      choice("dataset.name", datasets().front().entry.name, "", datasets()),
      choice("tokenization.name", "", "How a signal becomes tokens: patches or frames of its numbers, or its short-time spectrum. See docs/tokenization.md.", tokenizations()),
  };
  std::vector<Section> sections = {
      {"method", options(ConditionOptions::rows())},
      {"model", options(network_options())},
      {"latent", options(LatentOptions::rows())},
      {"dataset", options(datasetRows())},
      {"tokenization", options(tokenization_options())},
      {"codec", options(CodecOptions::rows())},
      {"optimizer", options(OptimizerOptions::rows())},
      {"training", options(TrainingOptions::rows(), ProgramOptions::rows())},
  };
  return Schema(sections, std::move(choices), [](const Config &config, opt::Facts &facts) {
    SignalShape signal = signalShape(config);
    facts.height = signal.height;
    facts.width = signal.width;
    facts.channels = signal.channels;
  });
}

} // namespace

const Schema &configSchema() {
  static const Schema schema = assemble();
  return schema;
}

Config loadConfig(const std::string &path, const std::vector<std::string> &overrides) { return configSchema().load(path, overrides); }

Config parseConfig(std::string_view text, const std::string &path, const std::vector<std::string> &overrides) { return configSchema().parse(text, path, overrides); }

std::string formatConfig(const Config &config) { return configSchema().format(config); }

std::string describeConfig(const Config &config) { return configSchema().describe(config); }

std::string conditionOf(const Config &config) { return *configSchema().seen("method.condition", config); }

} // namespace mf
