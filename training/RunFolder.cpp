#include "training/RunFolder.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include "training/io/Json.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace mf {
namespace fs = std::filesystem;

static bool holdsRun(const std::string &path) {
  return fs::exists(path + "/run.json") || fs::exists(path + "/checkpoints") || fs::exists(path + "/metrics.jsonl");
}

void RunFolder::refuseExisting(const std::string &path) {
  if (holdsRun(path))
    throw UserError(path + ": it holds a run already; continue it with --resume or name another folder with --run");
}

RunFolder RunFolder::create(const std::string &path) {
  refuseExisting(path);
  std::error_code error;
  fs::create_directories(path + "/checkpoints", error);
  if (error)
    throw UserError(path + ": cannot be made: " + error.message());
  RunFolder folder;
  folder.path = path;
  return folder;
}

RunFolder RunFolder::open(const std::string &path) {
  if (!fs::is_directory(path))
    throw UserError(path + ": no such run folder");
  if (!fs::exists(path + "/run.json"))
    throw UserError(path + ": not a run folder: expected a run.json in it");
  RunFolder folder;
  folder.path = path;
  return folder;
}

void RunFolder::lock() {
  std::string name = *this / "lock";
  int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0)
    throw UserError(name + ": cannot be written: " + std::strerror(errno));
  held = std::shared_ptr<int>(new int(file), [](int *number) {
    close(*number);
    delete number;
  });
  if (flock(file, LOCK_EX | LOCK_NB) == 0) {
    std::string text = std::to_string(getpid()) + "\n";
    if (ftruncate(file, 0) || pwrite(file, text.data(), text.size(), 0) < 0)
      throw UserError(name + ": cannot be written: " + std::strerror(errno));
    return;
  }
  if (errno != EWOULDBLOCK) // a file system without locks
    return;
  char other[32] = "";
  if (pread(file, other, sizeof other - 1, 0) < 0)
    other[0] = 0;
  throw UserError(path + ": another process (" + std::to_string(std::atoll(other)) + ") trains in it; wait for its end, or name another folder with --run");
}

std::string RunFolder::checkpoint(int64_t step) const {
  return path + "/checkpoints/step_" + std::to_string(step) + ".safetensors";
}

std::vector<int64_t> RunFolder::checkpoints() const {
  std::vector<int64_t> steps;
  std::error_code error;
  for (const auto &file : fs::directory_iterator(path + "/checkpoints", error)) {
    long long step = 0;
    int end = 0;
    std::string name = file.path().filename().string();
    if (std::sscanf(name.c_str(), "step_%lld.safetensors%n", &step, &end) == 1 && size_t(end) == name.size())
      steps.push_back(step);
  }
  std::sort(steps.begin(), steps.end());
  return steps;
}

std::string RunFolder::findCheckpoint(const std::string &which) const {
  std::vector<int64_t> steps = checkpoints();
  if (steps.empty())
    throw UserError(path + ": no checkpoint in it yet");
  if (which == "last")
    return checkpoint(steps.back());
  if (which == "best") {
    int64_t best = CheckpointInfo::read(checkpoint(steps.back())).bestStep;
    return std::find(steps.begin(), steps.end(), best) != steps.end() ? checkpoint(best) : checkpoint(steps.back());
  }
  for (int64_t step : steps)
    if (std::to_string(step) == which)
      return checkpoint(step);
  std::string names;
  for (int64_t step : steps)
    names += ", " + std::to_string(step);
  throw UserError(path + ": no checkpoint '" + which + "'; there are: last, best" + names);
}

nlohmann::ordered_json RunFolder::info() const {
  nlohmann::ordered_json value = nlohmann::ordered_json::parse(readText(*this / "run.json"), nullptr, false);
  if (!value.is_object())
    throw UserError(*this / "run.json" + std::string(": expected a JSON object"));
  return value;
}

Signal RunFolder::signal() const {
  nlohmann::ordered_json all = info(), json = all.value("signal", nlohmann::ordered_json::object());
  auto number = [&](const char *key, int64_t standard) {
    return json.contains(key) && json[key].is_number_integer() ? json[key].get<int64_t>() : standard;
  };
  return {number("height", 1), number("width", 1), number("channels", 1), number("sample_rate", 0), json.value("channels_first", false)};
}

void RunFolder::writeInfo(const nlohmann::ordered_json &info) const { writeAtomic(*this / "run.json", textOf(info, 2) + "\n"); }

// Hexadecimal floating point: what is read back is what was written.
static std::string exact(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%a", value);
  return text;
}

std::map<std::string, std::string> CheckpointInfo::metadata() const {
  return {{"step", std::to_string(step)},         {"seed", std::to_string(seed)}, {"smoothed", exact(smoothed)},
          {"weight", exact(weight)}, {"best_step", std::to_string(bestStep)}, {"best", exact(best)},
          {"stale", std::to_string(stale)}, {"waited", std::to_string(waited)}, {"watched", watched}};
}

CheckpointInfo CheckpointInfo::read(const std::string &path) {
  auto value = [&](const char *key) {
    char text[128];
    if (mf_state_metadata(path.c_str(), key, text, sizeof text))
      throw UserError(mf_last_error());
    return std::string(text);
  };
  auto later = [&](const char *key) { // keys that checkpoints of the first version lack
    char text[512];
    return mf_state_metadata(path.c_str(), key, text, sizeof text) ? std::string() : std::string(text);
  };
  auto integer = [&](const char *key) { return std::strtoll(value(key).c_str(), nullptr, 10); };
  auto real = [&](const char *key) { return std::strtod(value(key).c_str(), nullptr); };
  return {integer("step"), integer("seed"), real("smoothed"), real("weight"), integer("best_step"), real("best"),
          std::strtoll(later("stale").c_str(), nullptr, 10), std::strtoll(later("waited").c_str(), nullptr, 10), later("watched")};
}

} // namespace mf
