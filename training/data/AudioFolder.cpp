#include "training/data/AudioFolder.h"
#include "training/UserError.h"
#include "training/data/Random.h"
#include "training/io/File.h"
#include "training/io/SoundChunks.h"
#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>

namespace mf {
namespace {

namespace fs = std::filesystem;

std::vector<AudioFile> listFiles(const std::string &folder) {
  if (!fs::is_directory(folder))
    throw UserError(folder + ": no such folder; give one with sound files with --data DIR");
  std::vector<AudioFile> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && at != end; at.increment(error))
    if (std::error_code ignored; isSoundName(at->path().string()) && at->is_regular_file(ignored))
      files.push_back({at->path().lexically_relative(folder).generic_string()});
  if (error)
    throw UserError(folder + ": cannot be listed: " + error.message());
  if (files.empty())
    throw UserError(folder + ": expected files named " + soundEndings() + " in it or in folders below it, found none");
  std::sort(files.begin(), files.end(), [](const AudioFile &a, const AudioFile &b) { return a.path < b.path; });
  return files;
}

/// The label of each file, as text.
std::vector<std::string> labelsByPattern(const std::vector<AudioFile> &files, const std::string &pattern) {
  std::regex expression;
  try {
    expression = std::regex(pattern);
  } catch (const std::regex_error &) {
    throw UserError("label pattern '" + pattern + "': not a regular expression");
  }
  if (expression.mark_count() != 1)
    throw UserError("label pattern '" + pattern + "': expected one group in (), got " + std::to_string(expression.mark_count()));
  bool wholePath = pattern.find("/") != std::string::npos;
  std::vector<std::string> labels;
  for (const AudioFile &file : files) {
    std::string text = wholePath ? file.path : fs::path(file.path).filename().string();
    std::smatch match;
    if (!std::regex_search(text, match, expression))
      throw UserError("label pattern '" + pattern + "' does not fit the file '" + file.path + "'");
    labels.push_back(match[1]);
  }
  return labels;
}

/// The fields of a line of a CSV file; those with commas are in "", where "" stands for ".
std::vector<std::string> splitLine(const std::string &line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      fields.back() += line[++i];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      fields.emplace_back();
    else if (line[i] != '\r')
      fields.back() += line[i];
  }
  return fields;
}

/// The lines of a CSV file as file -> label.
std::map<std::string, std::string> readLabels(const std::string &csv) {
  std::map<std::string, std::string> labels;
  std::string text = readText(csv);
  int64_t number = 0;
  for (size_t at = 0, end; at < text.size(); at = end + 1) {
    end = std::min(text.find('\n', at), text.size());
    std::vector<std::string> fields = splitLine(text.substr(at, end - at));
    std::string where = csv + ":" + std::to_string(++number) + ": ";
    if (number == 1 && fields != std::vector<std::string>{"file", "label"})
      throw UserError(where + "expected the header 'file,label'");
    if (number == 1 || fields == std::vector<std::string>{""})
      continue;
    if (fields.size() != 2)
      throw UserError(where + "expected a file and its label, got " + std::to_string(fields.size()) + " fields");
    if (!labels.emplace(fs::path(fields[0]).lexically_normal().generic_string(), fields[1]).second)
      throw UserError(where + "the file '" + fields[0] + "' has a line already");
  }
  return labels;
}

std::vector<std::string> labelsByCsv(const std::vector<AudioFile> &files, const DatasetOptions &options) {
  std::map<std::string, std::string> lines = readLabels(options.labelsCsv);
  std::vector<std::string> labels;
  for (const AudioFile &file : files) {
    auto line = lines.find(file.path);
    if (line == lines.end())
      throw UserError(options.labelsCsv + ": no line for the file '" + file.path + "' of " + options.folder);
    labels.push_back(line->second);
    lines.erase(line);
  }
  if (!lines.empty())
    throw UserError(options.labelsCsv + ": no file '" + lines.begin()->first + "' in " + options.folder);
  return labels;
}

uint64_t hashOf(const std::string &path) {
  uint64_t hash = 0;
  for (unsigned char c : path)
    hash = mix64(hash ^ c);
  return hash;
}

void split(std::vector<AudioFile> &files, double share) {
  if (files.size() < 2)
    return;
  auto order = [](const AudioFile &a, const AudioFile &b) { return hashOf(a.path) < hashOf(b.path); };
  auto [least, most] = std::minmax_element(files.begin(), files.end(), order);
  for (AudioFile &file : files)
    file.train = double(hashOf(file.path)) * 0x1p-64 >= share;
  least->train = false;
  most->train = true;
}

} // namespace

AudioFolder AudioFolder::open(const DatasetOptions &options) {
  AudioFolder folder;
  folder.files = listFiles(options.folder);
  split(folder.files, options.validationShare);
  if (options.labelPattern.empty() && options.labelsCsv.empty())
    return folder;
  std::vector<std::string> labels = options.labelsCsv.empty() ? labelsByPattern(folder.files, options.labelPattern)
                                                              : labelsByCsv(folder.files, options);
  folder.classes = labels;
  std::sort(folder.classes.begin(), folder.classes.end());
  folder.classes.erase(std::unique(folder.classes.begin(), folder.classes.end()), folder.classes.end());
  for (size_t i = 0; i < labels.size(); ++i)
    folder.files[i].label = int32_t(std::lower_bound(folder.classes.begin(), folder.classes.end(), labels[i]) - folder.classes.begin());
  return folder;
}

} // namespace mf
