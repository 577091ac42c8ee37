//===- Composite.cpp - composites by their direct formulas, not by their decompositions ---------===//
#include "dialect/mf/eval/Families.h"
#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

namespace {
using Row = llvm::ArrayRef<double>;
using Out = llvm::MutableArrayRef<double>;

double mean(Row x) {
  double sum = 0.0;
  for (double v : x)
    sum += v;
  return sum / (double)x.size();
}
/// The largest element, and the sum of e^(x - that): apart, since their sum would lose the one beside a peak of 1e30.
std::pair<double, double> peakAndSum(Row x) {
  double peak = *std::max_element(x.begin(), x.end()), sum = 0.0;
  for (double v : x)
    sum += std::exp(v - peak);
  return {peak, sum};
}
void softmax(Row x, Out y) {
  auto [peak, sum] = peakAndSum(x);
  for (size_t i = 0; i < x.size(); ++i)
    y[i] = std::exp(x[i] - peak) / sum;
}
void logSoftmax(Row x, Out y) {
  auto [peak, sum] = peakAndSum(x);
  for (size_t i = 0; i < x.size(); ++i)
    y[i] = (x[i] - peak) - std::log(sum);
}
void layerNorm(Row x, Out y, double epsilon) {
  double center = mean(x), variance = 0.0;
  for (double v : x)
    variance += (v - center) * (v - center) / (double)x.size();
  for (size_t i = 0; i < x.size(); ++i)
    y[i] = (x[i] - center) / std::sqrt(variance + epsilon);
}
void rmsNorm(Row x, Out y, double epsilon) {
  double power = 0.0;
  for (double v : x)
    power += v * v / (double)x.size();
  for (size_t i = 0; i < x.size(); ++i)
    y[i] = x[i] / std::sqrt(power + epsilon);
}
/// x Phi(x); erfc keeps the left tail exact.
double gelu(double x, bool approximate) {
  if (approximate)
    return 0.5 * x * (1.0 + std::tanh(std::sqrt(2.0 / M_PI) * (x + 0.044715 * x * x * x)));
  return 0.5 * x * std::erfc(-x / std::sqrt(2.0));
}

/// Applies f to each row along the last dimension.
template <typename F> void rows(const Tensor &x, Tensor &y, F f) {
  size_t n = x.type.getShape().back();
  for (size_t begin = 0; begin < x.data.size(); begin += n)
    f(Row(x.data).slice(begin, n), Out(y.data).slice(begin, n));
}
template <typename F> void points(const Tensor &x, Tensor &y, F f) { std::transform(x.data.begin(), x.data.end(), y.data.begin(), f); }
} // namespace

bool mf::eval::evaluateComposite(Operation *op, Operands in, Results out) {
  bool known = true;
  llvm::TypeSwitch<Operation *>(op)
      .Case<SoftmaxOp>([&](SoftmaxOp) { rows(*in[0], out[0], softmax); })
      .Case<LogSoftmaxOp>([&](LogSoftmaxOp) { rows(*in[0], out[0], logSoftmax); })
      .Case<LayerNormOp>([&](LayerNormOp o) {
        rows(*in[0], out[0], [&](Row x, Out y) { layerNorm(x, y, o.getEpsilon().convertToDouble()); });
      })
      .Case<RmsNormOp>([&](RmsNormOp o) {
        rows(*in[0], out[0], [&](Row x, Out y) { rmsNorm(x, y, o.getEpsilon().convertToDouble()); });
      })
      .Case<GeluOp>([&](GeluOp o) { points(*in[0], out[0], [&](double x) { return gelu(x, o.getApproximate()); }); })
      .Case<SiluOp>([&](SiluOp) { points(*in[0], out[0], [](double x) { return x / (1.0 + std::exp(-x)); }); })
      .Default([&](Operation *) { known = false; });
  return known;
}
