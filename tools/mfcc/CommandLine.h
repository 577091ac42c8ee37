// The command line as a table: commands, their options and what each takes. CLI11, which this header does not include, parses by it and prints --help; the
// nearest name of what is unknown and the completion of shells come from it too.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace mf::tool {

/// The command line is wrong: exit code 2.
class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a value has to be.
struct Check {
  std::function<std::string(const std::string &)> problem = {}; ///< "expected ..., got ...", or "" where the text is right
  std::vector<std::string> values = {};                         ///< all there are, where it is one of a list
};
Check atLeast(int64_t least);
Check inRange(int64_t least, int64_t most);
Check oneOf(std::vector<std::string> values);

/// Reads a number or text of a target's type; whole, and finite. Throws std::invalid_argument with "expected ..., got ...".
void readValue(const std::string &text, std::string &target);
void readValue(const std::string &text, int &target);
void readValue(const std::string &text, int64_t &target);
void readValue(const std::string &text, float &target);
void readValue(const std::string &text, double &target);
template <typename T> void readValue(const std::string &text, std::optional<T> &target) { readValue(text, target.emplace()); }
template <typename T> void readValue(const std::string &text, std::vector<T> &target) { readValue(text, target.emplace_back()); }

inline std::string valueText(const std::string &value) { return value; }
std::string valueText(int64_t value);
std::string valueText(double value);
inline std::string valueText(int value) { return valueText(int64_t(value)); }
inline std::string valueText(float value) { return valueText(double(value)); }
template <typename T> std::string valueText(const std::optional<T> &value) { return value ? valueText(*value) : ""; }
template <typename T> std::string valueText(const std::vector<T> &values) {
  std::string text;
  for (const T &value : values)
    text += (text.empty() ? "" : ",") + valueText(value);
  return text;
}

/// What the value of such a target is called: N, X or TEXT.
template <typename T> std::string takenBy(const T &) { return std::is_integral_v<T> ? "N" : std::is_floating_point_v<T> ? "X" : "TEXT"; }
template <typename T> std::string takenBy(const std::optional<T> &) { return takenBy(T()); }
template <typename T> std::string takenBy(const std::vector<T> &) { return takenBy(T()); }

/// An option (--name), or what has its place by order (a name without dashes).
class Option {
public:
  Option(std::vector<std::string> names, std::string help, std::string takes) : names(std::move(names)), help(std::move(help)), takes(std::move(takes)) {}

  /// It must be given.
  Option *required();
  /// Each value must pass.
  Option *check(Check check);
  /// The help says the value that the target has now.
  Option *capture_default_str();
  /// One value is a list, cut there.
  Option *delimiter(char mark);
  /// How many values the list has.
  Option *expected(size_t least, size_t most);
  Option *expected(size_t count) { return expected(count, count); }

  const std::vector<std::string> names;
  const std::string help, takes; ///< takes: "" a flag
  bool isRequired = false;
  Check checked;
  std::string standard;
  bool isPositional() const { return names[0][0] != '-'; }
  const std::string &name() const { return names.back(); }

private:
  friend class Command;
  friend class Parser;
  void take(const std::vector<std::string> &values) const;
  std::function<void(const std::string &)> read;
  std::function<void()> clear; ///< of a list: what is there by default goes
  std::function<std::string()> show;
  char mark = 0;
  size_t least = 0, most = SIZE_MAX;
  bool repeats = false;
};

/// A command. Targets must outlive the parsing.
class Command {
public:
  Command(std::string name, std::string summary) : name(std::move(name)), summary(std::move(summary)) {}

  /// names: "--steps", "-o,--output", or "source" for what has no dashes. A vector's option may be repeated.
  template <typename T> Option *add_option(const std::string &names, T &target, const std::string &help) {
    Option *option = add(names, help, takenBy(target));
    option->read = [&target](const std::string &text) { readValue(text, target); };
    option->show = [&target] { return valueText(target); };
    if constexpr (requires { target.emplace_back(); }) {
      option->repeats = true;
      option->clear = [&target] { target.clear(); };
    }
    return option;
  }
  Option *add_flag(const std::string &names, bool &target, const std::string &help);
  /// What it does, after all options are read: it returns the exit code, or nothing for 0.
  template <typename F> void callback(F f) {
    if constexpr (std::is_void_v<decltype(f())>)
      action = [f] { return f(), 0; };
    else
      action = f;
  }

  const std::string name, summary;
  const std::vector<std::unique_ptr<Option>> &options() const { return list; }
  int run() const { return action(); }

private:
  Option *add(const std::string &names, const std::string &help, const std::string &takes);

  std::vector<std::unique_ptr<Option>> list;
  std::function<int()> action;
};

/// All commands of a program.
class CommandLine {
public:
  CommandLine(std::string program, std::string summary, std::string version)
      : program(std::move(program)), summary(std::move(summary)), version(std::move(version)) {}
  Command *add_subcommand(const std::string &name, const std::string &summary);

  const std::string program, summary, version;
  const std::vector<std::unique_ptr<Command>> &commands() const { return list; }
  std::string help() const;
  /// Parses and runs the command. Returns its exit code; throws UsageError and what the command throws.
  int run(int argc, char **argv);

private:
  const Command &find(const std::string &name) const;
  std::vector<std::unique_ptr<Command>> list;
};

} // namespace mf::tool
