// npy and npz files.
#include "training/UserError.h"
#include "training/io/Npz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  std::span<const std::byte> bytes(reinterpret_cast<const std::byte *>(data), size);
  try {
    mf::Array array = mf::parseNpy("fuzz", bytes);
    std::string again = mf::formatNpy(array);
    mf::parseNpy("fuzz", {reinterpret_cast<const std::byte *>(again.data()), again.size()});
  } catch (const mf::UserError &) {
  }
  try {
    mf::parseNpz("fuzz", bytes);
  } catch (const mf::UserError &) {
  }
  return 0;
}
