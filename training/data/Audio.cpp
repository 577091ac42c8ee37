#include "training/data/Audio.h"
#include "runtime/api/mfrt.h"
#include "training/UserError.h"
#include "training/data/Parallel.h"
#include "training/data/Random.h"
#include "training/io/Sound.h"
#include <cmath>
#include <cstdio>

namespace mf {
namespace {

/// A file as 16-bit mono of that rate. Throws UserError.
std::vector<int16_t> readTrack(const std::string &path, int64_t rate) {
  Sound sound = readSound(path);
  checkRates(path, sound.rate, rate);
  sound.samples = mono(sound);
  sound.channels = 1;
  std::vector<float> samples = resample(sound, rate, Resampler::Quality::fast).samples;
  if (samples.empty())
    throw UserError(path + ": it holds no sound");
  std::vector<int16_t> track(samples.size());
  for (size_t i = 0; i < track.size(); ++i)
    track[i] = int16_t(std::clamp(std::lrint(double(samples[i]) * 32768), -32768l, 32767l));
  return track;
}

/// Says which files are left out.
void report(const std::string &folder, const std::vector<std::string> &problems, size_t files) {
  if (problems.empty())
    return;
  std::fprintf(stderr, "%s: %zu of %zu files are left out:\n", folder.c_str(), problems.size(), files);
  for (size_t i = 0; i < std::min<size_t>(5, problems.size()); ++i)
    std::fprintf(stderr, "  %s\n", problems[i].c_str());
  if (problems.size() > 5)
    std::fprintf(stderr, "  and %zu more\n", problems.size() - 5);
}

} // namespace

void checkAudioOptions(const DatasetOptions &options) {
  auto check = [](const char *what, int64_t value, int64_t low, int64_t high) {
    if (value < low || value > high)
      throw UserError("data set 'audio': expected " + std::string(what) + " from " + std::to_string(low) + " to " +
                      std::to_string(high) + ", got " + std::to_string(value));
  };
  check("a sample rate", options.sampleRate, 1000, 768000);
  check("a number of samples an example", options.samples, 1, int64_t(1) << 30);
  check("a size", options.size, 1, INT64_MAX);
  if (!(options.validationShare >= 0 && options.validationShare < 1))
    throw UserError("data set 'audio': expected a validation share of at least 0 and below 1, got " + std::to_string(options.validationShare));
}

Audio::Audio(const DatasetOptions &options, unsigned workers)
    : rate(options.sampleRate), samples(options.samples), train(options.train), list{{"x", MF_F32, {options.samples}}} {
  checkAudioOptions(options);
  AudioFolder folder = AudioFolder::open(options);
  numClasses = int64_t(folder.classes.size());
  if (numClasses)
    list.push_back({"label", MF_I32, {}});
  bool single = folder.files.size() == 1;
  for (AudioFile &file : folder.files)
    if (single || file.train == train)
      tracks.push_back({std::move(file), {}});
  decode(options.folder, workers);
  if (single)
    holdOut(options.validationShare);
  for (const Track &track : tracks)
    ends.push_back((ends.empty() ? 0 : ends.back()) + (int64_t(track.sound.size()) + samples - 1) / samples);
}

/// Reads the tracks and drops those that cannot be used.
void Audio::decode(const std::string &folder, unsigned workers) {
  std::vector<std::string> problem(tracks.size());
  parallelFor(
      int64_t(tracks.size()),
      [&](int64_t i) {
        try {
          tracks[size_t(i)].sound = readTrack(folder + "/" + tracks[size_t(i)].file.path, rate);
        } catch (const std::exception &error) {
          problem[size_t(i)] = error.what();
        }
      },
      workers);
  size_t all = tracks.size();
  std::erase(problem, "");
  std::erase_if(tracks, [](const Track &track) { return track.sound.empty(); });
  if (tracks.empty())
    throw UserError(folder + ": none of its " + std::to_string(all) + (train ? " training" : " held-out") +
                    " sound files can be used; the first: " + problem[0]);
  report(folder, problem, all);
}

void Audio::holdOut(double share) {
  std::vector<int16_t> &sound = tracks[0].sound;
  auto cut = sound.end() - std::max(1ll, std::llround(share * double(sound.size())));
  if (cut == sound.begin())
    throw UserError(tracks[0].file.path + ": the only sound file is too short to hold out a part of it");
  sound = train ? std::vector(sound.begin(), cut) : std::vector(cut, sound.end());
}

std::vector<std::string> Audio::files() const {
  std::vector<std::string> paths;
  for (const Track &track : tracks)
    paths.push_back(track.file.path);
  return paths;
}

/// Crop `number` of the `count` crops of a track.
void Audio::crop(const Sample &sample, const Track &track, int64_t number, int64_t count, float *x) const {
  int64_t length = int64_t(track.sound.size()), room = std::abs(length - samples); // places to start at, less one
  int64_t start = train       ? int64_t(mix64(sample.key, 1) % uint64_t(room + 1))
                  : count > 1 ? room * number / (count - 1)
                              : room / 2;
  bool cut = length >= samples;
  if (!cut)
    std::fill(x, x + samples, 0.0f);
  const int16_t *from = track.sound.data() + (cut ? start : 0);
  float *to = x + (cut ? 0 : start);
  for (int64_t i = 0; i < std::min(length, samples); ++i)
    to[i] = float(from[i]) * 0x1p-15f;
}

void Audio::fill(std::span<const Sample> wanted, std::span<std::byte *const> out) const {
  float *x = reinterpret_cast<float *>(out[0]);
  int32_t *label = out.size() > 1 ? reinterpret_cast<int32_t *>(out[1]) : nullptr;
  for (const Sample &sample : wanted) {
    size_t i = size_t(std::upper_bound(ends.begin(), ends.end(), sample.index) - ends.begin());
    int64_t first = i ? ends[i - 1] : 0;
    if (x)
      crop(sample, tracks[i], sample.index - first, ends[i] - first, x);
    if (x)
      x += samples;
    if (label)
      *label++ = tracks[i].file.label;
  }
}

} // namespace mf
