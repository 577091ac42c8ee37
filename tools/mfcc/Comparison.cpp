//===- Comparison.cpp - an entry beside the meaning of its ops ---------------------------------------===//
#include "tools/mfcc/Comparison.h"
#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/data/Random.h"
#include "training/io/Convert.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mf::tool {

using compiler::Numbers;

namespace {
constexpr double kMostFlops = 1e9; // of an entry: the evaluator takes a minute for about as many

const Array *find(const NamedArrays &arrays, const std::string &name) {
  auto at = std::find_if(arrays.begin(), arrays.end(), [&](const auto &a) { return a.first == name; });
  return at == arrays.end() ? nullptr : &at->second;
}

/// Arguments by name from the file, the others drawn: numbers in [-1, 1), small whole ones, `nfe` 2.
void fill(const VerifyOptions &o, Call &call) {
  NamedArrays given = o.in.empty() ? NamedArrays() : readNpz(o.in);
  for (int32_t i = 0; i < call.info.num_arguments; ++i) {
    const mf_array_desc &argument = call.info.arguments[i];
    Array &array = call.arguments[size_t(i)];
    if (const Array *found = find(given, argument.name)) {
      array = fitted(o.in + ": '" + argument.name + "'", *found, argument);
      continue;
    }
    bool whole = argument.dtype == MF_I32 || argument.dtype == MF_I64;
    for (int64_t k = 0; k < array.size(); ++k) {
      uint64_t bits = mix64(uint64_t(o.seed), uint64_t(i), uint64_t(k));
      setNumber(array, k, argument.dtype == MF_I1 ? double(bits & 1) : whole ? double(bits % 4) : double(bits >> 11) * 0x1p-52 - 1);
    }
    if (argument.name == std::string("nfe") || argument.name == std::string("seed"))
      call.setScalar(argument.name, argument.name == std::string("nfe") ? 2 : o.seed);
  }
}

NamedArrays statesOf(const LoadedProgram &program) {
  NamedArrays states;
  for (int64_t i = 0; i < mf_state_count(program.get()); ++i) {
    Array state = Array::like(*mf_state_info(program.get(), i));
    mf_state_get(program.get(), i, state.data.data(), int64_t(state.data.size()));
    states.emplace_back(mf_state_info(program.get(), i)->name, std::move(state));
  }
  return states;
}

std::vector<Numbers> numbersOf(const NamedArrays &arrays) {
  std::vector<Numbers> numbers;
  for (const auto &[name, array] : arrays)
    numbers.push_back(mf::numbersOf(array));
  return numbers;
}

std::map<std::string, Numbers> numbersByName(const NamedArrays &arrays) {
  std::map<std::string, Numbers> numbers;
  for (const auto &[name, array] : arrays)
    numbers[name] = mf::numbersOf(array);
  return numbers;
}

/// How far two arrays are apart, as a share of the largest expected number; of integers the share of those that differ.
double distance(const Numbers &got, const Numbers &expected, bool whole) {
  double largest = 0, apart = 0, differ = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (std::isfinite(expected[i]))
      largest = std::max(largest, std::fabs(expected[i]));
    bool same = got[i] == expected[i] || (std::isnan(got[i]) && std::isnan(expected[i]));
    differ += !same;
    if (!same)
      apart = std::max(apart, std::isfinite(got[i]) && std::isfinite(expected[i]) ? std::fabs(got[i] - expected[i]) : INFINITY);
  }
  if (whole)
    return expected.empty() ? 0 : differ / double(expected.size());
  return apart == 0 ? 0 : apart / std::max(largest, 1e-30);
}

double flopsOf(const std::vector<compiler::EntryCost> &costs, const std::string &entry) {
  double flops = 0;
  for (const compiler::EntryCost &cost : costs)
    for (const compiler::LaunchCost &launch : cost.launches)
      flops += cost.name == entry ? double(launch.flops[0] + launch.flops[1] + launch.flops[2]) : 0;
  return flops;
}

/// Runs the call and evaluates the program; a difference for each result.
std::vector<ValueDifference> callAndCompare(Call &call, const compiler::Model &model, const std::string &entry, const NamedArrays &arguments, const NamedArrays &states) {
  call.run();
  std::vector<Numbers> in = numbersOf(arguments);
  std::map<std::string, Numbers> before = numbersByName(states);
  std::vector<Numbers> exact = meaningOf(model, entry, in, before, false), rounded = meaningOf(model, entry, in, before, true);
  std::vector<ValueDifference> values;
  for (size_t i = 0; i < call.results.size(); ++i) {
    const Array &got = call.results[i];
    std::string name = call.info.results[i].name;
    bool whole = got.dtype != MF_F32 && got.dtype != MF_F64 && got.dtype != MF_BF16;
    values.push_back({fmt::format("result '{}' {}", name, got.type()), name, distance(mf::numbersOf(got), exact[i], whole), distance(rounded[i], exact[i], whole)});
  }
  return values;
}
} // namespace

