// Text as characters.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mf {

/// The length of the well-formed UTF-8 sequence at the front of the text (Unicode, table 3-7); 0 where there is none.
size_t utf8Length(std::string_view text);
/// The code point of such a sequence.
uint32_t codePoint(std::string_view character);

} // namespace mf
