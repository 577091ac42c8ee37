// The runtime's threads: all take part, a fork has its own, the environment says how many.
extern "C" {
#include "runtime/cpu/team.h"
}
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {
struct Counts {
  std::vector<std::atomic<int>> calls;
  std::atomic<int> wrong = 0;
};

void count(void *data, int thread, int threads) {
  auto *counts = static_cast<Counts *>(data);
  counts->wrong += threads != int(counts->calls.size());
  ++counts->calls[size_t(thread)];
}

/// Whether each of the threads did its part in each of the calls.
bool allWork(mf_team *team, int threads, int calls) {
  int there = mf_team_gather(team, threads);
  Counts counts{std::vector<std::atomic<int>>(size_t(there))};
  for (int i = 0; i < calls; ++i)
    mf_team_run(team, there, count, &counts);
  bool good = there == threads && !counts.wrong;
  for (const std::atomic<int> &each : counts.calls)
    good &= each == calls;
  return good;
}

int threadsFor(const char *text) {
  setenv("OMP_NUM_THREADS", text, 1);
  return mf_cpu_default_threads();
}
} // namespace

TEST_CASE("every thread of a team does its part in every call") {
  mf_team *team = mf_team_open();
  for (int threads : {1, 2, 5, 3, 17})
    CHECK(allWork(team, threads, 200));
  usleep(20'000); // they sleep
  CHECK(allWork(team, 5, 3));
  mf_team_close(team);
}

TEST_CASE("a fork makes threads of its own") {
  mf_team *team = mf_team_open();
  CHECK(allWork(team, 3, 10));
  pid_t child = fork();
  if (child == 0) {
    alarm(20);
    bool good = allWork(team, 3, 10);
    mf_team_close(team);
    _exit(good ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(allWork(team, 3, 10));
  mf_team_close(team);
}

TEST_CASE("OMP_NUM_THREADS counts where it is a number") {
  CHECK(threadsFor("3") == 3);
  CHECK(threadsFor(" 5 ") == 5);
  CHECK(threadsFor("4,2,1") == 4);
  for (const char *nonsense : {"", "abc", "-1", "0", "1e3", "2x", "99999999999", "4097"})
    CHECK(threadsFor(nonsense) == mf_cpu_cores());
  unsetenv("OMP_NUM_THREADS");
  CHECK(mf_cpu_default_threads() == mf_cpu_cores());
}
