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

} // namespace mf::passes
