// The trainer, with programs written by hand in C.
#include "tests/training/Helpers.h"
#include "training/RunFolder.h"
#include "training/Trainer.h"
#include "training/io/File.h"
#include "training/io/Sound.h"
#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <set>
#include <thread>
#include <unistd.h>
using Catch::Matchers::Contains;
using namespace mf;

namespace {

// x f32 [4], label i32 []: label = round(x . (1 2 3 4)).
class Line : public Dataset {
public:
  std::string name() const override { return "line"; }
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return 37; }
  Signal signal() const override { return {1, 4, 1, 0}; }
  int64_t classes() const override { return 10; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override {
    auto *x = reinterpret_cast<float *>(out[0]);
    auto *label = reinterpret_cast<int32_t *>(out[1]);
    for (const Sample &sample : samples) {
      double sum = 0;
      for (int i = 0; i < 4; ++i) {
        *x = float(std::sin(double(sample.index * 4 + i)));
        sum += (i + 1) * *x++;
      }
      *label++ = int32_t(std::lround(sum));
    }
  }

private:
  std::vector<Field> list{{"x", MF_F32, {4}}, {"label", MF_I32, {}}};
};

const Line line;

TrainerOptions options(const std::string &run, int64_t steps = 50, const std::string &program = "toy") {
  TrainerOptions o;
  o.artifact = std::string(ARTIFACTS) + program + ".mfa";
  o.run = run;
  o.title = program;
  o.data = program == "points" ? nullptr : &line;
  o.steps = steps;
  o.seed = 3;
  o.checkpointEvery = 10;
  o.out = nullptr;
  o.threads = 1;
  return o;
}

// metrics.jsonl without the times.
std::vector<nlohmann::json> metrics(const std::string &run) {
  std::vector<nlohmann::json> lines;
  std::ifstream in(run + "/metrics.jsonl");
  for (std::string text; std::getline(in, text);) {
    lines.push_back(nlohmann::json::parse(text));
    lines.back().erase("seconds");
  }
  return lines;
}

std::string tensors(const std::string &path) {
  std::string text = readFile(path);
  uint64_t size;
  std::memcpy(&size, text.data(), 8);
  return text.substr(8 + size);
}

} // namespace

TEST_CASE("a run leaves its folder behind") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 200);
  o.config = "steps = 200\n";
  o.more = R"({"method": "regression"})";
  o.checkpointEvery = 20;
  TrainerResult result = train(o);
  CHECK(result.step == 200);
  CHECK(result.signal == 0);
  CHECK(result.rawMse < 1);
  for (const char *name : {"run.json", "model.mfa", "config.toml", "metrics.jsonl", "loss.png", "samples.png"})
    CHECK(std::filesystem::file_size(folder / "run" + "/" + name) > 0);
  RunFolder run = RunFolder::open(o.run);
  CHECK(run.info()["method"] == "regression");
  CHECK(run.info()["seed"] == 3);
  CHECK(result.files.size() == 7);
  CHECK_THAT(result.files[0], Contains("samples.png  what the model makes"));
  // the numbers
  std::vector<nlohmann::json> lines = metrics(o.run);
  CHECK(lines.size() == 200 + 10); // and an evaluation at each checkpoint
  CHECK(lines[0]["step"] == 1);
  for (const char *name : {"loss", "raw_mse", "grad_norm"})
    CHECK(lines[0].contains(name));
  CHECK(std::any_of(lines.begin(), lines.end(), [](const auto &l) { return l.contains("eval_raw_mse"); }));
  // the last five and the best
  std::vector<int64_t> kept = run.checkpoints();
  CHECK(kept.size() >= 5);
  CHECK(std::vector<int64_t>(kept.end() - 5, kept.end()) == std::vector<int64_t>{120, 140, 160, 180, 200});
  CheckpointInfo info = CheckpointInfo::read(run.findCheckpoint("last"));
  CHECK(info.step == 200);
  CHECK(std::find(kept.begin(), kept.end(), info.bestStep) != kept.end());
  CHECK(kept.size() == (info.bestStep < 120 ? 6 : 5));
  CHECK_THAT(userError([&] { run.findCheckpoint("7"); }), Contains("no checkpoint '7'; there are: last, best, "));
}

