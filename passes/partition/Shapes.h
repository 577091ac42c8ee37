// Small helpers on shapes.
#pragma once
#include "codegen/target/Target.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

namespace mf::passes {

inline int64_t numElements(llvm::ArrayRef<int64_t> shape) {
  int64_t n = 1;
  for (int64_t s : shape)
    n *= s;
  return n;
}
/// The sizes that are not 1.
inline llvm::SmallVector<int64_t> squeezed(llvm::ArrayRef<int64_t> shape) {
  llvm::SmallVector<int64_t> result;
  for (int64_t s : shape)
    if (s != 1)
      result.push_back(s);
  return result;
}
inline bool sameUpToUnits(llvm::ArrayRef<int64_t> a, llvm::ArrayRef<int64_t> b) { return squeezed(a) == squeezed(b); }

/// The columns of a block that reduces columns: the most that leave a block for each core, else as few as fill the lanes.
int64_t columnChunk(int64_t columns, const codegen::Target &target);

} // namespace mf::passes
