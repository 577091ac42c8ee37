// IDX files, plain or gzip.
#include "training/UserError.h"
#include "training/data/Mnist.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const auto *bytes = reinterpret_cast<const std::byte *>(data);
  for (size_t rank : {size_t(1), size_t(3)}) {
    try {
      mf::parseIdx("fuzz", mf::gunzip("fuzz", {bytes, bytes + size}), rank);
    } catch (const mf::UserError &) {
    }
  }
  return 0;
}
