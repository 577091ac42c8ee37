// The check that stands before dlopen.
#include <cstddef>
#include <cstdint>
extern "C" {
#include "runtime/core/internal.h"
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  mf_elf_check("fuzz", data, size);
  return 0;
}
