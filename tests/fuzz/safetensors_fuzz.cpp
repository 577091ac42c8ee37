// The header of safetensors files: four bytes that say how much data follows, then the JSON text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
extern "C" {
#include "runtime/core/safetensors.h"
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4)
    return 0;
  uint32_t bytes;
  std::memcpy(&bytes, data, 4);
  mf_tensor_file file;
  mf_status status = mf_safetensors_parse("fuzz", reinterpret_cast<const char *>(data) + 4, size - 4, bytes, &file);
  // what was taken must be found again and lie in the data
  for (int64_t i = 0; !status && i < file.count; ++i) {
    const mf_tensor *tensor = mf_safetensors_find(&file, file.tensors[i].name);
    if (tensor != &file.tensors[i] || tensor->begin < 0 || tensor->end > int64_t(bytes))
      std::abort();
  }
  mf_safetensors_free(&file);
  return 0;
}
