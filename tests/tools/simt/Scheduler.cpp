//===- Scheduler.cpp - fibers, and who runs next ------------------------------------------------===//
// Each CUDA thread of a block is a fiber. A warp runs until all its lanes wait or are done; its warp
// operations are resolved and it runs on; when every thread of the block waits at a barrier the
// barrier opens. Where nothing can move and not all are done there is a deadlock. x86-64 only.
#include "tests/tools/simt/Checks.h"
#include "llvm/ADT/STLExtras.h"
#include <sys/mman.h>

namespace mf::simt {

Thread *current = nullptr;

extern "C" void mf_simt_switch(void **save, void *next);
asm(R"(
.text
.globl mf_simt_switch
mf_simt_switch:
  push %rbx; push %rbp; push %r12; push %r13; push %r14; push %r15
  mov %rsp, (%rdi)
  mov %rsi, %rsp
  pop %r15; pop %r14; pop %r13; pop %r12; pop %rbp; pop %rbx
  ret
)");

namespace {

constexpr size_t stackBytes = 128 * 1024;

class BlockRunner {
public:
  BlockRunner(const Launch &launch, Checks &checks, Reporter &reporter);
  ~BlockRunner() { munmap(stacks, stackBytes * threads.size()); }
  void run(int64_t block);

  void *schedulerStack = nullptr;
  const Launch &launch;

private:
  void prepare(int64_t block);
  void runDirectly();
  bool runWarp(unsigned warp);
  bool resolveWarp(unsigned warp);
  bool openBarrier();
  void reportDeadlock();
  std::vector<unsigned> order(unsigned count) const;
  unsigned warps() const { return (threads.size() + warpSize - 1) / warpSize; }
  llvm::MutableArrayRef<Thread> lanes(unsigned warp) {
    size_t begin = warp * warpSize, end = std::min(threads.size(), begin + warpSize);
    return llvm::MutableArrayRef(threads).slice(begin, end - begin);
  }

