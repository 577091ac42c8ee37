// Option.h: the row of a configuration key, written beside the struct that it fills.
//
//   struct MlpOptions { int64_t latent = 256; };
//   opt::Rows<MlpOptions> rows = {row("latent", &MlpOptions::latent, {1, 65536}, "Width of what stands beside the state.")};
//
// Type and default are those of the field; name, range and meaning stand in the row. Everything else (reading files, errors, the page) comes from rows.
#pragma once
#include <any>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace mf::opt {

/// The value of a key. A choice is a text.
using Value = std::variant<int64_t, double, std::string, std::vector<int64_t>>;
/// The values of a section, by the keys' own names.
using Values = std::map<std::string, Value>;

/// What has to hold of another key for a key to have an effect: it has one of `values`, or what it chooses has the trait.
struct Need {
  std::string key; ///< "optimizer.rule"
  std::vector<std::string> values = {};
  std::string trait = {};
};

/// When a key counts, and what else is known of it.
struct Terms {
  std::vector<Need> needs = {};  ///< all must hold; a key without an effect is refused in a file
  bool even = false;             ///< an even number
  std::string otherwise = {};    ///< what needs of other keys see where this one has no effect
  int place = 50;                ///< where it stands in its section; equal places in the order of the rows
};

/// The ends of a number's range, both included.
struct Range {
  double low = 0, high = 0;
};

/// Everything that is known about a key, but for the field that it fills.
struct Option {
  std::string name; ///< its own: "blocks"
  Value standard;   ///< the default
  Range range = {};
  std::vector<std::string> choices = {}; ///< of a text; empty: any
  std::string text;                      ///< its meaning, one sentence
  Terms terms = {};
};

/// A row: a key, and how its value gets into an S.
template <typename S> struct Row : Option {
  std::function<void(S &, const Value &)> put;
  Row(Option option, std::function<void(S &, const Value &)> put) : Option(std::move(option)), put(std::move(put)) {}
  /// The row of a base serves what is derived from it.
  template <typename B, typename = std::enable_if_t<std::is_base_of_v<B, S> && !std::is_same_v<B, S>>>
  Row(const Row<B> &base) : Option(base), put(base.put) {}
};
template <typename S> using Rows = std::vector<Row<S>>;

/// The texts of an enum's values.
template <typename E> using Names = std::vector<std::pair<const char *, E>>;

/// The value as a T; a whole number is a number too.
template <typename T> T valueAs(const Value &value) {
  if constexpr (std::is_same_v<T, double>)
    if (const int64_t *whole = std::get_if<int64_t>(&value))
      return (double)*whole;
  return std::get<T>(value);
}

/// The row of a number, or of a list of integers.
template <typename S, typename T, typename = std::enable_if_t<!std::is_enum_v<T> && !std::is_same_v<T, std::string>>>
Row<S> row(std::string name, T S::*field, Range range, std::string text, Terms terms = {}) {
  return {{std::move(name), Value(S{}.*field), range, {}, std::move(text), std::move(terms)}, [field](S &s, const Value &v) { s.*field = valueAs<T>(v); }};
}

/// The row of a text: one of the choices, or any where there are none.
template <typename S> Row<S> row(std::string name, std::string S::*field, std::vector<std::string> choices, std::string text, Terms terms = {}) {
  return {{std::move(name), Value(S{}.*field), {}, std::move(choices), std::move(text), std::move(terms)},
          [field](S &s, const Value &v) { s.*field = std::get<std::string>(v); }};
}

/// The row of an enum, whose values have these names.
template <typename S, typename E, typename = std::enable_if_t<std::is_enum_v<E>>>
Row<S> row(std::string name, E S::*field, Names<E> names, std::string text, Terms terms = {}) {
  std::vector<std::string> choices;
  std::string standard;
  for (const auto &[choice, value] : names) {
    choices.push_back(choice);
    if (value == S{}.*field)
      standard = choice;
  }
  auto put = [field, names](S &s, const Value &v) {
    for (const auto &[choice, value] : names)
      if (std::get<std::string>(v) == choice)
        s.*field = value;
  };
  return {{std::move(name), Value(standard), {}, std::move(choices), std::move(text), std::move(terms)}, put};
}

/// Puts the values into the fields; a key that is not among them keeps its field.
template <typename S> void fill(S &s, const Rows<S> &rows, const Values &values) {
  for (const Row<S> &r : rows)
    if (auto it = values.find(r.name); it != values.end())
      r.put(s, it->second);
}

template <typename S> std::vector<Option> optionsOf(const Rows<S> &rows) { return {rows.begin(), rows.end()}; }

/// An S from the values of a section.
template <typename S> S filled(const Rows<S> &rows, const Values &values) {
  S s;
  fill(s, rows, values);
  return s;
}

/// For things that have no options of their own.
struct NoOptions {};

} // namespace mf::opt
