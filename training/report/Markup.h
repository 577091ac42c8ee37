// HTML that cannot be mixed up with text: text is escaped where it becomes Markup.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace mf::report {

/// A piece of HTML (or SVG) that is well formed by itself.
struct Markup {
  std::string html;
  Markup &operator+=(const Markup &more) {
    html += more.html;
    return *this;
  }
};
inline Markup operator+(Markup a, const Markup &b) { return a += b; }

/// The text with & < > " ' as entities. Control characters, which HTML does not allow, and bytes that are no UTF-8 become U+FFFD.
std::string escape(std::string_view text);

/// Text as Markup.
Markup text(std::string_view text);

/// Names and values; values are escaped here. An attribute whose name begins with '?' is left out where its value is empty.
using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

/// <name ...>content</name>.
Markup element(std::string_view name, Attributes attributes, const Markup &content);
Markup element(std::string_view name, const Markup &content);
/// <name ...>, of an element that has no content.
Markup empty(std::string_view name, Attributes attributes = {});

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

/// "data:image/png;base64,..." of a file's bytes; the type is told by the file's name: .png, .wav, .flac, .ogg. Throws UserError where it cannot be read.
std::string dataUri(const std::string &path);

} // namespace mf::report
