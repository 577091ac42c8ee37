//===- Files.cpp - files and child processes of the compiler ----------------------------------------===//
#include "compiler/Files.h"
#include "compiler/Diagnostics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace mf::compiler {

std::string readFile(const std::string &path) {
  std::error_code error;
  if (fs::is_directory(path, error))
    refuse(path, "expected a file, got a folder");
  std::ifstream in(path, std::ios::binary);
  if (!in)
    refuse(path, "cannot be read: no such file");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The whole text, or false.
static bool writeDirectly(const std::string &path, const std::string &bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), (std::streamsize)bytes.size());
  out.close();
  return bool(out);
}

void writeFile(const std::string &path, const std::string &bytes) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
    if (!writeDirectly(path, bytes))
      refuse(path, "cannot be written");
    return;
  }
  llvm::SmallString<128> beside;
  llvm::sys::fs::createUniquePath(path + ".%%%%%%", beside, false);
  std::string temporary = beside.str().str();
  bool good = writeDirectly(temporary, bytes);
  if (good)
    fs::rename(temporary, path, error);
  if (good && !error)
    return;
  std::error_code ignored;
  fs::remove(temporary, ignored);
  refuse(path, "cannot be written");
}

TemporaryFile::TemporaryFile(const std::string &suffix) {
  const char *variable = std::getenv("TMPDIR");
  std::string folder = variable && *variable ? variable : "/tmp";
  std::string pattern = folder + "/mfcc-XXXXXX" + suffix;
  int file = mkstemps(pattern.data(), (int)suffix.size());
  if (file < 0)
    refuse(folder, std::string("a temporary file cannot be made in it: ") + std::strerror(errno) + "; set TMPDIR to a folder for such files");
  close(file);
  name = pattern;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  fs::remove(name, ignored);
}

int runProgram(const std::string &program, const std::vector<std::string> &arguments, std::string &log) {
  TemporaryFile output(".log");
  std::vector<llvm::StringRef> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(output.path()), llvm::StringRef(output.path())};
  std::string problem;
  int code = llvm::sys::ExecuteAndWait(program, words, std::nullopt, redirects, 0, 0, &problem);
  log = readFile(output.path());
  if (code < 0)
    log += program + ": " + problem + "\n";
  return code;
}

std::string findProgram(const std::vector<std::string> &names) {
  for (const std::string &name : names)
    if (auto found = llvm::sys::findProgramByName(name))
      return *found;
  return "";
}

} // namespace mf::compiler
