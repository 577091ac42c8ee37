// The numbers of a run: metrics.jsonl and a TensorBoard event file.
#pragma once
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace mf {

using Scalars = std::vector<std::pair<std::string, double>>;
/// Arrays of which the distribution is kept.
using Histograms = std::vector<std::pair<std::string, std::vector<double>>>;

/// One JSON object a line: {"step": 10, "loss": 0.98, ...}. NaN and infinity become null. Of an array its extent: {"min": -1, "mean": 0.1,
/// "max": 1, "deviation": 0.2, "count": 8}; of the finite numbers, with their number as "finite" where there are others.
class JsonLines {
public:
  /// Opens for appending; lines of steps beyond `keepUpTo` (of a run that was cut off after its last
  /// checkpoint) and a half-written last line are dropped. Throws UserError.
  JsonLines(const std::string &path, int64_t keepUpTo);
  ~JsonLines();
  JsonLines(const JsonLines &) = delete;

  /// Throws UserError where the line cannot be written (disk full).
  void write(int64_t step, const Scalars &scalars, const Histograms &arrays = {});

private:
  std::string path;
  std::FILE *file;
};

/// Scalars for TensorBoard: TFRecord frames of tensorflow.Event messages.
class EventFile {
public:
  /// Creates events.out.tfevents.<seconds>.<host>.<process> in the folder. firstStep > 0 tells TensorBoard
  /// to forget what other files of the folder say of later steps. Throws UserError.
  EventFile(const std::string &folder, int64_t firstStep = 0);
  ~EventFile();
  EventFile(const EventFile &) = delete;

  /// Arrays become histograms of 30 equal bins; NaN and infinity are left out.
  void write(int64_t step, const Scalars &scalars, const Histograms &arrays = {});

  /// Throws UserError where the file cannot be written.
  void flush();
  const std::string &path() const { return name; }

private:
  void record(const std::string &event);
  std::string name;
  std::FILE *file;
};

/// The checksum of TFRecord: CRC-32C (Castagnoli), rotated and offset.
uint32_t maskedCrc32c(const char *data, size_t size);

} // namespace mf
