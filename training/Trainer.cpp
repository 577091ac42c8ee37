#include "training/Trainer.h"
#include "training/Progress.h"
#include "training/RunFolder.h"
#include "training/Signals.h"
#include "training/UserError.h"
#include "training/data/Batches.h"
#include "training/data/Random.h"
#include "training/io/File.h"
#include "training/io/Metrics.h"
#include "training/io/Pictures.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace mf {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// A copy of states in memory.
class Snapshot {
public:
  /// roles: which; empty: all.
  void take(mf_program *program, const std::vector<std::string> &roles) {
    copies.resize(size_t(mf_state_count(program)));
    for (int64_t i = 0; i < mf_state_count(program); ++i) {
      const mf_array_desc *info = mf_state_info(program, i);
      if (!roles.empty() && std::find(roles.begin(), roles.end(), info->role) == roles.end())
        continue;
      copies[size_t(i)].resize(size_t(info->bytes));
      mf_state_get(program, i, copies[size_t(i)].data(), info->bytes);
    }
  }
  void restore(mf_program *program) const {
    for (size_t i = 0; i < copies.size(); ++i)
      if (!copies[i].empty())
        mf_state_set(program, int64_t(i), copies[i].data(), int64_t(copies[i].size()));
  }

private:
  std::vector<std::vector<std::byte>> copies;
};

/// Keys, counters and caches as they were, whatever happens in between: looking at a model must not change its training.
class Undisturbed {
public:
  explicit Undisturbed(LoadedProgram &program) : program(program) { snapshot.take(program.get(), {"key", "counter", "session"}); }
  ~Undisturbed() { snapshot.restore(program.get()); }
  Undisturbed(const Undisturbed &) = delete;

private:
  LoadedProgram &program;
  Snapshot snapshot;
};

bool isInteger(const mf_array_desc &array, const char *name) { return std::string(array.name) == name && array.dtype == MF_I32 && !array.rank; }

/// The arguments that the data set fills.
std::vector<mf_array_desc> dataArguments(const mf_entry_desc &entry) {
  std::vector<mf_array_desc> arrays;
  for (int32_t i = 0; i < entry.num_arguments; ++i)
    if (!isInteger(entry.arguments[i], "seed") && !isInteger(entry.arguments[i], "nfe"))
      arrays.push_back(entry.arguments[i]);
  return arrays;
}

/// Puts a batch (one array a data argument), the step's seed and one evaluation into a call.
void setArguments(Call &call, Batch batch, int64_t seed, int64_t step) {
  size_t next = 0;
  for (int32_t i = 0; i < call.info.num_arguments; ++i) {
    if (isInteger(call.info.arguments[i], "seed"))
      *call.arguments[size_t(i)].as<int32_t>() = int32_t(mix64(uint64_t(seed), uint64_t(step)) >> 33);
    else if (isInteger(call.info.arguments[i], "nfe"))
      *call.arguments[size_t(i)].as<int32_t>() = 1;
    else
      call.arguments[size_t(i)] = std::move(batch[next++]);
  }
}

Scalars scalarsOf(const Call &call) {
  Scalars scalars;
  for (int32_t i = 0; i < call.info.num_results; ++i)
    if (call.info.results[i].rank == 0)
      scalars.emplace_back(call.info.results[i].name, scalarOf(call.results[size_t(i)]));
  return scalars;
}

const double *find(const Scalars &scalars, const std::string &name) {
  for (const auto &[key, value] : scalars)
    if (key == name)
      return &value;
  return nullptr;
}

/// Throws UserError where the data set has not what the program takes, or numbers of rows that its tables have not.
void checkData(const Dataset &data, const std::vector<mf_array_desc> &wanted, const LoadedProgram &program) {
  makeBatch(data, wanted, 0, 0);
  for (size_t f = 0; f < data.fields().size(); ++f) {
    const std::string &name = data.fields()[f].name;
    bool taken = std::any_of(wanted.begin(), wanted.end(), [&](const mf_array_desc &array) { return name == array.name; });
    int64_t bound = taken ? program.bound(name) : 0;
    if (const Array *column = bound ? data.column(f) : nullptr)
      checkBound("data set '" + data.name() + "'", name, *column, bound);
    if (bound && name == "label" && data.classes() > bound)
      throw UserError("data set '" + data.name() + "': it has " + std::to_string(data.classes()) + " classes, the program has rows for " + std::to_string(bound));
  }
}

