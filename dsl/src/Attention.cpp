//===- Attention.cpp - attention of the DSL, composed of its ops -----------------------------------===//
// The form is one that the compiler recognises wherever it stands: product, anything elementwise, exponential of what is
// below the largest, product. The division comes last, so that nothing of size rows x keys is needed after the exponential.
#include "dsl/src/Graph.h"

#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mf;

namespace {

std::string text(const Tensor &t, Where where) { return mf::text(value(t, where)); }
std::string text(double x) { return llvm::formatv("{0}", x).str(); }

/// What the shapes of queries, keys and values say.
struct Sizes {
  int64_t batch, queries, keys, heads, keyHeads, features;
  int64_t group() const { return heads / keyHeads; }
  Shape scores() const { return {batch, heads, queries, keys}; }
};

Sizes checked(const Tensor &q, const Tensor &k, const Tensor &v, Where where) {
  std::string got = ", got " + text(q, where) + ", " + text(k, where) + " and " + text(v, where);
  auto expect = [&](bool holds, const std::string &what) {
    if (!holds)
      fail(where, "attention: expected " + what + got);
  };
  expect(q.dtype(where) == k.dtype(where) && k.dtype(where) == v.dtype(where), "queries, keys and values of one element type (convert() them)");
  expect(q.rank(where) == 4 && k.rank(where) == 4 && v.rank(where) == 4, "queries [batch, queries, heads, features], keys and values [batch, keys, heads, features]");
  Shape a = q.shape(where), b = k.shape(where);
  expect(b == v.shape(where), "keys and values of one shape");
  expect(a[0] == b[0], "queries and keys of one batch (axis 0)");
  expect(a[3] == b[3], "queries and keys of as many features (axis 3)");
  expect(b[1] > 0, "at least one key (axis 1)");
  expect(b[2] > 0 && a[2] > 0 && a[2] % b[2] == 0, "a number of query heads (axis 2) that is a multiple of that of keys");
  expect(a[3] >= 8 && a[3] <= 256, "heads of 8 to 256 features (axis 3)");
  return {a[0], a[1], b[1], a[2], b[2], a[3]};
}

/// Conditions or numbers for the scores, with four axes; refused where they do not broadcast to them.
Tensor broadcastable(const Tensor &t, const Sizes &sizes, const char *what, Where where) {
  Shape shape = t.shape(where), full = sizes.scores();
  if (shape.size() == 2)
    shape.insert(shape.begin(), {1, 1});
  bool fits = shape.size() == 4;
  for (size_t d = 0; fits && d < 4; ++d)
    fits = shape[d] == 1 || shape[d] == full[d];
  if (!fits)
    fail(where, std::string("attention: expected ") + what + " that broadcasts to " + mf::text(ArrayRef<int64_t>(full)) +
                    " (batch, heads, queries, keys; axes equal or 1, or the last two alone), got " + text(t, where));
  return reshape(Operand(t, where), shape);
}

/// x [b, h, t, s], each of the full size or 1, as the scores are laid out: [B, K, T, H / K, S], without the fourth axis where it is 1.
Tensor spread(const Tensor &x, const Sizes &sizes) {
  if (sizes.group() == 1)
    return broadcast_in_dim(x, sizes.scores(), {0, 1, 2, 3});
  Shape s = x.shape();
  Tensor grouped = s[1] == 1 ? reshape(x, {s[0], 1, 1, s[2], s[3]}) : reshape(x, {s[0], sizes.keyHeads, sizes.group(), s[2], s[3]});
  return broadcast_in_dim(transpose(grouped, {0, 1, 3, 2, 4}), {sizes.batch, sizes.keyHeads, sizes.queries, sizes.group(), sizes.keys}, {0, 1, 2, 3, 4});
}

/// A number of all examples or of each: i32 [1 or B, 1, 1, 1].
Tensor perExample(const Whole &x, const Sizes &sizes, const char *what, Where where) {
  if (!x.tensor.defined()) {
    if (x.number > std::numeric_limits<int32_t>::max() || x.number < std::numeric_limits<int32_t>::min())
      fail(where, std::string("attention: expected ") + what + " that i32 holds, got " + std::to_string(x.number));
    return full({1, 1, 1, 1}, (double)x.number, Dtype::i32, where);
  }
  Shape shape = x.tensor.shape(where);
  if (x.tensor.dtype(where) != Dtype::i32 || !(shape.empty() || shape == Shape{sizes.batch}))
    fail(where, std::string("attention: expected ") + what + " as a number, i32 [] or i32 [" + std::to_string(sizes.batch) + "], got " + text(x.tensor, where));
  return reshape(Operand(x.tensor, where), {shape.empty() ? 1 : sizes.batch, 1, 1, 1});
}

/// Numbers of places, i32 [n] or [B, n], along axis `axis` of four.
Tensor places(const Tensor &x, int64_t axis, int64_t count, int64_t batch, const std::string &what, Where where) {
  Shape shape = x.shape(where), all{1, 1, 1, 1};
  if (x.dtype(where) != Dtype::i32 || !(shape == Shape{count} || (shape.size() == 2 && shape[1] == count && (batch < 0 || shape[0] == batch))))
    fail(where, what + ": expected i32 [" + std::to_string(count) + "] or [" + (batch < 0 ? "batch" : std::to_string(batch)) + ", " + std::to_string(count) + "], got " + text(x, where));
  all[axis] = count;
  all[0] = shape.size() == 2 ? shape[0] : 1;
  return reshape(Operand(x, where), all);
}

struct Positions {
  Tensor query, key;
};
Positions positions(const AttentionOptions &o, const Sizes &sizes, Where where) {
  CallSite site(where);
  Tensor first = perExample(o.first, sizes, "the position of the first query", where);
  Tensor query = iota({1, 1, sizes.queries, 1}, 2, Dtype::i32);
  Tensor key = o.key_positions.defined() ? places(o.key_positions, 3, sizes.keys, sizes.batch, "attention: key_positions", where) : iota({1, 1, 1, sizes.keys}, 3, Dtype::i32);
  return {query + first, key};
}

/// Who sees whom, all in all: [b, h, t, s]; empty where everyone sees everyone. A mask's function has lines of its own.
Tensor visible(const AttentionOptions &o, const Sizes &sizes, Where where) {
  Mask mask = o.causal ? masks::causal() & o.mask : o.mask;
  Tensor sees;
  if (mask.defined()) {
    Positions at = positions(o, sizes, where);
    sees = broadcastable(mask.at(at.query, at.key, where), sizes, "a mask", where);
  }
  if (!o.length)
    return sees;
  CallSite site(where);
  Tensor length = perExample(*o.length, sizes, "the number of keys in use", where);
  Tensor used = iota({1, 1, 1, sizes.keys}, 3, Dtype::i32) < length;
  return sees.defined() ? sees && used : used;
}

void checkNumbers(const AttentionOptions &o, Where where) {
  if (o.scale && !std::isfinite(*o.scale))
    fail(where, "attention: expected a finite scale, got " + text(*o.scale));
  if (!(o.cap >= 0) || !std::isfinite(o.cap))
    fail(where, "attention: expected a cap of at least 0 (0: none), got " + text(o.cap));
  if (!(o.dropout >= 0 && o.dropout < 1))
    fail(where, "attention: expected dropout in [0, 1), got " + text(o.dropout));
  if (o.dropout > 0 && !o.rng)
    fail(where, "attention: dropout " + text(o.dropout) + " needs random numbers; give an rng: {.dropout = ..., .rng = step_rng()}");
}

/// Products of queries and keys with all that is elementwise, in f32 or f64: [B, K, T, H / K, S], without the fourth axis where it is 1.
Tensor scoresOf(const Tensor &q, const Tensor &k, const AttentionOptions &o, const Sizes &sizes, const Tensor &sees, Where where) {
  Tensor scaled = q * o.scale.value_or(1 / std::sqrt((double)sizes.features));
  Tensor scores = sizes.group() == 1 ? einsum("bthd,bshd->bhts", scaled, k)
                                     : einsum("btkgd,bskd->bktgs", reshape(scaled, {sizes.batch, sizes.queries, sizes.keyHeads, sizes.group(), sizes.features}), k);
  if (o.cap > 0)
    scores = o.cap * tanh(scores / o.cap);
  if (o.bias.defined()) {
    floating(Operand(o.bias, where), "attention: bias");
    scores = scores + spread(convert(broadcastable(o.bias, sizes, "a bias", where), scores.dtype()), sizes);
  }
  return sees.defined() ? select(spread(sees, sizes), scores, -std::numeric_limits<double>::infinity()) : scores;
}

/// What is in a condition's place, among four axes.
Tensor conditions(const Tensor &t, Where where) {
  if (t.dtype(where) != Dtype::i1)
    fail(where, "attention: expected a mask of conditions (i1, as comparisons give), got " + text(t, where));
  Shape shape = t.shape(where);
  if (shape.size() != 2 && shape.size() != 4)
    fail(where, "attention: expected a mask of four axes (batch, heads, queries, keys) or the last two, got " + text(t, where));
  return shape.size() == 2 ? reshape(Operand(t, where), {1, 1, shape[0], shape[1]}) : t;
}

/// Where the ids of query and key are the same, as conditions of four axes.
struct Ids {
  Tensor query, key;
};
Ids idsAt(const Tensor &queryIds, const Tensor &keyIds, const Tensor &query, const Tensor &key, const std::string &what, Where where) {
  return {places(queryIds, 2, query.dim(2), -1, what + " of the queries", where), places(keyIds, 3, key.dim(3), -1, what + " of the keys", where)};
}

} // namespace

