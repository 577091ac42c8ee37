// Normalisation and conditioning: GRN, adaptive layer norm, FiLM, time embeddings.
#include "models/layers/layers.h"
#include <cmath>
#include <numbers>

namespace mf::nn {

Tensor affine_layer_norm(const Scope &s, const Tensor &x, Where where) {
  CallSite site(where);
  Tensor gamma = s.parameter("gamma", {x.dim(-1)}, Init::ones());
  Tensor beta = s.parameter("beta", {x.dim(-1)}, Init::zeros());
  return layer_norm(x) * trailing(gamma, x) + trailing(beta, x);
}

Tensor grn(const Scope &s, const Tensor &x, Where where) {
  CallSite site(where);
  // 1e-12: a channel that is zero everywhere keeps a finite slope
  Dims spatial;
  for (int64_t axis = 1; axis + 1 < x.rank(); ++axis)
    spatial.push_back(axis);
  Tensor norm = sqrt(sum(square(x), spatial, true) + 1e-12);          // [B, 1, ..., F]
  Tensor share = norm / (mean(norm, {-1}, true) + 1e-6);
  Tensor gamma = s.parameter("gamma", {x.dim(-1)}, Init::zeros());
  Tensor beta = s.parameter("beta", {x.dim(-1)}, Init::zeros());
  return trailing(gamma, x) * (x * share) + trailing(beta, x) + x;
}

Tensor modulate(const Tensor &x, const Tensor &shift, const Tensor &scale, Where where) {
  CallSite site(where);
  return (1.0 + scale) * x + shift;
}

std::vector<Tensor> modulation(const Scope &s, const Tensor &cond, int64_t parts, int64_t features, int64_t rank, Where where) {
  CallSite site(where);
  Shape shape(rank, 1);
  shape.front() = cond.dim(0);
  shape.back() = parts * features;
  Tensor all = reshape(dense(s / "modulation", cond, parts * features, {Init::zeros()}), shape);
  return split(all, parts, -1);
}

Tensor film(const Scope &s, const Tensor &x, const Tensor &cond, Where where) {
  CallSite site(where);
  auto parts = modulation(s, cond, 2, x.dim(-1), x.rank());
  return modulate(x, parts[0], parts[1]);
}

Tensor adaptive_layer_norm(const Scope &s, const Tensor &x, const Tensor &cond, Where where) {
  CallSite site(where);
  return film(s, layer_norm(x), cond);
}

/// [cos(tau w), sin(tau w)] for the given frequencies w.
static Tensor waves(const Tensor &tau, const std::vector<double> &frequencies) {
  int64_t half = (int64_t)frequencies.size();
  Tensor wide = broadcast_in_dim(tau, {tau.dim(0), half}, {0});       // [B, half]
  Tensor angle = wide * trailing(constant(frequencies, {half}, tau.dtype()), wide);
  return concatenate({cos(angle), sin(angle)}, 1);
}

Tensor sinusoid(const Tensor &tau, int64_t size, Where where) {
  CallSite site(where);
  std::vector<double> frequencies;
  for (int64_t i = 0; i < size / 2; ++i)
    frequencies.push_back(std::pow(10000.0, -(double)i / (double)(size / 2)));
  return waves(tau, frequencies);
}

/// SplitMix64 (Steele, Lea, Flood, 2014): the same numbers on every machine.
static double next_uniform(uint64_t &state) {
  uint64_t z = state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

Tensor random_fourier(const Tensor &tau, int64_t size, double scale, uint64_t seed, Where where) {
  CallSite site(where);
  std::vector<double> frequencies;
  for (int64_t i = 0; i < size / 2; ++i) {
    double radius = std::sqrt(-2 * std::log(1 - next_uniform(seed)));
    double normal = radius * std::cos(2 * std::numbers::pi * next_uniform(seed));
    frequencies.push_back(2 * std::numbers::pi * scale * normal);
  }
  return waves(tau, frequencies);
}

Tensor time_embedding(const Scope &s, const Tensor &tau, int64_t frequencies, int64_t features, Where where) {
  CallSite site(where);
  return mlp(s, sinusoid(tau, frequencies), features, features, swish);
}

} // namespace mf::nn
