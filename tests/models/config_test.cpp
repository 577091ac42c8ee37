// The configuration: what is refused and how, and that no key is dead.
#include "compiler/config/ConfigProgram.h"
#include "options/Needs.h"
#include "training/UserError.h"
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using namespace mf;

static std::string refusal(const std::string &text, const std::vector<std::string> &overrides = {}) {
  try {
    parseConfig(text, "train.toml", overrides);
  } catch (const UserError &e) {
    return e.what();
  }
  return "accepted";
}

TEST_CASE("config: a wrong file is refused in one line with its place") {
  CHECK(refusal("[method]\nname = \"mean_flow\"\nequal_shore = 0.5\n") == "train.toml:3: error: unknown key 'method.equal_shore'; the nearest is 'method.equal_share'");
  CHECK(refusal("[training]\nlearning_rate = 0.5\n") == "train.toml:2: error: unknown key 'training.learning_rate'; the nearest is 'optimizer.learning_rate'");
  CHECK(refusal("[modle]\nblocks = 3\n") == "train.toml:2: error: unknown key 'modle.blocks'; the nearest is 'model.blocks'");
  CHECK(refusal("steps = 3\n") == "train.toml:1: error: unknown key 'steps'; the nearest is 'training.steps'");
  CHECK(refusal("[training]\nsteps = 0\n") == "train.toml:2: error: key 'training.steps': expected a number from 1 to 1e+09, got 0");
  CHECK(refusal("[training]\nsteps = 1.5\n") == "train.toml:2: error: key 'training.steps': expected an integer, got a number");
  CHECK(refusal("[training]\nsteps = \"10\"\n") == "train.toml:2: error: key 'training.steps': expected an integer, got a text");
  CHECK(refusal("[optimizer]\nlearning_rate = nan\n") == "train.toml:2: error: key 'optimizer.learning_rate': expected a number from 0 to 1000, got nan");
  CHECK_THAT(refusal("[method]\nname = \"meanflow\"\n"),
             StartsWith("train.toml:2: error: key 'method.name': expected one of autoencoder, flow_matching, mean_flow, improved_mean_flow") && EndsWith("; got 'meanflow'"));
  CHECK(refusal("[model]\narchitecture = \"convnet\"\nhidden = 2\n") == "train.toml:3: error: key 'model.hidden' has no effect here; it needs model.architecture = mlp or model.architecture = dit");
  CHECK(refusal("[optimizer]\nrule = \"sgd\"\nbeta1 = 0.5\n") == "train.toml:3: error: key 'optimizer.beta1' has no effect here; it needs optimizer.rule = adam or adamw");
  CHECK(refusal("[optimizer]\nrule = \"adan\"\n") == "train.toml:2: error: key 'optimizer.rule': expected one of sgd, adam, adamw; got 'adan'");
  CHECK(refusal("[tokenization]\npatch = 3\n") == "train.toml:2: error: key 'tokenization.patch': expected a divisor of the image's sides 28 and 28, got 3");
  CHECK(refusal("[tokenization]\nname = \"mdct\"\nhop = 27\n") == "train.toml:3: error: key 'tokenization.hop': expected an even number from 8 to 4096 for mdct, got 27");
  CHECK(refusal("[tokenization]\nhop = 28\n") == "train.toml:2: error: key 'tokenization.hop' has no effect here; it needs tokenization.name = mdct or dataset.name = audio");
  CHECK(refusal("[latent]\nsize = 4\n") == "train.toml:2: error: key 'latent.size' has no effect here; it needs method.condition = latent");
  CHECK(refusal("[method]\ncondition = \"latent\"\n[latent]\nlevels = []\n") == "train.toml:4: error: key 'latent.levels': expected at least one number, got an empty list");
  CHECK(refusal("[method]\ncondition = \"latent\"\n[latent]\nlevels = [8, 0]\n") == "train.toml:4: error: key 'latent.levels': expected a number from 1 to 4096, got 0");
  CHECK(refusal("[method]\ncondition = \"latent\"\n[latent]\nlevels = [8, \"a\"]\n") == "train.toml:4: error: key 'latent.levels': expected a list of integers, got a text in it");
  CHECK(refusal("[dataset]\nname = \"audio\"\n[codec]\noverlap = 5000\n") ==
        "train.toml:4: error: key 'codec.overlap': expected at most half of dataset.samples = 8192, got 5000");
  CHECK(refusal("[model]\ncond = 7\n") == "train.toml:2: error: key 'model.cond': expected an even number, got 7");
  CHECK(refusal("[model]\narchitecture = \"dit\"\nheads = 3\n") == "train.toml:3: error: key 'model.heads': expected a divisor of model.width = 256 that leaves 8 to 256 features for a head, got 3");
  CHECK(refusal("[model]\narchitecture = \"dit\"\nwidth = 66\nheads = 2\n") == "train.toml:3: error: key 'model.width': expected a multiple of 4, got 66");
  CHECK(refusal("[model]\nbl\xc3\xb6" "cks = 3\n") == "train.toml:2: error: a character that is not ASCII outside of a text or comment");
  CHECK(parseConfig("\xef\xbb\xbf# Bl\xc3\xb6" "cke\n[model]\nblocks = 3 # \xc3\xb6\n", "a.toml").integer("model.blocks") == 3);
  CHECK_THAT(refusal("[model\nblocks = 3\n"), Contains("train.toml:1: error: "));
  CHECK_THAT(refusal("[model]\nblocks = 3\nblocks = 4\n"), Contains("train.toml:3: error: "));
}

