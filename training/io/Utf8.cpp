#include "training/io/Utf8.h"

namespace mf {

size_t utf8Length(std::string_view text) {
  auto byte = [&](size_t i) { return i < text.size() ? uint8_t(text[i]) : uint8_t(0); };
  auto follows = [&](size_t i, uint8_t low = 0x80, uint8_t high = 0xbf) { return byte(i) >= low && byte(i) <= high; };
  uint8_t first = byte(0);
  if (first < 0x80)
    return 1;
  if (first >= 0xc2 && first <= 0xdf)
    return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef)
    return follows(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) && follows(2) ? 3 : 0;
  if (first >= 0xf0 && first <= 0xf4)
    return follows(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

uint32_t codePoint(std::string_view character) {
  auto first = uint8_t(character[0]);
  uint32_t code = character.size() == 1 ? first : first & (0x7f >> character.size());
  for (size_t i = 1; i < character.size(); ++i)
    code = code << 6 | (uint8_t(character[i]) & 0x3f);
  return code;
}

} // namespace mf