TEST_CASE("the best checkpoint is kept though it is old") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 100, "worse");
  o.checkpointEvery = 5;
  train(o);
  RunFolder run = RunFolder::open(o.run);
  CHECK(run.checkpoints() == std::vector<int64_t>{5, 80, 85, 90, 95, 100});
  CHECK(run.findCheckpoint("best") == run.checkpoint(5));
}

TEST_CASE("a resumed run is the uninterrupted one to the bit") {
  Folder folder;
  train(options(folder / "whole", 50));
  train(options(folder / "parts", 20));
  CHECK_THAT(userError([&] { train(options(folder / "parts", 50)); }),
             Contains("it holds a run already; continue it with --resume or name another folder with --run"));
  // as after a crash: numbers of steps beyond the checkpoint, a half-written line
  std::ofstream(folder / "parts/metrics.jsonl", std::ios::app) << "{\"step\":21,\"loss\":5}\n{\"step\":22,\"lo";
  TrainerOptions o = options(folder / "parts", 50);
  o.resume = true;
  o.seed = 99; // a resumed run keeps its own
  o.checkpointEvery = 15;
  o.threads = 2;
  CHECK(train(o).step == 50);
  CHECK(tensors(folder / "whole/checkpoints/step_50.safetensors") == tensors(folder / "parts/checkpoints/step_50.safetensors"));
  auto plain = [](std::vector<nlohmann::json> lines) {
    std::erase_if(lines, [](const auto &l) { return !l.contains("loss"); });
    return lines;
  };
  CHECK(plain(metrics(folder / "whole")) == plain(metrics(folder / "parts")));
  // nothing left to do
  CHECK(train(o).step == 50);
}

TEST_CASE("one process trains in a folder") {
  Folder folder;
  train(options(folder / "run", 10));
  TrainerOptions o = options(folder / "run", 20);
  o.resume = true;
  {
    RunFolder other = RunFolder::open(folder / "run"), copy;
    other.lock();
    copy = other;
    CHECK_THAT(userError([&] { train(o); }), Contains("run: another process (" + std::to_string(getpid()) + ") trains in it; wait for its end"));
    CHECK(RunFolder::open(folder / "run").checkpoints() == std::vector<int64_t>{10});
  }
  CHECK(train(o).step == 20);
}

/// Step and whether it says that the log begins again, of each event of a file.
static std::vector<std::pair<int64_t, bool>> eventsOf(const std::string &path) {
  std::vector<std::pair<int64_t, bool>> events;
  std::string bytes = readFile(path);
  for (size_t at = 0; at + 12 <= bytes.size();) {
    uint64_t size = 0;
    std::memcpy(&size, bytes.data() + at, 8);
    const unsigned char *event = reinterpret_cast<const unsigned char *>(bytes.data()) + at + 12 + 9, *end = event + size - 9; // behind the time
    int64_t step = 0;
    int shift = 0;
    for (++event; event < end; shift += 7) { // field 2, a varint
      step |= int64_t(*event & 127) << shift;
      if (!(*event++ & 128))
        break;
    }
    events.emplace_back(step, event < end && *event == (7 << 3 | 2));
    at += size + 16;
  }
  return events;
}

