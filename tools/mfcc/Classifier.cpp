//===- Classifier.cpp - the judge of generated examples, from the cache or trained ------------------===//
#include "tools/mfcc/Classifier.h"
#include "tools/mfcc/Source.h"
#include "training/UserError.h"
#include "training/data/Random.h"
#include "training/io/File.h"
#include <cstdlib>
#include <filesystem>
#include <pwd.h>
#include <unistd.h>

namespace mf::tool {

namespace fs = std::filesystem;

namespace {
/// A hash of text and data, the same on every machine.
class Hash {
public:
  void add(std::span<const std::byte> bytes) {
    value = mix64(value, bytes.size());
    for (std::byte b : bytes)
      value = (value ^ uint64_t(b)) * 0x100000001b3ull; // FNV-1a
  }
  void add(const std::string &text) { add(std::as_bytes(std::span(text))); }
  std::string text() const {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", (unsigned long long)mix64(value));
    return digits;
  }

private:
  uint64_t value = 0xcbf29ce484222325ull;
};

/// What a data set is: its name, size, fields, and the contents of some samples all over it.
void addData(Hash &hash, const Dataset &data) {
  hash.add(data.name() + " " + std::to_string(data.size()) + " " + std::to_string(data.classes()));
  constexpr int64_t looked = 64;
  std::vector<Sample> samples;
  for (int64_t i = 0; i < looked; ++i)
    samples.push_back({i * (data.size() - 1) / (looked - 1), uint64_t(i)});
  std::vector<std::vector<std::byte>> contents;
  std::vector<std::byte *> out;
  for (const Field &field : data.fields()) {
    hash.add(field.name);
    contents.emplace_back(size_t(field.bytes()) * samples.size());
  }
  for (auto &bytes : contents)
    out.push_back(bytes.data());
  data.fill(samples, out);
  for (const auto &bytes : contents)
    hash.add(bytes);
}

compiler::Model modelOf(const ClassifierOptions &options) {
  return loadProgram("classifier", [&](Program &program) { build_classifier(program, options); });
}

/// Says how far the training is, on a terminal.
void fit(metrics::Classifier &classifier, const Dataset &train, int64_t steps) {
  bool terminal = isatty(fileno(stderr));
  std::string where = cacheFolder().empty() ? "not kept: there is no home folder" : "kept in " + cacheFolder();
  std::fprintf(stderr, "training the classifier that judges '%s' (%s)%s", train.name().c_str(), where.c_str(), terminal ? "" : "\n");
  classifier.fit(train, steps, 0, [&](int64_t step) {
    if (terminal && step % 50 == 0)
      std::fprintf(stderr, "\rtraining the classifier that judges '%s': %lld %%\033[K", train.name().c_str(), (long long)(100 * step / steps));
  });
  if (terminal)
    std::fprintf(stderr, "\r\033[K");
}

/// What the two files of a classifier hold, in short.
std::string checksumOf(const std::string &stem) {
  Hash hash;
  hash.add(readBytes(stem + ".mfa"));
  hash.add(readBytes(stem + ".safetensors"));
  return hash.text();
}

/// Puts artifact and weights in the cache; an evaluation does not fail because it cannot be remembered.
void keep(const metrics::Classifier &classifier, const std::string &artifact, const std::string &stem) {
  try {
    std::error_code error;
    fs::create_directories(cacheFolder(), error);
    writeAtomic(stem + ".mfa", readText(artifact));
    classifier.program.saveState(stem + ".safetensors");
    writeAtomic(stem + ".sum", checksumOf(stem));
  } catch (const UserError &e) {
    std::fprintf(stderr, "warning: the classifier is not kept: %s\n", e.what());
  }
}

std::optional<metrics::Classifier> fromCache(const std::string &stem, int threads) {
  if (!fs::exists(stem + ".sum"))
    return std::nullopt;
  try {
    if (readText(stem + ".sum") != checksumOf(stem))
      throw UserError(stem + ": the kept classifier is damaged");
    metrics::Classifier classifier(LoadedProgram(stem + ".mfa", threads));
    classifier.program.loadState(stem + ".safetensors");
    return classifier;
  } catch (const UserError &e) {
    std::fprintf(stderr, "warning: %s; it is made anew\n", e.what());
    return std::nullopt;
  }
}
} // namespace

std::string cacheFolder() {
  if (const char *folder = std::getenv("XDG_CACHE_HOME"); folder && *folder)
    return std::string(folder) + "/mfcc";
  const char *home = std::getenv("HOME");
  if (const passwd *user = getpwuid(getuid()); (!home || !*home) && user)
    home = user->pw_dir;
  return home && *home ? std::string(home) + "/.cache/mfcc" : "";
}

metrics::Classifier openClassifier(const Dataset &train, const ClassifierOptions &options, int threads) {
  compiler::Model model = modelOf(options);
  Hash hash;
  addData(hash, train);
  hash.add(model.ir);
  hash.add(compiler::Session::version());
  // no folder that others of this machine may write: what is kept is run
  std::string stem = cacheFolder().empty() ? "" : cacheFolder() + "/classifier-" + hash.text();
  if (auto cached = stem.empty() ? std::nullopt : fromCache(stem, threads))
    return std::move(*cached);
  TemporaryFile artifact(".mfa");
  compileArtifact(model, {}, artifact.path());
  metrics::Classifier classifier(LoadedProgram(artifact.path(), threads));
  fit(classifier, train, options.steps);
  if (!stem.empty())
    keep(classifier, artifact.path(), stem);
  return classifier;
}

} // namespace mf::tool
