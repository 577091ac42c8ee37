/* What the runtime asks of a device. A second device is one more folder beside runtime/cpu and one line in the
 * table of runtime/core/device.c; nothing else knows where memory lives or how a plan runs. */
#ifndef MF_RUNTIME_DEVICE_H
#define MF_RUNTIME_DEVICE_H
#include "runtime/api/mfrt.h"

/* One call of an entry. */
typedef struct mf_run {
  const mf_artifact_desc *artifact;
  const mf_entry_desc *entry;
  void *arena;               /* device memory */
  int64_t arena_bytes;
  void *const *states;       /* [num_states] device memory */
  void *const *arguments;    /* [num_arguments] host memory */
  void *const *results;      /* [num_results] host memory */
  int32_t threads;           /* 0: the device chooses */
  mf_kernel_time *times;     /* [num_kernels], or NULL */
  mf_scan *scan;             /* not NULL: look for NaN and infinity after every launch */
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
  mf_status (*run)(mf_device *device, const mf_run *run);
  int32_t (*default_threads)(mf_device *device);
  void (*close)(mf_device *device);
};

/* Opens a device for an artifact (a device may compile or allocate for its plans). Each checks for itself that
 * the artifact has code for it. */
mf_status mf_device_open(const char *name, const char *path, const mf_artifact_desc *artifact, mf_device **out_device);
mf_status mf_cpu_open(const char *path, const mf_artifact_desc *artifact, mf_device **out_device);

#endif
