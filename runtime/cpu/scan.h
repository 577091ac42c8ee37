/* Looks for NaN and infinity after a launch. */
#ifndef MF_RUNTIME_SCAN_H
#define MF_RUNTIME_SCAN_H
#include "runtime/core/device.h"

/* Clears what the scan will read (arena, results) and looks at arguments and states. 1: a NaN was there. */
int mf_scan_begin(const mf_run *run);

/* Looks at what step number `step` may have stored through its buffers. 1: a NaN was found, stop. */
int mf_scan_launch(const mf_run *run, int64_t step);

#endif
