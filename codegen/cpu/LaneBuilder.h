// Builds scalar and vector code over raw pointers: what the emitters of codegen/cpu share.
#pragma once
#include "codegen/cpu/Target.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mf::codegen {

class LaneBuilder : public mlir::ImplicitLocOpBuilder {
public:
  LaneBuilder(mlir::Location loc, mlir::OpBuilder &builder, const CpuTarget &target)
      : ImplicitLocOpBuilder(loc, builder), target(target), i64(getI64Type()), ptr(mlir::LLVM::LLVMPointerType::get(getContext())) {}

  const CpuTarget &target;
  mlir::Type i64, ptr;

  // constants and lanes
  mlir::Value index(int64_t value);
  /// 0 (or 0.0) of a scalar or vector type.
  mlir::Value zero(mlir::Type type);
  /// An integer constant of a scalar or vector type.
  mlir::Value integer(mlir::Type type, int64_t value);
  /// `value` in each of `lanes` lanes; vectors and lanes == 1 pass through.
  mlir::Value splat(mlir::Value value, unsigned lanes);
  /// <0, stride, 2 stride ...>
  mlir::Value iota(mlir::Type element, unsigned lanes, int64_t stride = 1);
  /// The first `active` of `lanes` lanes.
  mlir::Value constantMask(unsigned lanes, unsigned active);
  /// Lanes l with l < count (count: i64).
  mlir::Value dynamicMask(unsigned lanes, mlir::Value count);
  /// a & b, where null means all true.
  mlir::Value andMasks(mlir::Value a, mlir::Value b);
  mlir::Value add(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::AddIOp>(a, b); }
  mlir::Value sub(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::SubIOp>(a, b); }
  mlir::Value mul(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::MulIOp>(a, b); }
  mlir::Value mul(mlir::Value a, int64_t b) { return mul(a, index(b)); }
  mlir::Value add(mlir::Value a, int64_t b) { return add(a, index(b)); }
  mlir::Value min(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::MinSIOp>(a, b); }

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

  // bf16 values are i16 bits
  mlir::Value widenBf16(mlir::Value bits);
  mlir::Value narrowBf16(mlir::Value value);

  /// for (iv = begin; iv < end; iv += step); a loop of known single trip is inlined.
  using LoopBody = llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::Value iv, mlir::ValueRange carried)>;
  llvm::SmallVector<mlir::Value> loop(mlir::Value begin, mlir::Value end, int64_t step, mlir::ValueRange inits, LoopBody body);
  void loop(mlir::Value begin, mlir::Value end, int64_t step, llvm::function_ref<void(mlir::Value)> body);
};

/// sharedFunction without a result, filled by lane code.
mlir::LLVM::LLVMFuncOp laneFunction(LaneBuilder &b, llvm::StringRef name, llvm::ArrayRef<mlir::Type> arguments,
                                    llvm::function_ref<void(LaneBuilder &, mlir::Block::BlockArgListType)> body);

/// The type in which a kernel's scalar lives in a register: bf16 as i16, index as i64.
mlir::Type storageType(mlir::Type type);
/// `type` widened to lanes (itself for one lane).
mlir::Type laneType(mlir::Type type, unsigned lanes);
unsigned lanesOf(mlir::Type type);
/// The constant `value` of an integer type, i.e. what an attribute-based op folded to.
std::optional<int64_t> constantOf(mlir::Value value);

} // namespace mf::codegen
