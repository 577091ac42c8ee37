// The entries `next` and `generate`: one step, written once.
#include "models/program/generation.h"
#include <set>

namespace mf {
namespace {

/// One step: the token that follows `token` [B], drawn by the position that it takes.
Tensor step(const Forward &forward, nn::Cache &cache, const Tensor &token, const Arguments &a) {
  int64_t rows = token.dim(0);
  Tensor key = random_key(a["seed"], cache.length());
  Tensor logits = forward(reshape(token, {rows, 1}), cache); // [B, 1, V]
  cache.advance();
  Tensor drawn = nn::categorical(reshape(logits, {rows, logits.dim(-1)}), Rng::by_key(key), nn::sampling_options(a));
  return select(cache.fits(), drawn, nn::no_token);
}

Results results_of(const char *name, const Tensor &tokens, const nn::Cache &cache) {
  cache.store();
  Results results{{name, tokens}, {"length", cache.length()}};
  if (cache.room().defined())
    results.push_back({"room", cache.room()});
  return results;
}

/// `count` steps; what each draws goes to its row of [most, B].
Results steps(const GenerationOptions &o, const Forward &forward, const Arguments &a) {
  nn::Cache cache("cache", o.cache);
  Tensors init = cache.carried();
  init.push_back(a["token"]);
  init.push_back(full({o.most, o.cache.batch}, (double)nn::no_token, Dtype::i32));
  Tensors last = loop(minimum(a["count"], o.most), init, [&](const Tensor &i, Tensors now) {
    cache.carry(now);
    Tensor token = step(forward, cache, now[now.size() - 2], a);
    Tensor start = concatenate({reshape(i, {1}), full({1}, 0, Dtype::i32)}, 0);
    Tensor tokens = dynamic_update_slice(now.back(), reshape(token, {1, o.cache.batch}), start);
    Tensors next = cache.carried();
    next.push_back(token);
    next.push_back(tokens);
    return next;
  }, {.most = o.most});
  cache.carry(last);
  return results_of("tokens", last.back(), cache);
}

} // namespace

void generation_entries(Program &program, const GenerationOptions &o, const Forward &forward, Where where) {
  CallSite site(where);
  std::vector<Argument> arguments = nn::sampling_arguments();
  arguments.insert(arguments.begin(), {"token", {o.cache.batch}, Dtype::i32});
  arguments.push_back({"seed", {}, Dtype::i32});
  program.entry("next", arguments, [&](const Arguments &a) -> Results {
    nn::Cache cache("cache", o.cache);
    Tensor token = step(forward, cache, a["token"], a);
    return results_of("token", token, cache);
  }, where);
  arguments.insert(arguments.begin() + 1, {"count", {}, Dtype::i32});
  program.entry("generate", arguments, [&](const Arguments &a) -> Results { return steps(o, forward, a); }, where);
}

//===-- alphabets -------------------------------------------------------------------------------===//

/// The characters of a UTF-8 text; one that is none is left out.
static std::vector<std::string> characters_of(const std::string &text) {
  std::vector<std::string> list;
  for (unsigned char c : text) {
    if ((c & 0xc0) != 0x80 || list.empty())
      list.emplace_back();
    list.back() += (char)c;
  }
  return list;
}

/// A JSON string; what is not ASCII stands as it is.
static std::string json(const std::string &text) {
  std::string quoted = "\"";
  for (unsigned char c : text) {
    static const char digits[] = "0123456789abcdef";
    if (c < ' ' || c == 127)
      quoted += std::string("\\u00") + digits[c >> 4] + digits[c & 15];
    else
      quoted += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, (char)c);
  }
  return quoted + "\"";
}

int64_t set_alphabet(Program &program, const std::string &characters, Where where) {
  std::set<std::string> seen;
  for (const std::string &c : characters_of(characters))
    if (!seen.insert(c).second)
      throw Error(std::string(where.file) + ":" + std::to_string(where.line) + ": error: alphabet: expected every character once, got '" + c + "' twice");
  if (seen.empty())
    throw Error(std::string(where.file) + ":" + std::to_string(where.line) + ": error: alphabet: expected at least one character, got none");
  program.set("alphabet", json(characters));
  return (int64_t)seen.size();
}

std::string printable_ascii() {
  std::string all = "\n";
  for (char c = ' '; c <= '~'; ++c)
    all += c;
  return all;
}

} // namespace mf
