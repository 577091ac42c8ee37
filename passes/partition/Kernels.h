// Kernels: the mft.kernel of a cluster.
#pragma once
#include "passes/partition/Body.h"
#include "passes/partition/Cluster.h"

namespace mf::passes {

/// What a cluster must leave in buffers: its values that something outside of it reads.
llvm::SmallVector<mlir::Value> outputsOf(const Cluster &cluster, llvm::function_ref<Cluster *(mlir::Value)> of);

/// Builds the kernel at b's insertion point. Values whose buffers it needs beyond `outputs` (a costly value
/// kept between the phases of a row kernel) are appended to `outputs`.
KernelBuilder buildKernel(mlir::OpBuilder &b, const Cluster &cluster, llvm::SmallVectorImpl<mlir::Value> &outputs);

struct Bytes {
  int64_t read, written;
};
/// The bytes that a launch moves: of each buffer, what the kernel's accesses reach.
Bytes bytesOf(tile::KernelOp kernel);

// What kinds share.

/// Grid x tile over the domain of a cluster that computes its points each on its own, flattened where every access allows it.
KernelBuilder buildLoop(mlir::OpBuilder &b, const Cluster &cluster, llvm::ArrayRef<mlir::Value> outputs);

/// The stores of one point. Everything is read before the first store: an output may lie where another one's input lies
/// (states that change places).
class PointStores {
public:
  explicit PointStores(Body &body) : body(body) {}
  /// Adds a value; `index` are the point's coordinates in `from`, the value's shape up to unit dimensions.
  void add(mlir::Value output, ir::Shape from, llvm::ArrayRef<mlir::AffineExpr> index);
  void emit();

private:
  Body &body;
  llvm::SmallVector<std::pair<mlir::Value, Exprs>> places;
};
/// Stores values of one point with coordinates `index` in `from`.
void storeAll(Body &body, llvm::ArrayRef<mlir::Value> outputs, ir::Shape from, llvm::ArrayRef<mlir::AffineExpr> index);
/// A mft.tile whose body is emitted by `fill`, which returns the values to reduce.
tile::TileOp makeTile(mlir::OpBuilder &b, mlir::Location loc, llvm::ArrayRef<int64_t> sizes, llvm::ArrayRef<tile::Combiner> combiners,
                      llvm::ArrayRef<mlir::Type> types, llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::ValueRange)> fill);
tile::Combiner combinerOf(ir::Reducing op);
/// The type in which a value's elements are computed: bf16 in f32.
mlir::Type scalarType(mlir::Value value);

} // namespace mf::passes
