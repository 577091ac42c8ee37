//===- Decompose.cpp - the expressions that define composite ops --------------------------------===//
#include "dialect/mf/Emit.h"

using namespace mlir;
using namespace mf::ir;

namespace {
/// Reductions along the last dimension that keep the shape.
struct LastAxis {
  Emit e;
  Shape shape;
  int64_t last;
  LastAxis(OpBuilder &b, Operation *op, Value x)
      : e{b, op->getLoc()}, shape(tensorType(x).getShape()), last(tensorType(x).getRank() - 1) {}
  Value repeat(Value x) { return e.unreduce(x, shape, {last}); }
  Value mean(Value x) {
    Value total = e.sum(x, {last});
    return e.scale(total, 1.0 / (double)shape[last]);
  }
};
} // namespace

Value SoftmaxOp::decompose(OpBuilder &b) {
  LastAxis a(b, *this, getX());
  Value peak = a.e.reduce(ReduceKind::max, getX(), {a.last});
  Value constant = b.create<StopGradientOp>(getLoc(), peak.getType(), peak); // cancels: no derivative through it
  Value wide = a.repeat(constant);
  Value centered = a.e.sub(getX(), wide);
  Value power = a.e.exp(centered);
  Value total = a.e.sum(power, {a.last});
  Value wideTotal = a.repeat(total);
  return a.e.div(power, wideTotal);
}

Value LogSoftmaxOp::decompose(OpBuilder &b) {
  LastAxis a(b, *this, getX());
  Value peak = a.e.reduce(ReduceKind::max, getX(), {a.last});
  Value constant = b.create<StopGradientOp>(getLoc(), peak.getType(), peak);
  Value wide = a.repeat(constant);
  Value centered = a.e.sub(getX(), wide);
  Value power = a.e.exp(centered);
  Value total = a.e.sum(power, {a.last});
  Value log = a.e.log(total);
  Value wideLog = a.repeat(log);
  return a.e.sub(centered, wideLog);
}

Value LayerNormOp::decompose(OpBuilder &b) {
  LastAxis a(b, *this, getX());
  Value mean = a.mean(getX());
  Value wideMean = a.repeat(mean);
  Value centered = a.e.sub(getX(), wideMean);
  Value squares = a.e.mul(centered, centered);
  Value variance = a.mean(squares);
  Value safe = a.e.shift(variance, getEpsilon().convertToDouble());
  Value inverse = a.e.rsqrt(safe);
  Value wideInverse = a.repeat(inverse);
  return a.e.mul(centered, wideInverse);
}

Value RmsNormOp::decompose(OpBuilder &b) {
  LastAxis a(b, *this, getX());
  Value squares = a.e.mul(getX(), getX());
  Value power = a.mean(squares);
  Value safe = a.e.shift(power, getEpsilon().convertToDouble());
  Value inverse = a.e.rsqrt(safe);
  Value wide = a.repeat(inverse);
  return a.e.mul(getX(), wide);
}

Value GeluOp::decompose(OpBuilder &b) {
  Emit e{b, getLoc()};
  Value x = getX();
  if (getApproximate()) { // (1 + tanh(u)) / 2 = logistic(2 u), of which more is left far below 0; u = sqrt(2 / pi) (x + 0.044715 x^3)
    Value xx = e.mul(x, x);
    Value cubic = e.scale(xx, 0.044715);
    Value factor = e.shift(cubic, 1.0);
    Value inner = e.mul(x, factor);
    Value twice = e.scale(inner, 1.59576912160573071176);
    Value gate = e.logistic(twice);
    return e.mul(x, gate);
  }
  // (1 + erf(x / sqrt(2))) / 2
  Value scaled = e.scale(x, -0.70710678118654752440);
  Value gate = e.erfc(scaled);
  Value half = e.scale(gate, 0.5);
  return e.mul(x, half);
}

Value SiluOp::decompose(OpBuilder &b) {
  Emit e{b, getLoc()};
  Value gate = e.logistic(getX());
  return e.mul(getX(), gate);
}
