// Categorical draws: the tokens in falling order of their logits, so that what is kept is always the first few.
#include "models/layers/sampling.h"
#include <limits>

namespace mf::nn {

std::vector<Argument> sampling_arguments() {
  return {{"temperature", {}}, {"top_k", {}, Dtype::i32}, {"top_p", {}}, {"min_p", {}}};
}
SamplingOptions sampling_options(const Arguments &a) { return {a["temperature"], a["top_k"], a["top_p"], a["min_p"]}; }

/// Element place[b] of row b.
static Tensor pick(const Tensor &rows, const Tensor &place) {
  return reshape(gather(rows, reshape(place, {place.dim(0), 1}), 1, 1), {place.dim(0)});
}

/// Which of the tokens may be drawn: weight [B, V] falls from 1.
static Tensor kept_of(const Tensor &weight, const SamplingOptions &o) {
  Tensor place = iota(weight.shape(), 1, Dtype::i32), first = place == 0, kept = weight > 0.0;
  if (o.top_k.defined())
    kept = kept && (place < o.top_k || o.top_k <= 0);
  if (o.top_p.defined()) {
    Tensor p = convert(o.top_p, weight.dtype()), mass = select(kept, weight, 0.0);
    Tensor before = pad(cumsum(mass, 1), {0, 1}, {0, -1}); // what the likelier ones have together
    kept = kept && (before < p * sum(mass, {1}, true) || p >= 1.0 || first);
  }
  if (o.min_p.defined())
    kept = kept && (weight >= convert(o.min_p, weight.dtype()) || first);
  return kept;
}

Tensor categorical(const Tensor &logits, Rng rng, const SamplingOptions &o, Where where) {
  CallSite site(where);
  if (logits.rank() != 2)
    throw Error(std::string(where.file) + ":" + std::to_string(where.line) + ": error: categorical: expected logits of floating point [batch, tokens], got rank " +
                std::to_string(logits.rank()));
  int64_t rows = logits.dim(0), size = logits.dim(1);
  Tensor x = logits.dtype() == Dtype::bf16 ? convert(logits, Dtype::f32) : logits;
  auto [rising, from] = sort(-x);                    // of equal ones the lower index first; NaN last
  Tensor least = slice(rising, 1, 0, 1), gap = rising - least;
  Tensor hot = o.temperature.defined() ? o.temperature > 0.0 : Tensor();
  if (hot.defined())
    gap = gap / convert(select(hot, o.temperature, 1.0), x.dtype());
  Tensor equal = rising == least, below = exp(-gap);
  Tensor weight = select(equal, 1.0, below); // [B, V], falling from 1; equal infinities count as equals
  Tensor kept = kept_of(weight, o);
  Tensor upto = cumsum(select(kept, weight, 0.0), 1), total = slice(upto, 1, size - 1, size);
  Tensor u = convert(rng.uniform({rows, 1}), x.dtype());
  Tensor drawn = sum(convert(upto <= u * total, Dtype::i32), {1});
  drawn = minimum(drawn, sum(convert(kept, Dtype::i32), {1}) - 1); // where u * total is rounded up to the total
  if (hot.defined())
    drawn = select(hot, drawn, 0);
  Tensor meaningless = any(x != x, {1}) || reshape(least, {rows}) == std::numeric_limits<double>::infinity();
  return select(meaningless, no_token, pick(from, drawn));
}

} // namespace mf::nn
