// Copies pieces of a contraction's operands into scratch, in the order in which register tiles read them.
#pragma once
#include "codegen/cpu/ContractPlan.h"

namespace mf::codegen {

class Packer {
public:
  Packer(LaneBuilder &b, const ContractPlan &plan) : b(b), plan(plan) {}

  /// Rows [m0, m0 + rows) (rows beyond the last repeat it) and k in [k0, k0 + count) of left side `side`, whose batch
  /// starts at `base`; elements are of `type`.
  void packLhs(unsigned side, mlir::Value base, mlir::Type type, mlir::Value m0, mlir::Value rows, mlir::Value k0, mlir::Value count, mlir::Value out);
  /// Columns [n0, n0 + panelColumns) (zero beyond the last) and k in [k0, k0 + count) of the right side.
  void packRhs(mlir::Value base, mlir::Type type, mlir::Value n0, mlir::Value k0, mlir::Value count, mlir::Value out);

private:
  mlir::Value offset(const DimGroup &group, unsigned access, mlir::Value flat);
  mlir::Value laneOffsets(const DimGroup &group, unsigned access, mlir::Value flat);
  /// Calls `body` for each run of k along the innermost dimension within the chunk: its source offset, its place in the
  /// chunk and its length.
  using Run = llvm::function_ref<void(mlir::Value offset, mlir::Value place, mlir::Value length)>;
  void forRuns(unsigned access, mlir::Value k0, mlir::Value count, Run body);
  void lhsAlongK(unsigned side, mlir::Value base, mlir::Type type, mlir::Value m0, mlir::Value rows, mlir::Value k0, mlir::Value count, mlir::Value out);
  void lhsAcross(unsigned side, mlir::Value base, mlir::Type type, mlir::Value m0, mlir::Value rows, mlir::Value k0, mlir::Value count, mlir::Value out);
  void rhsScattered(mlir::Value base, mlir::Type type, mlir::Value n0, mlir::Value k0, mlir::Value count, mlir::Value out);
  mlir::Value element(mlir::Value base, mlir::Value offset) { return b.element(base, plan.accumulator, offset); }

  LaneBuilder &b;
  const ContractPlan &plan;
};

} // namespace mf::codegen
