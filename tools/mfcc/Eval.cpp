//===- Eval.cpp - mfcc eval: how good a run is ------------------------------------------------------===//
#include "tools/mfcc/Classifier.h"
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Data.h"
#include "tools/mfcc/Source.h"
#include "training/Entries.h"
#include "training/RunFolder.h"
#include "training/UserError.h"
#include "training/codec/Bitstream.h"
#include "training/config/Datasets.h"
#include "training/data/Arrays.h"
#include "compiler/config/Configuration.h"
#include "training/io/File.h"
#include "training/metrics/Evaluation.h"
#include "training/metrics/Features.h"
#include "training/metrics/Sound.h"
#include "training/io/Json.h"
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

namespace mf::tool {

using Json = nlohmann::ordered_json;

namespace {
struct Options {
  std::string run, data, dataset, solver, checkpoint = "last", json;
  bool all = false;
  int64_t n = 1000;
  std::vector<int32_t> nfe;
  int64_t classifierSteps = 0;
  int seed = 0, threads = 0;
  std::optional<float> guidance;
};

/// How a value is shown.
struct Column {
  const char *name, *head, *unit;
  double factor;
  int digits;
};
constexpr Column kColumns[] = {{"fid", "FID", "", 1, 3},
                               {"kid", "KID", "x1000", 1000, 3},
                               {"accuracy", "accuracy", "%", 100, 2},
                               {"mel_frechet", "mel Frechet", "", 1, 3},
                               {"psnr", "PSNR", "dB", 1, 2},
                               {"ssim", "SSIM", "", 1, 4},
                               {"si_sdr", "SI-SDR", "dB", 1, 2},
                               {"lsd", "LSD", "", 1, 3},
                               {"log_mel_l1", "log-mel L1", "", 1, 4},
                               {"log_mel_l2", "log-mel L2", "", 1, 4},
                               {"mdct", "MDCT L2", "", 1, 5},
                               {"stoi", "STOI", "", 1, 3},
                               {"real_time_factor", "RTF", "", 1, 4}};

const Column &columnOf(const std::string &name) {
  for (const Column &column : kColumns)
    if (name == column.name)
      return column;
  throw std::logic_error("eval: no column for '" + name + "'");
}

/// The numbers of evaluations: those asked for, else 1, 2, 8, 50; a step of Heun or the midpoint rule takes two.
std::vector<int32_t> evaluationsOf(const Options &o) {
  bool twice = o.solver == "heun" || o.solver == "midpoint";
  if (o.nfe.empty())
    return twice ? std::vector<int32_t>{2, 8, 50} : std::vector<int32_t>{1, 2, 8, 50};
  for (int32_t nfe : o.nfe)
    if (twice && nfe < 2)
      throw UserError("--nfe: expected at least 2 with --solver " + o.solver + ", got " + std::to_string(nfe));
  return o.nfe;
}

/// The training and the held-out part of the run's data set. What the project draws or plays itself has always the same seed and size, so that all runs
/// are judged by the same examples.
Data openData(const Options &o, const Config &config) {
  DatasetOptions d = dataOptions(o.data, config);
  d.seed = 0;
  d.size = 20000;
  return openBoth(config.text("dataset.name"), d, 5000);
}

/// The value of a line as JSON: NaN and infinity become null.
Json jsonOf(const metrics::Score &line) {
  Json json = Json::object();
  json["nfe"] = line.nfe ? Json(*line.nfe) : Json();
  json["real"] = line.real;
  for (const auto &[name, value] : line.values)
    json[name] = std::isfinite(value) ? Json(value) : Json();
  return json;
}

void printTable(const std::vector<metrics::Score> &lines) {
  std::string head = fmt::format("{:>6}", "NFE"), units = fmt::format("{:>6}", "");
  for (const auto &[name, value] : lines.front().values) {
    head += fmt::format(" {:>11}", columnOf(name).head);
    units += fmt::format(" {:>11}", columnOf(name).unit);
  }
  fmt::print("{}\n", head);
  if (units.find_first_not_of(' ') != std::string::npos)
    fmt::print("{}\n", units);
  for (const metrics::Score &line : lines) {
    fmt::print("{:>6}", line.real ? "real" : line.nfe ? std::to_string(*line.nfe) : "-");
    for (const auto &[name, value] : line.values)
      fmt::print(" {:>11}", std::isnan(value) ? "-" : fmt::format("{:.{}f}", value * columnOf(name).factor, columnOf(name).digits));
    fmt::print("\n");
  }
}

/// The share of held-out examples that the classifier gets right.
double heldAccuracy(metrics::Classifier &classifier, const Dataset &held) {
  metrics::Examples examples = metrics::takeExamples(held, 10000);
  return metrics::accuracy(classifier.judge(examples.x).logits, examples.labels);
}

/// The bytes of a stream (mfcc encode) with these codes, and the samples of sound that it stands for: the examples as pieces that overlap.
std::pair<int64_t, int64_t> codedBytes(const std::vector<int32_t> &codes, const Json &codec, const Signal &signal) {
  StreamHeader header;
  header.modelRate = header.originalRate = std::max<int64_t>(1, signal.sampleRate);
  header.channels = 1;
  header.pieceLength = signal.size();
  header.overlap = signal.sampleRate ? codec.value("overlap", int64_t(0)) : 0;
  header.vectors = codec.at("vectors");
  header.levels = codec.at("levels").get<std::vector<int32_t>>();
  TemporaryFile file(".mfc");
  BitstreamWriter writer(file.path(), header);
  auto digits = size_t(header.digits());
  for (size_t at = 0; at < codes.size(); at += digits)
    writer.write(std::span(codes).subspan(at, digits));
  int64_t pieces = int64_t(codes.size() / digits), frames = header.pieceLength + (pieces - 1) * (header.pieceLength - header.overlap);
  return {writer.close(frames), frames};
}

/// Says how many bits the codes take, range-coded.
void reportBits(const std::vector<int32_t> &codes, int64_t n, const Json &info, const Signal &signal, Json &result) {
  auto [bytes, frames] = codedBytes(codes, info.at("codec"), signal);
  result["bytes"] = bytes;
  if (signal.sampleRate) {
    double rate = metrics::bitRate(bytes, double(frames) / double(signal.sampleRate));
    result["kilobits_per_second"] = rate;
    fmt::print("their codes take {} bytes as one stream: {:.3f} kbit/s\n", bytes, rate);
  } else {
    double bits = 8 * double(bytes) / double(n);
    result["bits_per_image"] = bits;
    fmt::print("their codes take {} bytes as one stream: {:.1f} bits an image\n", bytes, bits);
  }
}

ClassifierOptions classifierOptions(const Signal &signal, int64_t classes, int64_t steps) {
  ClassifierOptions c;
  c.signal = {signal.height, signal.width, signal.channels};
  c.sample_rate = signal.sampleRate;
  c.classes = classes;
  c.steps = steps ? steps : signal.sampleRate ? 250 : c.steps; // a step on sounds takes longer, and sets of sounds are small
  return c;
}

Json evaluate(const Options &o, const RunFolder &folder) {
  metrics::EvaluationOptions e{o.n, evaluationsOf(o), o.seed, "", o.guidance};
  Json info = folder.info();
  Config config = loadConfig(folder / "config.toml");
  std::string checkpoint = folder.findCheckpoint(o.checkpoint);
  LoadedProgram program(folder.artifact(), o.threads);
  bool codec = program.has("encode");
  if (codec && o.guidance)
    throw UserError(o.run + ": --guidance is for generators; this run encodes and decodes");
  e.entry = codec ? (o.solver.empty() || o.solver == "euler" ? "decode" : "decode_" + o.solver) : samplerEntry(o.run, program, {o.solver, o.guidance.has_value()});
  program.entry(e.entry);
  program.loadState(checkpoint);
  Data data = openData(o, config);
  metrics::Subject subject{program, *data.train, *data.held};
  const Signal signal = data.held->signal();
  Json result = {{"run", o.run}, {"step", CheckpointInfo::read(checkpoint).step}, {"title", info.value("title", "")}, {"dataset", config.text("dataset.name")},
                 {"entry", e.entry}, {"seed", o.seed}};
  fmt::print("{}: {} on {}, step {}\n", o.run, info.value("title", ""), config.text("dataset.name"), result["step"].get<int64_t>());
  std::optional<metrics::Classifier> classifier;
  if (data.held->classes() > 0 && !(codec && signal.sampleRate)) {
    classifier = openClassifier(*data.train, classifierOptions(signal, data.held->classes(), o.classifierSteps), o.threads);
    subject.classifier = &*classifier;
    double right = heldAccuracy(*classifier, *data.held);
    result["classifier_accuracy"] = right;
    fmt::print("the classifier that judges gets {:.2f} % of the held-out examples right\n", 100 * right);
  }
  std::vector<metrics::Score> lines;
  if (codec) {
    metrics::CodecScores scores = metrics::evaluateCodec(subject, e);
    lines = std::move(scores.lines);
    result["n"] = scores.n;
    fmt::print("{} held-out examples, encoded and decoded\n", scores.n);
    if (!scores.codes.empty() && info.contains("codec"))
      reportBits(scores.codes, scores.n, info, signal, result);
  } else {
    lines = metrics::evaluateGenerator(subject, e);
    result["n"] = o.n;
    fmt::print("{} samples against held-out examples; 'real' are as many training examples\n", o.n);
  }
  printTable(lines);
  for (const metrics::Score &line : lines)
    result["lines"].push_back(jsonOf(line));
  return result;
}

/// Of a run without a configuration: the numbers of its entry eval_loss, means over whole batches of held-out examples.
Json evaluateProgram(const Options &o, const RunFolder &folder) {
  std::string checkpoint = folder.findCheckpoint(o.checkpoint);
  LoadedProgram program(folder.artifact(), o.threads);
  if (!program.has("eval_loss"))
    throw UserError(o.run + ": it was not trained from a configuration, and has no entry 'eval_loss' that says how good it is; its entries are: " +
                    fmt::format("{}", fmt::join(program.entries(), ", ")));
  std::vector<mf_array_desc> wanted = dataArguments(program.entry("eval_loss"));
  if (o.all && !o.data.ends_with(".npz"))
    throw UserError("--all: expected --data FILE.npz; a data set by name has held-out examples of its own");
  Data data = o.all ? Data{nullptr, Arrays(o.data).all()} : openNamed(o.dataset, o.data);
  data.fit(program, "eval_loss");
  const Dataset *examples = data.held.get();
  if (!wanted.empty() && !examples)
    throw UserError(fmt::format("{}: eval_loss takes '{}': expected data, got none; give them with --data FILE.npz or --dataset NAME", o.run, wanted[0].name));
  int64_t batch = wanted.empty() ? 1 : wanted[0].shape[0], batches = wanted.empty() ? 1 : 0;
  if (!wanted.empty()) {
    checkData(program, *examples, wanted);
    batches = std::max<int64_t>(1, (o.all ? examples->size() : std::min(examples->size(), o.n)) / batch);
  }
  program.loadState(checkpoint, true, "eval_loss");
  Scalars scores = evaluateLoss(program, examples, batches);
  Json result = {{"run", o.run}, {"step", CheckpointInfo::read(checkpoint).step}, {"title", folder.info().value("title", "")}, {"entry", "eval_loss"}};
  if (!wanted.empty()) {
    result["dataset"] = examples->name();
    result["n"] = batches * batch;
  }
  fmt::print("{}: step {}{}\n", o.run, result["step"].get<int64_t>(),
             wanted.empty() ? "" : fmt::format(", {}{} examples of {}", batches * batch, o.all ? "" : " held-out", examples->name()));
  for (const auto &[name, value] : scores) {
    fmt::print("{:>16} {:.6g}\n", name, value);
    result[name] = std::isfinite(value) ? Json(value) : Json();
  }
  return result;
}

void run(const Options &o) {
  RunFolder folder = RunFolder::open(o.run);
  bool configured = std::filesystem::exists(folder / "config.toml");
  if (configured && (o.all || !o.dataset.empty()))
    throw UserError(o.run + ": --all and --dataset are for runs of a DSL file; this one's configuration says its data set");
  std::string text = textOf(configured ? evaluate(o, folder) : evaluateProgram(o, folder), 2) + "\n";
  writeAtomic(folder / "eval.json", text);
  if (!o.json.empty())
    writeAtomic(o.json, text);
}
} // namespace

void addEval(CommandLine &app) {
  auto *command = app.add_subcommand("eval", "measure how good a run is");
  auto o = std::make_shared<Options>();
  command->add_option("run", o->run, "a run folder")->required();
  command->add_option("--data", o->data, "folder of the data set (also: the variable MFCC_DATA)");
  command->add_option("--dataset", o->dataset, "for a run of a DSL file: the data set's name; without it --data is a .npz file or a text (.txt)")->check(oneOf(dataNames()));
  command->add_flag("--all", o->all, "for a run of a DSL file: every example of the .npz file, not only those that are held out in training");
  command->add_option("--n", o->n, "samples, or held-out examples to reconstruct")->capture_default_str()->check(atLeast(1));
  command->add_option("--nfe", o->nfe, "network evaluations, a list; default: 1,2,8,50")->delimiter(',')->check(atLeast(1));
  command->add_option("--seed", o->seed, "seed of the noise")->capture_default_str();
  command->add_option("--solver", o->solver, "euler, heun or midpoint (flow matching)")->check(oneOf({"euler", "heun", "midpoint"}));
  command->add_option("--guidance", o->guidance, "guidance scale (flow matching with classes)");
  command->add_option("--checkpoint", o->checkpoint, "last, best or a step number")->capture_default_str();
  command->add_option("--classifier-steps", o->classifierSteps, "training steps of the classifier that judges; default: 1800 for images, 250 for sound")->check(atLeast(1));
  command->add_option("--json", o->json, "a further file for the numbers, beside eval.json in the run folder");
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
