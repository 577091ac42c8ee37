/* What the runtime's threads cost each other: entering a team, and the barrier between two launches. */
#include "bench/team.h"
#include "runtime/cpu/barrier.h"
#include <omp.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

double bench_enter(int threads, int pause_microseconds, int rounds) {
  double best = 1e18;
  for (int i = 0; i < rounds; ++i) {
    if (pause_microseconds)
      usleep((useconds_t)pause_microseconds);
    double start = now();
    int team = 0;
#pragma omp parallel num_threads(threads)
    __atomic_fetch_add(&team, 1, __ATOMIC_RELAXED);
    double time = now() - start;
    best = team == threads && time < best ? time : best;
  }
  return best;
}

double bench_barrier(int threads, int rounds) {
  enum { waits = 100 };
  double best = 1e18;
  mf_barrier barrier = {0};
#pragma omp parallel num_threads(threads)
  for (int i = 0; i < rounds; ++i) {
    mf_barrier_wait(&barrier, threads, 1000);
    double start = now();
    for (int j = 0; j < waits; ++j)
      mf_barrier_wait(&barrier, threads, 1000);
    double time = (now() - start) / waits;
    if (!omp_get_thread_num() && time < best)
      best = time;
  }
  return best;
}
