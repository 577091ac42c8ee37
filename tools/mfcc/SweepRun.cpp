//===- SweepRun.cpp - one configuration of mfcc sweep -----------------------------------------------===//
#include "tools/mfcc/SweepRun.h"
#include "tools/mfcc/SweepShow.h"
#include "tools/mfcc/SweepWork.h"
#include "training/RunFolder.h"
#include "training/UserError.h"
#include "compiler/config/Configuration.h"
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

std::string dataFolder(const SweepPlan &plan, const Config &config) {
  auto found = plan.data.find(config.text("dataset.name"));
  return found == plan.data.end() ? "" : found->second;
}

int64_t lastCheckpoint(const std::string &folder) {
  RunFolder run;
  run.path = folder;
  std::vector<int64_t> steps = run.checkpoints();
  return steps.empty() ? 0 : steps.back();
}

/// One step of the chain.
class Chain {
public:
  Chain(const SweepPlan &plan, SweepItem &item) : plan(plan), item(item), record(item.record), folder(record.folder), data(dataFolder(plan, *item.config)) {}

  void run() {
    Beginning beginning = beginningOf(plan, item);
    if (beginning == Beginning::anew)
      moveAside(folder);
    fs::create_directories(folder);
    SweepNotes notes(folder);
    if (beginning != Beginning::kept && !train(notes, beginning == Beginning::resumed))
      return;
    if (!inspect())
      return;
    // pictures are worth having where the evaluation failed
    bool evaluated = !plan.evaluate || evaluate(notes), shown = !Interrupts::interrupted() && show(notes);
    if (evaluated && shown)
      record.status = Status::done;
  }

private:
  bool child(const char *what, const std::vector<std::string> &arguments, const std::string &output, ChildResult *result = nullptr) {
    return runStep(record, what, arguments, plan.threads, output, result);
  }

  std::vector<std::string> withData(std::vector<std::string> arguments) const {
    if (!data.empty())
      arguments.insert(arguments.end(), {"--data", data});
    return arguments;
  }

  bool train(SweepNotes &notes, bool resume) {
    notes.json = {{"steps", plan.steps}, {"data", data}, {"train", notes.json.value("train", Json::object())}};
    notes.save();
    std::vector<std::string> arguments = withData({"train", record.config, "--steps", std::to_string(plan.steps), "--run", folder, "--quiet"});
    for (const std::string &set : item.set)
      arguments.insert(arguments.end(), {"--set", set});
    if (resume)
      arguments.push_back("--resume");
    ChildResult result;
    bool good = child("train", arguments, folder + "/train.log", &result);
    Json &t = notes.json["train"];
    t["seconds"] = t.value("seconds", 0.0) + result.seconds;
    t["peak_bytes"] = std::max(t.value("peak_bytes", int64_t(0)), result.peakBytes);
    notes.save();
    return good;
  }

  bool inspect() {
    std::string output = folder + "/inspect.json";
    return (fs::exists(output) && Json::accept(readText(output))) || child("inspect", {"inspect", folder + "/model.mfa", "--json"}, output);
  }

  bool evaluate(SweepNotes &notes) {
    Json asked = {{"n", plan.samples}, {"nfe", plan.nfe}, {"classifier_steps", plan.classifierSteps}};
    if (fs::exists(folder + "/eval.json") && notes.json.contains("eval") && notes.json["eval"].value("asked", Json()) == asked)
      return true;
    ChildResult result;
    std::string list = fmt::format("{}", fmt::join(plan.nfe, ","));
    std::vector<std::string> arguments = withData({"eval", folder, "--n", std::to_string(plan.samples), "--nfe", list});
    if (plan.classifierSteps)
      arguments.insert(arguments.end(), {"--classifier-steps", std::to_string(plan.classifierSteps)});
    if (!child("eval", arguments, folder + "/eval.log", &result))
      return false;
    notes.json["eval"] = {{"asked", asked}, {"seconds", result.seconds}};
    notes.save();
    return true;
  }

  bool show(SweepNotes &notes) {
    Json asked = plan.nfe;
    if (notes.json.contains("shown") && notes.json["shown"].value("asked", Json()) == asked)
      return true;
    Showing showing{folder, data, *item.config, plan.nfe};
    auto exhibits = showRun(showing, [&](const auto &arguments) { return child(arguments[0].c_str(), arguments, folder + "/show.log"); });
    if (!exhibits)
      return false;
    Json files = Json::array();
    for (const report::Exhibit &e : *exhibits)
      files.push_back({{"caption", e.caption}, {"picture", e.picture}, {"sound", e.sound}});
    notes.json["shown"] = {{"asked", asked}, {"files", files}};
    notes.save();
    return true;
  }

