#include "training/Monitor.h"
#include "options/Nearest.h"
#include "training/Entries.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include "training/io/Pictures.h"
#include <algorithm>
#include <cmath>

namespace mf {
namespace {

void addScalars(const LoadedProgram &program, const std::string &entry, const std::string &prefix, std::vector<std::string> &names) {
  if (!program.has(entry))
    return;
  const mf_entry_desc &info = program.entry(entry);
  for (int32_t i = 0; i < info.num_results; ++i)
    if (std::string name = info.results[i].name; info.results[i].rank == 0 && !isPrint(name))
      names.push_back(name.starts_with(prefix) ? name : prefix + name);
}

/// Lowers the state that multiplies the learning rate.
void lowerRate(LoadedProgram &program, double decay) {
  int64_t state = mf_state_find(program.get(), rateFactorState);
  Array factor = Array::like(*mf_state_info(program.get(), state));
  mf_state_get(program.get(), state, factor.data.data(), int64_t(factor.data.size()));
  if (factor.dtype == MF_F64)
    *factor.as<double>() *= decay;
  else
    *factor.as<float>() = float(*factor.as<float>() * decay);
  mf_state_set(program.get(), state, factor.data.data(), int64_t(factor.data.size()));
}

} // namespace

const double *findScalar(const Scalars &scalars, const std::string &name) {
  for (const auto &[key, value] : scalars)
    if (key == name)
      return &value;
  return nullptr;
}

Monitor::Monitor(const MonitorOptions &options, const LoadedProgram &program, bool evaluated) : o(options), name(options.metric) {
  std::vector<std::string> names;
  addScalars(program, "train_step", "", names);
  if (evaluated)
    addScalars(program, "eval_loss", "eval_", names);
  auto has = [&](const std::string &metric) { return std::find(names.begin(), names.end(), metric) != names.end(); };
  if (name.empty())
    name = has("raw_mse") ? "raw_mse" : "loss";
  std::string all;
  for (const std::string &metric : names)
    all += (all.empty() ? "" : ", ") + metric;
  if (!has(name))
    throw UserError(o.said + " " + name + ": this run has no such number; the nearest is '" + opt::nearest(name, names) + "' (there are " + all + ")" +
                    (name.starts_with("eval_") && !evaluated ? ": eval_... comes of an entry eval_loss and held-out data" : ""));
  if (o.plateauPatience == 0)
    return;
  int64_t state = mf_state_find(program.get(), rateFactorState);
  const mf_array_desc *factor = state < 0 ? nullptr : mf_state_info(program.get(), state);
  if (!factor || factor->rank || (factor->dtype != MF_F32 && factor->dtype != MF_F64))
    throw UserError(std::string("--plateau: the program has no learning rate that can be lowered: give it OptimizerOptions::schedule = Schedule::held_out, or a scalar state '") +
                    rateFactorState + "' that begins with 1 and multiplies the learning rate");
}

void Monitor::adopt(CheckpointInfo &info) const {
  std::string watched = (o.largest ? "max " : "min ") + name;
  if (!info.watched.empty() && info.watched != watched) {
    info.smoothed = info.weight = info.best = 0;
    info.bestStep = info.stale = info.waited = 0;
  }
  info.watched = watched;
}

void Monitor::step(CheckpointInfo &info, const Scalars &trained) const {
  const double *value = findScalar(trained, held() ? "loss" : name);
  // a mean over about a hundred steps: single batches are too noisy to say which checkpoint is best
  info.smoothed = info.smoothed * 0.99 + *value;
  info.weight = info.weight * 0.99 + 1;
}

std::string Monitor::checkpoint(CheckpointInfo &info, LoadedProgram &program, const Scalars &evaluated) const {
  const double *found = held() ? findScalar(evaluated, name) : nullptr;
  double value = found ? *found : info.weight > 0 ? info.smoothed / info.weight : 0;
  bool better = !info.bestStep || std::isnan(info.best) || (o.largest ? value > info.best : value < info.best);
  if (better) {
    info.best = value;
    info.bestStep = info.step;
    info.stale = info.waited = 0;
    return "";
  }
  ++info.stale;
  ++info.waited;
  if (stops(info))
    return "stopped at step " + std::to_string(info.step) + ": " + name + " has not improved for " + std::to_string(info.stale) + " checkpoints; the best is step " +
           std::to_string(info.bestStep);
  if (!o.plateauPatience || info.waited < o.plateauPatience)
    return "";
  info.waited = 0;
  lowerRate(program, o.plateauDecay);
  char factor[32];
  std::snprintf(factor, sizeof factor, "%g", o.plateauDecay);
  return "step " + std::to_string(info.step) + ": " + name + " has not improved for " + std::to_string(o.plateauPatience) + " checkpoints; the learning rate is multiplied by " + factor;
}

void drawLosses(const RunFolder &folder, const std::string &title) {
  std::vector<Panel> panels;
  std::string text = readText(folder / "metrics.jsonl");
  for (size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    auto line = nlohmann::ordered_json::parse(text.begin() + ptrdiff_t(at), text.begin() + ptrdiff_t(end), nullptr, false);
    if (!line.is_object() || !line.contains("step"))
      continue;
    for (const auto &[name, value] : line.items()) {
      if (name == "step" || name == "seconds" || !value.is_number())
        continue;
      auto panel = std::find_if(panels.begin(), panels.end(), [&](const Panel &p) { return p.title == name; });
      if (panel == panels.end())
        panel = panels.insert(panels.end(), {name, name == "raw_mse", {}});
      panel->points.emplace_back(line["step"].get<double>(), value.get<double>());
    }
  }
  bool both = std::any_of(panels.begin(), panels.end(), [](const Panel &p) { return p.title == "raw_mse"; });
  for (Panel &panel : panels) { // with a raw MSE the loss is one of two
    panel.title = panel.title == "raw_mse" ? "raw MSE (log scale)" : panel.title == "loss" && both ? "weighted loss" : panel.title;
  }
  writeCurves(folder / "loss.png", title, "step", panels);
}

} // namespace mf
