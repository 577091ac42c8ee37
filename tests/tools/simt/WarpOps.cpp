//===- WarpOps.cpp - shuffles, votes and reductions of a warp, as in the PTX ISA ----------------===//
// Matrix operations (mma, ldmatrix, wgmma) belong here too once the compiler emits them: a new
// SyncKind, its name in Rewrite.cpp and a function below.
#include "tests/tools/simt/Runtime.h"
#include <cstring>

namespace mf::simt {

template <typename T> static T operand(const Thread &thread, unsigned i) {
  T value;
  std::memcpy(&value, thread.operands + thread.site->operandOffsets[i], sizeof(T));
  return value;
}

uint32_t memberMask(const Thread &thread) { return operand<uint32_t>(thread, 0); }

/// Operands: members, value, lane or distance, clamp | segment mask << 8. The result is the word,
/// followed by an i1 in the forms that also say whether the source lane was in range.
static void shuffle(const Site &site, llvm::ArrayRef<Thread *> lanes) {
  llvm::StringRef name = site.name;
  uint32_t values[warpSize] = {};
  for (auto [lane, thread] : llvm::enumerate(lanes))
    if (thread)
      values[lane] = operand<uint32_t>(*thread, 1);
  for (auto [number, thread] : llvm::enumerate(lanes)) {
    if (!thread)
      continue;
    int lane = number, by = operand<uint32_t>(*thread, 2), control = operand<uint32_t>(*thread, 3);
    int segment = control >> 8 & 31, clamp = control & 31;
    int first = lane & segment, last = first | (clamp & ~segment), source = 0;
    bool inRange = true;
    if (name.contains(".bfly"))
      source = lane ^ by, inRange = source <= last;
    else if (name.contains(".down"))
      source = lane + by, inRange = source <= last;
    else if (name.contains(".up"))
      source = lane - by, inRange = source >= last;
    else
      source = first | (by & ~segment), inRange = source <= last;
    if (!inRange)
      source = lane;
    std::memcpy(thread->result, &values[source], 4);
    if (name.ends_with("p"))
      static_cast<char *>(thread->result)[4] = inRange;
  }
}

static void vote(const Site &site, llvm::ArrayRef<Thread *> lanes) {
  uint32_t ballot = 0, members = 0;
  for (auto [lane, thread] : llvm::enumerate(lanes))
    if (thread) {
      members |= 1u << lane;
      ballot |= uint32_t(operand<uint8_t>(*thread, 1) & 1) << lane;
    }
  llvm::StringRef name = site.name;
  bool truth = name.contains(".all") ? ballot == members : name.contains(".any") ? ballot != 0 : ballot == 0 || ballot == members;
  for (Thread *thread : lanes)
    if (thread) {
      if (name.contains(".ballot"))
        std::memcpy(thread->result, &ballot, 4);
      else
        *static_cast<char *>(thread->result) = truth;
    }
}

static uint32_t combineWords(llvm::StringRef name, uint32_t a, uint32_t b) {
  if (name.ends_with(".add"))
    return a + b;
  if (name.ends_with(".umin"))
    return std::min(a, b);
  if (name.ends_with(".umax"))
    return std::max(a, b);
  if (name.ends_with(".min"))
    return std::min(int32_t(a), int32_t(b));
  if (name.ends_with(".max"))
    return std::max(int32_t(a), int32_t(b));
  return name.ends_with(".and") ? a & b : name.ends_with(".or") ? a | b : a ^ b;
}

/// redux.sync: its operands are value, members.
static void reduce(const Site &site, llvm::ArrayRef<Thread *> lanes) {
  bool any = false;
  uint32_t total = 0;
  for (Thread *thread : lanes)
    if (thread) {
      uint32_t value = operand<uint32_t>(*thread, 1);
      total = any ? combineWords(site.name, total, value) : value;
      any = true;
    }
  for (Thread *thread : lanes)
    if (thread)
      std::memcpy(thread->result, &total, 4);
}

void resolveWarpOperation(const Site &site, llvm::ArrayRef<Thread *> lanes) {
  switch (site.kind) {
  case SyncKind::shuffle:
    return shuffle(site, lanes);
  case SyncKind::vote:
    return vote(site, lanes);
  case SyncKind::reduce:
    return reduce(site, lanes);
  case SyncKind::warpBarrier:
  case SyncKind::blockBarrier:
    return;
  }
}

} // namespace mf::simt
