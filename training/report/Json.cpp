// report.json.
#include "training/report/Report.h"
#include <algorithm>
#include <cmath>

namespace mf::report {

using Json = nlohmann::ordered_json;

static Json orNull(const std::optional<double> &value) { return value && std::isfinite(*value) ? Json(*value) : Json(); }

static const char *nameOf(Status status) { return status == Status::done ? "done" : status == Status::failed ? "failed" : "waiting"; }

static Json toJson(const RunRecord &run) {
  auto l = learned(run.curve);
  Json json = {{"name", run.name}, {"status", nameOf(run.status)}, {"method", run.method}, {"architecture", run.architecture}, {"dataset", run.dataset},
               {"tokenization", run.tokenization}, {"condition", run.condition}, {"tokens", run.tokens}, {"token_width", run.tokenWidth},
               {"parameters", run.parameters}, {"steps", run.steps}, {"seed", run.seed}};
  json["raw_mse_at_10"] = orNull(l ? std::optional(l->early) : std::nullopt);
  json["raw_mse_at_end"] = orNull(l ? std::optional(l->late) : std::nullopt);
  json["raw_mse_fell"] = l ? Json(l->fell()) : Json();
  json["step_ms"] = orNull(stepMilliseconds(run.curve));
  json["train_seconds"] = run.trainSeconds;
  json["eval_seconds"] = run.evalSeconds;
  json["peak_bytes"] = run.peakBytes;
  json["arena_bytes"] = run.arenaBytes;
  json["evaluation"] = run.evaluation;
  Json steps = Json::array(), values = Json::array();
  for (const CurvePoint &point : run.curve) {
    steps.push_back(point.step);
    values.push_back(point.rawMse);
  }
  json["curve"] = {{"step", steps}, {"raw_mse", values}};
  json["problem"] = run.problem;
  json["config"] = run.config;
  json["folder"] = run.folder;
  json["text"] = run.text;
  Json files = Json::array();
  for (const Exhibit &e : run.exhibits)
    files.push_back({{"caption", e.caption}, {"picture", e.picture}, {"sound", e.sound}});
  json["files"] = files;
  return json;
}

int64_t SweepReport::count(Status status) const {
  return std::count_if(runs.begin(), runs.end(), [&](const RunRecord &run) { return run.status == status; });
}

Criterion criterionOf(const std::vector<RunRecord> &runs) {
  Criterion c;
  for (const RunRecord &run : runs)
    if (auto l = learned(run.curve); l && run.status == Status::done) {
      ++c.judged;
      c.fell += l->fell();
    }
  return c;
}

Json formatJson(const SweepReport &r) {
  Criterion c = criterionOf(r.runs);
  Json json = {{"format", "mfcc sweep 1"}, {"configurations", r.folder}, {"command", r.command}, {"date", r.date}, {"version", r.version},
               {"machine", {{"cpu", r.cpu}, {"cores", r.cores}, {"memory_bytes", r.memoryBytes}}}, {"jobs", r.jobs}, {"threads", r.threads},
               {"steps", r.steps}, {"samples", r.samples}, {"nfe", r.nfe}, {"seconds", r.seconds}, {"filters", r.filters}, {"overrides", r.overrides},
               {"raw_mse_fell", c.fell}, {"raw_mse_judged", c.judged}, {"done", r.count(Status::done)}, {"failed", r.count(Status::failed)}};
  json["runs"] = Json::array();
  for (const RunRecord &run : r.runs)
    json["runs"].push_back(toJson(run));
  return json;
}

} // namespace mf::report
