#include "training/report/Markup.h"
#include "training/io/File.h"
#include "training/io/Utf8.h"
#include <cstdint>
#include <filesystem>

namespace mf::report {
namespace {

constexpr const char *kReplacement = "\xef\xbf\xbd"; // U+FFFD

std::string openingTag(std::string_view name, Attributes attributes) {
  std::string tag = "<" + std::string(name);
  for (const auto &[key, value] : attributes) {
    bool optional = key.starts_with('?');
    if (!optional || !value.empty())
      tag += " " + std::string(key.substr(optional)) + "=\"" + escape(value) + "\"";
  }
  return tag + ">";
}

const char *mediaType(const std::string &path) {
  std::string extension = std::filesystem::path(path).extension().string();
  return extension == ".png" ? "image/png" : extension == ".wav" ? "audio/wav" : extension == ".flac" ? "audio/flac" : "audio/ogg";
}

} // namespace

std::string escape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    char c = text[0];
    size_t length = utf8Length(text);
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    default: {
      bool control = (uint8_t(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
      out += length == 0 || control ? std::string_view(kReplacement) : text.substr(0, length);
    }
    }
    text.remove_prefix(length ? length : 1);
  }
  return out;
}

Markup text(std::string_view text) { return {escape(text)}; }

Markup element(std::string_view name, Attributes attributes, const Markup &content) {
  return {openingTag(name, attributes) + content.html + "</" + std::string(name) + ">"};
}
Markup element(std::string_view name, const Markup &content) { return element(name, {}, content); }
Markup empty(std::string_view name, Attributes attributes) { return {openingTag(name, attributes)}; }

std::string base64(std::string_view bytes) {
  constexpr const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t at = 0; at < bytes.size(); at += 3) {
    size_t count = bytes.size() - at < 3 ? bytes.size() - at : 3;
    uint32_t word = 0;
    for (size_t i = 0; i < 3; ++i)
      word = word << 8 | (i < count ? uint8_t(bytes[at + i]) : 0u);
    for (size_t i = 0; i < 4; ++i)
      out += i <= count ? letters[word >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::string dataUri(const std::string &path) { return "data:" + std::string(mediaType(path)) + ";base64," + base64(readText(path)); }

} // namespace mf::report
