/* The scan behind --debug-nans. The descriptor says which buffers a kernel writes and of which type they are. A kernel may
 * write a part of a buffer, and the rest be what other arrays left there: elements that a launch did not change are none of
 * its. */
#include "runtime/cpu/scan.h"
#include <stdlib.h>
#include <string.h>

enum { clean = 0, has_infinity = 1, has_nan = 2 };

static int classify_f32(uint32_t bits) {
  if ((bits & 0x7f800000u) != 0x7f800000u)
    return clean;
  return bits & 0x7fffffu ? has_nan : has_infinity;
}

static int classify_f64(uint64_t bits) {
  if ((bits & 0x7ff0000000000000ull) != 0x7ff0000000000000ull)
    return clean;
  return bits & 0xfffffffffffffull ? has_nan : has_infinity;
}

/* What is in the elements that differ from those of `before` (NULL: in all). Integers are clean. */
static int scan_array(const void *data, const void *before, int32_t dtype, int64_t bytes) {
  int found = clean;
  if (dtype == MF_F32) {
    const uint32_t *now = data, *was = before;
    for (int64_t i = 0; i < bytes / 4; ++i)
      found |= was && was[i] == now[i] ? clean : classify_f32(now[i]);
  } else if (dtype == MF_F64) {
    const uint64_t *now = data, *was = before;
    for (int64_t i = 0; i < bytes / 8; ++i)
      found |= was && was[i] == now[i] ? clean : classify_f64(now[i]);
  } else if (dtype == MF_BF16) {
    const uint16_t *now = data, *was = before;
    for (int64_t i = 0; i < bytes / 2; ++i)
      found |= was && was[i] == now[i] ? clean : classify_f32((uint32_t)now[i] << 16);
  }
  return found;
}

static int record(const mf_run *run, int found, mf_scan_hit hit) {
  hit.found = 1;
  if ((found & has_infinity) && !run->scan->infinity.found)
    run->scan->infinity = hit;
  if ((found & has_nan) && !run->scan->nan.found)
    run->scan->nan = hit;
  return run->scan->nan.found;
}

int mf_scan_begin(const mf_run *run) {
  const mf_entry_desc *entry = run->entry;
  /* what an earlier call left would hide the same from this one */
  memset(run->arena, 0, (size_t)run->arena_bytes);
  for (int32_t i = 0; i < entry->num_results; ++i)
    memset(run->results[i], 0, (size_t)entry->results[i].bytes);
  mf_scan_hit hit = {.kernel = -1, .step = -1, .source = ""};
  for (int32_t i = 0; i < entry->num_arguments; ++i) {
    hit.name = entry->arguments[i].name;
    if (record(run, scan_array(run->arguments[i], NULL, entry->arguments[i].dtype, entry->arguments[i].bytes), hit))
      return 1;
  }
  for (int64_t i = 0; i < run->artifact->num_states; ++i) {
    const mf_array_desc *state = &run->artifact->states[i].array;
    mf_buffer_ref ref = {MF_STATE, (int32_t)i, 0};
    hit.name = state->name;
    if (record(run, scan_array(mf_resolve(run, &ref), NULL, state->dtype, state->bytes), hit))
      return 1;
  }
  return 0;
}

/* Bytes of a buffer that the scan looks at after a launch. */
static int64_t scanned_bytes(const mf_kernel_buffer *buffer) {
  int real = buffer->dtype == MF_F32 || buffer->dtype == MF_F64 || buffer->dtype == MF_BF16;
  return real && (buffer->access & MF_WRITE) ? buffer->bytes : 0;
}

void mf_scan_before(const mf_run *run, int64_t index, mf_scan_copy *copy) {
  const mf_step_desc *step = &run->entry->steps[index];
  const mf_kernel_desc *kernel = &run->artifact->kernels[step->kernel];
  size_t needed = 0, used = 0;
  for (int32_t i = 0; i < step->num_buffers; ++i)
    needed += (size_t)scanned_bytes(&kernel->buffers[i]);
  if (needed > copy->capacity) {
    free(copy->data);
    copy->data = malloc(needed);
    copy->capacity = copy->data ? needed : 0;
  }
  for (int32_t i = 0; copy->data && i < step->num_buffers; ++i) {
    size_t bytes = (size_t)scanned_bytes(&kernel->buffers[i]);
    memcpy(copy->data + used, mf_resolve(run, &step->buffers[i]), bytes);
    used += bytes;
  }
}

int mf_scan_after(const mf_run *run, int64_t index, const mf_scan_copy *copy) {
  const mf_step_desc *step = &run->entry->steps[index];
  const mf_kernel_desc *kernel = &run->artifact->kernels[step->kernel];
  const char *before = copy->data;
  int found = clean;
  for (int32_t i = 0; i < step->num_buffers; ++i) {
    int64_t bytes = scanned_bytes(&kernel->buffers[i]);
    found |= scan_array(mf_resolve(run, &step->buffers[i]), before, kernel->buffers[i].dtype, bytes);
    before += before ? bytes : 0;
  }
  if (!found)
    return 0;
  mf_scan_hit hit = {.kernel = step->kernel, .step = index, .name = kernel->name, .source = kernel->source};
  return record(run, found, hit);
}
