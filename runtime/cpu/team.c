/* A thread waits for its turn, a number of its own that the caller counts up: first awake for a moment, as the next call is often near, then asleep in the
 * kernel. The caller waits for the number of those that still work in the same way. */
#include "runtime/cpu/team.h"
#include "runtime/cpu/barrier.h"
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Turns of a waiter before it sleeps, about 100 us: waking it costs a third of that. */
enum { spins_before_sleep = 5000 };

/* A number that one thread waits for another to change. */
typedef struct word {
  atomic_int value, asleep;
} word;

typedef struct member {
  _Alignas(64) word turn; /* counted up: work; -1: the end */
  mf_team *team;
  pthread_t thread;
  int number;
} member;

struct mf_team {
  _Alignas(64) word left; /* members that still work */
  mf_team_work work;
  void *data;
  int threads;                  /* of this call */
  int made, room;
  atomic_int spins;
  pid_t process;                /* that made the threads: a fork has none of them */
  member **members;             /* [made] */
};

/* Tells the one that waits, if it sleeps: it says so before it looks at the value for the last time. */
static void changed(word *w) {
  if (atomic_load(&w->asleep))
    syscall(SYS_futex, &w->value, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

static int value_of(word *w) { return atomic_load_explicit(&w->value, memory_order_acquire); }

/* Returns the value once it is another. */
static int wait_for_change(word *w, int value, int spins) {
  for (int spin = 0; spin < spins && value_of(w) == value; ++spin)
    mf_pause();
  if (value_of(w) == value) {
    atomic_store(&w->asleep, 1);
    while (atomic_load(&w->value) == value)
      syscall(SYS_futex, &w->value, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
    atomic_store(&w->asleep, 0);
  }
  return value_of(w);
}

static void *live(void *opaque) {
  member *m = opaque;
  mf_team *team = m->team;
  for (int turn = 0; (turn = wait_for_change(&m->turn, turn, atomic_load_explicit(&team->spins, memory_order_relaxed))) >= 0;) {
    team->work(team->data, m->number, team->threads);
    if (atomic_fetch_sub(&team->left.value, 1) == 1)
      changed(&team->left);
  }
  return NULL;
}

mf_team *mf_team_open(void) {
  mf_team *team = aligned_alloc(64, (sizeof(mf_team) + 63) / 64 * 64);
  if (team)
    *team = (mf_team){.process = getpid()};
  return team;
}

static void forget(mf_team *team) {
  for (int i = 0; i < team->made; ++i)
    free(team->members[i]);
  team->made = 0;
}

void mf_team_close(mf_team *team) {
  if (!team)
    return;
  for (int i = 0; i < team->made && team->process == getpid(); ++i) {
    atomic_store(&team->members[i]->turn.value, -1);
    changed(&team->members[i]->turn);
    pthread_join(team->members[i]->thread, NULL);
  }
  forget(team);
  free(team->members);
  free(team);
}

/* One thread more; 0 where there is none to be had. */
static int add_member(mf_team *team) {
  if (team->made == team->room) {
    int room = 2 * team->room + 8;
    member **members = realloc(team->members, (size_t)room * sizeof *members);
    if (!members)
      return 0;
    team->members = members;
    team->room = room;
  }
  member *m = aligned_alloc(64, sizeof *m);
  if (!m)
    return 0;
  *m = (member){.team = team, .number = team->made + 1};
  sigset_t all, before; /* signals are for the threads of the program */
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failed = pthread_create(&m->thread, NULL, live, m);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failed) {
    free(m);
    return 0;
  }
  team->members[team->made++] = m;
  return 1;
}

int mf_team_gather(mf_team *team, int threads) {
  if (team->process != getpid()) {
    forget(team);
    team->process = getpid();
  }
  while (team->made + 1 < threads && add_member(team))
    ;
  return threads < team->made + 1 ? threads : team->made + 1;
}

void mf_team_run(mf_team *team, int threads, mf_team_work work, void *data) {
  int spins = threads <= mf_cpu_cores() ? spins_before_sleep : 0;
  atomic_store_explicit(&team->spins, spins, memory_order_relaxed);
  team->work = work;
  team->data = data;
  team->threads = threads;
  atomic_store(&team->left.value, threads - 1);
  for (int i = 0; i + 1 < threads; ++i) {
    word *turn = &team->members[i]->turn;
    atomic_store(&turn->value, (value_of(turn) + 1) & INT_MAX);
    changed(turn);
  }
  work(data, 0, threads);
  for (int left; (left = value_of(&team->left)) > 0;)
    wait_for_change(&team->left, left, spins);
}

/* -- How many ------------------------------------------------------------------------------------ */

/* The container's quota in cores, rounded up; INT_MAX where it has none (cgroup v2). */
static int quota_cores(void) {
  long long quota = 0, period = 0;
  FILE *file = fopen("/sys/fs/cgroup/cpu.max", "re");
  if (!file)
    return INT_MAX;
  int found = fscanf(file, "%lld %lld", &quota, &period); /* "max 100000" is none */
  fclose(file);
  return found == 2 && quota > 0 && period > 0 ? (int)((quota + period - 1) / period) : INT_MAX;
}

static int count_cores(void) {
  cpu_set_t set;
  int cores = sched_getaffinity(0, sizeof set, &set) ? (int)sysconf(_SC_NPROCESSORS_ONLN) : CPU_COUNT(&set), quota = quota_cores();
  cores = cores < quota ? cores : quota;
  return cores > 0 ? cores : 1;
}

int mf_cpu_cores(void) {
  static atomic_int known;
  int cores = atomic_load_explicit(&known, memory_order_relaxed);
  if (!cores)
    atomic_store_explicit(&known, cores = count_cores(), memory_order_relaxed);
  return cores;
}

int mf_cpu_default_threads(void) {
  const char *text = getenv("OMP_NUM_THREADS");
  char *end = NULL;
  long number = text ? strtol(text, &end, 10) : 0;
  while (end && (*end == ' ' || *end == '\t'))
    ++end;
  return end && (!*end || *end == ',') && number >= 1 && number <= 4096 ? (int)number : mf_cpu_cores();
}
