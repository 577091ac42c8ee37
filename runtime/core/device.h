/* What the runtime asks of a device. A further device is one more folder beside runtime/cpu and one line in the
 * table of runtime/core/device.c; nothing else knows where memory lives or how a plan runs. runtime/null is the
 * smallest one, and tests/runtime/conformance what each must pass. */
#ifndef MF_RUNTIME_DEVICE_H
#define MF_RUNTIME_DEVICE_H
#include "runtime/api/mfrt.h"

/* One call of an entry. Its artifact has been checked: every buffer lies within what it names. */
typedef struct mf_run {
  const mf_artifact_desc *artifact;
  const mf_entry_desc *entry;
  char *arena;                      /* device memory */
  int64_t arena_bytes;
  char *regions[MF_NUM_REGIONS];    /* device memory */
  void *const *arguments;           /* [num_arguments] host memory */
  void *const *results;             /* [num_results] host memory */
  int32_t threads;                  /* 0: the device chooses */
  mf_kernel_time *times;            /* [num_kernels], or NULL */
  mf_scan *scan;                    /* not NULL: look for NaN and infinity after every launch */
} mf_run;

typedef struct mf_device mf_device;
struct mf_device {
  const char *name;
  /* Zeroed memory, 64-byte aligned; NULL when there is none. */
  void *(*allocate)(mf_device *device, int64_t bytes);
  void (*release)(mf_device *device, void *memory, int64_t bytes);
  mf_status (*upload)(mf_device *device, void *memory, const void *host, int64_t bytes);
  mf_status (*download)(mf_device *device, void *host, const void *memory, int64_t bytes);
  /* The memory as the host may read and write it, or NULL where it cannot: saves a copy of every checkpoint. */
  void *(*host_view)(mf_device *device, void *memory);
  /* What one session needs for its calls beside memory: tables, scratch, a stream. Contexts run at the same time. */
  mf_status (*open_context)(mf_device *device, void **out_context);
  void (*close_context)(mf_device *device, void *context);
  /* Runs the plan to its end. Errors: MF_ERROR_MEMORY, before anything has run; of the null device, what is wrong with
   * the plan (MF_ERROR_FORMAT). */
  mf_status (*run)(mf_device *device, void *context, const mf_run *run);
  int32_t (*default_threads)(mf_device *device);
  void (*close)(mf_device *device);
};

/* Opens a device for an artifact (a device may compile or allocate for its plans). Each checks for itself that
 * the artifact has code for it. */
mf_status mf_device_open(const char *name, const char *path, const mf_artifact_desc *artifact, mf_device **out_device);
mf_status mf_cpu_open(const char *path, const mf_artifact_desc *artifact, mf_device **out_device);
mf_status mf_null_open(const char *path, const mf_artifact_desc *artifact, mf_device **out_device);

/* Where a buffer lies: two of different space or base never share memory. */
typedef struct mf_extent {
  int32_t space;
  int64_t base;       /* argument, result or constant number; a state's region */
  int64_t begin, end; /* bytes */
} mf_extent;
mf_extent mf_extent_of(const mf_artifact_desc *artifact, const mf_buffer_ref *ref, int64_t bytes);
int mf_extents_overlap(const mf_extent *a, const mf_extent *b);

/* Calls visit(data, ref, bytes, access) for each buffer that a launch or a loop itself uses. */
typedef void (*mf_buffer_visitor)(void *data, const mf_buffer_ref *ref, int64_t bytes, int32_t access);
void mf_visit_buffers(const mf_artifact_desc *artifact, const mf_step_desc *step, mf_buffer_visitor visit, void *data);

/* The host address of a buffer, on devices whose memory is the host's. */
static inline void *mf_resolve(const mf_run *run, const mf_buffer_ref *ref) {
  char *base;
  switch (ref->space) {
  case MF_ARENA: base = run->arena; break;
  case MF_ARGUMENT: base = (char *)run->arguments[ref->index]; break;
  case MF_RESULT: base = (char *)run->results[ref->index]; break;
  case MF_STATE: base = run->regions[run->artifact->states[ref->index].region] + run->artifact->states[ref->index].offset; break;
  default: base = (char *)run->artifact->constants[ref->index].data;
  }
  return base + ref->offset;
}

#endif
