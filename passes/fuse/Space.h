// Space: the values of one shape [..., rows, columns] that lie between products, and what sums them up.
#pragma once
#include "dialect/mf/Mf.h"
#include "llvm/ADT/SetVector.h"
#include "passes/partition/Access.h"

namespace mf::passes {

/// An op that sums values of a space up, or stores one: what a kernel of the space is made for.
struct Root {
  mlir::Operation *op;
  mlir::Value value;                    ///< of the space
  unsigned kept;                        ///< the dimension that a block keeps some of
  llvm::SmallVector<int64_t> streamed;  ///< those that are summed over, the one that a block goes along in steps last
};

struct Space {
  llvm::SmallVector<int64_t> shape;
  unsigned rows = 0, columns = 0;           ///< dimensions
  llvm::SetVector<mlir::Operation *> ops;   ///< that compute its values
  llvm::SmallVector<Root> roots;            ///< in the block's order
  bool contains(mlir::Value value) const { return ops.contains(stripAliases(value).getDefiningOp()); }
};

/// A product with plain indices, one dimension summed in it or by it, as kernels of a space take it. `space`: for each dimension of
/// the space, the coordinate of the form.
struct SpaceProduct {
  ir::ContractionForm form;
  llvm::SmallVector<unsigned> coordinates;
};
/// The product that makes a value of a space of this rank; nothing where it is no such product.
std::optional<SpaceProduct> producing(mlir::Operation *op);
/// The product that sums operand `side`, a value of a space, up.
std::optional<SpaceProduct> summing(mlir::Operation *op, unsigned side);

/// The spaces of a block, with what may be fused: those of a softmax between products, and those of the values `seeds`.
llvm::SmallVector<Space> findSpaces(mlir::Block &block, llvm::ArrayRef<mlir::Value> seeds);
/// Computes what slices of the spaces' values along other dimensions than rows and columns read; returns it.
llvm::SmallVector<mlir::Value> computeSlices(mlir::Block &block, llvm::ArrayRef<Space> spaces);

} // namespace mf::passes
