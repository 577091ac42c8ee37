// Characters as numbers, as a program counts them.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace mf {

class LoadedProgram;

/// The characters of a text: number i is the i-th of them.
class Alphabet {
public:
  /// Throws UserError, opened by `who`, where the text is not UTF-8, is empty or has a character twice.
  Alphabet(const std::string &who, const std::string &characters);
  /// The one that a program says: its metadata "alphabet". Throws UserError where it says none.
  static Alphabet of(const std::string &who, const LoadedProgram &program);

  int64_t size() const { return int64_t(list.size()); }
  /// The UTF-8 text of a number in [0, size()).
  const std::string &character(int64_t number) const { return list[size_t(number)]; }
  /// The numbers of a text's characters. Throws UserError "path:line:column: ..." where the text, which is that file's, is not UTF-8 or has a
  /// character that is none of these.
  std::vector<int32_t> encodeFile(const std::string &path, const std::string &text) const;
  /// The same of a text without lines: "who: character 7, ...".
  std::vector<int32_t> encode(const std::string &who, const std::string &text) const;

private:
  /// Numbers up to the first character that is none; `end`: where that is, else the text's size.
  std::vector<int32_t> numbers(const std::string &text, size_t &end) const;
  std::string fault(const std::string &text, size_t at) const;

  std::vector<std::string> list;
  std::unordered_map<uint32_t, int32_t> numberOf;
};

} // namespace mf
