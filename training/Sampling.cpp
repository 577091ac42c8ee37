#include "training/Sampling.h"
#include "options/Nearest.h"
#include "training/UserError.h"
#include "training/io/Convert.h"
#include "training/io/Npz.h"
#include "training/io/Pictures.h"
#include "training/io/Sound.h"
#include "training/io/Spectrogram.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>

namespace mf {
namespace {

template <typename T> void setScalar(Call &call, const std::string &name, const std::optional<T> &value, T standard) {
  if (!call.setScalar(name, double(value.value_or(standard))) && value)
    throw UserError(std::string(call.info.name) + ": it takes no '" + name + "'");
}

void setLabels(Call &call, const SampleOptions &options, int64_t first, std::vector<int32_t> &labels) {
  Array *label = call.argument("label");
  if (!label) {
    if (options.label)
      throw UserError(options.entry + ": the program is not conditioned on a class");
    return;
  }
  if (label->dtype != MF_I32)
    throw UserError(options.entry + ": expected 'label' of i32, got " + label->type());
  if (options.label && (*options.label < 0 || *options.label >= options.classes))
    throw UserError(options.entry + ": expected a class from 0 to " + std::to_string(options.classes - 1) + ", got " +
                    std::to_string(*options.label));
  for (int64_t i = 0; i < label->size(); ++i) {
    int32_t value = options.label.value_or(int32_t((first + i) % std::max(1, options.classes)));
    label->as<int32_t>()[i] = value;
    labels.push_back(value);
  }
}

/// The times of the sampler; the rest of the argument is not read.
void setTimes(Call &call, const SampleOptions &options) {
  Array *times = call.argument("times");
  if (!times && !options.times.empty())
    throw UserError(options.entry + ": it takes no 'times'");
  if (!times)
    return;
  if (options.times.size() < 2 || int64_t(options.times.size()) > times->size())
    throw UserError(options.entry + ": expected 2 to " + std::to_string(times->size()) + " times, got " + std::to_string(options.times.size()));
  for (size_t i = 0; i < options.times.size(); ++i) {
    if (!(options.times[i] >= 0 && options.times[i] <= 1) || (i && options.times[i] >= options.times[i - 1]))
      throw UserError(options.entry + ": expected times that fall from at most 1 to at least 0");
    if (times->dtype == MF_F64)
      times->as<double>()[i] = options.times[i];
    else
      times->as<float>()[i] = options.times[i];
  }
}

void setMore(Call &call, const SampleOptions &options) {
  for (const auto &[name, array] : options.more) {
    Array *argument = call.argument(name);
    if (!argument)
      throw UserError(options.entry + ": it takes no '" + name + "'");
    *argument = array;
  }
  for (const std::string &assignment : options.assign) {
    auto [name, array] = readArgument(call.info, assignment);
    checkBound("--arg " + assignment, name, array, call.program.bound(name));
    *call.argument(name) = std::move(array);
  }
}

/// Row i of x, as a file. A model that has gone wrong may give what is no number.
void writeRow(const std::string &path, const Array &x, int64_t i, const Signal &signal) {
  const float *row = x.as<float>() + i * signal.size();
  Sound sound{signal.sampleRate, signal.channels, {row, row + signal.size()}};
  for (float &value : sound.samples)
    value = std::isfinite(value) ? value : 0;
  writeSound(path, sound);
}

std::string twoDigits(int64_t i) { return (i < 10 ? "0" : "") + std::to_string(i); }

void checkSize(const std::string &path, const Array &x, const Signal &signal) {
  if (signal.size() * x.shape[0] != x.size())
    throw UserError(path + ": expected examples of " + std::to_string(signal.height) + " x " + std::to_string(signal.width) + " x " +
                    std::to_string(signal.channels) + ", got " + x.type());
}

/// Each row of x as a spectrogram in a picture of one row.
void writeSpectrograms(const std::string &path, const Array &x, Grid grid, const Signal &signal) {
  grid.height = 64;
  grid.width = 128;
  grid.scale = 1;
  char range[96];
  std::snprintf(range, sizeof range, "  up: 0 to %g kHz, across: %g ms", double(signal.sampleRate) / 2000,
                std::round(1e3 * double(signal.width) / double(signal.sampleRate)));
  grid.title += range;
  std::vector<float> pictures;
  for (int64_t i = 0; i < x.shape[0]; ++i) {
    std::vector<float> one = spectrogram({x.as<float>() + i * signal.size(), size_t(signal.size())}, grid.height, grid.width);
    pictures.insert(pictures.end(), one.begin(), one.end());
  }
  writeGrid(path, pictures, grid);
}

} // namespace

std::string samplerFault(const mf_entry_desc &entry) {
  std::string got;
  const mf_array_desc *x = nullptr;
  for (int32_t i = 0; i < entry.num_results; ++i) {
    got += (i ? ", '" : "'") + std::string(entry.results[i].name) + "' " + typeOf(entry.results[i]);
    x = entry.results[i].name == std::string("x") ? &entry.results[i] : x;
  }
  if (!x || x->dtype != MF_F32 || !x->rank || x->shape[0] < 1)
    return "expected a result 'x' of f32 [n, ...], got " + (got.empty() ? "none" : got);
  for (int32_t i = 0; i < entry.num_arguments; ++i)
    if (const mf_array_desc &a = entry.arguments[i]; a.name == std::string("label") && a.dtype != MF_I32)
      return "expected an argument 'label' of i32, got " + typeOf(a);
  return "";
}

bool samplerFills(const std::string &argument) {
  static const char *const filled[] = {"seed", "label", "nfe", "guidance", "guidance_begin", "guidance_end", "times"};
  return std::find(std::begin(filled), std::end(filled), argument) != std::end(filled);
}

std::pair<std::string, Array> readArgument(const mf_entry_desc &entry, const std::string &assignment) {
  size_t equals = std::min(assignment.find('='), assignment.size());
  std::string name = assignment.substr(0, equals), text = assignment.substr(std::min(equals + 1, assignment.size()));
  std::string who = "--arg " + assignment + ": ";
  if (name.empty() || text.empty())
    throw UserError(who + "expected NAME=VALUE");
  std::vector<std::string> names;
  const mf_array_desc *found = nullptr;
  for (int32_t i = 0; i < entry.num_arguments; ++i) {
    names.push_back(entry.arguments[i].name);
    found = names.back() == name ? &entry.arguments[i] : found;
  }
  if (!found)
    throw UserError(who + entry.name + " takes no '" + name + "'" + (names.empty() ? "" : "; the nearest is '" + opt::nearest(name, names) + "'"));
  if (text.ends_with(".npy"))
    return {name, fitted(who + text, readNpy(text), *found)};
  Array wanted = Array::like(*found);
  std::vector<double> numbers;
  for (size_t at = 0; at <= text.size();) {
    size_t comma = std::min(text.find(',', at), text.size());
    std::string word = text.substr(at, comma - at);
    char *end = nullptr;
    numbers.push_back(std::strtod(word.c_str(), &end));
    if (word.empty() || *end)
      throw UserError(who + "expected numbers, got '" + word + "'");
    at = comma + 1;
  }
  int64_t size = wanted.size(), given = int64_t(numbers.size());
  if (given != 1 && given != size)
    throw UserError(who + "expected " + (size == 1 ? "one number" : "1 or " + std::to_string(size) + " numbers") + " for " + wanted.type() + ", got " + std::to_string(given));
  for (int64_t i = 0; i < size; ++i)
    if (!setNumber(wanted, i, numbers[size_t(given == 1 ? 0 : i)]))
      throw UserError(who + "expected numbers of " + mf_dtype_name(wanted.dtype) + ", got " + text);
  return {name, wanted};
}

Samples drawSamples(LoadedProgram &program, const SampleOptions &options) {
  Call call(program, options.entry);
  Array *x = call.result("x");
  if (std::string fault = samplerFault(call.info); !fault.empty())
    throw UserError(options.entry + ": " + fault);
  if (options.n < 1)
    throw UserError("expected at least one sample, got " + std::to_string(options.n));
  setMore(call, options);
  setScalar<int32_t>(call, "nfe", options.nfe, 1);
  setScalar<float>(call, "guidance", options.guidance, 1);
  setScalar<float>(call, "guidance_begin", options.guidanceBegin, 0);
  setScalar<float>(call, "guidance_end", options.guidanceEnd, 1);
  setTimes(call, options);
  Samples samples;
  samples.x = {MF_F32, x->shape, {}};
  samples.x.shape[0] = options.n;
  size_t row = x->data.size() / size_t(x->shape[0]);
  for (int64_t done = 0, k = 0; done < options.n; done += x->shape[0], ++k) {
    setScalar<int32_t>(call, "seed", std::nullopt, int32_t(options.seed + k));
    setLabels(call, options, done, samples.labels);
    call.run();
    size_t take = size_t(std::min(x->shape[0], options.n - done)) * row;
    samples.x.data.insert(samples.x.data.end(), x->data.begin(), x->data.begin() + ptrdiff_t(take));
  }
  if (!samples.labels.empty())
    samples.labels.resize(size_t(options.n));
  return samples;
}

std::vector<std::string> writeSounds(const std::string &path, const Samples &samples, const Signal &signal) {
  if (!signal.sampleRate)
    throw UserError(path + ": the samples are no sound; write a picture (.png) or arrays (.npz)");
  checkSize(path, samples.x, signal);
  std::filesystem::path name(path);
  std::vector<std::string> paths;
  int64_t n = samples.x.shape[0];
  for (int64_t i = 0; i < n; ++i) {
    std::string numbered = (name.parent_path() / (name.stem().string() + "-" + twoDigits(i) + name.extension().string())).string();
    paths.push_back(n == 1 ? path : numbered);
    writeRow(paths.back(), samples.x, i, signal);
  }
  return paths;
}

void writeSamples(const std::string &path, const Samples &samples, const std::string &title, const Signal &signal,
                  const Array *reference) {
  const Array &x = samples.x;
  std::span<const float> values(x.as<float>(), size_t(x.size()));
  int64_t elements = x.shape[0] ? x.size() / x.shape[0] : 0;
  if (elements == 2) {
    std::span<const float> behind;
    if (reference)
      behind = {reference->as<float>(), size_t(reference->size())};
    writeScatter(path, title, values, behind);
    return;
  }
  Grid grid;
  grid.title = title;
  for (int32_t label : samples.labels)
    grid.captions.push_back(std::to_string(label));
  if (signal.size() > 1)
    checkSize(path, x, signal);
  if (signal.sampleRate) {
    writeSpectrograms(path, x, grid, signal);
    std::filesystem::path folder = std::filesystem::path(path).replace_extension();
    std::filesystem::create_directories(folder);
    for (int64_t i = 0; i < std::min<int64_t>(8, x.shape[0]); ++i)
      writeRow((folder / (twoDigits(i) + ".wav")).string(), x, i, signal);
    return;
  }
  int64_t side = int64_t(std::lround(std::sqrt(double(elements))));
  Signal shown = signal.size() > 1 ? signal : Signal{side, side, 1, 0};
  grid.height = shown.height;
  grid.width = shown.width;
  grid.channels = shown.channels == 3 ? 3 : 1;
  grid.planar = shown.planar;
  if (grid.height * grid.width * grid.channels != elements) {
    // no picture: a strip of values is better than a failure after a long training
    grid.height = grid.channels = 1;
    grid.width = elements;
  }
  writeGrid(path, values, grid);
}

} // namespace mf