// A reader drops what it has of a step that is not below that of a session's start (tensorboard/backend/event_processing/event_accumulator.py, _Purge).
TEST_CASE("TensorBoard keeps every step over a resume") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 20);
  o.logEvery = 1;
  train(o);
  o.steps = 40;
  o.resume = true;
  train(o);
  std::vector<std::string> files;
  for (const auto &file : std::filesystem::directory_iterator(folder / "run"))
    if (file.path().filename().string().starts_with("events."))
      files.push_back(file.path());
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() == 2);
  std::set<int64_t> seen;
  for (const std::string &file : files)
    for (auto [step, start] : eventsOf(file)) {
      if (start)
        seen.erase(seen.lower_bound(step), seen.end());
      else if (step)
        seen.insert(step);
    }
  CHECK(seen.size() == 40);
  CHECK(*seen.rbegin() == 40);
}

TEST_CASE("resuming what cannot be resumed") {
  Folder folder;
  TrainerOptions o = options(folder / "none");
  o.resume = true;
  CHECK_THAT(userError([&] { train(o); }), Contains("none: no such run folder"));
  train(options(folder / "run", 10));
  std::string artifact = readFile(folder / "run/model.mfa");
  TrainerOptions other = options(folder / "run", 20, "other");
  other.resume = true;
  CHECK_THAT(userError([&] { train(other); }), Contains("not a checkpoint of this model: no 'other.weight', expected f32 [4]"));
  CHECK(readFile(folder / "run/model.mfa") == artifact); // nothing was harmed
  // cut off before its first checkpoint: begins again
  std::filesystem::remove(folder / "run/checkpoints/step_10.safetensors");
  TrainerOptions again = options(folder / "run", 10);
  again.resume = true;
  again.seed = 7;
  CHECK(train(again).step == 10);
  CHECK(CheckpointInfo::read(folder / "run/checkpoints/step_10.safetensors").seed == 3);
}

TEST_CASE("Ctrl-C saves and says how to go on") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 100000000);
  o.logEvery = 1000;
  o.checkpointEvery = 1000000;
  std::FILE *out = std::fopen((folder / "out").c_str(), "w");
  o.out = out;
  std::thread ctrl([&] {
    while (!std::filesystem::exists(folder / "run/metrics.jsonl")) // the handler is there before it
      usleep(10000);
    usleep(100000);
    kill(getpid(), SIGINT);
  });
  TrainerResult result = train(o);
  ctrl.join();
  std::fclose(out);
  CHECK(result.signal == SIGINT);
  CHECK(result.step > 0);
  CHECK(RunFolder::open(o.run).checkpoints() == std::vector<int64_t>{result.step});
  CHECK_THAT(readFile(folder / "out"), Contains("interrupted: step " + std::to_string(result.step) +
                                                " is saved; continue with --resume --run " + o.run));
  TrainerOptions more = options(folder / "run", result.step + 5);
  more.resume = true;
  CHECK(train(more).step == result.step + 5);
}

TEST_CASE("Ctrl-C before the first step saves nothing and says so") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 50, "interrupted-0");
  std::FILE *out = std::fopen((folder / "out").c_str(), "w");
  o.out = out;
  TrainerResult result = train(o);
  std::fclose(out);
  CHECK(result.signal == SIGINT);
  CHECK(result.checkpoint.empty());
  CHECK(RunFolder::open(o.run).checkpoints().empty());
  CHECK_THAT(readFile(folder / "out"), Contains("interrupted before the first step: nothing is saved"));
}

TEST_CASE("a picture is listed with the step that it shows, and not by a later process") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 50, "interrupted-25");
  auto listed = [&](const TrainerResult &result) {
    return std::any_of(result.files.begin(), result.files.end(),
                       [](const std::string &file) { return file.find("samples.png  what the model makes at step 20") != std::string::npos; });
  };
  TrainerResult first = train(o);
  CHECK(first.step == 25);
  CHECK(listed(first));
  o.resume = true;
  TrainerResult second = train(o);
  CHECK(second.step == 26);
  for (const std::string &file : second.files)
    CHECK(file.find("samples.png") == std::string::npos);
}