namespace mf {

Mask Mask::from(Sees sees) {
  Mask mask;
  mask.sees = std::move(sees);
  return mask;
}
Tensor Mask::at(const Tensor &query, const Tensor &key, Where where) const {
  return sees ? conditions(sees(query, key, where), where) : full({1, 1, 1, 1}, 1, Dtype::i1, where);
}
/// What `join` makes of what both let see.
template <typename Join> static Mask joined(const Mask &a, const Mask &b, Join join) {
  return Mask::from([a, b, join](const Tensor &query, const Tensor &key, Where where) {
    Tensor x = a.at(query, key, where), y = b.at(query, key, where);
    CallSite site(where);
    return join(x, y);
  });
}
Mask operator&(const Mask &a, const Mask &b) {
  if (!a.defined() || !b.defined())
    return a.defined() ? a : b;
  return joined(a, b, [](const Tensor &x, const Tensor &y) { return x && y; });
}
Mask operator|(const Mask &a, const Mask &b) {
  return a.defined() && b.defined() ? joined(a, b, [](const Tensor &x, const Tensor &y) { return x || y; }) : Mask();
}
Mask operator!(const Mask &a) {
  return joined(a, {}, [](const Tensor &x, const Tensor &all) { return x ^ all; });
}

Mask masks::causal() {
  return Mask::from([](const Tensor &query, const Tensor &key, Where where) {
    CallSite site(where);
    return key <= query;
  });
}
Mask masks::band(int64_t before, int64_t after, Where where) {
  if (before < 0 || after < 0)
    fail(where, "masks::band: expected numbers of at least 0, got " + std::to_string(before) + " before and " + std::to_string(after) + " after");
  return Mask([=](Tensor query, Tensor key) {
    CallSite site(where);
    Tensor notTooEarly = key >= query - before;
    return notTooEarly && key <= query + after;
  });
}
Mask masks::same_document(const Tensor &queryIds, const Tensor &keyIds, Where where) {
  return Mask([=](Tensor query, Tensor key) {
    CallSite site(where);
    auto [q, k] = idsAt(queryIds, keyIds, query, key, "masks::same_document: ids", where);
    return q == k;
  });
}
Mask masks::same_document(const Tensor &ids, Where where) { return same_document(ids, ids, where); }
Mask masks::block_causal(const Tensor &querySpans, const Tensor &keySpans, Where where) {
  return Mask([=](Tensor query, Tensor key) {
    CallSite site(where);
    auto [q, k] = idsAt(querySpans, keySpans, query, key, "masks::block_causal: spans", where);
    Tensor same = q == k, before = key <= query;
    return before || (same && q != 0);
  });
}
Mask masks::block_causal(const Tensor &spans, Where where) { return block_causal(spans, spans, where); }

Tensor attention(Operand queries, Operand keys, Operand values, const AttentionOptions &o) {
  Where where = queries.where;
  for (const Operand *x : {&queries, &keys, &values})
    floating(*x, "attention");
  Tensor q = *queries.tensor, k = *keys.tensor, v = *values.tensor;
  Sizes sizes = checked(q, k, v, where);
  checkNumbers(o, where);
  Tensor sees = visible(o, sizes, where);
  CallSite site(where);
  Tensor scores = scoresOf(q, k, o, sizes, sees, where);
  // of a row without keys the largest is -inf: subtracting a finite number gives exp(-inf) = 0 instead of NaN
  Tensor top = maximum(stop_gradient(reduce_max(scores, {-1})), -(double)std::numeric_limits<float>::max());
  Tensor e = exp(scores - top), total = sum(e, {-1});
  if (o.dropout > 0) {
    Rng rng = *o.rng;
    Tensor kept = rng.uniform(scores.shape()) >= o.dropout;
    e = select(kept, e * (1 / (1 - o.dropout)), 0.0);
  }
  Tensor weights = convert(e, v.dtype());
  Tensor sums = sizes.group() == 1 ? einsum("bhts,bshd->bhtd", weights, v) : einsum("bktgs,bskd->bktgd", weights, v);
  Tensor mean = sums / select(total == 0.0, 1.0, total);
  Tensor y = sizes.group() == 1 ? transpose(mean, {0, 2, 1, 3}) : reshape(transpose(mean, {0, 2, 1, 3, 4}), {sizes.batch, sizes.queries, sizes.heads, sizes.features});
  return convert(y, q.dtype());
}

} // namespace mf
