//===- Sweep.cpp - mfcc sweep: trains many configurations and compares them --------------------------===//
#include "compiler/api/Session.h"
#include "tools/mfcc/Child.h"
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Data.h"
#include "tools/mfcc/SweepProgram.h"
#include "tools/mfcc/SweepRun.h"
#include "tools/mfcc/SweepWork.h"
#include "training/Progress.h"
#include "training/UserError.h"
#include "compiler/config/Configuration.h"
#include "training/config/Datasets.h"
#include "training/data/Dataset.h"
#include "training/io/File.h"
#include "training/report/Numbers.h"
#include "training/report/Report.h"
#include "training/io/Json.h"
#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sched.h>
#include <unistd.h>

namespace mf::tool {

namespace fs = std::filesystem;
using report::Status;

namespace {
struct Options {
  std::string folder, out, dataset;
  int64_t steps = 300, samples = 256, classifierSteps = 0;
  int jobs = 1;
  std::vector<std::string> filters, data, set;
  std::vector<int64_t> nfe = {1, 2, 8, 50};
  bool noEval = false;
};

//===-- which configurations ----------------------------------------------------------------------===//

/// "key=value" of --filter or --data. Throws UserError.
std::pair<std::string, std::string> splitPair(const std::string &option, const std::string &text, const char *expected) {
  size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    throw UserError(fmt::format("{} {}: expected {}", option, text, expected));
  return {text.substr(0, equals), text.substr(equals + 1)};
}

/// The key with that name or short form. Throws UserError.
const Key &keyOf(const std::string &name) {
  const Schema &schema = configSchema();
  for (const Choice &choice : schema.choices()) { // "method" for "method.name", "architecture" or "model" for "model.architecture"
    size_t dot = choice.key.find('.');
    std::string section = choice.key.substr(0, dot), own = choice.key.substr(dot + 1);
    if (name == section || (name == own && own != "name"))
      return *schema.find(choice.key);
  }
  if (const Key *key = schema.find(name))
    return *key;
  throw UserError(fmt::format("--filter {}: unknown key; the nearest is '{}'", name, schema.nearest(name).name));
}

/// The value of a key, a text without quotes; "" where the key has no effect.
std::string valueOf(const Key &key, const Config &config) {
  if (!configSchema().whyWithoutEffect(key, config).empty())
    return "";
  const opt::Value &value = config.at(key.name);
  auto *word = std::get_if<std::string>(&value);
  return word ? *word : formatValue(value);
}

/// The overrides that have an effect in a configuration; one that has none there is left out.
std::vector<std::string> effective(const std::string &path, const std::vector<std::string> &overrides, std::vector<bool> &used) {
  std::vector<std::string> kept;
  for (size_t i = 0; i < overrides.size(); ++i) {
    const Key *key = configSchema().find(overrides[i].substr(0, overrides[i].find('=')));
    if (key && !configSchema().whyWithoutEffect(*key, loadConfig(path, kept)).empty())
      continue;
    kept.push_back(overrides[i]); // an unknown key or a wrong value is refused by loadConfig
    used[i] = true;
  }
  return kept;
}

void describe(SweepItem &item) {
  const Config &c = *item.config;
  report::RunRecord &r = item.record;
  r.text = formatConfig(c);
  r.method = c.text("method.name");
  r.architecture = c.text("model.architecture");
  r.dataset = c.text("dataset.name");
  r.tokenization = c.text("tokenization.name");
  r.condition = conditionOf(c);
  r.seed = c.integer("training.seed");
}

SweepItem readItem(const std::string &path, const Options &o, std::vector<bool> &used) {
  SweepItem item;
  item.record.name = fs::path(path).stem().string();
  item.record.config = path;
  item.record.folder = o.out + "/runs/" + item.record.name;
  item.record.steps = o.steps;
  try {
    loadConfig(path);
    item.set = effective(path, o.set, used);
    item.config = loadConfig(path, item.set);
    describe(item);
  } catch (const UserError &e) {
    std::string text = e.what();
    if (text.starts_with("--set")) // the fault of the call, not of this file
      throw;
    item.record.status = Status::failed;
    item.record.problem = text;
  }
  return item;
}

std::vector<SweepItem> readItems(const Options &o) {
  std::error_code error;
  std::vector<std::string> paths;
  for (const auto &file : fs::directory_iterator(o.folder, error))
    if (file.path().extension() == ".toml")
      paths.push_back(file.path().string());
  if (error)
    throw UserError(o.folder + ": cannot be read: " + error.message());
  if (paths.empty())
    throw UserError(o.folder + ": no configuration (.toml) in it; `mfcc configs` writes those of the benchmark");
  std::sort(paths.begin(), paths.end());
  std::vector<bool> used(o.set.size());
  std::vector<SweepItem> items;
  for (const std::string &path : paths)
    items.push_back(readItem(path, o, used));
  for (size_t i = 0; i < used.size(); ++i)
    if (!used[i])
      throw UserError(fmt::format("--set {}: this key has no effect in any configuration of {}", o.set[i], o.folder));
  return items;
}

/// Filters by one key: its allowed values.
void keepOnly(std::vector<SweepItem> &items, const Key &key, const std::vector<std::string> &allowed, const std::string &folder) {
  std::vector<std::string> there;
  for (const SweepItem &item : items)
    if (item.config)
      if (std::string value = valueOf(key, *item.config); !value.empty() && std::find(there.begin(), there.end(), value) == there.end())
        there.push_back(value);
  for (const std::string &value : allowed)
    if (std::find(there.begin(), there.end(), value) == there.end())
      throw UserError(fmt::format("--filter {}={}: no configuration of {} has it; there: {}", key.name, value, folder, there.empty() ? "no such key" : fmt::format("{}", fmt::join(there, ", "))));
  std::erase_if(items, [&](const SweepItem &item) { return item.config && std::find(allowed.begin(), allowed.end(), valueOf(key, *item.config)) == allowed.end(); });
}

/// What all filters leave; a file that cannot be read stays, to be reported.
std::vector<SweepItem> select(const Options &o) {
  std::vector<SweepItem> items = readItems(o);
  std::map<std::string, std::vector<std::string>> allowed;
  for (const std::string &filter : o.filters) {
    auto [name, value] = splitPair("--filter", filter, "key=value, as method=mean_flow");
    allowed[keyOf(name).name].push_back(value);
  }
  const std::vector<SweepItem> all = items;
  for (const auto &[name, values] : allowed) {
    std::vector<SweepItem> alone = all;
    keepOnly(alone, *configSchema().find(name), values, o.folder); // its values are judged by all files
    std::erase_if(items, [&](const SweepItem &item) {
      return std::none_of(alone.begin(), alone.end(), [&](const SweepItem &a) { return a.record.config == item.record.config; });
    });
  }
  if (std::none_of(items.begin(), items.end(), [](const SweepItem &i) { return i.config.has_value(); }) && !allowed.empty())
    throw UserError(fmt::format("--filter: no configuration of {} fulfils all of {}", o.folder, fmt::join(o.filters, ", ")));
  return items;
}

//===-- running them ------------------------------------------------------------------------------===//

int cores() {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) ? 1 : std::max(1, CPU_COUNT(&set));
}

SweepPlan planOf(const Options &o) {
  SweepPlan plan{o.out, o.steps, o.samples, o.nfe, !o.noEval, o.classifierSteps, std::max(1, cores() / o.jobs), {}};
  std::vector<std::string> names = datasetNames();
  for (const std::string &text : o.data) {
    auto [name, folder] = splitPair("--data", text, "NAME=FOLDER, as mnist=data/mnist");
    if (std::find(names.begin(), names.end(), name) == names.end())
      throw UserError(fmt::format("--data {}: expected one of {}; got '{}'", text, fmt::join(names, ", "), name));
    if (!fs::exists(folder))
      throw UserError(fmt::format("--data {}: {}: no such folder", text, folder));
    plan.data[name] = folder;
  }
  return plan;
}

/// Runs the items, several at once, and says how it goes.
class Sweep {
public:
  Sweep(const SweepPlan &plan, std::vector<SweepItem> &items, int jobs) : plan(plan), items(items), jobs(jobs), lines(items.size()) {}

