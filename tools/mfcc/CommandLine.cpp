//===- CommandLine.cpp - parsing and help of the command line ---------------------------------------===//
// Words: --name VALUE, --name=VALUE, -x VALUE, -xVALUE, what has no dash by order, and all behind -- by order.
//===------------------------------------------------------------------------------------------------===//
#include "tools/mfcc/CommandLine.h"
#include "options/Nearest.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>

namespace mf::tool {

// -- Values ------------------------------------------------------------------------------------------

namespace {
template <typename T> void readInteger(const std::string &text, T &target) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::invalid_argument(error == std::errc::result_out_of_range ? fmt::format("expected an integer of {} bits, got {}", 8 * sizeof(T), text)
                                                                        : fmt::format("expected an integer, got {}", text));
}

template <typename T> void readReal(const std::string &text, T &target) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(target))
    throw std::invalid_argument("expected a number, got " + text);
}

std::vector<std::string> split(const std::string &text, char mark) {
  std::vector<std::string> parts;
  for (size_t at = 0, end; at <= text.size(); at = end + 1) {
    end = std::min(text.find(mark, at), text.size());
    parts.push_back(text.substr(at, end - at));
  }
  return parts;
}

/// Two columns, the second wrapped.
std::string table(const std::vector<std::pair<std::string, std::string>> &rows) {
  size_t width = 0;
  for (const auto &[left, right] : rows)
    width = std::max(width, std::min<size_t>(left.size(), 28));
  std::string text;
  for (const auto &[left, right] : rows) {
    std::string line = fmt::format("  {:<{}}  ", left, width), indent(width + 4, ' ');
    if (left.size() > width)
      line = "  " + left + "\n" + indent;
    size_t used = indent.size();
    for (const std::string &word : split(right, ' ')) {
      bool wraps = used + word.size() > 110, first = used == indent.size();
      line += wraps ? "\n" + indent : first ? "" : " ";
      used = (wraps ? indent.size() : used + !first) + word.size();
      line += word;
    }
    text += line + "\n";
  }
  return text;
}
} // namespace

void readValue(const std::string &text, std::string &target) { target = text; }
void readValue(const std::string &text, int &target) { readInteger(text, target); }
void readValue(const std::string &text, int64_t &target) { readInteger(text, target); }
void readValue(const std::string &text, float &target) { readReal(text, target); }
void readValue(const std::string &text, double &target) { readReal(text, target); }

std::string valueText(int64_t value) { return std::to_string(value); }
std::string valueText(double value) { return fmt::format("{:g}", value); }

Check atLeast(int64_t least) {
  return {[least](const std::string &text) {
    int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = error == std::errc() && end == text.data() + text.size() && value >= least;
    return good ? std::string() : fmt::format("expected an integer from {} up, got {}", least, text);
  }};
}

Check inRange(int64_t least, int64_t most) {
  return {[=](const std::string &text) {
    int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = error == std::errc() && end == text.data() + text.size() && value >= least && value <= most;
    return good ? std::string() : fmt::format("expected an integer from {} to {}, got {}", least, most, text);
  }};
}

Check oneOf(std::vector<std::string> values) {
  std::string all = values.size() == 1 ? values[0] : fmt::format("{} or {}", fmt::join(values.begin(), values.end() - 1, ", "), values.back());
  return {[values, all](const std::string &text) {
            return std::find(values.begin(), values.end(), text) != values.end() ? std::string() : fmt::format("expected {}, got {}", all, text);
          },
          values};
}

// -- An option ---------------------------------------------------------------------------------------

Option *Option::required() {
  isRequired = true;
  return this;
}
Option *Option::check(Check check) {
  checked = std::move(check);
  return this;
}
Option *Option::capture_default_str() {
  standard = show();
  return this;
}
Option *Option::delimiter(char character) {
  mark = character;
  return this;
}
Option *Option::expected(size_t lowest, size_t highest) {
  least = lowest;
  most = highest;
  return this;
}

/// Throws std::invalid_argument.
void Option::set(const std::string &text) {
  if (given && !repeats)
    throw std::invalid_argument("is given twice");
  if (!given && clear)
    clear();
  given = true;
  std::vector<std::string> values = mark ? split(text, mark) : std::vector<std::string>{text};
  if (values.size() < least || values.size() > most)
    throw std::invalid_argument(least == most ? fmt::format("expected {} numbers with '{}' between, got {}", least, mark, text)
                                              : fmt::format("expected {} to {} numbers with '{}' between, got {}", least, most, mark, text));
  for (const std::string &value : values) {
    if (std::string problem = checked.problem ? checked.problem(value) : ""; !problem.empty())
      throw std::invalid_argument(problem);
    read(value);
  }
}

// -- A command ---------------------------------------------------------------------------------------

Option *Command::add(const std::string &names, const std::string &help, const std::string &takes) {
  return list.emplace_back(std::make_unique<Option>(split(names, ','), help, takes)).get();
}

