/* What the runtime's threads cost each other: entering a team, and the barrier between two launches. */
#include "bench/team.h"
#include "runtime/cpu/barrier.h"
#include "runtime/cpu/team.h"
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void nothing(void *data, int thread, int threads) {}

double bench_enter(int threads, int pause_microseconds, int rounds) {
  mf_team *team = mf_team_open();
  double best = 1e18;
  threads = mf_team_gather(team, threads);
  for (int i = 0; i < rounds; ++i) {
    if (pause_microseconds)
      usleep((useconds_t)pause_microseconds);
    double start = now();
    mf_team_run(team, threads, nothing, NULL);
    double time = now() - start;
    best = time < best ? time : best;
  }
  mf_team_close(team);
  return best;
}

typedef struct waits {
  mf_barrier barrier;
  int rounds;
  double best;
} waits;

static void wait_often(void *data, int thread, int threads) {
  enum { in_a_row = 100 };
  waits *w = data;
  for (int i = 0; i < w->rounds; ++i) {
    mf_barrier_wait(&w->barrier, threads, 1000);
    double start = now();
    for (int j = 0; j < in_a_row; ++j)
      mf_barrier_wait(&w->barrier, threads, 1000);
    double time = (now() - start) / in_a_row;
    if (!thread && time < w->best)
      w->best = time;
  }
}

double bench_barrier(int threads, int rounds) {
  mf_team *team = mf_team_open();
  waits w = {.rounds = rounds, .best = 1e18};
  mf_team_run(team, mf_team_gather(team, threads), wait_often, &w);
  mf_team_close(team);
  return w.best;
}
