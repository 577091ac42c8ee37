/* The scan behind --debug-nans.
 *
 * The descriptor says neither which buffers a kernel stores to nor what type an arena buffer has. Neither is
 * needed: the arena starts as zeros and the scan stops at the first NaN, so a NaN that is found is new. And a
 * NaN or infinity that arithmetic makes has one of few bit patterns, which integers and random bits all but
 * never hit (for random words: 4 in 2^32); arrays of known type are tested exactly. */
#include "runtime/cpu/scan.h"
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

/* A word of the arena, which may be an f32, two bf16 or an integer. */
static int classify_word(uint32_t bits) {
  uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude == 0x7fc00000u)
    return has_nan;
  if (magnitude == 0x7f800000u)
    return has_infinity;
  uint32_t pair = bits & 0x7fff7fffu;
  if (pair == 0x7fc07fc0u)
    return has_nan;
  return pair == 0x7f807f80u ? has_infinity : clean;
}

static int scan_words(const void *data, int64_t bytes) {
  const uint32_t *words = data;
  int found = clean;
  for (int64_t i = 0; i < bytes / 4; ++i) {
    /* cheap test first: all patterns have these bits */
    if ((words[i] & 0x7f800000u) == 0x7f800000u)
      found |= classify_word(words[i]);
  }
  return found;
}

/* An array whose type is known. Integers are clean. */
static int scan_array(const void *data, int32_t dtype, int64_t bytes) {
  int found = clean;
  if (dtype == MF_F32) {
    for (int64_t i = 0; i < bytes / 4; ++i)
      found |= classify_f32(((const uint32_t *)data)[i]);
  } else if (dtype == MF_F64) {
    for (int64_t i = 0; i < bytes / 8; ++i)
      found |= classify_f64(((const uint64_t *)data)[i]);
  } else if (dtype == MF_BF16) {
    for (int64_t i = 0; i < bytes / 2; ++i)
      found |= classify_f32((uint32_t)((const uint16_t *)data)[i] << 16);
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
  memset(run->arena, 0, (size_t)run->arena_bytes);
  for (int32_t i = 0; i < entry->num_results; ++i)
    memset(run->results[i], 0, (size_t)entry->results[i].bytes);
  mf_scan_hit hit = {.kernel = -1, .step = -1, .source = ""};
  for (int32_t i = 0; i < entry->num_arguments; ++i) {
    hit.name = entry->arguments[i].name;
    if (record(run, scan_array(run->arguments[i], entry->arguments[i].dtype, entry->arguments[i].bytes), hit))
      return 1;
  }
  for (int64_t i = 0; i < run->artifact->num_states; ++i) {
    const mf_array_desc *state = &run->artifact->states[i];
    hit.name = state->name;
    if (record(run, scan_array(run->states[i], state->dtype, state->bytes), hit))
      return 1;
  }
  return 0;
}

int mf_scan_launch(const mf_run *run, int64_t index) {
  const mf_entry_desc *entry = run->entry;
  const mf_step_desc *step = &entry->steps[index];
  int64_t lowest = run->arena_bytes;
  int found = clean;
  for (int32_t i = 0; i < step->num_buffers; ++i) {
    const mf_buffer_ref *ref = &step->buffers[i];
    if (ref->space == MF_ARENA && ref->offset < lowest)
      lowest = ref->offset;
    else if (ref->space == MF_STATE)
      found |= scan_array(run->states[ref->index], run->artifact->states[ref->index].dtype,
                          run->artifact->states[ref->index].bytes);
    else if (ref->space == MF_RESULT)
      found |= scan_array(run->results[ref->index], entry->results[ref->index].dtype, entry->results[ref->index].bytes);
  }
  found |= scan_words((const char *)run->arena + lowest, run->arena_bytes - lowest);
  if (!found)
    return 0;
  const mf_kernel_desc *kernel = &run->artifact->kernels[step->kernel];
  mf_scan_hit hit = {.kernel = step->kernel, .step = index, .name = kernel->name, .source = kernel->source};
  return record(run, found, hit);
}
