//===- SweepProgram.cpp - mfcc sweep of a DSL file ---------------------------------------------------===//
#include "tools/mfcc/SweepProgram.h"
#include "tools/mfcc/Source.h"
#include "tools/mfcc/SweepWork.h"
#include "training/LoadedProgram.h"
#include "training/RunFolder.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include "training/io/Json.h"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace mf::tool {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using report::RunRecord;
using report::Status;

namespace {

/// A name for a folder: what is no letter, digit, '.', '-', '=' or '_' becomes '_'.
std::string folderName(const std::vector<std::string> &set) {
  std::string name = set.empty() ? "standard" : fmt::format("{}", fmt::join(set, "--"));
  for (char &c : name)
    if (!std::isalnum(static_cast<unsigned char>(c)) && std::string_view(".-=_").find(c) == std::string_view::npos)
      c = '_';
  return name;
}

class Sweep {
public:
  explicit Sweep(ProgramSweep &sweep) : s(sweep), combinations(combinationsOf(sweep.set)), lines(combinations.size()) {
    compiler::Model model = loadSource(s.source, combinations[0]); // a wrong option is refused before anything is trained
    for (const std::string &file : model.files)
      texts[file] = readText(file);
    for (const std::vector<std::string> &set : combinations)
      records.push_back(recordOf(set));
    for (size_t i = 0; i < records.size(); ++i)
      for (size_t j = 0; j < i; ++j)
        if (records[i].name == records[j].name)
          throw UserError(fmt::format("--set: two combinations would be called {}", records[i].name));
  }

  std::vector<RunRecord> run() {
    s.signal = atOnce(records.size(), s.jobs, [this](size_t i) { work(i); });
    return records;
  }

private:
  RunRecord recordOf(const std::vector<std::string> &set) const {
    RunRecord r;
    r.name = folderName(set);
    r.config = s.source;
    r.text = fmt::format("{}", fmt::join(set, "\n"));
    r.folder = s.out + "/runs/" + r.name;
    r.method = set.empty() ? "standard" : fmt::format("{}", fmt::join(set, ", "));
    r.architecture = fs::path(s.source).stem().string();
    r.dataset = !s.dataset.empty() ? s.dataset : s.data.empty() ? "none" : fs::path(s.data).filename().string();
    r.tokenization = "-";
    r.steps = s.steps;
    return r;
  }

  /// What a run is made of: it is kept only as long as this is the same.
  Json keyOf(size_t i) const { return {{"texts", texts}, {"set", combinations[i]}, {"data", s.data}, {"dataset", s.dataset}, {"steps", s.steps}}; }

  void work(size_t i) {
    RunRecord &record = records[i];
    bool kept = false;
    try {
      kept = one(i);
    } catch (const std::exception &e) {
      record.status = Status::failed;
      record.problem = e.what();
    }
    lines.tell(record, record.method, kept, record.trainSeconds + record.evalSeconds, [&] { return numbersOf(record); });
  }

  bool child(RunRecord &record, const char *what, const std::vector<std::string> &arguments, ChildResult &result) const {
    return runStep(record, what, arguments, s.threads, record.folder + "/" + what + ".log", &result);
  }

  /// Trains and judges one combination; true where an earlier call has done so.
  bool one(size_t i) {
    RunRecord &record = records[i];
    SweepNotes notes(record.folder);
    bool same = notes.json.value("key", Json()) == keyOf(i), kept = same && notes.json.value("done", false);
    if (!same && fs::exists(record.folder))
      moveAside(record.folder);
    if (!same)
      notes.json = {{"key", keyOf(i)}, {"done", false}, {"seconds", 0.0}};
    fs::create_directories(record.folder);
    notes.save();
    ChildResult result;
    if (!kept) {
      if (!child(record, "train", trainArguments(i), result))
        return false;
      notes.json["seconds"] = notes.json.value("seconds", 0.0) + result.seconds;
      notes.json["peak_bytes"] = result.peakBytes;
      if (!evaluate(record, notes.json))
        return false;
      notes.json["done"] = true;
      notes.save();
    }
    fill(record, notes.json);
    record.status = Status::done;
    return kept;
  }

