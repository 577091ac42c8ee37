// generation.h: the entries by which `mfcc generate` makes one token after the other. docs/howto/generate.md.
#pragma once
#include "models/layers/cache.h"
#include "models/layers/sampling.h"

namespace mf {

/// A network that goes on where the cache ends: tokens i32 [B, T] -> logits [B, T, V]. It calls Cache::attend in every layer; advance() is
/// called for it.
using Forward = std::function<Tensor(const Tensor &tokens, nn::Cache &cache)>;

struct GenerationOptions {
  nn::CacheOptions cache;
  int64_t most = 64; ///< tokens of one call of the entry `generate`
};

/// Adds two entries, with the cache `cache` as session state:
///   next(token i32 [B], temperature, top_k, top_p, min_p, seed) -> token i32 [B], length i32 [], room i32 []
///     appends the token and draws the one that follows it, by the key (seed, position);
///   generate(token, count i32 [], ...) -> tokens i32 [most, B], length, room
///     does so `count` times, each time with the token that came before: the same tokens as by calls of `next`; rows behind
///     `count` are no_token.
/// room, how many tokens the cache still takes, is not there for a ring. A token that finds the cache full gets no_token.
/// Throws mf::Error where `forward` does.
void generation_entries(Program &program, const GenerationOptions &o, const Forward &forward, Where where = Where::current());

/// Says that token i stands for the i-th character of a UTF-8 text, in which none comes twice; the data set `text` and `mfcc generate`
/// number characters so. Throws mf::Error where the text is none. Returns how many there are.
int64_t set_alphabet(Program &program, const std::string &characters, Where where = Where::current());
/// The line break and what ASCII prints: 96 characters.
std::string printable_ascii();

} // namespace mf