TEST_CASE("NaN in the loss stops the run and is traced to its line") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 50, "nan");
  CHECK(userError([&] { train(o); }) == "step 26: train_step: loss is NaN; run it again with --resume --debug-nans to see "
                                        "which kernel made it first");
  CHECK(RunFolder::open(o.run).checkpoints() == std::vector<int64_t>{10, 20});
  o.resume = true;
  o.debugNans = true;
  CHECK(userError([&] { train(o); }) ==
        "step 26: train_step: loss is NaN; NaN: the first kernel that stored one is 'poison' (toy.cpp:8)");
  CHECK(RunFolder::open(o.run).checkpoints() == std::vector<int64_t>{10, 20});
}

namespace {
// The disk fills up while the run is on: no file may grow beyond 300 bytes from the second batch on.
class FillsDisk : public Line {
public:
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override {
    Line::fill(samples, out);
    if (++calls == 2) {
      getrlimit(RLIMIT_FSIZE, &old);
      rlimit small = old;
      small.rlim_cur = 300;
      setrlimit(RLIMIT_FSIZE, &small);
    }
  }
  mutable int calls = 0;
  mutable rlimit old{};
};
} // namespace

TEST_CASE("a full disk leaves the older checkpoints as they were") {
  Folder folder;
  train(options(folder / "run", 20));
  std::string before = readFile(folder / "run/checkpoints/step_20.safetensors");
  TrainerOptions o = options(folder / "run", 40);
  FillsDisk disk;
  o.data = &disk;
  o.resume = true;
  o.logEvery = 1000000; // so that the checkpoint is what does not fit
  std::string error = userError([&] { train(o); });
  setrlimit(RLIMIT_FSIZE, &disk.old);
  CHECK_THAT(error, Contains("step_30.safetensors: cannot be written: File too large"));
  CHECK(readFile(folder / "run/checkpoints/step_20.safetensors") == before);
  CHECK(RunFolder::open(o.run).checkpoints() == std::vector<int64_t>{10, 20});
}

TEST_CASE("what does not fit is refused before a folder is made") {
  Folder folder;
  TrainerOptions o = options(folder / "run");
  o.data = nullptr;
  CHECK(userError([&] { train(o); }) == "train_step takes 'x': expected a data set, got none; give one with --data FILE.npz or --dataset NAME");
  o.data = &line;
  o.artifact = folder / "none.mfa";
  CHECK_THAT(userError([&] { train(o); }), Contains("none.mfa: cannot be opened"));
  o = options(folder / "run", 0);
  CHECK_THAT(userError([&] { train(o); }), Contains("of at least 1, got 0, 10 and 5"));
  CHECK_FALSE(std::filesystem::exists(folder / "run"));
  writeFile(folder / "file", "");
  o = options(folder / "file");
  CHECK_THAT(userError([&] { train(o); }), Contains("file: cannot be made: Not a directory"));
}

TEST_CASE("a program without data trains too, with a scatter of its samples") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 30, "points");
  TrainerResult result = train(o);
  CHECK(result.loss == Approx(8 * std::pow(0.99, 30)));
  CHECK(std::filesystem::file_size(folder / "run/samples.png") > 1000);
}

