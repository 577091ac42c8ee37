//===- Provenance.cpp - what a run was made of -------------------------------------------------------===//
#include "tools/mfcc/Provenance.h"
#include "compiler/api/Session.h"
#include "training/LoadedProgram.h"
#include "training/RunFolder.h"
#include "training/io/File.h"
#include "training/io/Json.h"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <sstream>

namespace mf::tool {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// The first word of a file; "" where there is none.
std::string wordOf(const fs::path &path) {
  std::error_code error;
  std::string word;
  if (fs::is_regular_file(path, error))
    std::istringstream(readText(path.string())) >> word;
  return word;
}

/// The commit that a name stands for in a repository of git; `common` holds what its worktrees share.
std::string resolve(const fs::path &git, const fs::path &common, const std::string &reference) {
  for (const fs::path &folder : {git, common})
    if (std::string commit = wordOf(folder / reference); !commit.empty())
      return commit;
  std::error_code error;
  if (!fs::is_regular_file(common / "packed-refs", error))
    return "";
  std::istringstream lines(readText((common / "packed-refs").string()));
  for (std::string commit, name; lines >> commit;)
    if (std::getline(lines >> std::ws, name) && name == reference)
      return commit;
  return "";
}

/// The commit that the folder's repository of git is at; "" where it is in none.
std::string commitOf(fs::path folder) {
  std::error_code error;
  for (folder = fs::absolute(folder, error); !fs::exists(folder / ".git", error); folder = folder.parent_path())
    if (folder == folder.root_path())
      return "";
  fs::path git = folder / ".git";
  if (fs::is_regular_file(git, error)) { // of a worktree: "gitdir: PATH"
    std::string text = readText(git.string());
    git = folder / text.substr(std::min(text.size(), size_t(8)), text.find('\n') - 8);
  }
  std::string common = wordOf(git / "commondir");
  if (!fs::is_regular_file(git / "HEAD", error))
    return "";
  std::string head = readText((git / "HEAD").string());
  head = head.substr(0, head.find('\n'));
  return head.starts_with("ref: ") ? resolve(git, common.empty() ? git : git / common, head.substr(5)) : head;
}

/// The folder that holds all of the files.
fs::path commonFolder(const std::vector<fs::path> &files) {
  fs::path folder = files[0].parent_path();
  for (const fs::path &file : files)
    while (folder != folder.root_path() && file.lexically_relative(folder).string().starts_with(".."))
      folder = folder.parent_path();
  return folder;
}

void compare(const std::map<std::string, std::string> &before, const std::map<std::string, std::string> &now, const std::string &what,
             std::vector<std::string> &changes) {
  auto value = [](const auto &map, const std::string &key) { return map.count(key) ? map.at(key) : std::string("not there"); };
  std::map<std::string, std::string> all = before;
  all.insert(now.begin(), now.end());
  for (const auto &[key, text] : all)
    if (value(before, key) != value(now, key))
      changes.push_back(fmt::format("{} '{}' was {} and is {} now", what, key, value(before, key), value(now, key)));
}

std::map<std::string, std::string> textsOf(const Json &object) {
  std::map<std::string, std::string> texts;
  for (const auto &[key, value] : object.items())
    texts[key] = textOf(value);
  return texts;
}

/// The first line, from 1, in which two texts differ.
int64_t firstDifference(const std::string &a, const std::string &b) {
  size_t same = size_t(std::mismatch(a.begin(), a.begin() + ptrdiff_t(std::min(a.size(), b.size())), b.begin()).first - a.begin());
  return 1 + std::count(a.begin(), a.begin() + ptrdiff_t(same), '\n');
}

} // namespace

Provenance provenanceOf(const compiler::Model &model, const std::string &artifact) {
  Provenance p;
  std::vector<fs::path> files;
  for (const std::string &file : model.files)
    files.push_back(fs::absolute(file).lexically_normal());
  Json names = Json::array();
  fs::path common = files.empty() ? fs::path() : commonFolder(files);
  for (size_t i = 0; i < files.size(); ++i) {
    std::string name = "source/" + files[i].lexically_relative(common).string();
    p.files.emplace_back(name, readText(model.files[i]));
    names.push_back(name);
  }
  p.facts = {{"source", model.name}};
  if (!names.empty())
    p.facts["sources"] = names;
  LoadedProgram program(artifact);
  Json metadata = Json::parse(mf_program_metadata(program.get()), nullptr, false);
  if (metadata.is_object() && metadata.contains("options"))
    p.facts["options"] = metadata["options"];
  if (std::string commit = commitOf(fs::path(model.name).parent_path()); !commit.empty())
    p.facts["commit"] = commit;
  p.facts["version"] = std::string("mfcc ") + compiler::Session::version();
  return p;
}

std::vector<std::string> changesSince(const std::string &run, const compiler::Model &model, const Provenance &now) {
  std::vector<std::string> changes;
  RunFolder folder = RunFolder::open(run);
  Json info = folder.info();
  std::error_code error;
  for (size_t i = 0; i < now.files.size(); ++i) {
    const auto &[name, text] = now.files[i];
    std::string before = fs::is_regular_file(folder / name, error) ? readText(folder / name) : text;
    if (before != text)
      changes.push_back(fmt::format("{} differs from line {} on ({})", model.files[i], firstDifference(before, text), folder / name));
  }
  compare(textsOf(info.value("options", Json::object())), textsOf(now.facts.value("options", Json::object())), "the option", changes);
  return changes;
}

} // namespace mf::tool
