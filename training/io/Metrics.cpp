#include "training/io/Metrics.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include "training/io/Describe.h"
#include "training/io/Json.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace mf {
namespace {

std::FILE *openOrThrow(const std::string &path, const char *mode) {
  std::FILE *file = std::fopen(path.c_str(), mode);
  if (!file)
    throw UserError(path + ": cannot be written: " + std::strerror(errno));
  return file;
}

void flushOrThrow(std::FILE *file, const std::string &path) {
  if (std::fflush(file) || std::ferror(file))
    throw UserError(path + ": cannot be written: " + std::strerror(errno));
}

constexpr std::array<uint32_t, 256> crcTable = [] {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = value >> 1 ^ (value & 1 ? 0x82f63b78u : 0);
    table[i] = value;
  }
  return table;
}();

// Protocol buffers, as far as events need them.
void putVarint(std::string &out, uint64_t value) {
  for (; value >= 128; value >>= 7)
    out += char((value & 127) | 128);
  out += char(value);
}
template <typename T> void putFixed(std::string &out, int field, T value) {
  putVarint(out, uint64_t(field) << 3 | (sizeof value == 8 ? 1 : 5));
  out.append(reinterpret_cast<const char *>(&value), sizeof value);
}
void putInteger(std::string &out, int field, int64_t value) {
  putVarint(out, uint64_t(field) << 3);
  putVarint(out, uint64_t(value));
}
void putBytes(std::string &out, int field, const std::string &bytes) {
  putVarint(out, uint64_t(field) << 3 | 2);
  putVarint(out, bytes.size());
  out += bytes;
}

// tensorflow.Event: wall_time = 1, step = 2, file_version = 3, summary = 5, session_log = 7
std::string eventHead(int64_t step) {
  std::string event;
  putFixed(event, 1, std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count());
  putInteger(event, 2, step);
  return event;
}

/// What of an older metrics.jsonl stays.
std::string keptLines(const std::string &path, int64_t keepUpTo) {
  std::string kept;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line) && !in.eof();) {
    nlohmann::json value = nlohmann::json::parse(line, nullptr, false);
    if (value.is_object() && value.contains("step") && value["step"].is_number_integer() && value["step"] <= keepUpTo)
      kept += line + "\n";
  }
  return kept;
}

/// The seconds in the name of the folder's last event file; 0: there is none.
int64_t lastEventFile(const std::string &folder) {
  long long last = 0, seconds = 0;
  std::error_code error;
  for (const auto &file : std::filesystem::directory_iterator(folder, error))
    if (std::sscanf(file.path().filename().c_str(), "events.out.tfevents.%lld.", &seconds) == 1)
      last = std::max(last, seconds);
  return last;
}

} // namespace

uint32_t maskedCrc32c(const char *data, size_t size) {
  uint32_t crc = ~0u;
  for (size_t i = 0; i < size; ++i)
    crc = crc >> 8 ^ crcTable[(crc ^ uint8_t(data[i])) & 255];
  crc = ~crc;
  return (crc >> 15 | crc << 17) + 0xa282ead8u;
}

JsonLines::JsonLines(const std::string &path, int64_t keepUpTo) : path(path), file(nullptr) {
  if (std::filesystem::is_regular_file(path))
    writeAtomic(path, keptLines(path, keepUpTo));
  file = openOrThrow(path, "a");
}

JsonLines::~JsonLines() { std::fclose(file); }

namespace {
nlohmann::ordered_json extentOf(const std::vector<double> &all) {
  Extent e(all);
  nlohmann::ordered_json json;
  if (!e.finite.empty())
    json = {{"min", e.least}, {"mean", e.mean()}, {"max", e.most}, {"deviation", e.deviation()}};
  json["count"] = all.size();
  if (e.finite.size() != all.size())
    json["finite"] = e.finite.size();
  return json;
}

/// tensorflow.HistogramProto: min = 1, max = 2, num = 3, sum = 4, sum_squares = 5, bucket_limit = 6, bucket = 7 (packed).
std::string histogramOf(const std::vector<double> &all) {
  constexpr size_t bins = 30;
  Extent e(all);
  std::vector<double> limits, counts(bins, 0);
  double width = e.most > e.least ? (e.most - e.least) / double(bins) : 1;
  for (size_t i = 1; i <= bins; ++i)
    limits.push_back(i == bins && e.most > e.least ? e.most : e.least + width * double(i));
  for (double value : e.finite)
    ++counts[std::min(bins - 1, size_t((value - e.least) / width))];
  std::string text;
  putFixed(text, 1, e.least);
  putFixed(text, 2, e.most);
  putFixed(text, 3, double(e.finite.size()));
  putFixed(text, 4, e.sum);
  putFixed(text, 5, e.squares);
  auto packed = [](const std::vector<double> &values) { return std::string(reinterpret_cast<const char *>(values.data()), 8 * values.size()); };
  putBytes(text, 6, packed(limits));
  putBytes(text, 7, packed(counts));
  return text;
}
} // namespace

void JsonLines::write(int64_t step, const Scalars &scalars, const Histograms &arrays) {
  nlohmann::ordered_json line;
  line["step"] = step;
  for (const auto &[name, value] : scalars)
    line[name] = std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
  for (const auto &[name, values] : arrays)
    line[name] = extentOf(values);
  std::fputs((textOf(line) + "\n").c_str(), file);
  flushOrThrow(file, path);
}

EventFile::EventFile(const std::string &folder, int64_t firstStep) : file(nullptr) {
  char host[128] = "localhost";
  gethostname(host, sizeof host - 1);
  int64_t seconds = int64_t(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()));
  seconds = std::max(seconds, lastEventFile(folder) + 1); // TensorBoard reads files in the order of their names
  name = folder + "/events.out.tfevents." + std::to_string(seconds) + "." + host + "." + std::to_string(getpid());
  file = openOrThrow(name, "ab");
  std::string event = eventHead(0);
  putBytes(event, 3, "brain.Event:2");
  record(event);
  if (firstStep > 0) { // steps from this one on are forgotten where an earlier file has them
    std::string start, restart = eventHead(firstStep + 1);
    putInteger(start, 1, 1); // SessionLog.status = START
    putBytes(restart, 7, start);
    record(restart);
  }
  flush();
}

EventFile::~EventFile() { std::fclose(file); }

void EventFile::record(const std::string &event) {
  uint64_t size = event.size();
  std::string frame(reinterpret_cast<const char *>(&size), 8);
  uint32_t crc = maskedCrc32c(frame.data(), 8);
  frame.append(reinterpret_cast<const char *>(&crc), 4);
  frame += event;
  crc = maskedCrc32c(event.data(), event.size());
  frame.append(reinterpret_cast<const char *>(&crc), 4);
  std::fwrite(frame.data(), 1, frame.size(), file);
}

void EventFile::write(int64_t step, const Scalars &scalars, const Histograms &arrays) {
  std::string summary;
  for (const auto &[tag, scalar] : scalars) {
    std::string value; // Summary.Value: tag = 1, simple_value = 2
    putBytes(value, 1, tag);
    putFixed(value, 2, float(scalar));
    putBytes(summary, 1, value);
  }
  for (const auto &[tag, values] : arrays) {
    std::string value; // Summary.Value: histo = 5
    putBytes(value, 1, tag);
    putBytes(value, 5, histogramOf(values));
    putBytes(summary, 1, value);
  }
  std::string event = eventHead(step);
  putBytes(event, 5, summary);
  record(event);
}

void EventFile::flush() { flushOrThrow(file, name); }

} // namespace mf
