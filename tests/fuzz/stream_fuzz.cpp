// .mfc streams: the bytes as they are, and again with their checksums made right, which gets behind them.
#include "training/UserError.h"
#include "training/codec/Bitstream.h"
#include <cstdlib>
#include <cstring>
#include <zlib.h>

namespace {

using Bytes = std::vector<uint8_t>;

void store(Bytes &bytes, size_t at, uint32_t value) { std::memcpy(&bytes[at], &value, 4); }

/// Walks the layout of docs/codec.md as far as it goes.
void repair(Bytes &bytes) {
  if (bytes.size() < 60)
    return;
  std::memcpy(bytes.data(), "\x89mfc\r\n\x1a\n\1\0", 10);
  size_t at = size_t(bytes[10] | bytes[11] << 8);
  if (at < 60 || at > bytes.size())
    return;
  store(bytes, at - 4, uint32_t(crc32(0, bytes.data(), uInt(at - 4))));
  uint32_t running = uint32_t(crc32(0, bytes.data(), uInt(at)));
  for (uint64_t block = 0; at + 12 <= bytes.size(); ++block) {
    uint32_t payload;
    std::memcpy(&payload, &bytes[at + 4], 4);
    if (payload > bytes.size() - at - 12)
      return;
    bool end = bytes[at] == 2;
    uLong seed = end ? running : crc32(0, reinterpret_cast<const Bytef *>(&block), 8);
    store(bytes, at + 8, uint32_t(crc32(crc32(seed, &bytes[at], 8), bytes.data() + at + 12, payload)));
    running = uint32_t(crc32(running, &bytes[at + 8], 4));
    at += 12 + payload;
  }
}

void read(const Bytes &bytes) {
  try {
    mf::BitstreamReader reader("fuzz", bytes);
    const mf::StreamHeader &h = reader.header();
    std::vector<int32_t> digits;
    // a few bytes can stand for many digits: enough is enough
    for (size_t total = 0; total < 200'000 && reader.next(digits); total += digits.size())
      for (size_t i = 0; i < digits.size(); ++i)
        if (digits[i] < 0 || digits[i] >= h.levels[i % h.levels.size()])
          std::abort();
  } catch (const mf::UserError &) {
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Bytes bytes(data, data + size);
  read(bytes);
  repair(bytes);
  read(bytes);
  return 0;
}