  void run() {
    for (const SweepItem &item : items)
      announce(item);
    interrupted = atOnce(items.size(), jobs, [this](size_t i) { work(i); });
  }
  int interrupted = 0; ///< the signal

private:
  void announce(const SweepItem &item) {
    std::string why;
    Beginning beginning = item.config ? beginningOf(plan, item, &why) : Beginning::kept;
    left += beginning != Beginning::kept;
    if (beginning == Beginning::resumed)
      fmt::print("{}: resumed; {}\n", item.record.name, why);
    if (beginning == Beginning::anew)
      fmt::print("{}: begun anew; {}; what was there is now {}.old\n", item.record.name, why, item.record.folder);
  }

  void work(size_t i) {
    bool kept = items[i].config && beginningOf(plan, items[i]) == Beginning::kept;
    auto began = std::chrono::steady_clock::now();
    runItem(plan, items[i]);
    const report::RunRecord &record = items[i].record;
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    lines.tell(record, record.name, kept, seconds, [&] { return moreOf(record, kept, seconds); });
  }

  /// How far it has come, and how long the others will take.
  std::string moreOf(const report::RunRecord &r, bool kept, double seconds) {
    if (!kept && !r.folder.empty() && !r.method.empty()) {
      --left;
      spent += seconds;
      ++measured;
    }
    std::string text;
    if (auto l = report::learned(r.curve); l && r.status == Status::done)
      text = fmt::format("; raw mse {} -> {}", report::formatNumber(l->early), report::formatNumber(l->late));
    if (measured && left > 0)
      text += fmt::format("; about {} left", Progress::duration(spent / double(measured) * double(left) / jobs));
    return text;
  }

