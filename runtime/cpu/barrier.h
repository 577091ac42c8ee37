/* A barrier between launches: a launch can be a few microseconds, so waiting threads spin first. */
#ifndef MF_RUNTIME_BARRIER_H
#define MF_RUNTIME_BARRIER_H
#include <sched.h>
#include <stdatomic.h>

typedef struct mf_barrier {
  _Alignas(64) atomic_int arrived;
  _Alignas(64) atomic_int generation;
} mf_barrier;

static inline void mf_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

/* Returns once all `team` threads are here; what each wrote before is visible to all after. A waiter spins `spins` times, then lets others run: cores
 * may be shared, and it could hold up the very thread that it waits for. */
static inline void mf_barrier_wait(mf_barrier *barrier, int team, int spins) {
  if (team == 1)
    return;
  int generation = atomic_load_explicit(&barrier->generation, memory_order_acquire);
  if (atomic_fetch_add_explicit(&barrier->arrived, 1, memory_order_acq_rel) == team - 1) {
    atomic_store_explicit(&barrier->arrived, 0, memory_order_relaxed);
    atomic_store_explicit(&barrier->generation, generation + 1, memory_order_release);
    return;
  }
  for (int spin = 0; atomic_load_explicit(&barrier->generation, memory_order_acquire) == generation; ++spin) {
    if (spin < spins)
      mf_pause();
    else
      sched_yield();
  }
}

#endif
