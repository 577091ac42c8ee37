// A kernel's values in registers, one or a vector of lanes, and in memory: what both targets build code with.
#pragma once
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace mf::codegen {

/// The type in which a kernel's scalar lives in a register: bf16 as i16, index as i64.
mlir::Type storageType(mlir::Type type);
/// The type of one element in memory: as in a register, but a byte for an i1.
mlir::Type memoryType(mlir::Type type);
/// `type` widened to lanes (itself for one lane).
mlir::Type laneType(mlir::Type type, unsigned lanes);
unsigned lanesOf(mlir::Type type);
/// The constant `value` of an integer type, i.e. what an attribute-based op folded to.
std::optional<int64_t> constantOf(mlir::Value value);

class RegisterBuilder : public mlir::ImplicitLocOpBuilder {
public:
  /// `fma`: the target fuses a product and a sum in one instruction.
  RegisterBuilder(mlir::Location loc, mlir::OpBuilder &builder, bool fma) : ImplicitLocOpBuilder(loc, builder), fma(fma), i64(getI64Type()) {}

  const bool fma;
  mlir::Type i64;

  // constants and lanes
  mlir::Value index(int64_t value);
  /// 0 (or 0.0) of a scalar or vector type.
  mlir::Value zero(mlir::Type type);
  /// An integer constant of a scalar or vector type.
  mlir::Value integer(mlir::Type type, int64_t value);
  /// `value` in each of `lanes` lanes; vectors and lanes == 1 pass through.
  mlir::Value splat(mlir::Value value, unsigned lanes);
  mlir::Value add(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::AddIOp>(a, b); }
  mlir::Value sub(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::SubIOp>(a, b); }
  mlir::Value mul(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::MulIOp>(a, b); }
  mlir::Value mul(mlir::Value a, int64_t b) { return mul(a, index(b)); }
  mlir::Value add(mlir::Value a, int64_t b) { return add(a, index(b)); }
  mlir::Value min(mlir::Value a, mlir::Value b) { return createOrFold<mlir::arith::MinSIOp>(a, b); }

  // bf16 values are i16 bits
  mlir::Value widenBf16(mlir::Value bits);
  mlir::Value narrowBf16(mlir::Value value);
  // between registers and memory, for a kernel's `type`
  mlir::Value fromMemory(mlir::Value stored, mlir::Type type);
  mlir::Value toMemory(mlir::Value value, mlir::Type type);

  /// for (iv = begin; iv < end; iv += step); a loop of known single trip is inlined.
  using LoopBody = llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::Value iv, mlir::ValueRange carried)>;
  llvm::SmallVector<mlir::Value> loop(mlir::Value begin, mlir::Value end, int64_t step, mlir::ValueRange inits, LoopBody body);
  void loop(mlir::Value begin, mlir::Value end, int64_t step, llvm::function_ref<void(mlir::Value)> body);
};

} // namespace mf::codegen