class Trainer {
public:
  explicit Trainer(const TrainerOptions &options);
  TrainerResult run();

private:
  void start();
  void placeFiles();
  void writeRunInfo();
  double secondsBefore() const;
  void oneStep(int64_t step, Batch batch);
  void checkFinite(int64_t step);
  void record(int64_t step);
  void saveCheckpoint();
  void prune();
  void evaluate();
  void draw();
  void drawSamplePicture();
  void drawReconstruction();
  void drawLosses();
  std::vector<std::string> listFiles() const;

  const TrainerOptions &o;
  LoadedProgram program;
  Call step;
  std::vector<mf_array_desc> wanted;
  RunFolder folder;
  CheckpointInfo info;           // info.step: steps done
  int64_t saved = -1;            // the step of the last checkpoint
  int64_t pictured = -1;         // the step that samples.png shows
  Snapshot before;
  Scalars latest;
  double seconds = 0;            // of earlier processes
  double flushed = 0;            // when the event file was, in seconds of the run
  Clock::time_point began = Clock::now();
  int64_t logEvery;
  std::unique_ptr<JsonLines> lines;
  std::unique_ptr<EventFile> events;
  std::unique_ptr<Progress> progress;
};

std::string artifactOf(const TrainerOptions &o) {
  if (o.steps < 1 || o.checkpointEvery < 1 || o.keep < 1)
    throw UserError("expected steps, checkpoint interval and kept checkpoints of at least 1, got " + std::to_string(o.steps) +
                    ", " + std::to_string(o.checkpointEvery) + " and " + std::to_string(o.keep));
  return o.artifact.empty() ? RunFolder::open(o.run).artifact() : o.artifact;
}

// Everything that can be refused is refused before the run folder is touched.
Trainer::Trainer(const TrainerOptions &options)
    : o(options), program(artifactOf(options), options.threads), step(program, "train_step"),
      wanted(dataArguments(step.info)), logEvery(o.logEvery > 0 ? o.logEvery : std::max<int64_t>(1, o.steps / 2000)) {
  program.entry("init");
  Array *loss = step.result("loss");
  if (!loss || !loss->shape.empty())
    throw UserError("train_step: expected a scalar result 'loss', got " + (loss ? loss->type() : "none"));
  if (!wanted.empty() && !o.data)
    throw UserError("train_step takes '" + std::string(wanted[0].name) + "': expected a data set, got none; give one with --data FILE.npz or --dataset NAME");
  if (!wanted.empty())
    checkData(*o.data, wanted, program);
  folder = o.resume ? RunFolder::open(o.run) : RunFolder::create(o.run);
  folder.lock();
}

/// Copies the artifact and the configuration into the folder. A file that a running program has mapped is
/// replaced, never written to.
void Trainer::placeFiles() {
  std::error_code error;
  if (!o.artifact.empty() && !fs::equivalent(o.artifact, folder.artifact(), error))
    writeAtomic(folder.artifact(), readText(o.artifact));
  if (!o.config.empty())
    writeAtomic(folder / "config.toml", o.config);
}

/// Seconds that earlier processes of this run have spent, from its metrics.
double Trainer::secondsBefore() const {
  double result = 0;
  if (!fs::exists(folder / "metrics.jsonl"))
    return result;
  std::ifstream in(folder / "metrics.jsonl");
  for (std::string line; std::getline(in, line);) {
    auto value = nlohmann::json::parse(line, nullptr, false);
    if (value.is_object() && value.contains("seconds") && value["seconds"].is_number())
      result = value["seconds"];
  }
  return result;
}

