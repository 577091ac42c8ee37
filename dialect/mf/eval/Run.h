// One run of the evaluator over an entry: values, states, loops. Private to dialect/mf/eval.
#pragma once
#include "dialect/mf/eval/Families.h"

namespace mf::eval {

class Run;

/// Who gives the results of a mf.jvp or mf.grad; set() of the run takes them.
struct Derivatives {
  virtual ~Derivatives() = default;
  virtual mlir::LogicalResult visit(Run &run, mlir::Operation *op) = 0;
};

/// Values of one run, and the state as it was before it.
class Run {
public:
  /// derivatives: null: every derivative op is an error.
  Run(const States &states, Options options, Derivatives *derivatives = nullptr) : before(states), options(options), derivatives(derivatives) {}

  mlir::LogicalResult block(mlir::Block &block);
  mlir::LogicalResult visit(mlir::Operation *op);
  void set(mlir::Value value, Tensor tensor) { values[value] = std::move(tensor); }
  const Tensor &get(mlir::Value value) const { return values.find(value)->second; }

  States written;
  /// Whether the values are those of a program whose inputs were moved: then mf.stop_gradient gives what it gave before.
  bool moved = false;

private:
  mlir::LogicalResult visitFor(ir::ForOp op);
  mlir::LogicalResult visitCheckpoint(ir::CheckpointOp op);
  mlir::LogicalResult visitFused(ir::FusedOp op);
  mlir::LogicalResult visitRead(ir::ReadOp op);
  mlir::LogicalResult visitReadGroup(ir::ReadGroupOp op);
  mlir::LogicalResult visitWriteGroup(ir::WriteGroupOp op);
  mlir::LogicalResult visitStop(ir::StopGradientOp op);
  mlir::LogicalResult compute(mlir::Operation *op);

  llvm::DenseMap<mlir::Value, Tensor> values;
  std::vector<int64_t> trip; ///< of the loops around
  std::map<std::pair<mlir::Operation *, std::vector<int64_t>>, Tensor> stopped;
  const States &before;
  Options options;
  Derivatives *derivatives;
};

} // namespace mf::eval
