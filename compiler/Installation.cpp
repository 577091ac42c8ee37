//===- Installation.cpp - files that belong to the compiler, found from where it stands -----------------===//
// The build folder has the same layout as an installation (CMakeLists.txt makes links there), so that both are found in one way and no path of
// the source tree stands in the library.
//===----------------------------------------------------------------------------------------------------===//
#include "compiler/Installation.h"
#include "compiler/Diagnostics.h"
#include <dlfcn.h>
#include <filesystem>

namespace fs = std::filesystem;

namespace mf::compiler {

std::string ownFile() {
  Dl_info info{};
  if (!dladdr(reinterpret_cast<void *>(&ownFile), &info) || !info.dli_fname)
    return "";
  std::error_code error;
  fs::path path = fs::canonical(info.dli_fname, error);
  return error ? fs::canonical("/proc/self/exe", error).string() : path.string();
}

/// `given`, or the first of the places beside this library, that has `file`.
static std::string folderWith(const std::string &file, const std::string &given, const char *installed, const char *built, const char *option) {
  std::error_code error;
  std::vector<fs::path> places;
  if (!given.empty())
    places = {given};
  else
    for (const char *place : {installed, built})
      places.push_back(fs::path(ownFile()).parent_path() / place);
  for (const fs::path &place : places)
    if (fs::exists(place / file, error))
      return fs::weakly_canonical(place, error).string();
  refuse((places[0] / file).lexically_normal().string(), std::string("no such file: mfcc is not installed as a whole; install it again, or say in SessionOptions::") + option + " where it is");
}

std::string includeFolder(const SessionOptions &options) {
  return folderWith("mf/mf.h", options.includeFolder, MFCC_INCLUDE_FROM_LIBRARY, "../include/mfcc", "includeFolder");
}

std::string dataFolder(const SessionOptions &options) {
  return folderWith("standalone/main.c", options.dataFolder, MFCC_DATA_FROM_LIBRARY, "../share/mfcc", "dataFolder");
}

} // namespace mf::compiler
