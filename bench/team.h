// Costs of a team of threads: nanoseconds, the best of `rounds`.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif
/* Entering and leaving a team, `pause_microseconds` after the last time: long enough a pause puts its threads to sleep. */
double bench_enter(int threads, int pause_microseconds, int rounds);
/* One wait at the runtime's barrier, all threads arriving at once. */
double bench_barrier(int threads, int rounds);
#ifdef __cplusplus
}
#endif