  const SweepPlan &plan;
  std::vector<SweepItem> &items;
  int jobs;
  SweepLines lines;
  int64_t left = 0, measured = 0;
  double spent = 0;
};

//===-- the report --------------------------------------------------------------------------------===//

std::string cpuModel() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("model name"))
      if (size_t colon = line.find(": "); colon != std::string::npos)
        return line.substr(colon + 2);
  return "unknown processor";
}

/// As it was typed; words with blanks in quotes.
std::string commandLine() {
  std::string bytes = readText("/proc/self/cmdline"), line;
  for (size_t at = 0, end; (end = bytes.find('\0', at)) != std::string::npos; at = end + 1) {
    std::string word = at ? bytes.substr(at, end - at) : "mfcc";
    line += (at ? " " : "") + (word.find_first_of(" \t\n'\"\\$*?") == std::string::npos ? word : "'" + word + "'");
  }
  return line;
}

std::string now() {
  std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
  return text;
}

report::SweepReport reportOf(const Options &o, int threads, const std::vector<report::RunRecord> &runs) {
  report::SweepReport r;
  r.folder = o.folder;
  r.command = commandLine();
  r.date = now();
  r.version = std::string("mfcc ") + compiler::Session::version();
  r.cpu = cpuModel();
  r.cores = cores();
  r.memoryBytes = int64_t(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE);
  r.jobs = o.jobs;
  r.threads = threads;
  r.steps = o.steps;
  r.samples = o.noEval ? 0 : o.samples;
  r.nfe = o.nfe;
  r.filters = o.filters;
  r.overrides = o.set;
  r.runs = runs;
  for (const report::RunRecord &run : runs)
    r.seconds += run.trainSeconds + run.evalSeconds;
  return r;
}

void writeReport(const report::SweepReport &r, const std::string &folder) {
  writeAtomic(folder + "/report.json", textOf(report::formatJson(r), 1) + "\n");
  writeAtomic(folder + "/report.html", report::formatPage(r));
}

void makeFolder(const Options &o) {
  std::error_code error;
  fs::create_directories(o.out + "/runs", error);
  if (error)
    throw UserError(o.out + ": cannot be made: " + error.message());
}

