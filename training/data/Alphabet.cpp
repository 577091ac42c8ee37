#include "training/data/Alphabet.h"
#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/io/Utf8.h"
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace mf {

/// A character as a message shows it: 'é' (U+00E9).
static std::string shown(const std::string &character) {
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", unsigned(codePoint(character)));
  bool prints = uint8_t(character[0]) > ' ' && character[0] != 127;
  return prints ? "'" + character + "' (" + code + ")" : code;
}

Alphabet::Alphabet(const std::string &who, const std::string &characters) {
  for (size_t at = 0; at < characters.size(); at += list.back().size()) {
    size_t length = utf8Length(std::string_view(characters).substr(at));
    if (!length)
      throw UserError(who + ": the alphabet is not UTF-8");
    list.push_back(characters.substr(at, length));
    if (!numberOf.emplace(codePoint(list.back()), int32_t(list.size() - 1)).second)
      throw UserError(who + ": expected an alphabet that has every character once, got " + shown(list.back()) + " twice");
  }
  if (list.empty())
    throw UserError(who + ": expected an alphabet of at least one character, got none");
}

Alphabet Alphabet::of(const std::string &who, const LoadedProgram &program) {
  auto told = nlohmann::json::parse(program.metadata("alphabet"), nullptr, false);
  if (!told.is_string())
    throw UserError(who + ": the program does not say what its tokens stand for; say it with set_alphabet(program, characters), of models/program/generation.h");
  return Alphabet(who, told.get<std::string>());
}

std::vector<int32_t> Alphabet::numbers(const std::string &text, size_t &end) const {
  std::vector<int32_t> numbers;
  numbers.reserve(text.size());
  for (end = 0; end < text.size();) {
    size_t length = utf8Length(std::string_view(text).substr(end, 4));
    auto found = length ? numberOf.find(codePoint(std::string_view(text).substr(end, length))) : numberOf.end();
    if (found == numberOf.end())
      break;
    numbers.push_back(found->second);
    end += length;
  }
  return numbers;
}

std::string Alphabet::fault(const std::string &text, size_t at) const {
  size_t length = utf8Length(std::string_view(text).substr(at));
  if (!length)
    return "the text is not UTF-8";
  return "expected one of the " + std::to_string(size()) + " characters of the program's alphabet, got " + shown(text.substr(at, length));
}

std::vector<int32_t> Alphabet::encodeFile(const std::string &path, const std::string &text) const {
  size_t end;
  std::vector<int32_t> result = numbers(text, end);
  if (end == text.size())
    return result;
  size_t line = 1 + size_t(std::count(text.begin(), text.begin() + ptrdiff_t(end), '\n')), column = 1;
  size_t at = end ? text.rfind('\n', end - 1) + 1 : 0; // 0 where there is none
  for (; at < end; at += std::max<size_t>(1, utf8Length(std::string_view(text).substr(at))))
    ++column;
  throw UserError(path + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + fault(text, end));
}

std::vector<int32_t> Alphabet::encode(const std::string &who, const std::string &text) const {
  size_t end;
  std::vector<int32_t> result = numbers(text, end);
  if (end < text.size())
    throw UserError(who + ": character " + std::to_string(result.size() + 1) + ": " + fault(text, end));
  return result;
}

} // namespace mf