TEST_CASE("samples of sound are spectrograms and files to listen to") {
  Folder folder;
  TrainerOptions o = options(folder / "run", 10);
  o.signal = {1, 16, 1, 8000};
  train(o);
  CHECK(std::filesystem::file_size(folder / "run/samples.png") > 1000);
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "run/samples"), {}) == 8);
  Signal signal = RunFolder::open(o.run).signal();
  CHECK(signal.width == 16);
  CHECK(signal.sampleRate == 8000);
  Sound sound = readSound(folder / "run/samples/03.wav");
  CHECK(sound.rate == 8000);
  REQUIRE(sound.frames() == 16);
  CHECK(std::fabs(sound.samples[0] - (3 / 5.0 - 1 + 0.1 + 0.001)) < 1e-4); // class 3, guidance 1, one evaluation

  Samples samples{Array::zeros(MF_F32, {3, 16}), {}};
  samples.x.as<float>()[17] = NAN;
  samples.x.as<float>()[18] = 0.5f;
  CHECK(writeSounds(folder / "a.wav", samples, signal) ==
        std::vector<std::string>{folder / "a-00.wav", folder / "a-01.wav", folder / "a-02.wav"});
  CHECK(readSound(folder / "a-01.wav").samples[1] == 0);
  CHECK(readSound(folder / "a-01.wav").samples[2] == 0.5f);
  samples.x = Array::zeros(MF_F32, {1, 16});
  CHECK(writeSounds(folder / "b.flac", samples, signal) == std::vector<std::string>{folder / "b.flac"});
  CHECK_THAT(userError([&] { writeSounds(folder / "a.wav", samples, {4, 4, 1, 0}); }), Contains("the samples are no sound"));
  CHECK_THAT(userError([&] { writeSamples(folder / "a.png", samples, "", {1, 15, 1, 8000}); }),
             Contains("expected examples of 1 x 15 x 1, got f32 [1, 16]"));
}

TEST_CASE("sampling") {
  LoadedProgram program(std::string(ARTIFACTS) + "toy.mfa", 1);
  SampleOptions o;
  o.n = 25;
  o.seed = 5;
  Samples samples = drawSamples(program, o);
  CHECK(samples.x.type() == "f32 [25, 16]");
  CHECK(samples.labels.size() == 25);
  CHECK(samples.labels[13] == 3);
  // row 23: class 3, guidance 1, seed 5 + 2, one evaluation
  CHECK(samples.x.as<float>()[23 * 16] == Approx(3 / 5.0 - 1 + 0.1 + 0.07 + 0.001));
  o.label = 4;
  o.nfe = 2;
  o.guidance = 2.0f;
  samples = drawSamples(program, o);
  CHECK(samples.labels[13] == 4);
  CHECK(samples.x.as<float>()[0] == Approx(4 / 5.0 - 1 + 0.2 + 0.05 + 0.002));
  o.label = 10;
  CHECK(userError([&] { drawSamples(program, o); }) == "sample: expected a class from 0 to 9, got 10");
  o.n = 0;
  CHECK_THAT(userError([&] { drawSamples(program, o); }), Contains("expected at least one sample, got 0"));
  LoadedProgram points(std::string(ARTIFACTS) + "points.mfa", 1);
  SampleOptions p;
  p.nfe = 2;
  CHECK(userError([&] { drawSamples(points, p); }) == "sample: it takes no 'nfe'");
  p.nfe.reset();
  p.label = 1;
  CHECK(userError([&] { drawSamples(points, p); }) == "sample: the program is not conditioned on a class");
  p.entry = "encode";
  CHECK(userError([&] { drawSamples(points, p); }) == "no entry named 'encode'; the entries are: init, train_step, sample, data");
}

TEST_CASE("calls by name") {
  LoadedProgram program(std::string(ARTIFACTS) + "toy.mfa", 1);
  Array seed = Array::zeros(MF_I32, {});
  CHECK(program.call("init", {{"seed", seed}}).empty());
  CHECK(userError([&] { program.call("init", {}); }) == "init: expected an argument 'seed' i32 [], got none");
  CHECK(userError([&] { program.call("init", {{"sead", seed}}); }) == "init: no argument named 'sead'; its arguments are: seed");
  CHECK(program.call("init", {{"seed", Array::zeros(MF_I64, {})}}).empty()); // converted
  CHECK(userError([&] { program.call("init", {{"seed", Array::zeros(MF_F64, {})}}); }) ==
        "init: argument 'seed': expected i32 [], got f64 []; convert it with astype(np.int32)");
  CHECK(userError([&] { program.call("init", {{"seed", Array::zeros(MF_I32, {2})}}); }) == "init: argument 'seed': expected i32 [], got i32 [2]");
}
