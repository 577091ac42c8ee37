// The entries `next` and `generate`: one step, written once.
#include "models/program/generation.h"
#include <set>

namespace mf {
namespace {

/// The entries of one program. What is built here has the line of generation_entries; `forward` has its own.
class Entries {
public:
  Entries(const GenerationOptions &o, const Forward &forward, Where where) : o(o), forward(forward), where(where) {}

  Results next(const Arguments &a) const {
    nn::Cache cache("cache", o.cache, where);
    Tensor token = step(cache, a["token"], a);
    return results("token", token, cache);
  }
  /// `count` steps; what each draws goes to its row of [most, B].
  Results generate(const Arguments &a) const {
    nn::Cache cache("cache", o.cache, where);
    Tensor count = trips(a);
    Tensors last = loop(count, first(a, cache), [&](const Tensor &i, const Tensors &now) {
      cache.carry(now);
      Tensor token = step(cache, now[now.size() - 2], a);
      return following(i, cache, token, now.back());
    }, {.most = o.most}, where);
    cache.carry(last);
    return results("tokens", last.back(), cache);
  }

private:
  /// The token that follows `token` [B], drawn by the key (seed, position).
  Tensor step(nn::Cache &cache, const Tensor &token, const Arguments &a) const {
    Tensor key = random_key({a["seed"], where}, {cache.length(), where});
    Tensor logits = forward(reshape({token, where}, {o.cache.batch, 1}), cache); // [B, 1, V]
    CallSite site(where);
    cache.advance();
    Tensor drawn = nn::categorical(reshape(logits, {o.cache.batch, logits.dim(-1)}), Rng::by_key(key), nn::sampling_options(a));
    return select(cache.fits(), drawn, nn::no_token);
  }
  Tensor trips(const Arguments &a) const { return minimum({a["count"], where}, o.most); }
  /// What the loop carries: the cache, the token before, all tokens.
  Tensors first(const Arguments &a, const nn::Cache &cache) const {
    Tensors init = cache.carried();
    init.push_back(a["token"]);
    init.push_back(full({o.most, o.cache.batch}, (double)nn::no_token, Dtype::i32, where));
    return init;
  }
  Tensors following(const Tensor &trip, const nn::Cache &cache, const Tensor &token, const Tensor &tokens) const {
    CallSite site(where);
    Tensor start = concatenate({reshape(trip, {1}), full({1}, 0, Dtype::i32)}, 0);
    Tensors next = cache.carried();
    next.push_back(token);
    next.push_back(dynamic_update_slice(tokens, reshape(token, {1, o.cache.batch}), start));
    return next;
  }
  Results results(const char *name, const Tensor &tokens, const nn::Cache &cache) const {
    CallSite site(where);
    cache.store();
    Results results{{name, tokens}, {"length", cache.length()}};
    if (Tensor room = cache.room(); room.defined())
      results.push_back({"room", room});
    return results;
  }

  const GenerationOptions &o;
  const Forward &forward;
  Where where;
};

} // namespace

void generation_entries(Program &program, const GenerationOptions &o, const Forward &forward, Where where) {
  Entries entries(o, forward, where);
  std::vector<Argument> arguments = nn::sampling_arguments();
  arguments.insert(arguments.begin(), {"token", {o.cache.batch}, Dtype::i32});
  arguments.push_back({"seed", {}, Dtype::i32});
  program.entry("next", arguments, [&](const Arguments &a) { return entries.next(a); }, where);
  arguments.insert(arguments.begin() + 1, {"count", {}, Dtype::i32});
  program.entry("generate", arguments, [&](const Arguments &a) { return entries.generate(a); }, where);
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
  program.set("alphabet", json(characters), where);
  return (int64_t)seen.size();
}

std::string printable_ascii() {
  std::string all = "\n";
  for (char c = ' '; c <= '~'; ++c)
    all += c;
  return all;
}

} // namespace mf
