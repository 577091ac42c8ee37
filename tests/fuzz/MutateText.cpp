// Mutation of the text: a word becomes another of its kind, a line goes, comes twice or changes places.
#include "tests/fuzz/Mutator.h"
#include <algorithm>
#include <cctype>
#include <cstring>
#include <regex>
#include <sstream>

using Pool = std::vector<std::string>;

namespace mf::fuzz {

int64_t Random::number(int64_t value) {
  static const int64_t edges[] = {0, 1, 2, 3, 7, 16, 63, 64, 65, -1, -2, 1024, INT32_MAX, int64_t(1) << 31, int64_t(1) << 32, INT64_MAX, INT64_MIN};
  switch (below(5)) {
  case 0: return int64_t(uint64_t(value) + 1);
  case 1: return int64_t(uint64_t(value) - 1);
  case 2: return int64_t(uint64_t(value) * 2);
  case 3: return value / 2;
  default: return any(edges);
  }
}

/// A word of the same kind: from a list of known words, or any other of the text.
static std::string other(const std::string &word, const Pool &words, Random &random) {
  static const std::vector<Pool> kinds = {
      {"f32", "f64", "bf16", "i1", "i8", "i32", "i64", "index", "f16", "i7"},
      {"arena", "argument", "result", "state", "constant"},
      {"eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge", "olt", "oeq", "une"},
      {"sum", "prod", "max", "min"},
      {"arith.addi", "arith.subi", "arith.muli", "arith.divsi", "arith.divui", "arith.remsi", "arith.remui", "arith.shli", "arith.andi", "arith.maxsi", "arith.minui", "arith.xori"},
      {"arith.addf", "arith.mulf", "arith.divf", "arith.remf", "arith.maximumf", "arith.minnumf", "math.powf", "math.atan2", "math.copysign"},
      {"math.exp", "math.tanh", "math.erf", "math.sqrt", "math.floor", "math.sin", "math.cbrt", "math.roundeven", "arith.negf", "math.absf"},
      {"arith.index_cast", "arith.extsi", "arith.extui", "arith.trunci", "arith.sitofp", "arith.fptosi", "arith.extf", "arith.truncf", "arith.bitcast"},
      {"mft.tile", "mft.fold", "mft.load", "mft.store", "mft.yield", "mft.launch", "mft.loop", "mft.buffer", "mft.contract"},
      {"floordiv", "mod", "ceildiv", "+", "-", "*"},
      {"trips", "offset", "index", "symbol", "count", "mask", "else", "reduce", "init"}};
  if (std::isdigit((unsigned char)word[0]) || (word[0] == '-' && word.size() > 1))
    return std::to_string(random.number(std::strtoll(word.c_str(), nullptr, 10)));
  for (const Pool &kind : kinds)
    if (std::find(kind.begin(), kind.end(), word) != kind.end())
      return random.any(kind);
  Pool same;
  for (const std::string &w : words)
    if (w[0] == word[0] && w != word)
      same.push_back(w);
  return same.empty() ? "" : random.any(same);
}

static std::string replaceWord(std::string text, Random &random) {
  static const std::regex pattern(R"([%@^#][\w.]+|"[^"]*"|-?\d+|[a-z_][\w.]*|[-+*(){}\[\],:<>=])");
  Pool words;
  std::vector<size_t> places;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    words.push_back(it->str());
    places.push_back(size_t(it->position()));
  }
  if (words.empty())
    return text;
  // punctuation more rarely: it all but never parses
  size_t at = random.below(words.size());
  for (int i = 0; i < 3 && !std::isalnum((unsigned char)words[at][0]) && !std::strchr("%@-", words[at][0]); ++i)
    at = random.below(words.size());
  return text.replace(places[at], words[at].size(), random.oneIn(20) ? "" : other(words[at], words, random));
}

static std::string changeLines(const std::string &text, Random &random) {
  Pool lines;
  std::stringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  if (lines.size() < 2)
    return text;
  size_t a = random.below(lines.size()), b = random.below(lines.size());
  switch (random.below(3)) {
  case 0: lines.erase(lines.begin() + long(a)); break;
  case 1: lines.insert(lines.begin() + long(b), std::string(lines[a])); break;
  default: std::swap(lines[a], lines[b]);
  }
  std::string result;
  for (const std::string &line : lines)
    result += line + "\n";
  return result;
}

std::string mutateText(const std::string &text, Random &random) {
  std::string result = text;
  for (uint64_t i = 0, count = 1 + random.below(3); i < count; ++i)
    result = random.oneIn(5) ? changeLines(result, random) : replaceWord(result, random);
  return result;
}

} // namespace mf::fuzz