/// Writes the report and says how it ended.
void finish(const Options &o, const report::SweepReport &r, int signal) {
  writeReport(r, o.out);
  report::Criterion c = report::criterionOf(r.runs);
  if (c.judged)
    fmt::print("raw MSE at the end below that at step 10: {} of {}\n", c.fell, c.judged);
  fmt::print("{0}/report.html\n{0}/report.json\n", o.out);
  std::fflush(stdout);
  if (signal)
    throw Interrupted(signal, fmt::format("interrupted: {} of {} are done; the same command goes on from here", r.count(Status::done), r.runs.size()));
  if (int64_t failed = r.count(Status::failed))
    throw UserError(fmt::format("{} of {} configurations failed; {}/report.html says why, and the same command tries them again", failed, r.runs.size(), o.out));
}

/// Every combination of the options' values of a DSL file.
void runProgram(const Options &o) {
  if (!o.filters.empty())
    throw UserError("--filter is for a folder of configurations; of a DSL file --set says the values");
  if (o.data.size() > 1)
    throw UserError("--data: expected one, as of mfcc train, got " + std::to_string(o.data.size()));
  ProgramSweep sweep{o.folder, o.out, o.set, o.data.empty() ? "" : o.data[0], o.dataset, o.steps, !o.noEval, o.jobs, std::max(1, cores() / o.jobs)};
  size_t count = combinationsOf(o.set).size();
  fmt::print("{} of {}, {} steps each, {} at once with {} threads\n", count == 1 ? "1 combination" : fmt::format("{} combinations", count), o.folder, o.steps, o.jobs, sweep.threads);
  std::fflush(stdout);
  std::vector<report::RunRecord> runs = sweepProgram(sweep);
  makeFolder(o);
  finish(o, reportOf(o, sweep.threads, runs), sweep.signal);
}

void run(const Options &o) {
  unsetenv("MFCC_DATA"); // one folder cannot be right for all data sets
  if (compiler::Source::kindOfFile(o.folder) == compiler::Source::Kind::dsl)
    return runProgram(o);
  if (!o.dataset.empty())
    throw UserError("--dataset " + o.dataset + ": is for a DSL file; configurations say their data sets themselves");
  SweepPlan plan = planOf(o);
  std::vector<SweepItem> items = select(o);
  makeFolder(o);
  fmt::print("{} of {}, {} steps each, {} at once with {} threads\n", items.size() == 1 ? "1 configuration" : fmt::format("{} configurations", items.size()), o.folder, o.steps, o.jobs,
             plan.threads);
  std::fflush(stdout);
  Sweep sweep(plan, items, o.jobs);
  sweep.run();
  std::vector<report::RunRecord> runs;
  for (const SweepItem &item : items)
    runs.push_back(item.record);
  finish(o, reportOf(o, plan.threads, runs), sweep.interrupted);
}
} // namespace

void addSweep(CommandLine &app) {
  auto *command = app.add_subcommand("sweep", "train many configurations and compare them in a report");
  auto o = std::make_shared<Options>();
  command->add_option("folder", o->folder, "a folder of configurations (.toml), or a DSL file (.cpp)")->required();
  command->add_option("--out", o->out, "folder of the report; runs are kept in its runs/")->required();
  command->add_option("--steps", o->steps, "training steps of each")->capture_default_str()->check(atLeast(1));
  command->add_option("--filter", o->filters, "key=value: only configurations with it; different keys must all hold, the same key may have several values");
  command->add_option("--jobs", o->jobs, "configurations at once; each gets its share of the cores")->capture_default_str()->check(inRange(1, kMostChildren));
  command->add_option("--data", o->data, "NAME=FOLDER: where a data set is; may be repeated; of a DSL file as in mfcc train");
  command->add_option("--dataset", o->dataset, "of a DSL file: the data set's name, as in mfcc train")->check(oneOf(dataNames()));
  command->add_option("--nfe", o->nfe, "network evaluations to judge and show at, a list")->capture_default_str()->delimiter(',')->check(atLeast(1));
  command->add_option("--n", o->samples, "samples of the evaluation")->capture_default_str()->check(atLeast(1));
  command->add_option("--classifier-steps", o->classifierSteps, "training steps of the classifier that judges; default: that of mfcc eval")->check(atLeast(1));
  command->add_option("--set", o->set, "section.key=value: overrides a key in the configurations in which it has an effect; of a DSL file option=value,value: every combination is trained");
  command->add_flag("--no-eval", o->noEval, "losses and samples alone, without mfcc eval");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