void Trainer::start() {
  std::vector<int64_t> steps = folder.checkpoints();
  if (o.resume && !steps.empty()) {
    std::string path = folder.checkpoint(steps.back());
    info = CheckpointInfo::read(path);
    program.loadState(path);
    program.reset(int32_t(info.seed));
    saved = info.step;
  } else {
    // a run that was cut off before its first checkpoint begins again, with the seed it had
    info.seed = o.resume ? folder.info().value("seed", o.seed) : o.seed;
    Call init(program, "init");
    if (Array *seed = init.argument("seed"))
      *seed->as<int32_t>() = int32_t(info.seed);
    init.run();
  }
  placeFiles();
  writeRunInfo();
  lines = std::make_unique<JsonLines>(folder / "metrics.jsonl", info.step);
  events = std::make_unique<EventFile>(folder.path, info.step);
  seconds = secondsBefore();
  began = Clock::now();
  int64_t batch = wanted.empty() ? 1 : wanted[0].shape[0];
  const char *unit = wanted.empty() ? "steps" : o.signal.sampleRate ? "sounds" : o.signal.size() > 1 ? "images" : "examples";
  progress = std::make_unique<Progress>(o.out, info.step, o.steps, batch, unit, std::max<int64_t>(1, o.steps / 20));
}

void Trainer::writeRunInfo() {
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(o.more, nullptr, false);
  if (!json.is_object())
    json = nlohmann::ordered_json::object();
  json["format"] = "mfcc run 1";
  json["title"] = o.title;
  json["artifact"] = "model.mfa";
  json["seed"] = info.seed;
  json["steps"] = o.steps;
  json["checkpoint_every"] = o.checkpointEvery;
  if (o.data)
    json["data"] = {{"name", o.data->name()}, {"size", o.data->size()}};
  json["classes"] = o.data ? o.data->classes() : 0;
  json["signal"] = {{"height", o.signal.height}, {"width", o.signal.width}, {"channels", o.signal.channels}, {"sample_rate", o.signal.sampleRate}};
  json["entries"] = program.entries();
  if (!o.config.empty())
    json["config"] = "config.toml";
  folder.writeInfo(json);
}

/// Runs step number `number` (the first is 1).
void Trainer::oneStep(int64_t number, Batch batch) {
  setArguments(step, std::move(batch), info.seed, number - 1);
  if (o.debugNans)
    before.take(program.get(), {});
  step.run();
  latest = scalarsOf(step);
  checkFinite(number);
  const double *raw = find(latest, "raw_mse");
  // a mean over about a hundred steps: single batches are too noisy to say which checkpoint is best
  info.smoothed = info.smoothed * 0.99 + (raw ? *raw : *find(latest, "loss"));
  info.weight = info.weight * 0.99 + 1;
  info.step = number;
}

static std::string describe(const mf_scan_hit &hit) {
  std::string where = hit.kernel < 0 ? "'" + std::string(hit.name) + "' had it before the step"
                                     : "the first kernel that stored one is '" + std::string(hit.name) + "'";
  return where + (*hit.source ? " (" + std::string(hit.source) + ")" : "");
}

void Trainer::checkFinite(int64_t number) {
  for (const char *name : {"loss", "raw_mse"}) {
    const double *value = find(latest, name);
    if (!value || std::isfinite(*value))
      continue;
    progress->finish();
    std::string text = "step " + std::to_string(number) + ": train_step: " + name + " is " +
                       (std::isnan(*value) ? "NaN" : "infinite");
    if (!o.debugNans)
      throw UserError(text + "; run it again with --resume --debug-nans to see which kernel made it first");
    before.restore(program.get());
    mf_scan scan = step.scan();
    if (scan.nan.found)
      text += "; NaN: " + describe(scan.nan);
    if (scan.infinity.found)
      text += "; infinity: " + describe(scan.infinity);
    if (!scan.nan.found && !scan.infinity.found)
      text += "; running the step again did not show it";
    throw UserError(text);
  }
}

