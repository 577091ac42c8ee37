/* Looks for NaN and infinity after a launch. */
#ifndef MF_RUNTIME_SCAN_H
#define MF_RUNTIME_SCAN_H
#include "runtime/core/device.h"
#include <stddef.h>

/* What the buffers of a launch held before it. Zero to begin with. */
typedef struct mf_scan_copy {
  char *data;
  size_t capacity;
} mf_scan_copy;

/* Clears arena and results, and looks at arguments and states. 1: a NaN was there. */
int mf_scan_begin(const mf_run *run);

/* Around step number `step`, a launch: copies the buffers that it will write, then looks at what it has written.
 * 1: a NaN was found, stop. Where there is no memory for the copy, all of a buffer counts as written. */
void mf_scan_before(const mf_run *run, int64_t step, mf_scan_copy *copy);
int mf_scan_after(const mf_run *run, int64_t step, const mf_scan_copy *copy);

#endif
