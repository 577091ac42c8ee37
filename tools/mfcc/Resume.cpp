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
/// The place behind the bracket that closes the one at `open`, past strings.
size_t behindBracket(const std::string &text, size_t open) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = open; i < text.size(); ++i) {
    if (quoted && text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && text[i] == '(')
      ++depth;
    else if (!quoted && text[i] == ')' && --depth == 0)
      return i + 1;
  }
  return text.size();
}

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

std::string fingerprintOf(const std::string &ir) {
  uint64_t hash = 0xcbf29ce484222325; // FNV-1a of all but locations
  for (size_t at = 0; at < ir.size();) {
    if (ir.compare(at, 4, "loc(") == 0) {
      at = behindBracket(ir, at + 3);
    } else if (ir[at] == ' ' && ir.compare(at + 1, 4, "loc(") == 0) {
      ++at; // it belongs to the location
    } else if (ir.compare(at, 15, "\\22places\\22: {") == 0) { // of the entries, in the metadata
      at = std::min(ir.find('}', at), ir.size() - 1) + 1;
    } else if (ir.compare(at, 4, "#loc") == 0 && (at == 0 || ir[at - 1] == '\n')) {
      at = std::min(ir.find('\n', at), ir.size() - 1) + 1;
    } else {
      hash = (hash ^ uint8_t(ir[at++])) * 0x100000001b3;
    }
  }
  return fmt::format("{:016x}", hash);
}

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
  bool known = !fingerprint.empty() && info.contains("program") && info["program"].is_string();
  bool same = known ? info["program"] == fingerprint : details.empty();
  if (steps.empty() || (changes.empty() && same))
    return;
  std::string what = changes.empty() ? "with another program than before" + (details.empty() ? "" : fmt::format(": {}", fmt::join(details, "; "))) : fmt::format("with other keys: {}", fmt::join(changes, ", "));
  std::fprintf(stderr, "warning: %s: goes on from step %lld %s\n", run.c_str(), (long long)steps.back(), what.c_str());
}

} // namespace mf::tool
