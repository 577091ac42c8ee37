// sampling.h: from the logits of a model to a token.
#pragma once
#include "mf/mf.h"

namespace mf::nn {

/// What a categorical draw may choose from. Every one is a scalar known at run time, so that one artifact serves all; an empty
/// Tensor leaves its step out. They hold in this order: temperature, top_k, top_p, min_p.
struct SamplingOptions {
  Tensor temperature; ///< the logits are divided by it; 0 and below: the largest logit, always
  Tensor top_k;       ///< i32: no token but the k likeliest; 0 and below: all. Fan et al., arXiv 1805.04833
  Tensor top_p;       ///< the likeliest tokens until their share of what top_k left reaches p (the nucleus: the first is always in it);
                      ///< 1: all. Holtzman et al., arXiv 1904.09751
  Tensor min_p;       ///< tokens of at least this share of the likeliest one's probability; 0: all. Nguyen et al., arXiv 2407.01082
};

/// The arguments of an entry that takes all of them, under the names that tools fill: temperature, top_k, top_p, min_p.
std::vector<Argument> sampling_arguments();
/// What an entry with these arguments was given.
SamplingOptions sampling_options(const Arguments &a);

/// What a draw gives where the logits say nothing: they hold a NaN, or nothing above -infinity.
constexpr int64_t no_token = -1;

/// One draw a row: logits [B, V] -> i32 [B], from softmax(logits / temperature) cut to what the options allow. Of equal logits the
/// lower index counts as the likelier one. Takes one uniform number a row of `rng`. A row without a meaning gives no_token.
/// Throws mf::Error where the logits are not floating point of rank 2.
Tensor categorical(const Tensor &logits, Rng rng, const SamplingOptions &o = {}, Where where = Where::current());

} // namespace mf::nn
