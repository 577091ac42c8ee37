// Sound files.
#include "training/UserError.h"
#include "training/io/Sound.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  try {
    mf::SoundReader reader("fuzz", {reinterpret_cast<const std::byte *>(data), size});
    if (reader.channels() > 1024)
      __builtin_trap();
    std::vector<float> piece(size_t(1000 * reader.channels()));
    // a few bytes of FLAC can stand for hours of silence
    for (int64_t frames = 0, done = 1; done > 0 && frames < 100000; frames += done)
      done = reader.read(piece.data(), 1000);
  } catch (const mf::UserError &) {
  }
  return 0;
}
