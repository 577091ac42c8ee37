//===- Resume.cpp - what changes where a run goes on ------------------------------------------------===//
#include "tools/mfcc/Resume.h"
#include "training/RunFolder.h"
#include "training/io/File.h"
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <sstream>

namespace mf::tool {

namespace {
std::map<std::string, std::string> keysOf(const std::string &config) {
  std::map<std::string, std::string> keys;
  std::istringstream in(config);
  std::string section;
  for (std::string line; std::getline(in, line);) {
    size_t equals = line.find(" = ");
    if (line.starts_with("["))
      section = line.substr(1, line.find(']') - 1);
    else if (equals != std::string::npos && section != "training")
      keys[section + "." + line.substr(0, equals)] = line.substr(equals + 3);
  }
  return keys;
}
} // namespace

std::vector<std::string> changedKeys(const std::string &before, const std::string &now) {
  std::map<std::string, std::string> old = keysOf(before), fresh = keysOf(now);
  std::vector<std::string> changes;
  for (const auto &[key, value] : fresh)
    if (!old.contains(key))
      changes.push_back(fmt::format("{} = {} (was not there)", key, value));
    else if (old[key] != value)
      changes.push_back(fmt::format("{} = {} (was {})", key, value, old[key]));
  for (const auto &[key, value] : old)
    if (!fresh.contains(key))
      changes.push_back(fmt::format("{} is gone (was {})", key, value));
  return changes;
}

void tellChanges(const std::string &run, const std::string &fingerprint, const std::string &config, const std::vector<std::string> &details) {
  RunFolder folder = RunFolder::open(run);
  std::vector<int64_t> steps = folder.checkpoints();
  auto info = folder.info();
  bool hasConfig = !config.empty() && std::filesystem::exists(folder / "config.toml");
  std::vector<std::string> changes = hasConfig ? changedKeys(readText(folder / "config.toml"), config) : std::vector<std::string>();
  bool known = !fingerprint.empty() && info.contains("fingerprint") && info["fingerprint"].is_string();
  bool same = known ? info["fingerprint"] == fingerprint : details.empty();
  if (steps.empty() || (changes.empty() && same))
    return;
  std::string what = changes.empty() ? "with another program than before" + (details.empty() ? "" : fmt::format(": {}", fmt::join(details, "; "))) : fmt::format("with other keys: {}", fmt::join(changes, ", "));
  std::fprintf(stderr, "warning: %s: goes on from step %lld %s\n", run.c_str(), (long long)steps.back(), what.c_str());
}

} // namespace mf::tool