bool Comparison::isTooLarge() const { return flops > kMostFlops; }

Comparison compareEntry(const VerifyOptions &o, const compiler::Model &model, const std::string &entry) {
  Comparison c{traceOf(model, entry), entry};
  TemporaryFile artifact(".mfa");
  std::vector<compiler::EntryCost> costs;
  compileArtifact(c.trace.model, o.compile, artifact.path(), &costs);
  c.flops = flopsOf(costs, entry);
  if (c.isTooLarge())
    return c;
  LoadedProgram program(artifact.path(), o.threads);
  if (program.has("init")) {
    Call init(program, "init");
    init.setScalar("seed", o.seed);
    init.run();
  }
  if (!o.state.empty())
    program.loadState(o.state, true, entry);
  Call call(program, entry);
  fill(o, call);
  for (size_t i = 0; i < call.arguments.size(); ++i)
    c.arguments.emplace_back(call.info.arguments[i].name, call.arguments[i]);
  c.states = statesOf(program);
  c.values = callAndCompare(call, c.trace.model, entry, c.arguments, c.states);
  size_t own = call.results.size() - c.trace.values.size();
  for (size_t i = own; i < c.values.size(); ++i)
    c.values[i].what = placed(c.trace.values[i - own]) + " " + call.results[i].type();
  for (size_t i = 0; i < c.values.size(); ++i)
    c.results.emplace_back(c.values[i].result, std::move(call.results[i]));
  std::rotate(c.values.begin(), c.values.begin() + ptrdiff_t(own), c.values.end());
  return c;
}

std::vector<compiler::DerivativeCheck> compareDerivatives(const Comparison &c, const compiler::Model &model) {
  constexpr double most = 64, calls = 4; // of what is between, which is less than the entry, for each direction
  auto directions = int64_t(std::clamp(kMostFlops / calls / std::max(c.flops, 1.0), 1.0, most));
  return derivativesOf(model, c.entry, numbersOf(c.arguments), numbersByName(c.states), directions);
}

namespace {
/// Parts of an entry, tried one after the other.
class Shrinker {
public:
  Shrinker(const VerifyOptions &options, const Comparison &comparison, const ValueDifference &fault) : o(options), c(comparison), fault(fault) {
    size_t last = 0;
    while (last + 1 < c.trace.values.size() && c.trace.values[last].result != fault.result)
      ++last;
    for (size_t i = 0; i < last; ++i)
      before.push_back(c.trace.values[last - 1 - i].result); // the nearest first
  }

  std::optional<Piece> run() {
    size_t taken = 0;
    while (!fails({before.begin(), before.begin() + ptrdiff_t(taken)})) {
      if (taken == before.size())
        return std::nullopt;
      taken = std::min(before.size(), taken ? 2 * taken : 1);
    }
    std::vector<std::string> inside(before.begin(), before.begin() + ptrdiff_t(taken));
    for (size_t chunk = std::max<size_t>(inside.size() / 2, 1); !inside.empty() && chunk > 0; chunk /= 2)
      for (size_t at = 0; at < inside.size();) {
        std::vector<std::string> fewer = inside;
        fewer.erase(fewer.begin() + ptrdiff_t(at), fewer.begin() + ptrdiff_t(std::min(at + chunk, fewer.size())));
        if (fails(fewer))
          inside = std::move(fewer);
        else
          at += chunk;
      }
    best->values = inside.size() + 1;
    return std::move(best);
  }

private:
  const Array &numbersOf(const std::string &source) const {
    std::string kind = source.substr(0, source.find(' ')), name = source.substr(kind.size() + 1);
    return *find(kind == "argument" ? c.arguments : kind == "state" ? c.states : c.results, name);
  }

  /// Whether the value is wrong too where only these values are computed with it; then it is the best piece up to now.
  bool fails(std::vector<std::string> inside) {
    inside.push_back(fault.result);
    compiler::Part part = partOf(c.trace.model, c.entry, fault.result, inside);
    Piece piece{part.model, {}};
    for (const std::string &source : part.arguments)
      piece.arguments.emplace_back("v" + std::to_string(piece.arguments.size()), numbersOf(source));
    TemporaryFile artifact(".mfa");
    compileArtifact(piece.model, o.compile, artifact.path());
    LoadedProgram program(artifact.path(), o.threads);
    Call call(program, c.entry);
    for (size_t i = 0; i < call.arguments.size(); ++i)
      call.arguments[i] = piece.arguments[i].second;
    bool wrong = callAndCompare(call, piece.model, c.entry, piece.arguments, {})[0].isFault(o.tolerance);
    if (wrong)
      best = std::move(piece);
    return wrong;
  }

  const VerifyOptions &o;
  const Comparison &c;
  const ValueDifference &fault;
  std::vector<std::string> before;
  std::optional<Piece> best;
};
} // namespace

std::optional<Piece> shrink(const VerifyOptions &options, const Comparison &comparison, const ValueDifference &fault) {
  return Shrinker(options, comparison, fault).run();
}

} // namespace mf::tool
