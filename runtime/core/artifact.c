/* Checks a descriptor once at load, so that calls need not: what it declares. Its plans: plan.c. */
#include "runtime/core/check.h"
#include <stdlib.h>
#include <string.h>

/* The largest rank and size that make sense; a larger one is a damaged file. */
enum { max_rank = 16, max_buffers = 1 << 16, max_gpu_threads = 1024 };
static const int64_t max_bytes = INT64_MAX / 4;

mf_status mf_damaged(const mf_checker *c, const char *where, const char *what, int64_t got) {
  return mf_fail(MF_ERROR_FORMAT, "%s: damaged artifact: %.200s: %s (got %lld)", c->path, where, what, (long long)got);
}

static mf_status check_array(const mf_checker *c, const char *where, const mf_array_desc *array) {
  if (!mf_image_holds_text(&c->image, array->name) || !mf_image_holds_text(&c->image, array->role))
    return mf_damaged(c, where, "an array without a name or role", 0);
  if (array->rank < 0 || array->rank > max_rank || !mf_image_holds(&c->image, array->shape, array->rank, sizeof *array->shape, 8))
    return mf_damaged(c, array->name, "rank out of range", array->rank);
  int64_t bytes = mf_array_bytes(array->dtype, array->rank, array->shape);
  if (bytes < 0 || bytes > max_bytes || bytes != array->bytes)
    return mf_damaged(c, array->name, "bytes do not match the shape", array->bytes);
  return MF_OK;
}

mf_status mf_check_arrays(const mf_checker *c, const char *where, const mf_array_desc *arrays, int64_t count) {
  if (!mf_image_holds(&c->image, arrays, count, sizeof *arrays, _Alignof(mf_array_desc)))
    return mf_damaged(c, where, "number of arrays out of range", count);
  for (int64_t i = 0; i < count; ++i) {
    mf_status status = check_array(c, where, &arrays[i]);
    if (status)
      return status;
  }
  return MF_OK;
}

/* -- States ------------------------------------------------------------------------------------- */

static mf_status check_state(const mf_checker *c, const mf_state_desc *state) {
  mf_status status = check_array(c, "states", &state->array);
  if (status)
    return status;
  const char *name = state->array.name;
  if (state->region != (strcmp(state->array.role, "session") ? MF_REGION_PROGRAM : MF_REGION_SESSION))
    return mf_damaged(c, name, "a region that does not fit the role", state->region);
  int64_t size = c->artifact->region_bytes[state->region];
  if (state->offset < 0 || state->offset % mf_dtype_bytes(state->array.dtype) || state->offset > size || state->array.bytes > size - state->offset)
    return mf_damaged(c, name, "offset out of range", state->offset);
  return MF_OK;
}

static int compare_names(const void *a, const void *b) {
  return strcmp((*(const mf_state_desc *const *)a)->array.name, (*(const mf_state_desc *const *)b)->array.name);
}

