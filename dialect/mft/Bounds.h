// Where the accesses of a kernel may land: ranges of index expressions over coordinates, block ids and data, and what a
// mask says of them. The verifier refuses what certainly leaves its buffer; targets guard what is not known to stay inside.
#pragma once
#include "dialect/mft/Mft.h"
#include "llvm/ADT/SmallBitVector.h"

namespace mf::tile {

/// A closed range of integers; INT64_MIN and INT64_MAX stand for no bound.
struct IndexRange {
  int64_t low = INT64_MIN, high = INT64_MAX;
};

enum class Verdict {
  inside,  ///< every element that is accessed exists
  outside, ///< some point certainly leaves the buffer
  unknown, ///< depends on data, or on more than this analysis sees
};

/// What is known of one index of an access.
struct IndexBounds {
  Verdict verdict = Verdict::inside;
  unsigned dimension = 0; ///< the first index of the buffer that is not inside
  IndexRange range;            ///< of that index
};

/// Ranges of the index values of one kernel. Lives no longer than the kernel stays as it is.
class KernelBounds {
public:
  explicit KernelBounds(KernelOp kernel) : kernel(kernel), context(kernel.getContext()) {}

  IndexBounds of(LoadOp op) { return of(memrefOf(op.getBuffer()), op.getMap(), op.getIndices(), op.getMask()); }
  IndexBounds of(StoreOp op) { return of(memrefOf(op.getBuffer()), op.getMap(), op.getIndices(), op.getMask()); }
  /// Of all elements that the rectangle may have.
  IndexBounds of(StageOp op);
  IndexRange rangeOf(mlir::Value index) { return rangeOf(flatten(exprOf(index)), {}); }
  /// The range of result `dimension` of an access, whatever the verdict.
  IndexRange rangeOf(mlir::AffineMap map, mlir::ValueRange indices, mlir::Value mask, unsigned dimension);

private:
  /// A sum of terms coefficient * atom, and a constant. Atoms are dimensions, quotients and remainders.
  struct Linear {
    llvm::SmallVector<std::pair<mlir::AffineExpr, int64_t>> terms;
    int64_t constant = 0;
    bool valid = true; ///< false: a coefficient does not fit
  };
  /// Where the mask is true, the terms of `form` (without its constant) lie in `range`.
  struct Fact {
    Linear form;
    IndexRange range;
  };
  static mlir::MemRefType memrefOf(mlir::Value buffer) { return llvm::cast<mlir::MemRefType>(buffer.getType()); }
  IndexBounds of(mlir::MemRefType buffer, mlir::AffineMap map, mlir::ValueRange indices, mlir::Value mask);

  mlir::AffineExpr atom(IndexRange range, bool coordinate = false);
  mlir::AffineExpr exprOf(mlir::Value value);
  mlir::AffineExpr computeExpr(mlir::Value value);
  mlir::AffineExpr exprOfArgument(mlir::BlockArgument argument);
  mlir::AffineExpr exprOfDivision(mlir::Operation *op);
  /// `expr` where it cannot wrap in `type`; else any value of the type.
  mlir::AffineExpr within(mlir::AffineExpr expr, mlir::Type type);
  llvm::SmallVector<mlir::AffineExpr> indicesOf(mlir::AffineMap map, mlir::ValueRange operands);

  void collectFacts(mlir::Value mask, llvm::SmallVectorImpl<Fact> &facts);
  void addFact(mlir::AffineExpr difference, IndexRange range, llvm::SmallVectorImpl<Fact> &facts);

  static Linear flatten(mlir::AffineExpr expr);
  IndexRange rangeOf(const Linear &linear, llvm::ArrayRef<Fact> facts);
  IndexRange rangeOfAtom(mlir::AffineExpr atom, llvm::ArrayRef<Fact> facts);
  /// Whether both ends of the range are attained: each coordinate occurs once. `used`: those that occurred.
  bool isExact(const Linear &linear, llvm::SmallBitVector &used);

  KernelOp kernel;
  mlir::MLIRContext *context;
  llvm::DenseMap<mlir::Value, mlir::AffineExpr> exprs;
  llvm::SmallVector<IndexRange> ranges;       ///< by dimension
  llvm::SmallVector<bool> coordinates;   ///< by dimension: takes every value of its range
};

/// The range of a linear expression over dimensions 0 <= d < sizes[d].
IndexRange rangeOfLinear(mlir::AffineExpr expr, llvm::ArrayRef<int64_t> sizes);

} // namespace mf::tile
