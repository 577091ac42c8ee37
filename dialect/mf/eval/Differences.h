// Derivatives beside differences: an entry with mf.jvp and mf.grad in it, whose results are given, is run, and at each derivative op what it is
// taken of is run again with moved inputs. Independent of derivative rules.
#pragma once
#include "dialect/mf/eval/Evaluator.h"

namespace mf::eval {

/// One derivative op, or some of the inputs of one.
struct Difference {
  mlir::Operation *op;
  std::string what;  ///< "mf.grad at state 'w' f32 [3, 2]": what is moved
  double distance = 0; ///< from the differences, as a share of the larger of both; what rounding explains is not counted
  /// smooth: the differences say something. kink: what is moved stands at a kink or jump, or too near. costly: they would take too long.
  enum class Kind { smooth, kink, costly } kind = Kind::smooth;
};

/// The entry's own derivative ops, in program order: those that stand in no loop.
llvm::SmallVector<mlir::Operation *> derivativesOf(ir::EntryOp entry);

/// What is given of each of derivativesOf beside differences of fourth order, along the tangents of a jvp and along random directions for a gradient: one
/// for each input, or as many as `directions` says, each for several inputs. Values below mf.stop_gradient stay where they are. Those in loops have the
/// differences as their value. Fails with a diagnostic at the op, as `evaluate` does.
mlir::FailureOr<std::vector<Difference>> compareWithDifferences(ir::EntryOp entry, llvm::ArrayRef<Tensor> arguments, const States &states,
                                                                llvm::ArrayRef<std::vector<Tensor>> given, int64_t directions);

} // namespace mf::eval