TEST_CASE("config: a key without effect says all that it needs") {
  CHECK(refusal("[dataset]\nlabel_pattern = \"(a)\"\n") == "train.toml:2: error: key 'dataset.label_pattern' has no effect here; it needs dataset.name = audio");
  CHECK(refusal("[method]\ncondition = \"none\"\n[dataset]\nlabels = \"l.csv\"\n") ==
        "train.toml:4: error: key 'dataset.labels' has no effect here; it needs method.condition = class and dataset.name = audio");
  CHECK(refusal("[method]\nname = \"autoencoder\"\nkappa = 0.5\n") == "train.toml:3: error: key 'method.kappa' has no effect here; it needs method.name = mean_flow");
  CHECK_THAT(refusal("[method]\nname = \"autoencoder\"\ncondition = \"class\"\n"), Contains("train.toml:3: error: key 'method.condition' has no effect here; it needs method.name = flow_matching, mean_flow"));
  CHECK(refusal("[method]\nname = \"improved_mean_flow\"\nomega = 0.5\n") == "train.toml:3: error: key 'method.omega': expected at least 1 in improved_mean_flow, got 0.500000");
  CHECK(refusal("[model]\narchitecture = \"convnet\"\nfrequencies = 7\n") == "train.toml:3: error: key 'model.frequencies': expected an even number, got 7");
  CHECK(refusal("[dataset]\nname = \"audio\"\nlabel_pattern = \"a\"\n[method]\ncondition = \"class\"\n") ==
        "train.toml:3: error: key 'dataset.label_pattern': expected a regular expression with one group in parentheses, got 'a'");
}

//===-- a schema of its own -----------------------------------------------------------------------===//

/// Two entries with a key of the same name: one has it in another range, with another default.
static const Schema &twoShapes() {
  struct Square {
    int64_t side = 3;
  };
  struct Circle {
    double side = 0.5;
  };
  static const opt::Entry square{.name = "square", .options = {opt::row("side", &Square::side, {1, 9}, "Length of a side.")}};
  static const opt::Entry circle{.name = "circle", .defaults = {{"color.depth", 4}}, .options = {opt::row("side", &Circle::side, {0, 1}, "There is none.")}};
  struct Color {
    double depth = 2;
  };
  static const Schema schema({{"shape", {}}, {"color", {opt::row("depth", &Color::depth, {0, 8}, "Shades.")}}}, {{"shape.name", "square", "What is drawn.", {&square, &circle}}},
                             [](const Config &, opt::Facts &) {});
  return schema;
}

