// The op families of the evaluator, one .cpp each, and what they share. Private to dialect/mf/eval.
#pragma once
#include "dialect/mf/Emit.h"
#include "dialect/mf/eval/Evaluator.h"

namespace mf::eval {

using ir::Shape;
using Index = llvm::SmallVector<int64_t, 6>;
using Operands = llvm::ArrayRef<const Tensor *>;
/// Types are set; data has the right size and holds zeros.
using Results = llvm::MutableArrayRef<Tensor>;

/// How sums of many terms grow.
struct Adder {
  bool single = false; ///< rounded to f32 after each term
  void operator()(double &sum, double term) const { sum = single ? (double)(float)(sum + term) : sum + term; }
};

/// Each computes the results of the ops it knows, and says whether it knew the op.
bool evaluateElementwise(mlir::Operation *op, Operands in, Results out);
bool evaluateShape(mlir::Operation *op, Operands in, Results out);
bool evaluateReduction(mlir::Operation *op, Operands in, Results out, Adder add);
bool evaluateContraction(mlir::Operation *op, Operands in, Results out, Adder add);
bool evaluateRandom(mlir::Operation *op, Operands in, Results out);
bool evaluateComposite(mlir::Operation *op, Operands in, Results out);

/// Where an element stands in row-major order.
int64_t position(Shape shape, Shape index);

/// Calls f(linear, index) for every element of a shape, in row-major order.
template <typename F> void forEach(Shape shape, F f) {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  Index index(shape.size(), 0);
  for (int64_t linear = 0; linear < count; ++linear) {
    f(linear, Shape(index));
    for (size_t d = shape.size(); d-- > 0;) {
      if (++index[d] < shape[d])
        break;
      index[d] = 0;
    }
  }
}

/// x brought into the range of an element type: integers wrap, floats round where `round` says so.
double toType(double x, mlir::Type element, bool round);
/// Integer sums, differences and products that wrap at the width of the element type.
enum class Arithmetic { add, sub, mul };
double integer(Arithmetic what, double x, double y, mlir::Type element);
inline bool isInteger(const Tensor &x) { return llvm::isa<mlir::IntegerType>(x.type.getElementType()); }

} // namespace mf::eval
