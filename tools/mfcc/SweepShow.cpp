//===- SweepShow.cpp - samples and reconstructions for the report of mfcc sweep ----------------------===//
#include "tools/mfcc/SweepShow.h"
#include "compiler/config/Configuration.h"
#include "options/Needs.h"
#include "tools/mfcc/Data.h"
#include "training/RunFolder.h"
#include "training/UserError.h"
#include "training/data/Dataset.h"
#include "training/io/Npz.h"
#include "training/io/Pictures.h"
#include "training/io/Sound.h"
#include "training/io/Spectrogram.h"
#include <algorithm>
#include <fmt/format.h>

namespace mf::tool {

using report::Exhibit;

namespace {

constexpr int64_t kImages = 20, kColumns = 10, kSounds = 4;

/// The first held-out examples, f32 [rows, D]; they begin anew where there are fewer.
Array heldOut(const Showing &s, int64_t rows) {
  DatasetOptions options = dataOptions(s.data, s.config);
  options.train = false;
  options.size = std::min<int64_t>(options.size, 100);
  auto data = openDataset(s.config.text("dataset.name"), options);
  std::vector<Sample> samples;
  for (int64_t i = 0; i < rows; ++i)
    samples.push_back({i % data->size(), 0});
  std::vector<std::byte *> out(data->fields().size());
  Array x;
  for (size_t f = 0; f < out.size(); ++f)
    if (const Field &field = data->fields()[f]; field.name == "x") {
      x = Array::zeros(MF_F32, {rows, field.bytes() / 4});
      out[f] = x.data.data();
    }
  data->fill(samples, out);
  return x;
}

Array scalar(int64_t value) {
  Array a = Array::zeros(MF_I32, {});
  *a.as<int32_t>() = int32_t(value);
  return a;
}

std::span<const float> rowsOf(const Array &x, int64_t n) {
  int64_t width = x.size() / x.shape.at(0);
  return {x.as<float>(), size_t(std::min(n, x.shape[0]) * width)};
}

Array readX(const std::string &path) {
  for (auto &[name, array] : readNpz(path))
    if (name == "x" && array.dtype == MF_F32 && !array.shape.empty() && array.shape[0] > 0)
      return array;
  throw UserError(path + ": expected an array 'x' of f32 [n, ...]");
}

class Show {
public:
  using Caller = std::function<bool(const std::vector<std::string> &)>;
  Show(const Showing &s, const Caller &call) : s(s), call(call), run(RunFolder::open(s.folder)) {}

  bool all() {
    auto entries = run.info().value("entries", std::vector<std::string>());
    bool latent = std::find(entries.begin(), entries.end(), "reconstruct") != entries.end();
    if (latent)
      original = heldOut(s, s.config.integer("training.sample_batch"));
    if (latent && sound())
      drawSounds(original, "originals", "Originals");
    bool steps = configSchema().entry(s.config, "method.name").has(opt::trait::flow);
    for (int64_t nfe : steps ? s.nfe : std::vector<int64_t>{0}) // 0: the entry takes no such number
      if (!(latent ? reconstruct(nfe) : sample(nfe)))
        return false;
    return true;
  }
  std::vector<Exhibit> exhibits;

private:
  bool sound() const { return configSchema().entry(s.config, "dataset.name").has(opt::trait::sound); }
  std::string path(const std::string &file) const { return s.folder + "/" + file; }
  static std::string caption(const char *what, int64_t nfe) { return nfe ? fmt::format("{}, {} evaluation{}", what, nfe, nfe == 1 ? "" : "s") : what; }

  bool sample(int64_t nfe) {
    std::string name = fmt::format("samples_{}", nfe), n = std::to_string(sound() ? kSounds : kImages);
    if (!call({"sample", s.folder, "--n", n, "--nfe", std::to_string(nfe), "-o", path(name + ".npz")}))
      return false;
    draw(readX(path(name + ".npz")), name, caption("Samples", nfe));
    return true;
  }

  bool reconstruct(int64_t nfe) {
    std::string name = nfe ? fmt::format("reconstruction_{}", nfe) : "reconstruction", in = path(name + "_of.npz"), out = path(name + ".npz");
    NamedArrays arguments{{"x", original}};
    if (nfe)
      arguments.emplace_back("nfe", scalar(nfe));
    writeNpz(in, arguments);
    if (!call({"run", run.artifact(), "--entry", "reconstruct", "--state", run.findCheckpoint(), "--in", in, "--out", out}))
      return false;
    draw(readX(out), name, caption(sound() ? "Reconstructions" : "Originals above, reconstructions below", nfe));
    return true;
  }

  void draw(const Array &x, const std::string &name, const std::string &caption) {
    if (sound())
      drawSounds(x, name, caption);
    else
      drawImages(x, name, caption);
  }

  void drawImages(const Array &x, const std::string &name, const std::string &caption) {
    bool pairs = !original.data.empty();
    Grid grid;
    grid.columns = std::min(kColumns, x.shape[0]);
    std::span<const float> above = pairs ? rowsOf(original, grid.columns) : std::span<const float>(), made = rowsOf(x, pairs ? grid.columns : kImages);
    std::vector<float> images(above.begin(), above.end());
    images.insert(images.end(), made.begin(), made.end());
    exhibits.push_back({caption, name + ".png", ""});
    writeGrid(path(exhibits.back().picture), images, grid);
  }

  /// One after the other, with a pause of a tenth of a second.
  void drawSounds(const Array &x, const std::string &name, const std::string &caption) {
    Sound all{dataOptions(s.data, s.config).sampleRate, 1, {}};
    ptrdiff_t width = x.size() / x.shape[0];
    std::span<const float> rows = rowsOf(x, kSounds);
    for (auto at = rows.begin(); at != rows.end(); at += width) {
      all.samples.resize(all.samples.empty() ? 0 : all.samples.size() + size_t(all.rate / 10));
      all.samples.insert(all.samples.end(), at, at + width);
    }
    exhibits.push_back({caption, name + ".png", name + ".flac"});
    writeSound(path(exhibits.back().sound), all);
    constexpr int64_t height = 128, samplesAColumn = 128;
    int64_t columns = std::max<int64_t>(1, int64_t(all.samples.size()) / samplesAColumn);
    writeGrid(path(exhibits.back().picture), spectrogram(all.samples, height, columns), {.height = height, .width = columns, .columns = 1, .scale = 1, .title = "", .captions = {}});
  }

  const Showing &s;
  const Caller &call;
  RunFolder run;
  Array original; // what is reconstructed; empty for a generator
};

} // namespace

std::optional<std::vector<Exhibit>> showRun(const Showing &showing, const std::function<bool(const std::vector<std::string> &)> &call) {
  Show show(showing, call);
  if (!show.all())
    return std::nullopt;
  return show.exhibits;
}

} // namespace mf::tool
