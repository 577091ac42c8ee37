// What passes do to mf.for: values that it carries are added, kept or dropped.
#pragma once
#include "dialect/mf/Emit.h"
#include "llvm/ADT/BitVector.h"

namespace mf::ir {

/// Element `trip` (i32 scalar) of an array's first axis, and the array with that element replaced.
Value readTrip(Emit &e, Value array, Value trip);
Value writeTrip(Emit &e, Value array, Value element, Value trip);

/// The values from outside that the op or its regions read.
llvm::SmallVector<Value> readFromOutside(mlir::Operation *op);

/// Which carried values lead to one of `results`: those themselves, and what they are made of in any trip.
llvm::BitVector carriedFor(ForOp loop, llvm::BitVector results);
/// Which results are used.
llvm::BitVector usedResults(ForOp loop);

/// The same loop with the carried values of `keep` alone; `loop` is replaced by it. What is dropped must lead to nothing that is kept, and
/// its results must have no uses.
ForOp keepCarried(mlir::RewriterBase &b, ForOp loop, const llvm::BitVector &keep);

/// The same loop with further carried values, whose next values `next` makes at the end of the body from their arguments; `loop` is
/// replaced by it, and its body stays what it is. The new results stand last.
ForOp carryMore(mlir::RewriterBase &b, ForOp loop, mlir::ValueRange inits,
                llvm::function_ref<llvm::SmallVector<Value>(mlir::OpBuilder &, mlir::ValueRange)> next);

/// Moves what a loop's body computes of values from outside alone before the loop, out of loops in it as well; gives what has left `loop`.
llvm::SmallVector<mlir::Operation *> hoistInvariant(ForOp loop);

} // namespace mf::ir