TEST_CASE("schema: entries may have different keys of one name") {
  const Schema &s = twoShapes();
  CHECK(s.format(s.parse("", "a.toml")) == "[shape]\nname = \"square\"\nside = 3\n\n[color]\ndepth = 2.0\n");
  CHECK(s.format(s.parse("[shape]\nname = \"circle\"\n", "a.toml")) == "[shape]\nname = \"circle\"\nside = 0.5\n\n[color]\ndepth = 4.0\n");
  CHECK(s.parse("[shape]\nname = \"circle\"\nside = 1\n", "a.toml").number("shape.side") == 1);
  auto refused = [&](const char *text) {
    try {
      s.parse(text, "a.toml");
      return std::string("accepted");
    } catch (const UserError &e) {
      return std::string(e.what());
    }
  };
  CHECK(refused("[shape]\nside = 0.5\n") == "a.toml:2: error: key 'shape.side': expected an integer, got a number");
  CHECK(refused("[shape]\nside = 10\n") == "a.toml:2: error: key 'shape.side': expected a number from 1 to 9, got 10");
  CHECK(refused("[shape]\nname = \"circle\"\nside = 3\n") == "a.toml:3: error: key 'shape.side': expected a number from 0 to 1, got 3");
  CHECK_THAT(s.page(), Contains("| `side` | `3` | integer, 1 to 9 | square | Length of a side. |") && Contains("| `side` | `0.5` | number, 0 to 1 | circle | There is none. |"));
}

TEST_CASE("schema: what names a key or a value that is none is refused when the table is made") {
  struct Color {
    double depth = 2;
  };
  auto fault = [](opt::Preset preset, std::vector<opt::Need> needs = {}) {
    opt::Entry square{.name = "square", .defaults = {std::move(preset)}};
    try {
      Schema({{"shape", {}}, {"color", {opt::row("depth", &Color::depth, {0, 8}, "Shades.", {.needs = std::move(needs)})}}}, {{"shape.name", "square", "What is drawn.", {&square}}},
             [](const Config &, opt::Facts &) {});
      return std::string("accepted");
    } catch (const std::logic_error &e) {
      return std::string(e.what());
    }
  };
  CHECK(fault({"color.depth", 3}) == "accepted");
  CHECK(fault({"color.dept", 3}) == "options: square names 'color.dept', which is no key; the nearest is 'color.depth'");
  CHECK(fault({"color.depth", "deep"}) == "options: square: 'color.depth' cannot be \"deep\"");
  CHECK(fault({"color.depth", 3}, {{.key = "shape.name", .values = {"round"}}}) == "options: color.depth: 'shape.name' cannot be \"round\"");
  CHECK(fault({"color.depth", 3}, {{.key = "shape.kind", .values = {"round"}}}) == "options: color.depth names 'shape.kind', which is no key; the nearest is 'shape.name'");
}

TEST_CASE("config: overrides win and are checked") {
  CHECK(parseConfig("[training]\nsteps = 5\n", "a.toml", {"training.steps=7", "method.name=flow_matching"}).integer("training.steps") == 7);
  CHECK(refusal("", {"training.stepz=7"}) == "--set training.stepz=7: error: unknown key 'training.stepz'; the nearest is 'training.steps'");
  CHECK(refusal("", {"training.steps"}) == "--set training.steps: error: expected section.key=value");
  CHECK(refusal("", {"training.steps=many"}).rfind("--set training.steps=many", 0) == 0);
}

/// All choices of the keys that defaults depend on.
static std::vector<Chosen> subjects() {
  std::vector<Chosen> all = {{}};
  for (const Choice &choice : configSchema().choices()) {
    std::vector<Chosen> longer;
    for (const Chosen &one : all)
      for (const opt::Entry *entry : choice.entries) {
        longer.push_back(one);
        longer.back()[choice.key] = entry->name;
      }
    all = std::move(longer);
  }
  return all;
}

