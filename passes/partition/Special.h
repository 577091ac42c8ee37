// Kernels of ops that fit no loop: running sums, sorts, scatters.
#pragma once
#include "passes/partition/Body.h"
#include "passes/partition/Cluster.h"

namespace mf::passes {
/// The kernel of a special cluster's single op (cumsum, sort, scatter_add, or a copy).
KernelBuilder buildSpecial(mlir::OpBuilder &b, const Cluster &cluster);
} // namespace mf::passes
