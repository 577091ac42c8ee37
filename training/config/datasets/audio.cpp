// A folder of sound files.
#include "options/Needs.h"
#include "training/config/Datasets.h"

namespace mf {

static std::string overlapFault(const opt::Facts &facts) {
  int64_t overlap = facts.integer("codec.overlap"), samples = facts.integer("dataset.samples");
  return 2 * overlap <= samples ? "" : "at most half of dataset.samples = " + std::to_string(samples) + ", got " + std::to_string(overlap);
}

static std::string patternFault(const opt::Facts &facts) {
  const std::string &pattern = facts.text("dataset.label_pattern");
  bool good = !facts.text("dataset.labels").empty() || pattern.empty() || pattern.find('(') != std::string::npos;
  return good ? "" : "a regular expression with one group in parentheses, got '" + pattern + "'";
}

MF_DEFINE_DATASET(audio) {
  using O = DatasetOptions;
  opt::Terms classes{.needs = {opt::needs::flow(), opt::needs::classes()}};
  opt::Entry entry{.order = 30, .title = "sound", .about = "audio: a folder of sound files; without --data the project's own digits and sounds.", .traits = {opt::trait::sound, opt::trait::folder}};
  entry.checks = {{"codec.overlap", overlapFault}, {"dataset.label_pattern", patternFault}};
  entry.benchmark = true;
  entry.defaults = {{"method.condition", "latent"}, {"model.flatten", 1},          {"latent.size", 16},
                    {"training.batch", 16},         {"training.sample_batch", 16}, {"tokenization.scale", 4.0}};
  return {.entry = entry,
          .rows = {opt::row("sample_rate", &O::sampleRate, {1000, 768000}, "The model's sample rate in Hz; files are resampled to it."),
                   opt::row("samples", &O::samples, {8, 16777216}, "Length of an example in samples: files are cropped at random."),
                   opt::row("validation_share", &O::validationShare, {0.001, 0.9}, "Share of the files that is held out."),
                   opt::row("label_pattern", &O::labelPattern, {}, "Regular expression with one group, on the file's name: the group is the class.", classes),
                   opt::row("labels", &O::labelsCsv, {}, "CSV file with the columns file,label; wins over label_pattern.", classes)},
          .substitute = "sounds",
          .signal = [](const O &o) { return Signal{1, o.samples, 1, o.sampleRate}; }};
}

} // namespace mf