  std::vector<std::string> trainArguments(size_t i) const {
    std::vector<std::string> arguments{"train", s.source, "--steps", std::to_string(s.steps), "--run", records[i].folder, "--quiet"};
    for (const std::string &set : combinations[i])
      arguments.insert(arguments.end(), {"--set", set});
    addData(arguments);
    if (fs::exists(records[i].folder + "/run.json"))
      arguments.push_back("--resume");
    return arguments;
  }

  void addData(std::vector<std::string> &arguments) const {
    if (!s.data.empty())
      arguments.insert(arguments.end(), {"--data", s.data});
    if (!s.dataset.empty())
      arguments.insert(arguments.end(), {"--dataset", s.dataset});
  }

  bool evaluate(RunRecord &record, Json &notes) {
    auto entries = RunFolder::open(record.folder).info().value("entries", std::vector<std::string>());
    if (!s.evaluate || std::find(entries.begin(), entries.end(), "eval_loss") == entries.end())
      return true;
    std::vector<std::string> arguments{"eval", record.folder};
    addData(arguments);
    ChildResult result;
    if (!child(record, "eval", arguments, result))
      return false;
    notes["eval_seconds"] = result.seconds;
    return true;
  }

  void fill(RunRecord &record, const Json &notes) const {
    record.trainSeconds = notes.value("seconds", 0.0);
    record.evalSeconds = notes.value("eval_seconds", 0.0);
    record.peakBytes = notes.value("peak_bytes", int64_t(0));
    record.curve = report::readCurve(record.folder + "/metrics.jsonl");
    LoadedProgram program(record.folder + "/model.mfa");
    record.arenaBytes = program.entry("train_step").arena_bytes;
    record.parameters = program.parameters();
    for (const auto &[file, caption] : {std::pair("samples.png", "Samples"), {"loss.png", "Every number of the steps"}})
      if (fs::exists(record.folder + "/" + file))
        record.exhibits.push_back({caption, record.folder + "/" + file, ""});
    if (s.evaluate && fs::exists(record.folder + "/eval.json")) {
      record.evaluation = Json::parse(readText(record.folder + "/eval.json"), nullptr, false);
      record.metrics = report::metricsOf(record.evaluation);
    }
  }

  /// "; loss 3 -> 1; eval_loss 1.2"
  static std::string numbersOf(const RunRecord &r) {
    std::string text;
    if (r.status == Status::done && !r.curve.empty())
      text = fmt::format("; loss {:.4g} -> {:.4g}", r.curve.front().rawMse, r.curve.back().rawMse);
    for (const report::Metric &m : r.metrics)
      text += fmt::format("; {} {:.4g}", m.name, m.value);
    return text;
  }

  ProgramSweep &s;
  std::vector<std::vector<std::string>> combinations;
  std::map<std::string, std::string> texts; ///< of the user's files
  std::vector<RunRecord> records;
  SweepLines lines;
};

} // namespace

std::vector<std::vector<std::string>> combinationsOf(const std::vector<std::string> &set) {
  std::vector<std::vector<std::string>> all{{}};
  for (const std::string &text : set) {
    size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size() || text.ends_with(",") || text.find(",,") != std::string::npos || text[equals + 1] == ',')
      throw UserError("--set " + text + ": expected option=value, or values with commas");
    std::vector<std::vector<std::string>> longer;
    for (const std::vector<std::string> &before : all)
      for (size_t at = equals + 1; at <= text.size();) {
        size_t comma = std::min(text.find(',', at), text.size());
        longer.push_back(before);
        longer.back().push_back(text.substr(0, equals + 1) + text.substr(at, comma - at));
        at = comma + 1;
      }
    all = std::move(longer);
  }
  return all;
}

std::vector<RunRecord> sweepProgram(ProgramSweep &sweep) { return Sweep(sweep).run(); }

} // namespace mf::tool
