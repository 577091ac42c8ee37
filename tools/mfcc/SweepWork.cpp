//===- SweepWork.cpp - runs of a sweep as child processes --------------------------------------------===//
#include "tools/mfcc/SweepWork.h"
#include "training/Progress.h"
#include "training/io/File.h"
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <thread>

namespace mf::tool {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using report::Status;

SweepNotes::SweepNotes(const std::string &folder) : path(folder + "/sweep.json") {
  if (fs::exists(path))
    json = Json::parse(readText(path), nullptr, false);
  if (!json.is_object())
    json = Json::object();
}

void SweepNotes::save() const { writeAtomic(path, textOf(json, 2) + "\n"); }

void moveAside(const std::string &folder) {
  fs::remove_all(folder + ".old");
  fs::rename(folder, folder + ".old");
}

bool runStep(report::RunRecord &record, const char *what, const std::vector<std::string> &arguments, int threads, const std::string &output, ChildResult *result) {
  if (Interrupts::interrupted())
    return false;
  ChildResult r = runChild(arguments, threads, output);
  if (result)
    *result = r;
  if (Interrupts::interrupted())
    return false;
  if (r.good())
    return true;
  if (record.status == Status::failed)
    return false;
  std::string text = readText(output);
  record.status = Status::failed;
  record.problem = fmt::format("{}: {}", what, r.problem(text));
  constexpr size_t most = 4000;
  record.log = text.size() > most ? "... " + text.substr(text.size() - most) : text;
  return false;
}

int atOnce(size_t count, int jobs, const std::function<void(size_t)> &one) {
  Interrupts interrupts;
  std::atomic<size_t> next = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < jobs; ++i)
    workers.emplace_back([&] {
      for (size_t k; (k = next++) < count && !Interrupts::interrupted();)
        one(k);
    });
  for (std::thread &worker : workers)
    worker.join();
  return Interrupts::interrupted();
}

void SweepLines::tell(const report::RunRecord &r, const std::string &name, bool kept, double seconds, const std::function<std::string()> &more) {
  std::lock_guard lock(mutex);
  if (r.status == Status::waiting) // interrupted
    return;
  std::string line = fmt::format("[{:>{}}/{}] {}: ", ++finished, std::to_string(count).size(), count, name);
  line += r.status == Status::failed ? "failed: " + r.problem : kept ? "kept" : "done in " + Progress::duration(seconds);
  fmt::print("{}{}\n", line, more());
  std::fflush(stdout);
}

} // namespace mf::tool
