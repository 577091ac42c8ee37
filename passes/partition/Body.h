// Body: scalar code of one point of a kernel, pulled from the values that it stores.
#pragma once
#include "dialect/mft/Mft.h"
#include "passes/partition/Access.h"
#include <map>

namespace mf::passes {

/// A kernel under construction: its buffers are added as its bodies ask for them.
class KernelBuilder {
public:
  KernelBuilder(mlir::OpBuilder &b, mlir::Location loc, llvm::ArrayRef<int64_t> grid, llvm::StringRef kind);
  /// The argument for a value's buffer seen in a shape.
  mlir::Value buffer(mlir::Value value, llvm::ArrayRef<int64_t> view);
  mlir::Value blockId(unsigned d) { return kernel.getBlockId(d); }
  tile::KernelOp kernel;
  /// What the arguments are, in order.
  llvm::SmallVector<std::pair<mlir::Value, llvm::SmallVector<int64_t>>> buffers;
};

/// The memref of a tensor's buffer: row-major, i1 as i8.
mlir::MemRefType bufferType(mlir::Value value, llvm::ArrayRef<int64_t> view);

/// Emits scalars at the builder's insertion point. Coordinates are affine expressions of `dims`.
class Body : public ir::ElementScope {
public:
  Body(mlir::OpBuilder &b, KernelBuilder &kernel, llvm::SmallVector<mlir::Value> dims)
      : ElementScope(b), kernel(kernel), dims(std::move(dims)) {}
  mlir::Value emit(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index, mlir::Value mask = {}) override;
  void store(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index, mlir::Value scalar, mlir::Value mask = {});
  /// Stores into the buffer of `target` at computed coordinates.
  void storeAt(mlir::Value target, llvm::ArrayRef<mlir::Value> index, mlir::Value scalar);
  mlir::Value loadAt(mlir::Value source, llvm::ArrayRef<mlir::Value> index, mlir::Value mask = {});
  /// Where element `index` of an update's block lies in its base.
  Exprs placeInBase(ir::DynamicUpdateSliceOp op, llvm::ArrayRef<mlir::AffineExpr> index);
  mlir::AffineExpr dim(mlir::Value index) override;
  mlir::Value indexValue(mlir::AffineExpr expr) override;
  llvm::SmallVector<mlir::Value> fold(llvm::ArrayRef<int64_t> sizes, mlir::ValueRange inits, Step step) override;
  mlir::Location loc() override { return kernel.kernel.getLoc(); }
  /// Value of a computed value of this kernel: reductions, accumulators. Found values are used as they are.
  llvm::function_ref<mlir::Value(mlir::Value)> known = nullptr;
  /// Whether an op is computed here (true) or read from its buffer.
  llvm::function_ref<bool(mlir::Operation *)> computes = nullptr;
  /// Buffers of this shape are read and written at one linear position instead of the coordinates.
  llvm::SmallVector<int64_t> flatShape;
  mlir::AffineExpr flatIndex;
  /// Where not null: such buffers are read and written only where it holds.
  mlir::Value flatMask;

private:
  /// The buffer, map and coordinates of an access.
  std::tuple<mlir::Value, mlir::AffineMap, llvm::SmallVector<mlir::Value>> access(mlir::Value base, llvm::ArrayRef<int64_t> view,
                                                                                  llvm::ArrayRef<mlir::AffineExpr> index);
  mlir::Value emitUncached(mlir::Value value, llvm::ArrayRef<mlir::AffineExpr> index, mlir::Value mask);
  mlir::Value maskOf(llvm::ArrayRef<int64_t> view, mlir::Value mask);
  mlir::Value load(mlir::Value base, llvm::ArrayRef<int64_t> view, llvm::ArrayRef<mlir::AffineExpr> index, mlir::Value mask);

  KernelBuilder &kernel;
  llvm::SmallVector<mlir::Value> dims;
  std::map<std::tuple<void *, std::vector<const void *>, void *>, mlir::Value> memo;
};

/// An mft.fold over `sizes` from `inits`; `step(coordinates, carried)` emits its body and gives the next values.
mlir::ValueRange emitFold(mlir::OpBuilder &b, mlir::Location loc, llvm::ArrayRef<int64_t> sizes, mlir::ValueRange inits,
                          llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::ValueRange, mlir::ValueRange)> step);

} // namespace mf::passes
