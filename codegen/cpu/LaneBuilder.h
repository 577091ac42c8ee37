// Builds scalar and vector code over raw pointers: what the emitters of codegen/cpu share.
#pragma once
#include "codegen/common/Registers.h"
#include "codegen/cpu/Target.h"

namespace mf::codegen {

class LaneBuilder : public RegisterBuilder {
public:
  LaneBuilder(mlir::Location loc, mlir::OpBuilder &builder, const CpuTarget &target)
      : RegisterBuilder(loc, builder, target.fma), target(target), ptr(mlir::LLVM::LLVMPointerType::get(getContext())) {}

  const CpuTarget &target;
  mlir::Type ptr;

  /// <0, stride, 2 stride ...>
  mlir::Value iota(mlir::Type element, unsigned lanes, int64_t stride = 1);
  /// The first `active` of `lanes` lanes.
  mlir::Value constantMask(unsigned lanes, unsigned active);
  /// Lanes l with l < count (count: i64).
  mlir::Value dynamicMask(unsigned lanes, mlir::Value count);
  /// a & b, where null means all true.
  mlir::Value andMasks(mlir::Value a, mlir::Value b);

  // memory; `mask` null means all lanes
  mlir::Value element(mlir::Value base, mlir::Type type, mlir::Value offset);
  mlir::Value load(mlir::Type type, mlir::Value address, bool invariant = false);
  mlir::Value loadLanes(mlir::Type element, unsigned lanes, mlir::Value address, mlir::Value mask, mlir::Value other = {});
  /// Lanes `stride` elements apart, from `offset` on, by whole vectors that are put in order.
  static bool isShortStride(int64_t stride) { return stride == -1 || stride == 2 || stride == -2; }
  mlir::Value stridedLoad(mlir::Type element, unsigned lanes, mlir::Value base, mlir::Value offset, int64_t stride);
  mlir::Value gather(mlir::Type element, mlir::Value base, mlir::Value offsets, mlir::Value mask, mlir::Value other = {});
  void store(mlir::Value value, mlir::Value address);
  void storeLanes(mlir::Value value, mlir::Value address, mlir::Value mask);
  void scatter(mlir::Value value, mlir::Value base, mlir::Value offsets, mlir::Value mask);
};

/// sharedFunction without a result, filled by lane code.
mlir::LLVM::LLVMFuncOp laneFunction(LaneBuilder &b, llvm::StringRef name, llvm::ArrayRef<mlir::Type> arguments,
                                    llvm::function_ref<void(LaneBuilder &, mlir::Block::BlockArgListType)> body);

} // namespace mf::codegen
