#include "training/Weights.h"
#include "options/Nearest.h"
#include "training/UserError.h"
#include "training/io/Convert.h"
#include "training/io/Safetensors.h"
#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

namespace mf {
namespace {

/// What `*` of the pattern is in the name; nothing where the name does not fit. A pattern without `*` fits itself alone.
std::optional<std::string> starOf(const std::string &pattern, const std::string &name) {
  size_t star = pattern.find('*');
  if (star == std::string::npos)
    return pattern == name ? std::optional<std::string>("") : std::nullopt;
  std::string before = pattern.substr(0, star), after = pattern.substr(star + 1);
  if (name.size() < before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after))
    return std::nullopt;
  return name.substr(before.size(), name.size() - before.size() - after.size());
}

struct Rule {
  std::string text, from, to;
  bool turned = false, used = false;
};

Rule parseRule(const std::string &text) {
  size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    throw UserError("--map " + text + ": expected old=new, as fc.weight=net.fc.weight^T");
  Rule rule{text, text.substr(0, equals), text.substr(equals + 1)};
  if (rule.to.ends_with("^T")) {
    rule.turned = true;
    rule.to.resize(rule.to.size() - 2);
  }
  auto stars = [](const std::string &pattern) { return std::count(pattern.begin(), pattern.end(), '*'); };
  if (stars(rule.from) > 1 || stars(rule.to) > stars(rule.from))
    throw UserError("--map " + text + ": expected at most one * on the left, and on the right only where the left has it");
  return rule;
}

/// A tensor of the file and the way it takes.
struct Source {
  std::string name;
  bool turned = false;
};

/// The program's names for the tensors of the file.
std::map<std::string, Source> renamed(const SafetensorsFile &tensors, const std::string &file, const std::vector<std::string> &map) {
  std::vector<Rule> rules;
  for (const std::string &text : map)
    rules.push_back(parseRule(text));
  std::map<std::string, Source> sources;
  for (const std::string &name : tensors.names()) {
    std::string to = name;
    bool turned = false;
    for (Rule &rule : rules)
      if (auto star = starOf(rule.from, name)) {
        rule.used = true;
        size_t at = rule.to.find('*');
        to = at == std::string::npos ? rule.to : rule.to.substr(0, at) + *star + rule.to.substr(at + 1);
        turned = rule.turned;
        break;
      }
    if (auto [first, fresh] = sources.emplace(to, Source{name, turned}); !fresh)
      throw UserError(file + ": '" + first->second.name + "' and '" + name + "' both become '" + to + "'");
  }
  for (const Rule &rule : rules)
    if (!rule.used)
      throw UserError("--map " + rule.text + ": " + file + " has no '" + rule.from + "'; the nearest is '" + opt::nearest(rule.from, tensors.names()) + "'");
  return sources;
}

/// [out, in, spatial...] as [spatial..., in, out].
Array turned(const Array &from) {
  size_t rank = from.shape.size(), bytes = size_t(mf_dtype_bytes(from.dtype));
  std::vector<size_t> axes;
  for (size_t d = 2; d < rank; ++d)
    axes.push_back(d);
  axes.insert(axes.end(), {1, 0});
  std::vector<int64_t> stride(rank, 1), at(rank, 0);
  for (size_t d = rank - 1; d-- > 0;)
    stride[d] = stride[d + 1] * from.shape[d + 1];
  Array to{from.dtype, {}, std::vector<std::byte>(from.data.size())};
  for (size_t axis : axes)
    to.shape.push_back(from.shape[axis]);
  for (int64_t i = 0; i < from.size(); ++i) {
    int64_t rest = i, place = 0;
    for (size_t d = rank; d-- > 0; rest /= to.shape[d])
      place += rest % to.shape[d] * stride[axes[d]];
    std::memcpy(&to.data[size_t(i) * bytes], &from.data[size_t(place) * bytes], bytes);
  }
  return to;
}

Array take(const SafetensorsFile &tensors, const std::string &file, const Source &source, const mf_array_desc &state) {
  Array array = tensors.read(source.name);
  std::vector<int64_t> wanted(state.shape, state.shape + state.rank);
  std::string who = file + ": '" + source.name + "'" + (source.name == state.name ? "" : " for '" + std::string(state.name) + "'");
  if (source.turned && array.shape.size() < 2)
    throw UserError(who + ": ^T is for tensors [out, in, ...], got " + array.type());
  if (source.turned)
    array = turned(array);
  bool other = array.shape != wanted && array.shape.size() > 1 && !source.turned && turned(array).shape == wanted;
  if (other)
    throw UserError(who + ": expected " + typeOf(state) + ", got " + array.type() + ": it is the other way round; take it with --map " + source.name + "=" + state.name + "^T");
  return fitted(who, array, state);
}

std::string listOf(const std::vector<std::string> &names) {
  std::string text;
  for (size_t i = 0; i < std::min<size_t>(names.size(), 8); ++i)
    text += (i ? ", " : "") + names[i];
  return names.size() > 8 ? text + " and " + std::to_string(names.size() - 8) + " more" : text;
}

} // namespace

Weights::Weights(const LoadedProgram &program, const WeightsOptions &o) : file(o.file) {
  SafetensorsFile tensors(o.file);
  std::map<std::string, Source> sources = renamed(tensors, o.file, o.map);
  std::vector<bool> used(o.only.size());
  auto wanted = [&](const std::string &name) {
    bool fits = o.only.empty();
    for (size_t i = 0; i < o.only.size(); ++i)
      if (starOf(o.only[i], name))
        fits = used[i] = true;
    return fits;
  };
  std::vector<std::string> names;
  for (int64_t i = 0; i < mf_state_count(program.get()); ++i) {
    const mf_array_desc &state = *mf_state_info(program.get(), i);
    if (state.role != std::string("parameter"))
      continue;
    names.push_back(state.name);
    auto source = sources.find(state.name);
    bool fits = wanted(state.name);
    if (!fits || source == sources.end()) {
      left.push_back(state.name);
      continue;
    }
    values.emplace_back(i, take(tensors, o.file, source->second, state));
    if (int64_t average = mf_state_find(program.get(), ("ema." + std::string(state.name)).c_str()); average >= 0)
      values.emplace_back(average, fitted(file, values.back().second, *mf_state_info(program.get(), average)));
    sources.erase(source);
    ++taken;
  }
  parameters = names.size();
  for (size_t i = 0; i < used.size(); ++i)
    if (!used[i])
      throw UserError("--only " + o.only[i] + ": the program has no such parameter; the nearest is '" + opt::nearest(o.only[i], names) + "'");
  for (const auto &[name, source] : sources)
    unused.push_back(source.name);
  if (!taken)
    throw UserError(o.file + ": none of its tensors is a parameter of the program; it has " + listOf(unused) + "; the program has " + listOf(names) + "; name them with --map old=new");
}

void Weights::apply(LoadedProgram &program) const {
  for (const auto &[state, array] : values)
    mf_state_set(program.get(), state, array.data.data(), int64_t(array.data.size()));
}

std::string Weights::summary() const {
  std::string text = file + ": " + std::to_string(taken) + " of " + std::to_string(parameters) + " parameters";
  if (!left.empty())
    text += "; as init makes them: " + listOf(left);
  return text + (unused.empty() ? "" : "; not used: " + listOf(unused));
}

} // namespace mf