  Checks &checks;
  Reporter &reporter;
  std::vector<Thread> threads;
  char *stacks;
};

BlockRunner *runner = nullptr;

} // namespace

static void leave() { mf_simt_switch(&current->stackPointer, runner->schedulerStack); }

/// First function of a fiber; never returns.
static void fiberMain() {
  runner->launch.entry(runner->launch.parameters);
  current->status = ThreadStatus::done;
  leave();
  __builtin_unreachable();
}

void syncOperation(const Site *site, const char *operands, void *result) {
  current->status = ThreadStatus::waiting;
  current->site = site;
  current->operands = operands;
  current->result = result;
  leave();
}

BlockRunner::BlockRunner(const Launch &launch, Checks &checks, Reporter &reporter)
    : launch(launch), checks(checks), reporter(reporter), threads(launch.threads) {
  stacks = static_cast<char *>(
      mmap(nullptr, stackBytes * launch.threads, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
}

void BlockRunner::prepare(int64_t block) {
  for (auto [number, thread] : llvm::enumerate(threads)) {
    thread = {};
    thread.number = thread.tid[0] = number;
    thread.ctaid[0] = block;
    thread.ntid[0] = launch.threads;
    thread.nctaid[0] = launch.blocks;
    for (unsigned d : {1, 2})
      thread.ntid[d] = thread.nctaid[d] = 1;
    thread.laneId = number % warpSize;
    thread.warpId = number / warpSize;
    // Six registers to pop, the address to return to, and 8 bytes that keep the stack aligned as if
    // fiberMain had been called.
    void **top = reinterpret_cast<void **>(stacks + stackBytes * (number + 1)) - 8;
    top[6] = reinterpret_cast<void *>(&fiberMain);
    top[7] = nullptr;
    thread.stackPointer = top;
  }
}

std::vector<unsigned> BlockRunner::order(unsigned count) const {
  std::vector<unsigned> numbers(count);
  for (unsigned i = 0; i < count; ++i)
    numbers[i] = launch.reverse ? count - 1 - i : i;
  return numbers;
}

void BlockRunner::runDirectly() {
  for (unsigned number : order(threads.size())) {
    current = &threads[number];
    launch.entry(launch.parameters);
  }
}

void BlockRunner::run(int64_t block) {
  prepare(block);
  checks.beginBlock();
  if (!launch.synchronizes)
    return runDirectly();
  runner = this;
  for (;;) {
    bool moved = false;
    for (unsigned warp : order(warps()))
      moved |= runWarp(warp);
    if (llvm::all_of(threads, [](Thread &t) { return t.status == ThreadStatus::done; }))
      return;
    if (!openBarrier() && !moved)
      return reportDeadlock();
  }
}

bool BlockRunner::runWarp(unsigned warp) {
  bool moved = false;
  do {
    llvm::MutableArrayRef<Thread> all = lanes(warp);
    for (unsigned lane : order(all.size())) {
      if (all[lane].status != ThreadStatus::ready)
        continue;
      moved = true;
      current = &all[lane];
      mf_simt_switch(&schedulerStack, current->stackPointer);
    }
  } while (resolveWarp(warp));
  return moved;
}

/// Completes one warp operation whose lanes have all arrived.
bool BlockRunner::resolveWarp(unsigned warp) {
  llvm::MutableArrayRef<Thread> all = lanes(warp);
  for (Thread &first : all) {
    if (first.status != ThreadStatus::waiting || first.site->kind == SyncKind::blockBarrier)
      continue;
    uint32_t mask = memberMask(first);
    std::vector<Thread *> members(warpSize);
    bool complete = true;
    for (Thread &other : all) {
      if (!(mask >> other.laneId & 1))
        continue;
      bool here = other.status == ThreadStatus::waiting && other.site->name == first.site->name && memberMask(other) == mask;
      if (other.status == ThreadStatus::done)
        reporter.add(Fault::divergentWarpOp, first.site,
                     "lane " + std::to_string(other.laneId) + " of warp " + std::to_string(warp) + " has left before " +
                         first.site->text);
      else
        complete &= here;
      if (here && other.site != first.site)
        reporter.add(Fault::divergentWarpOp, first.site,
                     "lanes of warp " + std::to_string(warp) + " meet at different places: " + first.site->text + " and " +
                         other.site->text);
      if (here)
        members[other.laneId] = &other;
    }
    if (!complete)
      continue;
    resolveWarpOperation(*first.site, members);
    if (first.site->kind == SyncKind::warpBarrier)
      checks.warpBarrier(warp);
    for (Thread *member : members)
      if (member)
        member->status = ThreadStatus::ready;
    return true;
  }
  return false;
}

/// Opens the block barrier when every thread that is not done waits at one.
bool BlockRunner::openBarrier() {
  const Thread *first = nullptr;
  unsigned waiting = 0, done = 0;
  for (const Thread &thread : threads) {
    done += thread.status == ThreadStatus::done;
    if (thread.status != ThreadStatus::waiting || thread.site->kind != SyncKind::blockBarrier)
      continue;
    ++waiting;
    if (first && first->site != thread.site)
      reporter.add(Fault::divergentBarrier, first->site,
                   "threads " + std::to_string(first->number) + " and " + std::to_string(thread.number) +
                       " wait at different barriers: " + first->site->text + " and " + thread.site->text);
    if (!first)
      first = &thread;
  }
  if (waiting == 0 || waiting + done < threads.size())
    return false;
  if (done > 0)
    reporter.add(Fault::divergentBarrier, first->site,
                 std::to_string(done) + " of " + std::to_string(threads.size()) + " threads left before the barrier in " +
                     first->site->text);
  checks.blockBarrier();
  for (Thread &thread : threads)
    if (thread.status == ThreadStatus::waiting)
      thread.status = ThreadStatus::ready;
  return true;
}

void BlockRunner::reportDeadlock() {
  for (const Thread &thread : threads)
    if (thread.status == ThreadStatus::waiting)
      reporter.add(Fault::deadlock, thread.site,
                   "block " + std::to_string(thread.ctaid[0]) + " thread " + std::to_string(thread.number) +
                       " waits for ever in " + thread.site->text);
}

namespace {
/// The mode of the instructions: x86 has one for f32 and f64, and a kernel that flushes holds no subnormal f64.
struct ArithmeticMode {
  explicit ArithmeticMode(bool flushes) : before(__builtin_ia32_stmxcsr()) { __builtin_ia32_ldmxcsr(0x1f80 | (flushes ? 0x8040 : 0)); }
  ~ArithmeticMode() { __builtin_ia32_ldmxcsr(before); }
  unsigned before;
};
} // namespace

void runLaunch(const Launch &launch, Checks &checks, Reporter &reporter) {
  ArithmeticMode mode(launch.flushes);
  BlockRunner blocks(launch, checks, reporter);
  for (int64_t block = 0; block < launch.blocks; ++block)
    blocks.run(launch.reverse ? launch.blocks - 1 - block : block);
}

} // namespace mf::simt
