//===- Reduction.cpp - reductions, scans and sorts ----------------------------------------------===//
#include "dialect/mf/eval/Families.h"
#include <cmath>
#include <limits>
#include <numeric>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

namespace {
/// What a reduction of nothing gives: infinities become the extreme integers.
double neutral(ReduceKind kind, Type element) {
  if (kind == ReduceKind::sum || kind == ReduceKind::prod)
    return kind == ReduceKind::sum ? 0.0 : 1.0;
  double sign = kind == ReduceKind::max ? -1.0 : 1.0;
  if (auto type = dyn_cast<IntegerType>(element)) // 2^63 - 1 is no double: the next one below
    return kind == ReduceKind::max ? -std::ldexp(1.0, type.getWidth() - 1)
                                   : std::nextafter(std::ldexp(1.0, type.getWidth() - 1), 0.0) - (type.getWidth() == 32 ? 0.5 : 0.0);
  return sign * std::numeric_limits<double>::infinity();
}

double combine(ReduceKind kind, double a, double b, Type element, Adder add) {
  bool integers = isa<IntegerType>(element);
  switch (kind) {
  case ReduceKind::sum:
    if (integers)
      return integer(Arithmetic::add, a, b, element);
    add(a, b);
    return a;
  case ReduceKind::prod:
    return integers ? integer(Arithmetic::mul, a, b, element) : a * b;
  case ReduceKind::max:
    return std::isnan(a) || std::isnan(b) ? NAN : std::fmax(a, b);
  case ReduceKind::min:
    return std::isnan(a) || std::isnan(b) ? NAN : std::fmin(a, b);
  }
  return NAN;
}

void reduce(ReduceOp op, const Tensor &x, Tensor &y, Adder add) {
  Type element = x.type.getElementType();
  std::fill(y.data.begin(), y.data.end(), neutral(op.getKind(), element));
  forEach(x.type.getShape(), [&](int64_t i, Shape index) {
    Index to;
    for (size_t d = 0; d < index.size(); ++d)
      if (!llvm::is_contained(op.getDims(), d))
        to.push_back(index[d]);
    double &sum = y.data[position(y.type.getShape(), to)];
    sum = combine(op.getKind(), sum, x.data[i], element, add);
  });
}

void argmax(ArgmaxOp op, const Tensor &x, Tensor &y) {
  int64_t dim = op.getDimension();
  forEach(y.type.getShape(), [&](int64_t i, Shape index) {
    Index at(index);
    at.insert(at.begin() + dim, 0);
    double best = x.data[position(x.type.getShape(), at)];
    for (int64_t k = 1; k < x.type.getDimSize(dim); ++k) {
      at[dim] = k;
      double candidate = x.data[position(x.type.getShape(), at)];
      if (candidate > best || (std::isnan(candidate) && !std::isnan(best))) {
        best = candidate;
        y.data[i] = (double)k;
      }
    }
  });
}

void cumsum(CumsumOp op, const Tensor &x, Tensor &y, Adder add) {
  int64_t dim = op.getDimension(), n = x.type.getDimSize(dim);
  Type element = x.type.getElementType();
  forEach(x.type.getShape(), [&](int64_t i, Shape index) {
    Index at(index);
    int64_t begin = op.getReverse() ? index[dim] : 0, end = op.getReverse() ? n : index[dim] + 1;
    double sum = 0.0;
    for (at[dim] = begin; at[dim] < end; ++at[dim])
      sum = combine(ReduceKind::sum, sum, x.data[position(x.type.getShape(), at)], element, add);
    y.data[i] = sum;
  });
}

/// NaN counts as larger than every number.
void sort(const Tensor &x, Tensor &y, Tensor &indices) {
  int64_t n = x.type.getShape().back();
  std::vector<int64_t> order(n);
  for (size_t row = 0; row < x.data.size(); row += n) {
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int64_t i, int64_t j) {
      double a = x.data[row + i], b = x.data[row + j];
      bool before = a < b || (std::isnan(b) && !std::isnan(a)), after = b < a || (std::isnan(a) && !std::isnan(b));
      return before || (!after && i < j);
    });
    for (int64_t k = 0; k < n; ++k) {
      y.data[row + k] = x.data[row + order[k]];
      indices.data[row + k] = (double)order[k];
    }
  }
}
} // namespace

bool mf::eval::evaluateReduction(Operation *op, Operands in, Results out, Adder add) {
  bool known = true;
  llvm::TypeSwitch<Operation *>(op)
      .Case<ReduceOp>([&](ReduceOp o) { reduce(o, *in[0], out[0], add); })
      .Case<ArgmaxOp>([&](ArgmaxOp o) { argmax(o, *in[0], out[0]); })
      .Case<CumsumOp>([&](CumsumOp o) { cumsum(o, *in[0], out[0], add); })
      .Case<SortOp>([&](SortOp) { sort(*in[0], out[0], out[1]); })
      .Default([&](Operation *) { known = false; });
  return known;
}
