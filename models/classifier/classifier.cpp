// The network whose features judge generated examples.
#include "models/classifier/classifier.h"
#include "models/layers/layers.h"
#include "models/optimizers/optimizers.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace mf {
namespace {

constexpr int64_t kWindow = 512, kBands = 40;

/// Triangles [window / 2 + 1, bands] whose corners are evenly spaced on the mel scale 1127 ln(1 + f / 700).
Tensor mel_filters(double rate) {
  auto mel = [](double hertz) { return std::log1p(hertz / 700); };
  int64_t bins = kWindow / 2 + 1;
  double step = mel(rate / 2) / double(kBands + 1);
  std::vector<double> weights;
  for (int64_t k = 0; k < bins; ++k)
    for (int64_t b = 0; b < kBands; ++b)
      weights.push_back(std::max(0.0, 1 - std::abs(mel(double(k) * rate / kWindow) / step - double(b + 1))));
  return constant(weights, {bins, kBands}, default_dtype());
}

/// Sounds [B, D] -> pictures [B, frames, kBands, 1] of about unit variance.
Tensor log_spectrum(const Tensor &x, double rate) {
  int64_t hop = kWindow / 2, halves = std::max<int64_t>(2, (x.dim(1) + hop - 1) / hop);
  Tensor parts = reshape(pad(x, {0, 0}, {0, halves * hop - x.dim(1)}), {x.dim(0), halves, hop});
  Tensor frames = concatenate({slice(parts, 1, 0, halves - 1), slice(parts, 1, 1, halves)}, 2);
  std::vector<double> window;
  for (int64_t i = 0; i < kWindow; ++i)
    window.push_back(0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i) / kWindow));
  Tensor spectrum = rfft(frames * trailing(constant(window, {kWindow}, default_dtype()), frames));
  Tensor bands = matmul(sum(square(spectrum), {-1}), mel_filters(rate));
  Tensor level = 0.3 * (log(bands + 1e-6) + 4);
  return reshape(level, {x.dim(0), halves - 1, kBands, 1});
}

struct Outputs {
  Tensor logits, features;
};

/// x [B, D]
Outputs classifier(const Scope &net, const Tensor &x, const ClassifierOptions &o) {
  const SignalShape &s = o.signal;
  Tensor y = o.sample_rate ? log_spectrum(x, (double)o.sample_rate) : reshape(x, {x.dim(0), s.height, s.width, s.channels});
  y = silu(nn::conv(net / "conv_in", y, 16, 5, 2));
  y = silu(nn::conv(net / "conv_out", y, 32, 3, 2));
  Tensor flat = reshape(y, {x.dim(0), -1});
  Tensor features = layer_norm(silu(nn::dense(net / "features", flat, o.features))); // of fixed size, so that distances mean the same for every data set
  return {nn::dense(net / "logits", features, o.classes), features};
}

Outputs classifier_loss(const Scope &net, const Tensor &x, const Tensor &label, const ClassifierOptions &o) {
  Tensor logits = classifier(net, x, o).logits;
  Tensor at = convert(iota(logits.shape(), 1, Dtype::i32) == leading(label, logits), logits.dtype());
  Tensor right = convert(argmax(logits, 1) == label, logits.dtype());
  return {-mean(sum(at * log_softmax(logits), {1})), mean(right)};
}

} // namespace

void build_classifier(Program &program, const ClassifierOptions &o) {
  Scope net("net");
  OptimizerOptions adam;
  adam.learning_rate = 2e-3;
  adam.beta2 = 0.999;
  adam.schedule = Schedule::cosine;
  adam.warmup_steps = 50;
  adam.total_steps = o.steps;
  adam.ema_decay = 0.99;
  program.entry("train_step", {{"x", {o.batch, o.signal.size()}}, {"label", {o.batch}, Dtype::i32}}, [&](const Arguments &a) -> Results {
    auto [loss, accuracy] = classifier_loss(net, a[0], a[1], o);
    optimize(adam, net, loss);
    return {{"loss", loss}, {"accuracy", accuracy}};
  });
  program.entry("classify", {{"x", {o.rows, o.signal.size()}}}, [&](const Arguments &a) -> Results {
    auto [logits, features] = classifier(net.ema(), a[0], o);
    return {{"logits", logits}, {"features", features}};
  });
}

} // namespace mf