static Config defaultConfig(const Chosen &chosen) { return configSchema().defaults(chosen); }

TEST_CASE("config: formatted text parses to the same values") {
  for (const Chosen &subject : subjects()) {
    std::string text = formatConfig(defaultConfig(subject));
    CHECK(formatConfig(parseConfig(text, "a.toml")) == text);
  }
}

TEST_CASE("config: the tokenization that is usual for the data") {
  CHECK(parseConfig("[dataset]\nname = \"audio\"\n", "a.toml").text("tokenization.name") == "mdct");
  CHECK(parseConfig("[dataset]\nname = \"mnist\"\n", "a.toml").text("tokenization.name") == "reshape");
}

//===-- every key changes something -------------------------------------------------------------===//

/// Keys that the trainer and the codec use, not the program.
static const std::set<std::string> trainerKeys = {"dataset.name",          "dataset.size",          "dataset.sample_rate",       "dataset.validation_share",
                                                  "dataset.label_pattern", "dataset.labels",        "codec.overlap",             "training.steps",
                                                  "training.seed",         "training.log_every",    "training.checkpoint_every", "training.keep_checkpoints",
                                                  "training.monitor",      "training.mode",         "training.patience",         "training.plateau",          "training.plateau_decay"};

static std::string programText(const Config &c) {
  Program program("config", programDtype(c));
  build_program(program, programOptions(c));
  return program.finish();
}

/// A small configuration in which the key has an effect.
static Config configFor(const Key &key) {
  for (const Chosen &subject : subjects())
    for (const char *condition : {"class", "latent"})
      for (const char *window : {"sine", "kbd"})
        for (const char *rule : {"adam", "adamw", "sgd"})
          for (const char *schedule : {"constant", "cosine", "plateau", "held_out"}) {
            Config c = defaultConfig(subject);
            c.set("model.blocks", 2);
            c.set("training.batch", 8);
            c.set("dataset.samples", 512);
            c.set("tokenization.patch", 2);
            c.set("method.condition", condition);
            c.set("tokenization.window", window);
            c.set("optimizer.rule", rule);
            c.set("optimizer.schedule", schedule);
            if (configSchema().whyWithoutEffect(key, c).empty())
              return c;
          }
  FAIL(key.name << " has no effect in any configuration");
  return {};
}

struct Change {
  const opt::Option &option;
  opt::Value operator()(int64_t x) const { return x > 1 ? x / 2 : x + 1; }
  opt::Value operator()(double x) const { return x + 0.125 <= option.range.high ? x + 0.125 : x / 2; }
  opt::Value operator()(std::vector<int64_t> x) const {
    x.back() += 1;
    return x;
  }
  opt::Value operator()(const std::string &x) const { return option.choices[0] == x ? option.choices[1] : option.choices[0]; }
};

TEST_CASE("config: each key changes the program") {
  for (const Key &key : configSchema().keys()) {
    const opt::Option &option = key.ways.front().option;
    if (trainerKeys.count(key.name) || option.choices.size() == 1)
      continue;
    Config c = configFor(key);
    std::string before = programText(c);
    c.set(key.name, std::visit(Change{option}, c.at(key.name)));
    INFO(key.name << " = " << formatValue(c.at(key.name)));
    CHECK(programText(c) != before);
  }
}

//===-- committed files -------------------------------------------------------------------------===//

static const std::filesystem::path root = MF_SOURCE_DIR;