void Trainer::record(int64_t number) {
  double now = seconds + std::chrono::duration<double>(Clock::now() - began).count();
  if (number % logEvery == 0 || number == o.steps || number == 1) {
    Scalars line = latest;
    line.emplace_back("seconds", std::round(now * 1000) / 1000);
    lines->write(number, line);
    events->write(number, latest);
    if (now - flushed > 2) { // often enough to watch
      events->flush();
      flushed = now;
    }
  }
  const double *raw = find(latest, "raw_mse"), *loss = find(latest, "loss");
  progress->update({number, *loss, raw ? std::optional(*raw) : std::nullopt});
}

void Trainer::saveCheckpoint() {
  if (saved == info.step)
    return;
  CheckpointInfo next = info;
  double mean = info.weight > 0 ? info.smoothed / info.weight : 0;
  if (!next.bestStep || mean < next.best) {
    next.best = mean;
    next.bestStep = info.step;
  }
  program.saveState(folder.checkpoint(info.step), next.metadata());
  info = next;
  saved = info.step;
  events->flush();
  prune();
}

/// Only after the new one is safe.
void Trainer::prune() {
  std::vector<int64_t> steps = folder.checkpoints();
  for (size_t i = 0; i + size_t(o.keep) < steps.size(); ++i)
    if (steps[i] != info.bestStep) {
      std::error_code ignored;
      fs::remove(folder.checkpoint(steps[i]), ignored);
    }
}

/// The mean of eval_loss over a few batches.
void Trainer::evaluate() {
  const Dataset *data = o.validation ? o.validation : o.data;
  if (!program.has("eval_loss"))
    return;
  Call call(program, "eval_loss");
  std::vector<mf_array_desc> arrays = dataArguments(call.info);
  if (!arrays.empty() && !data)
    return;
  Undisturbed keep(program);
  constexpr int batches = 8;
  Scalars mean;
  for (int i = 0; i < batches; ++i) {
    setArguments(call, arrays.empty() ? Batch{} : makeBatch(*data, arrays, 1, i), 1, i);
    call.run();
    for (const auto &[name, value] : scalarsOf(call)) {
      std::string key = name.starts_with("eval_") ? name : "eval_" + name;
      auto at = std::find_if(mean.begin(), mean.end(), [&](const auto &m) { return m.first == key; });
      if (at == mean.end())
        mean.emplace_back(key, value / batches);
      else
        at->second += value / batches;
    }
  }
  lines->write(info.step, mean);
  events->write(info.step, mean);
}

void Trainer::drawSamplePicture() {
  SampleOptions options = o.samples;
  if (o.data && o.data->classes() > 0)
    options.classes = int32_t(o.data->classes());
  const mf_entry_desc &entry = program.entry(options.entry);
  bool plane = entry.num_results > 0 && entry.results[0].rank == 2 && entry.results[0].shape[1] == 2;
  if (plane) // a hundred points show no density
    options.n = std::max<int64_t>(options.n, 2000);
  Samples samples = drawSamples(program, options);
  Array behind;
  if (plane && program.has("data")) {
    Call data(program, "data");
    data.run();
    if (Array *x = data.result("x"); x && x->dtype == MF_F32)
      behind = *x;
  }
  std::string title = o.title + "  step " + std::to_string(info.step);
  writeSamples(folder / "samples.png", samples, title, o.signal, behind.data.empty() ? nullptr : &behind);
}

/// Pairs of an example and its reconstruction.
void Trainer::drawReconstruction() {
  const Dataset *data = o.validation ? o.validation : o.data;
  Call call(program, "reconstruct");
  std::vector<mf_array_desc> arrays = dataArguments(call.info);
  if (!data || arrays.empty())
    return;
  setArguments(call, makeBatch(*data, arrays, 1, 0), 1, 0);
  call.run();
  const Array *in = call.argument("x"), *out = call.result("x");
  if (!in || !out || in->data.size() != out->data.size() || in->dtype != MF_F32 || in->shape.empty())
    return;
  int64_t count = std::min<int64_t>(in->shape[0], 50);
  ptrdiff_t row = ptrdiff_t(in->data.size()) / in->shape[0];
  Samples pairs{{MF_F32, in->shape, {}}, {}};
  pairs.x.shape[0] = 2 * count;
  for (int64_t i = 0; i < count; ++i)
    for (const Array *from : {in, out})
      pairs.x.data.insert(pairs.x.data.end(), from->data.begin() + i * row, from->data.begin() + (i + 1) * row);
  std::string what = o.signal.sampleRate ? "  sound, reconstruction  step " : "  image, reconstruction  step ";
  writeSamples(folder / "samples.png", pairs, o.title + what + std::to_string(info.step), o.signal);
}

