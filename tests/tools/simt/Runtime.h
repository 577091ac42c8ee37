// What the files of the executor share: the thread records, the sites of instrumented instructions
// and the entry points that rewritten code calls. Internal to tests/tools/simt.
#pragma once
#include "tests/tools/simt/Simt.h"
#include <cstdint>
#include <set>

namespace mf::simt {

constexpr unsigned warpSize = 32;

/// Operations that suspend a thread until others arrive.
enum class SyncKind { blockBarrier, warpBarrier, shuffle, vote, reduce };

/// A rewritten instruction: what it is, where its operands lie, and its text for messages.
struct Site {
  SyncKind kind = SyncKind::blockBarrier;
  std::string name; ///< of the intrinsic, without "llvm.nvvm."
  std::string text; ///< "function: instruction"
  std::vector<unsigned> operandOffsets;
};

enum class ThreadStatus { ready, waiting, done };

/// One CUDA thread. Rewritten code reads the special registers at the start by offset.
struct Thread {
  uint32_t tid[3], ctaid[3], ntid[3], nctaid[3], laneId, warpId;
  ThreadStatus status;
  const Site *site;     ///< waiting: where
  const char *operands; ///< waiting: struct of the site's operands
  void *result;         ///< waiting: where the result goes
  uint32_t number;      ///< within the block
  void *stackPointer;
};

/// The thread that runs now. Rewritten code loads through the address of this variable.
extern Thread *current;

using Entry = void (*)(void **parameters);

struct Launch {
  Entry entry;
  bool synchronizes; ///< otherwise threads run one after the other, without fibers
  int64_t blocks;
  unsigned threads;
  void **parameters;
  bool reverse;
  bool flushes; ///< subnormals count as zeros
};

class Checks;

/// Collects reports of one device; one for each fault and site.
class Reporter {
public:
  explicit Reporter(unsigned limit) : limit(limit) {}
  void add(Fault fault, const Site *site, std::string text);
  std::string kernel;
  std::vector<Report> reports;
  unsigned dropped = 0;

private:
  unsigned limit;
  std::set<std::pair<Fault, const Site *>> seen;
};

/// Scheduler.cpp: runs the blocks one after the other.
void runLaunch(const Launch &launch, Checks &checks, Reporter &reporter);
/// Scheduler.cpp: called by rewritten code at a sync operation.
void syncOperation(const Site *site, const char *operands, void *result);

/// WarpOps.cpp: computes the results of one warp operation for the lanes that wait at it (null where
/// a lane does not take part).
void resolveWarpOperation(const Site &site, llvm::ArrayRef<Thread *> lanes);
/// The lanes named by the operation that `thread` waits at.
uint32_t memberMask(const Thread &thread);

} // namespace mf::simt
