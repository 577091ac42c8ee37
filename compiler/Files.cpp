//===- Files.cpp - files and child processes of the compiler ----------------------------------------===//
#include "compiler/Files.h"
#include "compiler/Diagnostics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
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

namespace {
/// The temporary files that are there now, for whoever ends the process. A signal handler reads it: no locks, no memory.
struct Registered {
  std::atomic<const char *> file = nullptr, folder = nullptr;
};
constexpr size_t kMostRegistered = 64; // what is beyond stays where a signal ends the process
Registered registered[kMostRegistered];

void enter(const char *file, const char *folder) {
  for (Registered &place : registered) {
    const char *nothing = nullptr;
    if (place.folder.compare_exchange_strong(nothing, folder)) {
      place.file = file;
      return;
    }
  }
}

void leave(const char *folder) {
  for (Registered &place : registered)
    if (place.folder == folder) {
      place.file = nullptr;
      place.folder = nullptr;
      return;
    }
}
} // namespace

TemporaryFile::TemporaryFile(const std::string &suffix) {
  const char *variable = std::getenv("TMPDIR");
  std::string root = variable && *variable ? variable : "/tmp";
  folder = root + "/mfcc-XXXXXX";
  bool made = mkdtemp(folder.data());
  name = folder + "/file" + suffix;
  int file = made ? open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600) : -1;
  if (file < 0) {
    std::string why = std::strerror(errno);
    if (made)
      rmdir(folder.c_str());
    refuse(root, "a temporary file cannot be made in it: " + why + "; set TMPDIR to a folder for such files");
  }
  close(file);
  enter(name.c_str(), folder.c_str());
}

TemporaryFile::~TemporaryFile() {
  leave(folder.c_str());
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

void removeTemporaryFiles() noexcept {
  for (Registered &place : registered) {
    if (const char *file = place.file)
      unlink(file);
    if (const char *folder = place.folder)
      rmdir(folder);
  }
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
