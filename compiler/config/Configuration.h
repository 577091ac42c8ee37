// Configurations with the keys of the project: the table of models/ and training/ put together.
#pragma once
#include "training/config/Schema.h"

namespace mf {

/// All keys, put together from the rows beside the structs and from the registries.
const Schema &configSchema();

/// Schema::load, parse, format and describe with the keys of the project.
Config loadConfig(const std::string &path, const std::vector<std::string> &overrides = {});
Config parseConfig(std::string_view text, const std::string &path, const std::vector<std::string> &overrides = {});
std::string formatConfig(const Config &config);
std::string describeConfig(const Config &config);

/// "none", "class" or "latent": what the network is conditioned on. What is not a flow has a latent.
std::string conditionOf(const Config &config);

/// One configuration of the benchmark: methods x architectures x data sets x tokenizations.
struct ConfigFile {
  std::string name; ///< method=M--architecture=A--dataset=D--tokenization=T.toml
  std::string text;
};
/// Those of all entries that take part. baseOnly: the ones with the usual tokenization of their data set, whose name does not say it.
std::vector<ConfigFile> benchmarkConfigs(bool baseOnly = false);

} // namespace mf
