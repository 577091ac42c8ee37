//===- InspectFiles.cpp - what weights, run folders and coded sounds hold ---------------------------===//
#include "tools/mfcc/InspectFiles.h"
#include "training/RunFolder.h"
#include "training/codec/Bitstream.h"
#include "training/io/Json.h"
#include "training/io/Safetensors.h"
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

namespace mf::tool {

using Json = nlohmann::ordered_json;

Json describeWeights(const std::string &path) {
  SafetensorsFile file(path);
  Json tensors = Json::array();
  int64_t numbers = 0;
  for (const std::string &name : file.names()) {
    int64_t size = 1;
    for (int64_t extent : file.shape(name))
      size *= extent;
    numbers += size;
    tensors.push_back({{"name", name}, {"dtype", file.type(name)}, {"shape", file.shape(name)}});
  }
  return {{"kind", "weights"}, {"metadata", file.metadata()}, {"tensors", tensors}, {"numbers", numbers}};
}

/// The last line of metrics.jsonl; null where there is none.
static Json newestNumbers(const std::string &path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  for (; !lines.empty(); lines.pop_back()) // the last one may be cut off
    if (Json numbers = Json::parse(lines.back(), nullptr, false); numbers.is_object())
      return numbers;
  return {};
}

Json describeRun(const std::string &path) {
  RunFolder folder = RunFolder::open(path);
  Json facts = {{"kind", "run"}, {"run", folder.info()}, {"checkpoints", folder.checkpoints()}, {"newest", newestNumbers(folder / "metrics.jsonl")}};
  if (!folder.checkpoints().empty())
    if (int64_t best = CheckpointInfo::read(folder.findCheckpoint("last")).bestStep)
      facts["best"] = best;
  return facts;
}

Json describeStream(const std::string &path) {
  BitstreamReader reader(path);
  std::vector<int32_t> digits;
  int64_t blocks = 0;
  while (reader.next(digits))
    ++blocks;
  const StreamHeader &h = reader.header();
  int64_t bytes = int64_t(std::filesystem::file_size(path));
  double seconds = h.originalRate ? double(h.frames) / double(h.originalRate) : 0;
  return {{"kind", "coded sound"}, {"seconds", seconds}, {"channels", h.channels}, {"frames", h.frames}, {"rate", h.originalRate}, {"model_rate", h.modelRate},
          {"piece", h.pieceLength}, {"overlap", h.overlap}, {"pieces", h.pieces()}, {"blocks", blocks}, {"vectors", h.vectors}, {"levels", h.levels},
          {"model", fingerprintText(h.fingerprint)}, {"bytes", bytes}, {"kbps", seconds > 0 ? double(bytes) * 8e-3 / seconds : 0}};
}

/// One value in a line.
static std::string inLine(const Json &value) {
  return value.is_string() ? value.get<std::string>() : textOf(value);
}

std::string plainText(const Json &facts) {
  std::string text;
  for (const auto &[key, value] : facts.items()) {
    bool isList = (value.is_object() && !value.empty()) || (value.is_array() && !value.empty() && value[0].is_object());
    text += key + (isList ? ":\n" : ": " + inLine(value) + "\n");
    if (value.is_object() && isList)
      for (const auto &[name, part] : value.items())
        text += fmt::format("  {}: {}\n", name, inLine(part));
    else if (isList)
      for (const Json &part : value)
        text += part.contains("name") ? fmt::format("  {:<40} {} {}\n", inLine(part["name"]), inLine(part["dtype"]), inLine(part["shape"])) : "  " + inLine(part) + "\n";
  }
  return text;
}

} // namespace mf::tool