  const SweepPlan &plan;
  SweepItem &item;
  RunRecord &record;
  const std::string folder, data;
};

/// Parameters and the arena of train_step, of `mfcc inspect --json`.
void readInspection(const std::string &path, RunRecord &record) {
  Json json = fs::exists(path) ? Json::parse(readText(path), nullptr, false) : Json();
  if (!json.is_object())
    return;
  record.parameters = 0;
  for (const Json &state : json["states"])
    if (state["role"] == "parameter") {
      int64_t size = 1;
      for (int64_t n : state["shape"])
        size *= n;
      record.parameters += size;
    }
  for (const Json &entry : json["entries"])
    if (entry["name"] == "train_step")
      record.arenaBytes = entry["arena_bytes"];
}

std::vector<report::Exhibit> exhibitsOf(const Json &notes, const std::string &folder) {
  std::vector<report::Exhibit> exhibits;
  if (notes.contains("shown"))
    for (const Json &file : notes["shown"].value("files", Json::array())) {
      std::string sound = file.value("sound", "");
      exhibits.push_back({file.value("caption", ""), folder + "/" + file.value("picture", ""), sound.empty() ? "" : folder + "/" + sound});
    }
  return exhibits;
}

} // namespace

Beginning beginningOf(const SweepPlan &plan, const SweepItem &item, std::string *why) {
  const std::string &folder = item.record.folder;
  auto because = [&](Beginning b, const std::string &reason) {
    if (why)
      *why = reason;
    return b;
  };
  if (!fs::exists(folder) || fs::is_empty(folder))
    return Beginning::fresh;
  if (!fs::exists(folder + "/run.json") || !fs::exists(folder + "/config.toml"))
    return fs::exists(folder + "/checkpoints") ? because(Beginning::anew, "it was cut off as it began") : Beginning::fresh;
  if (readText(folder + "/config.toml") != item.record.text)
    return because(Beginning::anew, "its configuration was another");
  if (SweepNotes(folder).json.value("data", "") != dataFolder(plan, *item.config))
    return because(Beginning::anew, "its data set was another");
  int64_t done = lastCheckpoint(folder);
  if (done > plan.steps)
    return because(Beginning::anew, fmt::format("it has {} steps", done));
  if (done == plan.steps)
    return because(Beginning::kept, "it is finished");
  return because(Beginning::resumed, fmt::format("it has {} of {} steps", done, plan.steps));
}

void runItem(const SweepPlan &plan, SweepItem &item) {
  if (item.config) {
    try {
      Chain(plan, item).run();
    } catch (const std::exception &e) {
      item.record.status = Status::failed;
      item.record.problem = e.what();
    }
    readRecord(plan, item);
  }
}

void readRecord(const SweepPlan &plan, SweepItem &item) {
  RunRecord &r = item.record;
  SweepNotes notes(r.folder);
  Json train = notes.json.value("train", Json::object());
  r.steps = plan.steps;
  r.trainSeconds = train.value("seconds", 0.0);
  r.peakBytes = train.value("peak_bytes", int64_t(0));
  r.curve = report::readCurve(r.folder + "/metrics.jsonl");
  if (fs::exists(r.folder + "/run.json")) {
    Json info = RunFolder::open(r.folder).info();
    r.tokens = info.value("tokens", int64_t(0));
    r.tokenWidth = info.value("token_width", int64_t(0));
  }
  readInspection(r.folder + "/inspect.json", r);
  r.exhibits = exhibitsOf(notes.json, r.folder);
  if (fs::exists(r.folder + "/loss.png"))
    r.exhibits.push_back({"Every number of the steps", r.folder + "/loss.png", ""});
  if (!plan.evaluate || !notes.json.contains("eval") || !fs::exists(r.folder + "/eval.json"))
    return;
  r.evalSeconds = notes.json["eval"].value("seconds", 0.0);
  r.evaluation = Json::parse(readText(r.folder + "/eval.json"), nullptr, false);
  r.metrics = report::metricsOf(r.evaluation);
}

} // namespace mf::tool
