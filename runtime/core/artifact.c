/* Checks a descriptor once at load, so that calls need not. */
#include "runtime/core/internal.h"
#include <string.h>

/* The largest rank and size that make sense; a larger one is a damaged file. */
enum { max_rank = 16 };

typedef struct checker {
  const char *path;
  const mf_artifact_desc *artifact;
} checker;

static mf_status damaged(const checker *c, const char *where, const char *what, int64_t got) {
  return mf_fail(MF_ERROR_FORMAT, "%s: damaged artifact: %s: %s (got %lld)", c->path, where, what, (long long)got);
}

static mf_status check_array(const checker *c, const char *where, const mf_array_desc *array) {
  if (!array->name || !array->role)
    return damaged(c, where, "an array without a name or role", 0);
  if (array->rank < 0 || array->rank > max_rank || (array->rank && !array->shape))
    return damaged(c, array->name, "rank out of range", array->rank);
  int64_t bytes = mf_array_bytes(array->dtype, array->rank, array->shape);
  if (bytes < 0 || bytes != array->bytes)
    return damaged(c, array->name, "bytes do not match the shape", array->bytes);
  return MF_OK;
}

static mf_status check_arrays(const checker *c, const char *where, const mf_array_desc *arrays, int64_t count) {
  if (count < 0 || (count && !arrays))
    return damaged(c, where, "number of arrays out of range", count);
  for (int64_t i = 0; i < count; ++i) {
    mf_status status = check_array(c, where, &arrays[i]);
    if (status)
      return status;
  }
  return MF_OK;
}

/* A reference must name an array that is there and point into it (or, for empty arrays, at its start). */
static mf_status check_reference(const checker *c, const mf_entry_desc *entry, const mf_buffer_ref *ref, int64_t size) {
  int64_t count = 0, bytes = INT64_MAX;
  const mf_array_desc *arrays = NULL;
  switch (ref->space) {
  case MF_ARENA: count = 1; bytes = entry->arena_bytes; break;
  case MF_ARGUMENT: count = entry->num_arguments; arrays = entry->arguments; break;
  case MF_RESULT: count = entry->num_results; arrays = entry->results; break;
  case MF_STATE: count = c->artifact->num_states; arrays = c->artifact->states; break;
  case MF_CONSTANT: count = c->artifact->num_constants; break;
  default: return damaged(c, entry->name, "unknown space of a buffer", ref->space);
  }
  if (ref->index < 0 || ref->index >= count)
    return damaged(c, entry->name, "buffer index out of range", ref->index);
  if (arrays)
    bytes = arrays[ref->index].bytes;
  if (ref->offset < 0 || ref->offset > bytes || size > bytes - ref->offset)
    return damaged(c, entry->name, "buffer offset out of range", ref->offset);
  if (ref->space == MF_ARENA && ref->offset % 64)
    return damaged(c, entry->name, "arena offset is not a multiple of 64", ref->offset);
  return MF_OK;
}

static mf_status check_launch(const checker *c, const mf_entry_desc *entry, const mf_step_desc *step) {
  if (step->kernel < 0 || step->kernel >= c->artifact->num_kernels)
    return damaged(c, entry->name, "kernel index out of range", step->kernel);
  if (step->num_buffers < 0 || (step->num_buffers && !step->buffers))
    return damaged(c, entry->name, "number of buffers out of range", step->num_buffers);
  for (int32_t i = 0; i < step->num_buffers; ++i) {
    mf_status status = check_reference(c, entry, &step->buffers[i], 0);
    if (status)
      return status;
  }
  return MF_OK;
}

