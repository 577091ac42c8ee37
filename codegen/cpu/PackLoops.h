// The inner loops of packing, as functions that all contractions of a module share.
#pragma once
#include "codegen/cpu/ContractPlan.h"

namespace mf::codegen {

class PackLoops {
public:
  /// `type`: the elements as the buffer holds them.
  PackLoops(LaneBuilder &b, const ContractPlan &plan, mlir::Type type) : b(b), plan(plan), type(type) {}

  /// out[row * packedRow + k] = source[min(row, last) * rowStride + k * kStride], k < count. Writes up to a vector more.
  void rows(mlir::Value source, mlir::Value rowStride, mlir::Value last, mlir::Value rows, int64_t kStride, mlir::Value count, mlir::Value out);
  /// out[k * width + l] = source[k * kStride + l] for l < width; zero for l >= remaining.
  void across(mlir::Value source, mlir::Value kStride, mlir::Value remaining, mlir::Value count, int64_t width, mlir::Value out);
  /// out[k * panelColumns + n] = source[min(n, last) * nStride + k]. Writes up to a vector's rows more.
  void transposed(mlir::Value source, mlir::Value nStride, mlir::Value last, mlir::Value count, mlir::Value out);
  mlir::Value toAccumulator(LaneBuilder &builder, mlir::Value value) const;

private:
  std::string name(llvm::StringRef what, int64_t width) const;
  void acrossLoop(LaneBuilder &f, llvm::ArrayRef<mlir::Value> arguments, int64_t width, bool masked) const;

  LaneBuilder &b;
  const ContractPlan &plan;
  mlir::Type type;
};

} // namespace mf::codegen
