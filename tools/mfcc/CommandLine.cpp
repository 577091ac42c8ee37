//===- CommandLine.cpp - the table of commands for CLI11 ---------------------------------------------===//
// CLI11 cuts the words and prints the help. Here is what it has not: numbers that are whole and finite, and what is said where words are wrong. Its header
// costs seconds in each file that includes it: only this one does.
//===------------------------------------------------------------------------------------------------===//
#include "tools/mfcc/CommandLine.h"
#include "options/Nearest.h"
#include <CLI/CLI.hpp>
#include <charconv>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <optional>

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

/// An integer in a range; `range` says it.
Check integer(int64_t least, int64_t most, const std::string &range) {
  return {[=](const std::string &text) {
    int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = error == std::errc() && end == text.data() + text.size() && value >= least && value <= most;
    return good ? std::string() : fmt::format("expected an integer from {}, got {}", range, text);
  }};
}
} // namespace

void readValue(const std::string &text, std::string &target) { target = text; }
void readValue(const std::string &text, int &target) { readInteger(text, target); }
void readValue(const std::string &text, int64_t &target) { readInteger(text, target); }
void readValue(const std::string &text, float &target) { readReal(text, target); }
void readValue(const std::string &text, double &target) { readReal(text, target); }

std::string valueText(int64_t value) { return std::to_string(value); }
std::string valueText(double value) { return fmt::format("{:g}", value); }

Check atLeast(int64_t least) { return integer(least, INT64_MAX, fmt::format("{} up", least)); }

Check inRange(int64_t least, int64_t most) { return integer(least, most, fmt::format("{} to {}", least, most)); }

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

/// Takes all values that were given, which are cut at the mark. Throws std::invalid_argument.
void Option::take(const std::vector<std::string> &values) const {
  if (values.size() > 1 && !repeats)
    throw std::invalid_argument("is given twice");
  if (values.size() < least || values.size() > most)
    throw std::invalid_argument(fmt::format("expected {} numbers with '{}' between, got {}", least == most ? std::to_string(least) : fmt::format("{} to {}", least, most), mark,
                                            fmt::join(values, std::string(1, mark))));
  if (clear)
    clear();
  for (const std::string &value : values)
    read(value);
}

// -- A command ---------------------------------------------------------------------------------------

Option *Command::add(const std::string &names, const std::string &help, const std::string &takes) {
  return list.emplace_back(std::make_unique<Option>(CLI::detail::split(names, ','), help, takes)).get();
}

Option *Command::add_flag(const std::string &names, bool &target, const std::string &help) {
  Option *option = add(names, help, "");
  option->read = [&target](const std::string &) { target = true; };
  return option;
}

/// A command in CLI11's hands.
class Parser {
public:
  explicit Parser(const Command &command) : command(command), app(command.summary, "mfcc " + command.name) {
    app.set_help_flag("-h,--help", "this text");
    for (const auto &option : command.options())
      add(*option);
  }

  /// False: help was asked for. Throws UsageError.
  bool parse(const std::vector<std::string> &words) {
    try {
      app.parse(std::vector<std::string>(words.rbegin(), words.rend())); // it takes the last one first
      return true;
    } catch (const CLI::CallForHelp &) {
      return false;
    } catch (const CLI::RequiredError &) {
      throw UsageError(unknown().value_or(missing()));
    } catch (const CLI::ArgumentMismatch &) {
      throw UsageError(unknown().value_or(mismatch(words)));
    } catch (const CLI::ParseError &e) {
      throw UsageError(unknown().value_or(e.what()));
    }
  }
  std::string help() const { return app.help(); }

private:
  void add(const Option &option) {
    std::string names = fmt::format("{}", fmt::join(option.names, ","));
    if (option.takes.empty()) {
      app.add_flag_function(names, [&option](int64_t) { option.read(""); }, option.help)->disable_flag_override();
      return;
    }
    auto take = [&option](const std::vector<std::string> &values) {
      try {
        option.take(values);
      } catch (const std::invalid_argument &e) {
        throw CLI::ValidationError(option.name(), e.what());
      }
      return true;
    };
    CLI::Option *added = app.add_option(names, CLI::callback_t(take), option.help);
    added->type_name(option.takes)->default_str(option.standard)->required(option.isRequired)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (option.mark)
      added->delimiter(option.mark);
    if (option.checked.problem)
      added->check(option.checked.problem);
  }

  /// What is said of the first word that belongs to no option.
  std::optional<std::string> unknown() const {
    std::vector<std::string> names{"--help"}, extras = app.remaining();
    if (extras.empty())
      return {};
    std::string word = extras[0].substr(0, extras[0].find('='));
    if (word.size() < 2 || word[0] != '-')
      return fmt::format("{}: '{}' is one argument too many; mfcc {} --help says what there is", command.name, extras[0], command.name);
    for (const auto &option : command.options())
      if (!option->isPositional())
        names.insert(names.end(), option->names.begin(), option->names.end());
    return fmt::format("{}: unknown option '{}'; the nearest is '{}'; mfcc {} --help lists all", command.name, word, opt::nearest(word, names), command.name);
  }

  std::string missing() const {
    for (const auto &option : command.options())
      if (option->isRequired && app.count(option->name()) == 0)
        return fmt::format("{}: {} is missing: {}", command.name, option->name(), option->help);
    return command.name;
  }

  /// A flag that has a value, or the last word, which has none.
  std::string mismatch(const std::vector<std::string> &words) const {
    for (const std::string &word : words)
      for (const auto &option : command.options())
        if (option->takes.empty() && word.starts_with(option->name() + "="))
          return fmt::format("{}: takes no value, got {}", option->name(), word.substr(option->name().size() + 1));
    return words.back() + ": expected a value behind it";
  }

  const Command &command;
  CLI::App app;
};

// -- All commands ------------------------------------------------------------------------------------

Command *CommandLine::add_subcommand(const std::string &name, const std::string &summary) {
  return list.emplace_back(std::make_unique<Command>(name, summary)).get();
}

std::string CommandLine::help() const {
  CLI::App app(program + ": " + summary, program);
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", "this text");
  app.set_version_flag("--version", version, "which version this is");
  app.footer(program + " COMMAND --help lists the options of a command");
  for (const auto &command : list)
    app.add_subcommand(command->name, command->summary);
  return app.help();
}

const Command &CommandLine::find(const std::string &name) const {
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
  if (first == "--version") {
    std::fputs((version + "\n").c_str(), stdout);
    return 0;
  }
  bool wantsHelp = first == "help" || first == "--help" || first == "-h";
  if (wantsHelp && words.empty()) {
    std::fputs(help().c_str(), stdout);
    return 0;
  }
  const Command &command = find(wantsHelp ? words[0] : first);
  Parser parser(command);
  if (!wantsHelp && parser.parse(words))
    return command.run();
  std::fputs(parser.help().c_str(), stdout);
  return 0;
}

} // namespace mf::tool