void Trainer::drawLosses() {
  Panel raw{"raw MSE (log scale)", true, {}}, loss{"weighted loss", false, {}};
  std::string text = readText(folder / "metrics.jsonl");
  for (size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    auto line = nlohmann::json::parse(text.begin() + ptrdiff_t(at), text.begin() + ptrdiff_t(end), nullptr, false);
    if (!line.is_object())
      continue;
    auto add = [&](Panel &panel, const char *name) {
      if (line.contains(name) && line[name].is_number())
        panel.points.emplace_back(line["step"].get<double>(), line[name].get<double>());
    };
    add(raw, "raw_mse");
    add(loss, "loss");
  }
  std::vector<Panel> panels{raw, loss};
  if (raw.points.empty()) // then the loss is not one of two
    panels = {{"loss", false, loss.points}};
  writeCurves(folder / "loss.png", o.title, "step", panels);
}

void Trainer::draw() {
  drawLosses();
  Undisturbed keep(program);
  if (program.has(o.samples.entry))
    drawSamplePicture();
  else if (program.has("reconstruct"))
    drawReconstruction();
  pictured = info.step;
}

std::vector<std::string> Trainer::listFiles() const {
  std::vector<std::string> files;
  auto add = [&](const std::string &name, const std::string &purpose) {
    if (fs::exists(folder / name))
      files.push_back(folder / name + "  " + purpose);
  };
  if (pictured >= 0) // one of an earlier process shows earlier weights
    add("samples.png", (program.has(o.samples.entry) ? "what the model makes at step " : "examples and their reconstruction at step ") + std::to_string(pictured));
  add("samples", "the first of them, to listen to");
  add("loss.png", "the loss curve");
  add("metrics.jsonl", "the numbers of the steps");
  files.push_back(events->path() + "  the same for TensorBoard");
  if (saved >= 0)
    files.push_back(folder.checkpoint(saved) + "  the last checkpoint");
  add("model.mfa", "the compiled program");
  add("config.toml", "its configuration");
  return files;
}

TrainerResult Trainer::run() {
  Signals signals;
  start();
  std::unique_ptr<Prefetcher> batches;
  if (!wanted.empty() && info.step < o.steps)
    batches = std::make_unique<Prefetcher>(*o.data, wanted, uint64_t(info.seed), info.step);
  while (info.step < o.steps && !Signals::received()) {
    int64_t number = info.step + 1;
    oneStep(number, batches ? batches->next() : Batch{});
    record(number);
    if (number % o.checkpointEvery == 0 || number == o.steps) {
      saveCheckpoint();
      evaluate();
      if (number < o.steps)
        draw();
    }
  }
  batches.reset();
  progress->finish();
  if (info.step > 0)
    saveCheckpoint();
  events->flush();
  bool stopped = Signals::received() && info.step < o.steps;
  if (stopped) {
    drawLosses();
    progress->say(saved >= 0 ? "interrupted: step " + std::to_string(saved) + " is saved; continue with --resume --run " + folder.path
                             : "interrupted before the first step: nothing is saved");
  } else {
    draw();
  }
  TrainerResult result;
  result.step = info.step;
  result.signal = stopped ? Signals::received() : 0;
  if (const double *loss = find(latest, "loss")) {
    const double *raw = find(latest, "raw_mse");
    result.loss = *loss;
    result.rawMse = raw ? *raw : *loss;
  }
  result.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  result.checkpoint = saved >= 0 ? folder.checkpoint(saved) : "";
  result.files = listFiles();
  return result;
}

} // namespace

TrainerResult train(const TrainerOptions &options) { return Trainer(options).run(); }

} // namespace mf
