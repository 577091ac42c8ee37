// The f64 reference evaluator: what each op of the dialect mf means, by its direct formula.
// Independent of decompositions and of code generation; slow on purpose.
#pragma once
#include "dialect/mf/Mf.h"
#include <map>
#include <string>
#include <vector>

namespace mf::eval {

/// Elements in row-major order. i1 holds 0 or 1; i32 and i64 hold integers, exact below 2^53.
struct Tensor {
  mlir::RankedTensorType type;
  std::vector<double> data;
};
/// State by name: read before an entry runs, overwritten by its writes when it returns.
using States = std::map<std::string, Tensor>;

struct Options {
  /// f32 and bf16 results are rounded to their type, once an op. Off: everything is f64.
  bool round = true;
  /// With `round`: sums and products of f32 and bf16 are rounded to f32 after each term, as on a machine.
  bool roundSums = false;
};

/// Runs an entry. Fails with a diagnostic at the op: a state that is missing, an argument of another
/// type, a derivative op that has not been expanded.
mlir::FailureOr<std::vector<Tensor>> evaluate(ir::EntryOp entry, llvm::ArrayRef<Tensor> arguments, States &states,
                                              Options options = {});

/// The elements of a constant, as doubles. Fails on a resource without data.
mlir::FailureOr<Tensor> constantTensor(mlir::ElementsAttr value);

} // namespace mf::eval
