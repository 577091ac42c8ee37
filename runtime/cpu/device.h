/* What the files of runtime/cpu share. */
#ifndef MF_RUNTIME_CPU_DEVICE_H
#define MF_RUNTIME_CPU_DEVICE_H
#include "runtime/core/device.h"
#include "runtime/cpu/team.h"

/* How an entry is walked, known at load. A step that is not `team`'s is run by the calling thread alone: a launch of one
 * block or of little work, and a loop of such. */
typedef struct mf_cpu_plan {
  unsigned char *team;         /* [steps] 1: all threads take part */
  int64_t team_begin, team_end; /* the steps of the outermost level for which the team is entered; empty: never */
} mf_cpu_plan;

typedef struct mf_cpu_device {
  mf_device base;
  const mf_artifact_desc *artifact;
  mf_cpu_plan *plans;     /* [entries] */
  unsigned char *teams;   /* what plans[i].team point into */
  int64_t most_steps, most_buffers; /* of an entry */
  int64_t scratch_stride; /* bytes of scratch a thread, a multiple of 4096 */
} mf_cpu_device;

/* A session's part: contexts run at the same time. */
typedef struct mf_cpu_context {
  const mf_cpu_device *device;
  void **pointers;        /* one entry's buffers, launch after launch */
  int64_t *first;         /* [steps] where a step's buffers start in pointers */
  mf_team *team;
  int32_t scratch_threads;
  char *scratch;
} mf_cpu_context;

/* Fills `plan` for an entry; plan->team has room for its steps. */
void mf_cpu_schedule(const mf_artifact_desc *artifact, const mf_entry_desc *entry, mf_cpu_plan *plan);

void *mf_cpu_allocate(mf_device *device, int64_t bytes);
void mf_cpu_release(mf_device *device, void *memory, int64_t bytes);

/* mf_device.run. */
mf_status mf_cpu_run(mf_device *device, void *context, const mf_run *run);

#endif
