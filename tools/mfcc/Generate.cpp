//===- Generate.cpp - mfcc generate: one token after the other -------------------------------------===//
#include "training/Generation.h"
#include "compiler/api/Session.h"
#include "tools/mfcc/Commands.h"
#include "training/RunFolder.h"
#include "training/Sampling.h"
#include "training/Signals.h"
#include "training/UserError.h"
#include "training/data/Alphabet.h"
#include "training/io/Convert.h"
#include "training/io/Npz.h"
#include "training/io/Sound.h"
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace mf::tool {

namespace {
using Clock = std::chrono::steady_clock;

struct Options {
  std::string run, prompt, in, output, state, checkpoint = "last";
  int64_t n = 256;
  int threads = 0;
  bool single = false;
  GenerateOptions settings;
};

bool isSound(const std::string &path) { return path.ends_with(".wav") || path.ends_with(".flac") || path.ends_with(".ogg"); }

/// The artifact of a run with a checkpoint of it, or one that is named, with the weights of a file or those of `init`.
LoadedProgram load(const Options &o) {
  if (std::filesystem::is_directory(o.run)) {
    if (!o.state.empty())
      throw UserError("--state: " + o.run + " is a run, which has checkpoints: choose one with --checkpoint");
    RunFolder folder = RunFolder::open(o.run);
    LoadedProgram program(folder.artifact(), o.threads);
    program.loadState(folder.findCheckpoint(o.checkpoint), true);
    return program;
  }
  if (compiler::Source::kindOfFile(o.run))
    throw UserError(o.run + ": expected a run folder or an artifact, got a source: train it, or compile it and give weights with --state");
  if (o.checkpoint != "last")
    throw UserError("--checkpoint: " + o.run + " is no run folder: give weights with --state FILE");
  LoadedProgram program(o.run, o.threads);
  if (!o.state.empty()) {
    program.loadState(o.state, true);
  } else if (program.has("init")) {
    Call init(program, "init");
    init.setScalar("seed", o.settings.seed);
    init.run();
  }
  return program;
}

/// What was made goes somewhere as it comes.
class Sink {
public:
  virtual ~Sink() = default;
  virtual void take(const Made &made) = 0;
  virtual void finish() = 0;
};

/// Text, or the tokens' numbers, a line a step. Of several rows the texts come at the end, one after the other.
class Printed : public Sink {
public:
  /// A prompt is shown before what follows it, but not before something does.
  Printed(std::optional<Alphabet> alphabet, int64_t rows, const std::vector<int32_t> &prompt) : alphabet(std::move(alphabet)), texts(size_t(rows)) {
    for (size_t i = 0; this->alphabet && i < prompt.size(); ++i)
      texts[i % texts.size()] += character(prompt[i]);
  }
  void take(const Made &made) override {
    for (size_t i = 0; i < made.tokens.size(); ++i)
      if (alphabet)
        texts[i % texts.size()] += character(made.tokens[i]);
      else
        std::printf("%d%c", int(made.tokens[i]), (i + 1) % texts.size() ? ' ' : '\n');
    stream();
  }
  void finish() override {
    if (alphabet && texts.size() == 1)
      std::printf("\n");
    for (size_t i = 0; alphabet && texts.size() > 1 && i < texts.size(); ++i)
      std::printf("--- %zu ---\n%s\n", i, texts[i].c_str());
    std::fflush(stdout);
  }

private:
  const std::string &character(int32_t token) const {
    if (token >= alphabet->size())
      throw UserError(fmt::format("next: it gives token {}, and the program's alphabet has {} characters", token, alphabet->size()));
    return alphabet->character(token);
  }
  void stream() {
    if (texts.size() == 1) {
      std::fputs(texts[0].c_str(), stdout);
      texts[0].clear();
    }
    std::fflush(stdout);
  }

  std::optional<Alphabet> alphabet;
  std::vector<std::string> texts;
};

/// Everything in memory, a file at the end.
class Filed : public Sink {
public:
  Filed(std::string path, int64_t rows, int64_t rate) : path(std::move(path)), rows(rows), rate(rate) {}
  void take(const Made &made) override {
    tokens.insert(tokens.end(), made.tokens.begin(), made.tokens.end());
    sound.insert(sound.end(), made.sound.begin(), made.sound.end());
  }
  void finish() override {
    auto steps = int64_t(tokens.size()) / rows;
    auto array = [&](int32_t dtype, const auto &numbers, std::vector<int64_t> shape) {
      Array a = Array::zeros(dtype, std::move(shape));
      std::copy(numbers.begin(), numbers.end(), a.template as<typename std::decay_t<decltype(numbers)>::value_type>());
      return a;
    };
    int64_t length = int64_t(sound.size()) / rows;
    if (isSound(path)) {
      writeSounds(path, {array(MF_F32, byRow(), {rows, length}), {}}, {1, length, 1, rate});
    } else {
      NamedArrays arrays{{"token", array(MF_I32, tokens, {steps, rows})}};
      if (length)
        arrays.emplace_back("x", array(MF_F32, byRow(), {rows, length}));
      writeNpz(path, arrays);
    }
    std::printf("%s: %lld tokens%s\n", path.c_str(), (long long)steps, rows > 1 ? fmt::format(" in each of {} rows", rows).c_str() : "");
  }

private:
  /// What [steps, rows, n] holds as [rows, steps n].
  std::vector<float> byRow() const {
    size_t steps = tokens.size() / size_t(rows), n = sound.size() / tokens.size();
    std::vector<float> turned;
    for (size_t row = 0; row < size_t(rows); ++row)
      for (size_t step = 0; step < steps; ++step) {
        auto from = sound.begin() + ptrdiff_t((step * size_t(rows) + row) * n);
        turned.insert(turned.end(), from, from + ptrdiff_t(n));
      }
    return turned;
  }

  std::string path;
  int64_t rows, rate;
  std::vector<int32_t> tokens;
  std::vector<float> sound;
};

/// The samples a second that the program says its sound has.
int64_t rateOf(const std::string &who, const LoadedProgram &program) {
  std::string text = program.metadata("sample_rate");
  int64_t rate = std::atoll(text.c_str());
  if (rate < 1)
    throw UserError(who + ": the program does not say how many samples a second its sound has; say it with program.set(\"sample_rate\", \"16000\")");
  return rate;
}

std::unique_ptr<Sink> sinkOf(const Options &o, const LoadedProgram &program, const Generator &generator, std::optional<Alphabet> alphabet, const std::vector<int32_t> &prompt) {
  if (o.output.empty() && generator.soundOfStep())
    throw UserError(o.run + ": it makes sound: expected -o FILE.wav, .flac or .ogg, got none");
  if (isSound(o.output) && !generator.soundOfStep())
    throw UserError("-o " + o.output + ": " + o.run + " makes no sound: its entry next has no result 'x' f32 [rows, ...]");
  if (o.output.empty())
    return std::make_unique<Printed>(std::move(alphabet), generator.rows(), prompt);
  return std::make_unique<Filed>(o.output, generator.rows(), isSound(o.output) ? rateOf(o.run, program) : 0);
}

/// The same number for each row, one after the other.
std::vector<int32_t> repeated(const std::vector<int32_t> &numbers, int64_t rows) {
  std::vector<int32_t> all;
  for (int32_t number : numbers)
    all.insert(all.end(), size_t(rows), number);
  return all;
}

/// The prompt [n, rows] of --in: the array `token` of [n], for all rows, or [n, rows].
std::vector<int32_t> readPrompt(const Options &o, const LoadedProgram &program, int64_t rows) {
  for (const auto &[name, array] : readNpz(o.in)) {
    if (name != "token")
      continue;
    bool each = array.shape.size() == 2 && array.shape[1] == rows;
    if (array.size() < 1 || !(array.shape.size() == 1 || each))
      throw UserError(fmt::format("{}: token: expected whole numbers of [n] or [n, {}], got {}", o.in, rows, array.type()));
    Array numbers = converted(o.in + ": token", array, MF_I32);
    checkBound(o.in, "token", numbers, program.bound("token"));
    std::vector<int32_t> list(numbers.as<int32_t>(), numbers.as<int32_t>() + numbers.size());
    return each ? list : repeated(list, rows);
  }
  throw UserError(o.in + ": expected an array 'token', the numbers of a prompt");
}

void check(const Options &o) {
  checkSettings(o.settings);
  if (!o.prompt.empty() && !o.in.empty())
    throw UserError("--prompt and --in are both the beginning: leave one of them out");
  if (!o.output.empty() && !isSound(o.output) && !o.output.ends_with(".npz"))
    throw UserError("-o " + o.output + ": expected sound (.wav, .flac, .ogg) or arrays (.npz); text goes to the terminal");
}

void sayRate(int64_t tokens, int64_t rows, double seconds) {
  std::fprintf(stderr, "%lld tokens%s in %.3f s: %.0f tokens a second\n", (long long)tokens, rows > 1 ? fmt::format(" in each of {} rows", rows).c_str() : "", seconds,
               double(tokens * rows) / std::max(seconds, 1e-9));
}

void run(const Options &given) {
  Options o = given;
  check(o);
  LoadedProgram program = load(o);
  bool terminal = isatty(STDOUT_FILENO);
  o.settings.atOnce = o.single ? 1 : terminal && o.output.empty() ? 16 : 0; // what a reader sees at once
  Generator generator(o.run, program, o.settings);
  int64_t rows = generator.rows();
  std::optional<Alphabet> alphabet;
  if (!program.metadata("alphabet").empty() || !o.prompt.empty())
    alphabet = Alphabet::of(o.run, program);
  std::vector<int32_t> prompt;
  if (!o.in.empty())
    prompt = readPrompt(o, program, rows);
  else if (!o.prompt.empty())
    prompt = repeated(alphabet->encode("--prompt", o.prompt), rows);
  std::unique_ptr<Sink> sink = sinkOf(o, program, generator, alphabet, prompt);
  Signals signals;
  Clock::time_point begin;
  int64_t made = 0;
  double seconds = 0;
  auto take = [&](const Made &now) {
    seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    sink->take(now);
    made += int64_t(now.tokens.size()) / rows;
    return !Signals::received();
  };
  generator.run(prompt.empty() ? repeated({0}, rows) : prompt, o.n, take, [&] { begin = Clock::now(); });
  sink->finish();
  sayRate(made, rows, seconds);
  if (Signals::received() && made < o.n)
    throw Interrupted(Signals::received(), fmt::format("interrupted after {} tokens", made));
}
} // namespace

void addGenerate(CommandLine &app) {
  auto *command = app.add_subcommand("generate", "make text or sound, one token after the other");
  auto o = std::make_shared<Options>();
  command->add_option("run", o->run, "a run folder, or an artifact (.mfa)")->required();
  command->add_option("--prompt", o->prompt, "the text that it begins with");
  command->add_option("--in", o->in, "the same as numbers: the array `token` of a file .npz");
  command->add_option("--n", o->n, "how many tokens are made")->capture_default_str()->check(atLeast(1));
  command->add_option("--temperature", o->settings.temperature, "the logits are divided by it; 0: the likeliest token; default: 1");
  command->add_option("--top-k", o->settings.topK, "only the K likeliest tokens; default: 0, all");
  command->add_option("--top-p", o->settings.topP, "only the likeliest tokens that have this share together; default: 1, all");
  command->add_option("--min-p", o->settings.minP, "only tokens with this share of the likeliest one's probability; default: 0, all");
  command->add_option("--seed", o->settings.seed, "seed of the draws; of an artifact without --state also of its weights")->capture_default_str();
  command->add_option("--arg", o->settings.assign, "NAME=VALUE: any other argument of the entry: a number, as many as it holds with commas, or a file .npy");
  command->add_flag("--one-by-one", o->single, "call the entry `next` for each token, also where `generate` makes many at once");
  command->add_option("--checkpoint", o->checkpoint, "of a run: last, best or a step number")->capture_default_str();
  command->add_option("--state", o->state, "of an artifact: weights (.safetensors); without it the entry `init` makes them");
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->add_option("-o,--output", o->output, "sound (.wav, .flac, .ogg; numbered where there are several rows) or arrays (.npz)");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