static std::string readFile(const std::filesystem::path &path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST_CASE("config: docs/configuration.md is what the table says") {
  INFO("mend it with: build/bin/mf-config-page > docs/configuration.md");
  CHECK(readFile(root / "docs/configuration.md") == configSchema().page());
}

TEST_CASE("config: the committed configurations are those that mfcc configs writes") {
  auto files = benchmarkConfigs();
  CHECK(files.size() == 64);
  CHECK(benchmarkConfigs(true).size() == 32);
  size_t count = 0;
  for (const auto &entry : std::filesystem::directory_iterator(root / "configs"))
    count += entry.path().extension() == ".toml";
  CHECK(count == files.size());
  for (const ConfigFile &file : files) {
    INFO(file.name << "; mend it with: build/bin/mfcc configs --out configs");
    CHECK(readFile(root / "configs" / file.name) == file.text);
  }
}

/// The numbers of all states of the role "parameter" in a program's text.
static int64_t parameterCount(const std::string &program) {
  int64_t total = 0;
  std::istringstream lines(program);
  const std::string mark = "role \"parameter\" : tensor<";
  for (std::string line; std::getline(lines, line);) {
    size_t at = line.find(mark);
    if (at == std::string::npos)
      continue;
    int64_t size = 1, dim;
    std::istringstream shape(line.substr(at + mark.size()));
    for (char x; shape >> dim; shape >> x)
      size *= dim;
    total += size;
  }
  return total;
}

/// The cells of the row of a table of docs/models.md that begins with `start`, its numbers without their commas.
static std::vector<std::string> documentedRow(const std::string &start) {
  std::istringstream page(readFile(root / "docs/models.md"));
  for (std::string line; std::getline(page, line);)
    if (line.rfind(start, 0) == 0) {
      line.erase(std::remove(line.begin(), line.end(), ','), line.end());
      std::vector<std::string> cells;
      std::istringstream rest(line.substr(start.size()));
      for (std::string cell, bar; rest >> cell >> bar;)
        cells.push_back(cell);
      return cells;
    }
  FAIL("docs/models.md has no row " << start);
  return {};
}

TEST_CASE("config: the benchmark's configurations are valid, their names and documented sizes are true") {
  const std::vector<std::string> methods = {"autoencoder", "flow_matching", "mean_flow", "improved_mean_flow"};
  for (const ConfigFile &file : benchmarkConfigs()) {
    INFO(file.name);
    Config c = parseConfig(file.text, file.name);
    CHECK_FALSE(describeConfig(c).empty());
    auto cells = documentedRow("| " + c.text("model.architecture") + " | " + c.text("dataset.name") + " | " + c.text("tokenization.name") + " | ");
    size_t column = std::find(methods.begin(), methods.end(), c.text("method.name")) - methods.begin();
    CHECK(std::to_string(parameterCount(programText(c))) == cells.at(column));
    CHECK(file.text.find("[tokenization]\nname = ") != std::string::npos);
    CHECK(file.name == "method=" + c.text("method.name") + "--architecture=" + c.text("model.architecture") + "--dataset=" + c.text("dataset.name") + "--tokenization=" + c.text("tokenization.name") + ".toml");
  }
  for (const ConfigFile &file : benchmarkConfigs(true))
    CHECK_NOTHROW(parseConfig(file.text, file.name));
}

TEST_CASE("config: the large models of bench are the defaults of their keys") {
  for (const char *architecture : {"mlp", "mlp_mixer", "convnet", "dit"})
    for (const char *method : {"mean_flow", "improved_mean_flow", "flow_matching"}) {
      INFO(architecture << " " << method);
      std::string name = std::string("bench/models/") + architecture + ".toml";
      Config c = loadConfig((root / name).string(), {std::string("method.name=") + method});
      CHECK(formatConfig(c) == formatConfig(defaultConfig({{"method.name", method}, {"model.architecture", architecture}, {"dataset.name", "mnist"}, {"tokenization.name", "reshape"}})));
      auto cells = documentedRow(std::string("| ") + architecture + " | " + std::to_string(c.integer("training.batch")) + " | ");
      if (method != std::string("improved_mean_flow"))
        CHECK(std::to_string(parameterCount(programText(c))) == cells.at(0));
    }
}
