//===- Order.cpp - values that are used before they are there ---------------------------------------------===//
// Follows the text of IR just as far as names of values and braces need: strings, comments, results before `=`, block arguments behind `^name`.
//===---------------------------------------------------------------------------------------------------===//
#include "compiler/Order.h"
#include <algorithm>
#include <cctype>
#include <cstring>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mf::compiler {

namespace {
class Reader {
public:
  Reader(std::string_view text, const std::string &file) : text(text), file(file) {}

  std::optional<Diagnostic> read() {
    while (at < text.size() && !fault)
      step();
    return fault;
  }

private:
  void step() {
    switch (text[at]) {
    case '"': return skipString();
    case '/':
      if (text.substr(at, 2) == "//")
        at = std::min(text.find('\n', at), text.size());
      else
        ++at;
      return;
    case '{': ++at, scopes.emplace_back(); return;
    case '}': ++at, closeScope(); return;
    case '(': ++at, parentheses += parentheses > 0; return;
    case ')': ++at, parentheses -= parentheses > 0; return;
    case '^': return readLabel();
    case '%': return parentheses ? define(readName()) : readValues();
    default: ++at;
    }
  }

  void skipString() {
    for (++at; at < text.size() && text[at] != '"'; ++at)
      at += text[at] == '\\';
    at = std::min(at + 1, text.size());
  }

  void skipSpace() {
    while (at < text.size() && std::isspace((unsigned char)text[at]))
      ++at;
  }

  /// The name behind the sign at which the text stands.
  std::string_view readName() {
    size_t begin = ++at;
    while (at < text.size() && (std::isalnum((unsigned char)text[at]) || std::strchr("$._-", text[at])))
      ++at;
    return text.substr(begin, at - begin);
  }

  /// What stands in the parentheses behind a label are definitions.
  void readLabel() {
    readName();
    skipSpace();
    if (at < text.size() && text[at] == '(') {
      ++at;
      parentheses = 1;
    }
  }

  /// %a, %b:2, ... = are definitions; without the sign, uses.
  void readValues() {
    std::vector<std::pair<std::string_view, size_t>> names;
    for (;;) {
      size_t begin = at;
      names.emplace_back(readName(), begin);
      if (at < text.size() && (text[at] == ':' || text[at] == '#'))
        for (++at; at < text.size() && std::isdigit((unsigned char)text[at]);)
          ++at;
      skipSpace();
      size_t comma = at;
      if (at >= text.size() || text[at] != ',')
        break;
      ++at;
      skipSpace();
      if (at >= text.size() || text[at] != '%') {
        at = comma;
        break;
      }
    }
    bool definitions = at < text.size() && text[at] == '=';
    for (auto &[name, begin] : names)
      definitions ? define(name) : use(name, begin);
  }

  void define(std::string_view name) {
    ++defined[name];
    scopes.back().push_back(name);
  }

  void closeScope() {
    for (std::string_view name : scopes.back())
      --defined[name];
    if (scopes.size() > 1)
      scopes.pop_back();
    else
      scopes.back().clear();
  }

  void use(std::string_view name, size_t begin) {
    auto found = defined.find(name);
    if (fault || (found != defined.end() && found->second > 0))
      return;
    size_t line = text.rfind('\n', begin);
    fault = Diagnostic{Severity::error, file, int(1 + std::count(text.begin(), text.begin() + long(begin), '\n')),
                       int(begin - (line == text.npos ? size_t(-1) : line)), "'%" + std::string(name) + "' is used before its definition"};
  }

  std::string_view text;
  const std::string &file;
  size_t at = 0;
  int parentheses = 0; ///< open ones behind a label
  std::vector<std::vector<std::string_view>> scopes{1};
  std::unordered_map<std::string_view, int> defined;
  std::optional<Diagnostic> fault;
};
} // namespace

std::optional<Diagnostic> findUseBeforeDefinition(const std::string &text, const std::string &file) { return Reader(text, file).read(); }

} // namespace mf::compiler
