#include "training/Generation.h"
#include "training/Sampling.h"
#include "training/UserError.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mf {
namespace {

template <typename T> void checkRange(const char *option, const std::optional<T> &value, bool holds, const char *expected) {
  if (value && !holds)
    throw UserError(fmt::format("{}: expected {}, got {}", option, expected, *value));
}

const mf_array_desc *find(const mf_array_desc *arrays, int32_t count, const std::string &name) {
  for (int32_t i = 0; i < count; ++i)
    if (arrays[i].name == name)
      return &arrays[i];
  return nullptr;
}

std::string gotOf(const mf_array_desc *array) { return array ? typeOf(*array) : "none"; }

bool fills(const std::string &argument) {
  static const char *const filled[] = {"token", "count", "temperature", "top_k", "top_p", "min_p", "seed"};
  return std::find(std::begin(filled), std::end(filled), argument) != std::end(filled);
}

} // namespace

void checkSettings(const GenerateOptions &o) {
  checkRange("--temperature", o.temperature, o.temperature >= 0 && std::isfinite(o.temperature.value_or(0)), "a number of at least 0 (0: the likeliest token)");
  checkRange("--top-k", o.topK, o.topK >= 0, "a number of at least 0 (0: all tokens)");
  checkRange("--top-p", o.topP, o.topP > 0 && o.topP <= 1, "a number above 0 and at most 1 (1: all tokens)");
  checkRange("--min-p", o.minP, o.minP >= 0 && o.minP <= 1, "a number from 0 to 1 (0: all tokens)");
}

/// The program, which has an entry `next`.
static LoadedProgram &withNext(const std::string &who, LoadedProgram &program) {
  if (!program.has("next"))
    throw UserError(fmt::format("{}: it has no entry 'next' that makes a token from the one before (docs/howto/generate.md); its entries are: {}", who,
                                fmt::join(program.entries(), ", ")));
  return program;
}

Generator::Generator(std::string name, LoadedProgram &program, const GenerateOptions &options)
    : who(std::move(name)), program(program), next(withNext(who, program), "next") {
  checkSettings(options);
  const mf_entry_desc &entry = next.info;
  const mf_array_desc *in = find(entry.arguments, entry.num_arguments, "token"), *out = find(entry.results, entry.num_results, "token");
  for (const mf_array_desc *token : {in, out})
    if (!token || token->dtype != MF_I32 || token->rank != 1 || token->shape[0] < 1 || token->bytes != in->bytes)
      throw UserError(who + ": next: expected an argument and a result 'token' of i32 [rows], got " + gotOf(in) + " and " + gotOf(out));
  batch = in->shape[0];
  if (const mf_array_desc *x = find(entry.results, entry.num_results, "x")) {
    if (x->dtype != MF_F32 || x->rank < 1 || x->shape[0] != batch)
      throw UserError(who + ": next: expected a result 'x' of f32 [" + std::to_string(batch) + ", ...], which is sound, got " + typeOf(*x));
    sound = x->bytes / 4 / batch;
  }
  set(next, options);
  if (options.atOnce == 1 || !program.has("generate"))
    return;
  many.emplace(program, "generate");
  const Array *tokens = many->result("tokens"), *count = many->argument("count"), *x = many->result("x");
  if (!tokens || tokens->dtype != MF_I32 || tokens->shape.size() != 2 || tokens->shape[1] != batch || tokens->shape[0] < 1 || !many->argument("token") ||
      !count || count->dtype != MF_I32 || (sound && (!x || x->dtype != MF_F32 || x->size() != tokens->size() * sound)))
    throw UserError(who + ": generate: expected the arguments of next, 'count' i32 [], and its results for as many steps as the result 'tokens' i32 [steps, " +
                    std::to_string(batch) + "] holds, got " + (tokens ? tokens->type() : "none"));
  most = options.atOnce ? std::min(options.atOnce, tokens->shape[0]) : tokens->shape[0];
  set(*many, options);
}

void Generator::set(Call &call, const GenerateOptions &o) const {
  auto scalar = [&](const char *name, const auto &value, double standard) {
    if (!call.setScalar(name, value ? double(*value) : standard) && value)
      throw UserError(who + ": " + call.info.name + ": it takes no '" + name + "'");
  };
  scalar("temperature", o.temperature, 1);
  scalar("top_k", o.topK, 0);
  scalar("top_p", o.topP, 1);
  scalar("min_p", o.minP, 0);
  call.setScalar("seed", o.seed);
  std::vector<std::string> given;
  for (const std::string &assignment : o.assign) {
    auto [name, array] = readArgument(call.info, assignment);
    checkBound("--arg " + assignment, name, array, program.bound(name));
    *call.argument(name) = std::move(array);
    given.push_back(name);
  }
  for (int32_t i = 0; i < call.info.num_arguments; ++i)
    if (const std::string name = call.info.arguments[i].name; !fills(name) && std::find(given.begin(), given.end(), name) == given.end())
      throw UserError(who + ": " + call.info.name + ": nobody fills its argument '" + name + "' " + typeOf(call.info.arguments[i]) + "; give it with --arg " + name + "=VALUE");
}

void Generator::feed(const int32_t *tokens) {
  std::copy(tokens, tokens + batch, next.argument("token")->as<int32_t>());
  next.run();
}

/// After a call of next that was to be one of `steps`.
void Generator::checkRoom(int64_t steps) {
  const Array *room = next.result("room");
  if (int64_t places = room ? int64_t(scalarOf(*room)) + 1 : steps; places < steps)
    throw UserError(fmt::format("{}: the cache of the program has place for {} tokens, got {}: those of the prompt, and what is made but for the last", who, places, steps));
}

void Generator::checkTokens(std::span<const int32_t> tokens) const {
  if (std::any_of(tokens.begin(), tokens.end(), [](int32_t token) { return token < 0; }))
    throw UserError(fmt::format("{}: no token follows after {} that were made: the logits hold NaN or nothing above -infinity, or the cache is full", who, made));
}

std::span<const float> Generator::soundOf(Call &call, int64_t steps) const {
  return sound ? std::span<const float>(call.result("x")->as<float>(), size_t(steps * batch * sound)) : std::span<const float>();
}

Made Generator::makeNext() {
  return {{next.result("token")->as<int32_t>(), size_t(batch)}, soundOf(next, 1)};
}

Made Generator::makeMany(int64_t count) {
  many->setScalar("count", double(count));
  many->run();
  return {{many->result("tokens")->as<int32_t>(), size_t(count * batch)}, soundOf(*many, count)};
}

void Generator::run(std::span<const int32_t> prompt, int64_t count, const std::function<bool(const Made &)> &take, const std::function<void()> &begun) {
  int64_t given = int64_t(prompt.size()) / batch;
  for (int64_t i = 0; i < given; ++i) {
    if (i == given - 1)
      begun();
    feed(prompt.data() + i * batch);
    if (i == 0)
      checkRoom(given + count - 1);
  }
  Made now = makeNext();
  while (true) {
    checkTokens(now.tokens);
    made += int64_t(now.tokens.size()) / batch;
    std::vector<int32_t> last(now.tokens.end() - batch, now.tokens.end());
    if (!take(now) || made >= count)
      return;
    if (many) {
      std::copy(last.begin(), last.end(), many->argument("token")->as<int32_t>());
      now = makeMany(std::min(most, count - made));
    } else {
      feed(last.data());
      now = makeNext();
    }
  }
}

} // namespace mf
