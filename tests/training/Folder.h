// Helpers of the training tests.
#pragma once
#include "training/UserError.h"
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

// A folder that is removed at the end of the test.
struct Folder {
  std::string path;
  Folder() {
    char name[] = "/tmp/mf-training-XXXXXX";
    path = mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string operator/(const std::string &name) const { return path + "/" + name; }
};

inline std::string readFile(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
inline void writeFile(const std::string &path, const std::string &text) {
  std::ofstream(path, std::ios::binary) << text;
}

// The text of the UserError that body throws; one line.
inline std::string userError(const std::function<void()> &body) {
  try {
    body();
  } catch (const mf::UserError &error) {
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    return error.what();
  }
  return "(no error)";
}
