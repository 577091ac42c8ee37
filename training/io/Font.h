// The letters of pictures.
#pragma once
#include <cstdint>

namespace mf {

constexpr int glyphWidth = 5, glyphHeight = 7;

/// glyphHeight rows of bits, bit 4 leftmost. Small letters give the capital, unknown characters '?'.
const uint8_t *glyph(char c);

} // namespace mf