Option *Command::add_flag(const std::string &names, bool &target, const std::string &help) {
  Option *option = add(names, help, "");
  option->read = [&target](const std::string &) { target = true; };
  option->repeats = true;
  return option;
}

std::string Command::help() const {
  std::string usage = "usage: mfcc " + name;
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto &option : list) {
    std::string left = fmt::format("{}", fmt::join(option->names, ", ")), right = option->help;
    if (option->isPositional())
      usage += " " + left;
    else if (!option->takes.empty())
      left += " " + option->takes;
    if (!option->standard.empty())
      right += " (" + option->standard + ")";
    if (option->isRequired && !option->isPositional())
      right += "; required";
    rows.emplace_back(left, right);
  }
  rows.emplace_back("-h, --help", "this text");
  return usage + " [options]\n" + summary + "\n\n" + table(rows);
}

Option &Command::find(const std::string &word) const {
  std::vector<std::string> names;
  for (const auto &option : list)
    for (const std::string &each : option->names) {
      if (each == word)
        return *option;
      if (each.starts_with("--"))
        names.push_back(each);
    }
  throw UsageError(fmt::format("{}: unknown option '{}'; the nearest is '{}'; mfcc {} --help lists all", name, word, opt::nearest(word, names), name));
}

void Command::assign(Option &option, const std::string &text) const {
  try {
    option.set(text);
  } catch (const std::invalid_argument &e) {
    throw UsageError(option.name() + ": " + e.what());
  }
}

void Command::readPositional(const std::string &word, size_t &place) const {
  for (; place < list.size(); ++place)
    if (list[place]->isPositional())
      return assign(*list[place++], word);
  throw UsageError(fmt::format("{}: '{}' is one argument too many; mfcc {} --help says what there is", name, word, name));
}

/// The option at words[at]; returns where the next word is.
size_t Command::readOption(const std::vector<std::string> &words, size_t at) const {
  std::string word = words[at], value;
  bool inside = false; // the value is in the same word
  if (size_t equals = word.find('='); word.starts_with("--") && equals != std::string::npos) {
    value = word.substr(equals + 1);
    word.resize(equals);
    inside = true;
  } else if (!word.starts_with("--") && word.size() > 2) {
    value = word.substr(2);
    word.resize(2);
    inside = true;
  }
  Option &option = find(word);
  if (option.takes.empty()) {
    if (inside)
      throw UsageError(word + ": takes no value, got " + value);
    assign(option, "");
    return at + 1;
  }
  if (!inside && at + 1 == words.size())
    throw UsageError(word + ": expected a value behind it");
  assign(option, inside ? value : words[at + 1]);
  return at + (inside ? 1 : 2);
}

bool Command::parse(const std::vector<std::string> &words) {
  size_t place = 0;
  bool open = true; // no -- yet
  for (size_t at = 0; at < words.size();) {
    const std::string &word = words[at];
    if (open && (word == "--help" || word == "-h"))
      return false;
    if (open && word == "--") {
      open = false;
      ++at;
    } else if (open && word.size() > 1 && word[0] == '-') {
      at = readOption(words, at);
    } else {
      readPositional(word, place);
      ++at;
    }
  }
  for (const auto &option : list)
    if (option->isRequired && !option->given)
      throw UsageError(fmt::format("{}: {} is missing: {}", name, option->name(), option->help));
  return true;
}

// -- All commands ------------------------------------------------------------------------------------

Command *CommandLine::add_subcommand(const std::string &name, const std::string &summary) {
  return list.emplace_back(std::make_unique<Command>(name, summary)).get();
}

std::string CommandLine::help() const {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto &command : list)
    rows.emplace_back(command->name, command->summary);
  return fmt::format("{}: {}\nusage: {} COMMAND ...\n\n{}\n{} COMMAND --help lists the options of a command; {} --version says which version this is\n", program, summary,
                     program, table(rows), program, program);
}

Command &CommandLine::find(const std::string &name) const {
  std::vector<std::string> names;
  for (const auto &command : list) {
    if (command->name == name)
      return *command;
    names.push_back(command->name);
  }
  throw UsageError(fmt::format("unknown command '{}'; the nearest is '{}'; {} --help lists all", name, opt::nearest(name, names), program));
}

int CommandLine::run(int argc, char **argv) {
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (words.empty())
    throw UsageError(fmt::format("expected a command; {} --help lists all", program));
  std::string first = words[0];
  words.erase(words.begin());
  bool wantsHelp = first == "help" || first == "--help" || first == "-h";
  if (wantsHelp && words.empty()) {
    std::fputs(help().c_str(), stdout);
    return 0;
  }
  if (first == "--version") {
    std::fputs((version + "\n").c_str(), stdout);
    return 0;
  }
  Command &command = find(wantsHelp ? words[0] : first);
  if (wantsHelp || !command.parse(words)) {
    std::fputs(command.help().c_str(), stdout);
    return 0;
  }
  return command.run();
}

} // namespace mf::tool
