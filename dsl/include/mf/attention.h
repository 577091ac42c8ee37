// mf/attention.h: attention over heads, and who sees whom. A part of mf/mf.h, which includes it.
//
//   Tensor y = attention(q, k, v, {.mask = masks::causal() & masks::same_document(ids)});
//
// How to use it: docs/howto/attention.md.
#pragma once
#include "mf/mf.h"
#include <optional>

namespace mf {

/// What a mask can be a function of: i32 positions of the queries [1 or B, 1, T, 1] and of the keys [1 or B, 1, 1, S],
/// which give conditions: `[](Tensor query, Tensor key) { return key <= query; }`.
template <typename F> concept MaskFunction = std::is_invocable_r_v<Tensor, F &, Tensor, Tensor>;

/// Which query sees which key: conditions, true where it does. A Mask() without anything hides nothing.
class Mask {
public:
  Mask() = default;
  /// Conditions i1 that broadcast to [B, H, T, S]: four axes, each of the full size or 1; or [T, S].
  Mask(const Tensor &sees) : sees([sees](const Tensor &, const Tensor &, Where) { return sees; }) {}
  /// A function of positions. It is called while attention() is built, and nothing of size T x S is stored.
  template <MaskFunction F>
    requires(!std::convertible_to<F, Tensor> && !std::same_as<std::decay_t<F>, Mask>)
  Mask(F f) : sees([f](const Tensor &query, const Tensor &key, Where) mutable -> Tensor { return f(query, key); }) {}
  /// For library functions: the function is also told the line of attention().
  using Sees = std::function<Tensor(const Tensor &query, const Tensor &key, Where where)>;
  static Mask from(Sees sees);
  /// Whether it hides anything.
  bool defined() const { return (bool)sees; }
  /// The conditions for these positions, of four axes; an error of attention at `where` if they are none.
  Tensor at(const Tensor &query, const Tensor &key, Where where = Where::current()) const;

private:
  Sees sees;
};
/// A query sees what both let it see; what one of them lets it see; what the mask hides.
Mask operator&(const Mask &a, const Mask &b);
Mask operator|(const Mask &a, const Mask &b);
Mask operator!(const Mask &a);

/// Masks that are made of comparisons of positions. "Position" is that of AttentionOptions: of query i `first + i`, of key j `j`.
namespace masks {
/// A query sees keys at its own position and before it.
Mask causal();
/// A query at position p sees keys at p - before .. p + after (a sliding window of n keys: band(n - 1, 0)).
Mask band(int64_t before, int64_t after = 0, Where where = Where::current());
/// A query sees keys of its own document, whether before or behind it. ids: i32 [S] or [B, S], one a place of the sequence.
Mask same_document(const Tensor &ids, Where where = Where::current());
/// The same where queries and keys are not the same places (a cache): query_ids [T] or [B, T], key_ids [S] or [B, S].
Mask same_document(const Tensor &query_ids, const Tensor &key_ids, Where where = Where::current());
/// Text and spans of a continuous modality in one sequence (Zhou et al., Transfusion, arXiv 2408.11039): every place sees what is at its
/// position and before it, and a place of a span also sees all of its own span. spans: i32 [S] or [B, S], 0 for text, another
/// number for each span of the sequence (1, 2, ...).
Mask block_causal(const Tensor &spans, Where where = Where::current());
/// The same where queries and keys are not the same places: query_spans [T] or [B, T], key_spans [S] or [B, S].
Mask block_causal(const Tensor &query_spans, const Tensor &key_spans, Where where = Where::current());
} // namespace masks

/// A whole number that is known now, or an i32 tensor that is known at run time.
struct Whole {
  Tensor tensor = {};
  int64_t number = 0;
  template <std::integral T> Whole(T number) : number((int64_t)number) {}
  Whole(const Tensor &tensor) : tensor(tensor) {}
};

struct AttentionOptions {
  Mask mask = {};                       ///< who sees whom; a query that sees no key gets zeros, with a derivative of zero
  bool causal = false;                  ///< besides: keys at the query's own position and before it
  Whole first = 0;                      ///< the position of the first query, where keys come from a cache: a number, or i32 [] or [B]
  std::optional<Whole> length = {};     ///< keys in use, the others are hidden: a number, or i32 [] or [B]
  Tensor key_positions = {};            ///< i32 [S] or [B, S]: the keys' positions (a ring); absent: 0, 1, ...
  Tensor bias = {};                     ///< added to the scores: [B, H, T, S] with axes of the full size or 1, or [T, S]
  std::optional<double> scale = {};     ///< of the products of queries and keys; absent: 1 / sqrt(D)
  double cap = 0;                       ///< above 0: scores become cap tanh(scores / cap) before bias and mask
  double dropout = 0;                   ///< the share of weights that are dropped, in [0, 1); the others grow by 1 / (1 - dropout)
  std::optional<Rng> rng = {};          ///< draws what is dropped
};

/// Scaled dot-product attention (Vaswani et al., arXiv 1706.03762) of heads: q [B, T, H, D], k and v [B, S, K, D] -> [B, T, H, D].
/// K divides H: H / K queries share a head of keys (Ainslie et al., arXiv 2305.13245), query head h that of number h / (H / K).
/// The softmax is in f32, in f64 where q is. A query that sees no key gives zeros, and zero is its derivative of any order.
/// All derivatives are those of the formula, by the compiler's ordinary rules. Errors: shapes and types that do not fit, D outside 8 .. 256.
Tensor attention(Operand q, Operand k, Operand v, const AttentionOptions &options = {});

} // namespace mf
