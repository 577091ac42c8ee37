// Configurations: what is accepted is written and read again as the same.
#include "compiler/config/Configuration.h"
#include "training/UserError.h"
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  try {
    std::string once = mf::formatConfig(mf::parseConfig({reinterpret_cast<const char *>(data), size}, "fuzz"));
    std::string twice = once;
    try {
      twice = mf::formatConfig(mf::parseConfig(once, "again"));
    } catch (const mf::UserError &e) {
      twice = e.what();
    }
    if (once != twice) {
      std::fprintf(stderr, "%s\n---\n%s\n", once.c_str(), twice.c_str());
      std::abort();
    }
  } catch (const mf::UserError &) {
  }
  return 0;
}