static int compare_places(const void *a, const void *b) {
  const mf_state_desc *x = *(const mf_state_desc *const *)a, *y = *(const mf_state_desc *const *)b;
  if (x->region != y->region)
    return x->region < y->region ? -1 : 1;
  return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* Two states of one name would make a checkpoint ambiguous, two in one place a program. `order` has room for all. */
static mf_status check_distinct(const mf_checker *c, const mf_state_desc **order) {
  int64_t count = 0, filled = 0;
  for (int64_t i = 0; i < c->artifact->num_states; ++i)
    order[count++] = &c->artifact->states[i];
  qsort(order, (size_t)count, sizeof *order, compare_names);
  for (int64_t i = 1; i < count; ++i)
    if (!compare_names(&order[i - 1], &order[i]))
      return mf_damaged(c, order[i]->array.name, "two states of this name", i);
  for (int64_t i = 0; i < count; ++i)
    if (order[i]->array.bytes) /* the others are nowhere */
      order[filled++] = order[i];
  qsort(order, (size_t)filled, sizeof *order, compare_places);
  for (int64_t i = 1; i < filled; ++i)
    if (order[i - 1]->region == order[i]->region && order[i]->offset - order[i - 1]->offset < order[i - 1]->array.bytes)
      return mf_damaged(c, order[i]->array.name, "overlaps another state", order[i]->offset);
  return MF_OK;
}

static mf_status check_states(const mf_checker *c) {
  const mf_artifact_desc *a = c->artifact;
  for (int i = 0; i < MF_NUM_REGIONS; ++i)
    if (a->region_bytes[i] < 0 || a->region_bytes[i] > max_bytes)
      return mf_damaged(c, "states", "size of a region out of range", a->region_bytes[i]);
  if (!mf_image_holds(&c->image, a->states, a->num_states, sizeof *a->states, _Alignof(mf_state_desc)))
    return mf_damaged(c, "states", "number of arrays out of range", a->num_states);
  for (int64_t i = 0; i < a->num_states; ++i) {
    mf_status status = check_state(c, &a->states[i]);
    if (status)
      return status;
  }
  const mf_state_desc **order = calloc((size_t)a->num_states + 1, sizeof *order);
  if (!order)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for %lld states", c->path, (long long)a->num_states);
  mf_status status = check_distinct(c, order);
  free(order);
  return status;
}

/* -- Constants and kernels ---------------------------------------------------------------------- */

static mf_status check_constants(const mf_checker *c) {
  const mf_artifact_desc *a = c->artifact;
  if (!mf_image_holds(&c->image, a->constants, a->num_constants, sizeof *a->constants, _Alignof(mf_constant_desc)))
    return mf_damaged(c, "constants", "number out of range", a->num_constants);
  for (int64_t i = 0; i < a->num_constants; ++i) {
    const mf_constant_desc *constant = &a->constants[i];
    int64_t size = mf_dtype_bytes(constant->dtype);
    if (!size || constant->bytes < 0 || constant->bytes % size)
      return mf_damaged(c, "constants", "bytes do not match the type", constant->bytes);
    if (!mf_image_holds(&c->image, constant->data, constant->bytes, 1, (size_t)size))
      return mf_damaged(c, "constants", "no data", i);
  }
  return MF_OK;
}

static mf_status check_kernel_buffers(const mf_checker *c, const mf_kernel_desc *kernel) {
  if (kernel->num_buffers > max_buffers ||
      !mf_image_holds(&c->image, kernel->buffers, kernel->num_buffers, sizeof *kernel->buffers, _Alignof(mf_kernel_buffer)))
    return mf_damaged(c, kernel->name, "number of buffers out of range", kernel->num_buffers);
  for (int32_t i = 0; i < kernel->num_buffers; ++i) {
    const mf_kernel_buffer *buffer = &kernel->buffers[i];
    int64_t size = mf_dtype_bytes(buffer->dtype);
    if (!size)
      return mf_damaged(c, kernel->name, "unknown type of a buffer", buffer->dtype);
    if (buffer->bytes < 0 || buffer->bytes > max_bytes || buffer->bytes % size)
      return mf_damaged(c, kernel->name, "bytes of a buffer out of range", buffer->bytes);
    if (buffer->access & ~(MF_READ | MF_WRITE))
      return mf_damaged(c, kernel->name, "unknown access of a buffer", buffer->access);
  }
  return MF_OK;
}

static mf_status check_kernel(const mf_checker *c, const mf_kernel_desc *kernel, int64_t number) {
  if (!mf_image_holds_text(&c->image, kernel->name) || !mf_image_holds_text(&c->image, kernel->kind) || !mf_image_holds_text(&c->image, kernel->source))
    return mf_damaged(c, "kernels", "a kernel without name, kind or source", number);
  const mf_cpu_code *cpu = &kernel->cpu;
  if (cpu->run && !mf_image_holds_code(&c->image, (const void *)(uintptr_t)cpu->run))
    return mf_damaged(c, kernel->name, "code that is not in the artifact", number);
  if (cpu->blocks < 0)
    return mf_damaged(c, kernel->name, "number of blocks out of range", cpu->blocks);
  if (cpu->scratch_bytes < 0 || cpu->scratch_bytes > max_bytes / 1024)
    return mf_damaged(c, kernel->name, "scratch size out of range", cpu->scratch_bytes);
  const mf_gpu_code *gpu = &kernel->gpu;
  if (gpu->blocks < 0 || gpu->blocks > INT32_MAX || gpu->threads < 0 || gpu->threads > max_gpu_threads || gpu->shared_bytes < 0)
    return mf_damaged(c, kernel->name, "GPU geometry out of range", gpu->blocks);
  return check_kernel_buffers(c, kernel);
}

static mf_status check_kernels(const mf_checker *c) {
  const mf_artifact_desc *a = c->artifact;
  if (!mf_image_holds(&c->image, a->kernels, a->num_kernels, sizeof *a->kernels, _Alignof(mf_kernel_desc)))
    return mf_damaged(c, "kernels", "number out of range", a->num_kernels);
  for (int64_t i = 0; i < a->num_kernels; ++i) {
    mf_status status = check_kernel(c, &a->kernels[i], i);
    if (status)
      return status;
  }
  return MF_OK;
}

/* -- The whole ---------------------------------------------------------------------------------- */

mf_status mf_artifact_check_version(const char *path, uint64_t magic, uint32_t version) {
  if (magic != MF_ABI_MAGIC)
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: expected magic %#llx, got %#llx", path,
                   (unsigned long long)MF_ABI_MAGIC, (unsigned long long)magic);
  if (version != MF_ABI_VERSION)
    return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: expected ABI version %d, got %u; %s", path, MF_ABI_VERSION, version,
                   version > MF_ABI_VERSION ? "a newer mfcc made it: use its runtime" : "an older mfcc made it: compile the model again");
  return MF_OK;
}

static mf_status check_entries(const mf_checker *c) {
  const mf_artifact_desc *a = c->artifact;
  if (a->num_entries > INT32_MAX || !mf_image_holds(&c->image, a->entries, a->num_entries, sizeof *a->entries, _Alignof(mf_entry_desc)))
    return mf_damaged(c, "entries", "number out of range", a->num_entries);
  mf_status status = MF_OK;
  for (int64_t i = 0; i < a->num_entries && !status; ++i)
    status = mf_check_entry(c, &a->entries[i]);
  for (int64_t i = 0; i < a->num_entries && !status; ++i)
    for (int64_t j = 0; j < i && !status; ++j)
      if (!strcmp(a->entries[i].name, a->entries[j].name))
        status = mf_damaged(c, a->entries[i].name, "two entries of this name", i);
  return status;
}

mf_status mf_artifact_check(const char *path, const mf_artifact_desc *a, const mf_image *image) {
  mf_checker c = {path, a, *image};
  mf_status status = mf_artifact_check_version(path, a->magic, a->abi_version);
  if (status)
    return status;
  if (!mf_image_holds_text(image, a->producer) || !mf_image_holds_text(image, a->cpu) || !mf_image_holds_text(image, a->metadata) ||
      (a->ptx && !mf_image_holds_text(image, a->ptx)))
    return mf_damaged(&c, "header", "no producer, cpu or metadata", 0);
  status = check_states(&c);
  if (!status)
    status = check_constants(&c);
  if (!status)
    status = check_kernels(&c);
  return status ? status : check_entries(&c);
}
