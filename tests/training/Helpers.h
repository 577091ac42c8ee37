// What the tests of training/ share.
#pragma once
#include "tests/Folder.h"
#include "training/UserError.h"
#include <catch2/catch.hpp>
#include <functional>

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
