/* Threads that run a plan together. They are the process's own: no library of OpenMP is needed, and none is set up by accident. */
#ifndef MF_RUNTIME_CPU_TEAM_H
#define MF_RUNTIME_CPU_TEAM_H

/* The threads of one context, made when they are first needed, asleep between calls. Used by one thread at a time. */
typedef struct mf_team mf_team;

/* What thread 0 <= thread < threads does; 0 is the caller of mf_team_run. */
typedef void (*mf_team_work)(void *data, int thread, int threads);

/* NULL where there is no memory. */
mf_team *mf_team_open(void);

/* Ends the threads. Nullable. */
void mf_team_close(mf_team *team);

/* Makes the team ready for so many threads. Returns how many there are, the caller's with them: fewer where the system makes no more. */
int mf_team_gather(mf_team *team, int threads);

/* Runs the work on so many of the gathered threads at once, and returns when all have done it. */
void mf_team_run(mf_team *team, int threads, mf_team_work work, void *data);

/* Cores that this process may use: its affinity, and the quota of its container. */
int mf_cpu_cores(void);

/* Threads where nobody says a number: the first number of OMP_NUM_THREADS where it is one from 1 to 4096, else a thread a core. */
int mf_cpu_default_threads(void);

#endif