/* Steps [begin, end): loops must nest, so the body of an inner loop ends within the outer's. */
static mf_status check_steps(const checker *c, const mf_entry_desc *entry, int64_t begin, int64_t end, int depth) {
  if (depth > 64)
    return damaged(c, entry->name, "loops nested too deep", depth);
  for (int64_t i = begin; i < end; ++i) {
    const mf_step_desc *step = &entry->steps[i];
    mf_status status = MF_OK;
    if (step->type == MF_STEP_LAUNCH) {
      status = check_launch(c, entry, step);
    } else if (step->type == MF_STEP_LOOP) {
      if (step->body < 0 || step->body > end - i - 1)
        return damaged(c, entry->name, "loop body reaches beyond its plan", step->body);
      if (step->trips < -1)
        return damaged(c, entry->name, "trip count out of range", step->trips);
      status = check_reference(c, entry, &step->counter, 4);
      if (!status && step->trips == -1)
        status = check_reference(c, entry, &step->count, 4);
      if (!status)
        status = check_steps(c, entry, i + 1, i + 1 + step->body, depth + 1);
      i += step->body;
    } else {
      return damaged(c, entry->name, "unknown type of step", step->type);
    }
    if (status)
      return status;
  }
  return MF_OK;
}

static mf_status check_entry(const checker *c, const mf_entry_desc *entry) {
  if (!entry->name)
    return damaged(c, "entries", "an entry without a name", 0);
  mf_status status = check_arrays(c, entry->name, entry->arguments, entry->num_arguments);
  if (!status)
    status = check_arrays(c, entry->name, entry->results, entry->num_results);
  if (status)
    return status;
  if (entry->arena_bytes < 0)
    return damaged(c, entry->name, "arena size out of range", entry->arena_bytes);
  if (entry->num_steps < 0 || (entry->num_steps && !entry->steps))
    return damaged(c, entry->name, "number of steps out of range", entry->num_steps);
  return check_steps(c, entry, 0, entry->num_steps, 0);
}

static mf_status check_kernels(const checker *c) {
  const mf_artifact_desc *a = c->artifact;
  if (a->num_kernels < 0 || (a->num_kernels && !a->kernels))
    return damaged(c, "kernels", "number out of range", a->num_kernels);
  for (int64_t i = 0; i < a->num_kernels; ++i) {
    const mf_kernel_desc *kernel = &a->kernels[i];
    if (!kernel->name || !kernel->kind || !kernel->source)
      return damaged(c, "kernels", "a kernel without name, kind or source", i);
    if (kernel->blocks < 0)
      return damaged(c, kernel->name, "number of blocks out of range", kernel->blocks);
    if (kernel->scratch_bytes < 0)
      return damaged(c, kernel->name, "scratch size out of range", kernel->scratch_bytes);
  }
  return MF_OK;
}

/* Duplicate names would make a checkpoint ambiguous. */
static mf_status check_unique(const checker *c) {
  const mf_artifact_desc *a = c->artifact;
  for (int64_t i = 0; i < a->num_states; ++i)
    for (int64_t j = 0; j < i; ++j)
      if (!strcmp(a->states[i].name, a->states[j].name))
        return damaged(c, a->states[i].name, "two states of this name", i);
  return MF_OK;
}

mf_status mf_artifact_check_version(const char *path, uint64_t magic, uint32_t version) {
  if (magic != MF_ABI_MAGIC)
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: expected magic %#llx, got %#llx", path,
                   (unsigned long long)MF_ABI_MAGIC, (unsigned long long)magic);
  if (version != MF_ABI_VERSION)
    return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: expected ABI version %d, got %u; %s", path, MF_ABI_VERSION, version,
                   version > MF_ABI_VERSION ? "a newer mfcc made it: use its runtime" : "compile it again");
  return MF_OK;
}

mf_status mf_artifact_check(const char *path, const mf_artifact_desc *a) {
  checker c = {path, a};
  mf_status status = mf_artifact_check_version(path, a->magic, a->abi_version);
  if (status)
    return status;
  if (!a->producer || !a->cpu || !a->metadata)
    return damaged(&c, "header", "no producer, cpu or metadata", 0);
  status = check_arrays(&c, "states", a->states, a->num_states);
  if (!status)
    status = check_unique(&c);
  if (!status)
    status = check_kernels(&c);
  if (status)
    return status;
  if (a->num_constants < 0 || (a->num_constants && !a->constants))
    return damaged(&c, "constants", "number out of range", a->num_constants);
  if (a->num_entries < 0 || a->num_entries > INT32_MAX || (a->num_entries && !a->entries))
    return damaged(&c, "entries", "number out of range", a->num_entries);
  for (int64_t i = 0; i < a->num_entries && !status; ++i)
    status = check_entry(&c, &a->entries[i]);
  return status;
}
