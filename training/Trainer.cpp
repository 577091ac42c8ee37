#include "training/Trainer.h"
#include "training/Entries.h"
#include "training/Progress.h"
#include "training/RunFolder.h"
#include "training/Signals.h"
#include "training/States.h"
#include "training/UserError.h"
#include "training/data/Batches.h"
#include "training/io/File.h"
#include "training/io/Metrics.h"
#include "training/io/Pictures.h"
#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace mf {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

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
  [[noreturn]] void stopAtNan(std::string text);
  bool logs(int64_t step) const { return step % logEvery == 0 || step == o.steps || step == 1; }
  void record(int64_t step);
  void saveCheckpoint();
  void prune();
  void draw();
  void drawSamplePicture();
  void drawReconstruction();
  EntryContext context() const { return {program, o.data, o.validation, o.samples, o.signal}; }
  const Dataset *held() const { return o.validation ? o.validation : o.data; }
  std::vector<std::string> listFiles() const;

  const TrainerOptions &o;
  LoadedProgram program;
  Call step;
  std::vector<mf_array_desc> wanted;
  Signal signal;                 // what a sample is
  std::vector<std::string> warnings;
  std::optional<Weights> weights;
  Monitor monitor;
  RunFolder folder;
  CheckpointInfo info;           // info.step: steps done
  int64_t saved = -1;            // the step of the last checkpoint
  int64_t pictured = -1;         // the step that samples.png shows
  Snapshot before;
  Scalars latest;
  bool idle = false;             // nothing more to gain: the monitor ends the training
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
      wanted(dataArguments(step.info)), signal(sampleSignal(context())), warnings(checkEntries(context())),
      monitor(o.monitor, program, program.has("eval_loss") && (dataArguments(program.entry("eval_loss")).empty() || held())),
      logEvery(o.logEvery > 0 ? o.logEvery : std::max<int64_t>(1, o.steps / 2000)) {
  program.entry("init");
  if (!o.weights.file.empty())
    weights.emplace(program, o.weights);
  if (o.warn)
    for (const std::string &warning : warnings)
      o.warn(warning);
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
  for (const auto &[name, text] : o.files) {
    fs::create_directories(fs::path(folder / name).parent_path());
    writeAtomic(folder / name, text);
  }
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
    if (weights)
      weights->apply(program);
  }
  monitor.adopt(info);
  idle = monitor.stops(info);
  placeFiles();
  writeRunInfo();
  lines = std::make_unique<JsonLines>(folder / "metrics.jsonl", info.step);
  events = std::make_unique<EventFile>(folder.path, info.step);
  seconds = secondsBefore();
  began = Clock::now();
  int64_t batch = wanted.empty() ? 1 : wanted[0].shape[0];
  const char *unit = wanted.empty() ? "steps" : o.signal.sampleRate ? "sounds" : o.signal.size() > 1 ? "images" : "examples";
  if (weights && info.step == 0 && o.out)
    std::fprintf(o.out, "%s\n", weights->summary().c_str());
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
  json["signal"] = {{"height", signal.height}, {"width", signal.width}, {"channels", signal.channels}, {"sample_rate", signal.sampleRate}};
  if (signal.planar)
    json["signal"]["channels_first"] = true;
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
  monitor.step(info, latest);
  info.step = number;
}

static std::string describe(const mf_scan_hit &hit) {
  std::string where = hit.kernel < 0 ? "'" + std::string(hit.name) + "' had it before the step"
                                     : "the first kernel that stored one is '" + std::string(hit.name) + "'";
  return where + (*hit.source ? " (" + std::string(hit.source) + ")" : "");
}

/// The loss after every step; the states, which take longer to read, now and then and before they are saved.
void Trainer::checkFinite(int64_t number) {
  std::string text = "step " + std::to_string(number) + ": train_step: ";
  for (const char *name : {"loss", "raw_mse"})
    if (const double *value = findScalar(latest, name); value && !std::isfinite(*value))
      stopAtNan(text + name + " is " + (std::isnan(*value) ? "NaN" : "infinite"));
  if (o.debugNans || std::has_single_bit(uint64_t(number)) || number % 100 == 0 || number % o.checkpointEvery == 0 || number == o.steps)
    if (std::string state = stateWithNan(program); !state.empty())
      stopAtNan(text + "it writes NaN to the state '" + state + "'");
}

void Trainer::stopAtNan(std::string text) {
  progress->finish();
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

void Trainer::record(int64_t number) {
  double now = seconds + std::chrono::duration<double>(Clock::now() - began).count();
  if (logs(number)) {
    Scalars line = latest;
    line.emplace_back("seconds", std::round(now * 1000) / 1000);
    Histograms arrays = histogramsOf(step);
    lines->write(number, line, arrays);
    events->write(number, latest, arrays);
    if (now - flushed > 2) { // often enough to watch
      events->flush();
      flushed = now;
    }
  }
  if (logs(number))
    for (const std::string &line : printsOf(step))
      progress->say("step " + std::to_string(number) + ": " + line);
  const double *raw = findScalar(latest, "raw_mse"), *loss = findScalar(latest, "loss");
  progress->update({number, *loss, raw ? std::optional(*raw) : std::nullopt});
}

/// A checkpoint: judged before it is written, so that it says itself how good it is.
void Trainer::saveCheckpoint() {
  if (saved == info.step)
    return;
  constexpr int batches = 8;
  Scalars evaluated = program.has("eval_loss") ? evaluateLoss(program, held(), batches) : Scalars();
  std::string news = monitor.checkpoint(info, program, evaluated);
  program.saveState(folder.checkpoint(info.step), info.metadata());
  saved = info.step;
  idle = monitor.stops(info);
  if (!news.empty())
    progress->say(news);
  if (!evaluated.empty()) {
    lines->write(info.step, evaluated);
    events->write(info.step, evaluated);
  }
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
  writeSamples(folder / "samples.png", samples, title, signal, behind.data.empty() ? nullptr : &behind);
}

/// Pairs of an example and its reconstruction.
void Trainer::drawReconstruction() {
  const Dataset *data = held();
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

void Trainer::draw() {
  drawLosses(folder, o.title);
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
  while (info.step < o.steps && !Signals::received() && !idle) {
    int64_t number = info.step + 1;
    oneStep(number, batches ? batches->next() : Batch{});
    record(number);
    if (number % o.checkpointEvery == 0 || number == o.steps) {
      saveCheckpoint();
      if (number < o.steps && !idle)
        draw();
    }
  }
  batches.reset();
  progress->finish();
  if (info.step > 0)
    saveCheckpoint();
  events->flush();
  bool stopped = Signals::received() && info.step < o.steps && !idle;
  if (stopped) {
    drawLosses(folder, o.title);
    progress->say(saved >= 0 ? "interrupted: step " + std::to_string(saved) + " is saved; continue with --resume --run " + folder.path
                             : "interrupted before the first step: nothing is saved");
  } else {
    draw();
  }
  TrainerResult result;
  result.step = info.step;
  result.signal = stopped ? Signals::received() : 0;
  if (const double *loss = findScalar(latest, "loss")) {
    const double *raw = findScalar(latest, "raw_mse");
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
