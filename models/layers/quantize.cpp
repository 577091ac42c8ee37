// Finite scalar quantization.
#include "models/layers/layers.h"
#include <algorithm>
#include <cmath>

namespace mf::nn {

/// f(levels) for each of `size` dimensions, as a constant that meets x at its last axis.
template <typename F> static Tensor per_dimension(const Tensor &x, const std::vector<int64_t> &levels, F f) {
  std::vector<double> values;
  for (int64_t j = 0; j < x.dim(-1); ++j)
    values.push_back(f((double)levels[j % levels.size()]));
  return trailing(constant(values, {x.dim(-1)}, x.dtype()), x);
}

static double offset(double levels) { return std::fmod(levels, 2) == 0 ? 0.5 : 0; }
static double half_width(double levels) { return std::floor(levels / 2); }

Quantized fsq(const Tensor &z, const std::vector<int64_t> &levels, Where where) {
  CallSite site(where);
  auto each = [&](auto f) { return per_dimension(z, levels, f); };
  // a little wide: the outer levels can be reached, and none beyond them
  auto half = [](double l) { return (l - 1) / 2 + std::min((l - 1) / 2 * 1e-3, 0.49); };
  Tensor shift = each([&](double l) { return std::atanh(offset(l) / std::max(half(l), offset(l) + 1e-3)); });
  Tensor bounded = tanh(z + shift) * each(half) - each(offset);
  Tensor rounded = bounded + stop_gradient(round(bounded) - bounded);
  Tensor center = each(half_width);
  Tensor digits = round(stop_gradient(bounded)) + center;
  return {rounded / each([](double l) { return std::max(1.0, half_width(l)); }), convert(digits, Dtype::i32)};
}

Tensor fsq_value(const Tensor &digits, const std::vector<int64_t> &levels, Where where) {
  CallSite site(where);
  Tensor q = convert(digits, default_dtype());
  auto each = [&](auto f) { return per_dimension(q, levels, f); };
  return (q - each(half_width)) / each([](double l) { return std::max(1.0, half_width(l)); });
}

} // namespace mf::nn
