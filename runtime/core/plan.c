/* Checks the plans of a descriptor: every buffer lies within what it names and is of its type, every launch gives its
 * kernel what it takes, and loops nest. */
#include "runtime/core/check.h"

enum { max_depth = 64 };

mf_extent mf_extent_of(const mf_artifact_desc *artifact, const mf_buffer_ref *ref, int64_t bytes) {
  mf_extent extent = {ref->space, ref->index, ref->offset, ref->offset + bytes};
  if (ref->space == MF_STATE) {
    const mf_state_desc *state = &artifact->states[ref->index];
    extent.base = state->region;
    extent.begin += state->offset;
    extent.end += state->offset;
  }
  return extent;
}

int mf_extents_overlap(const mf_extent *a, const mf_extent *b) {
  return a->space == b->space && a->base == b->base && a->begin < b->end && b->begin < a->end;
}

/* What a reference names: how many there are, and the type (-1: any) and bytes of this one. */
typedef struct target {
  int64_t count, bytes;
  int32_t dtype;
} target;

static target array_target(const mf_array_desc *arrays, int64_t count, int64_t index) {
  if (index < 0 || index >= count)
    return (target){count, 0, -1};
  return (target){count, arrays[index].bytes, arrays[index].dtype};
}

static target target_of(const mf_artifact_desc *a, const mf_entry_desc *entry, const mf_buffer_ref *ref) {
  int inside = ref->index >= 0;
  switch (ref->space) {
  case MF_ARENA: return (target){1, entry->arena_bytes, -1};
  case MF_ARGUMENT: return array_target(entry->arguments, entry->num_arguments, ref->index);
  case MF_RESULT: return array_target(entry->results, entry->num_results, ref->index);
  case MF_STATE:
    if (!inside || ref->index >= a->num_states)
      return (target){a->num_states, 0, -1};
    return (target){a->num_states, a->region_bytes[a->states[ref->index].region] - a->states[ref->index].offset, a->states[ref->index].array.dtype};
  default:
    if (!inside || ref->index >= a->num_constants)
      return (target){a->num_constants, 0, -1};
    return (target){a->num_constants, a->constants[ref->index].bytes, a->constants[ref->index].dtype};
  }
}

/* A buffer that reaches over the end of its state: all states there must be of its type. */
static mf_status check_reach(const mf_checker *c, const mf_entry_desc *entry, const mf_buffer_ref *ref, int32_t dtype, int64_t bytes) {
  const mf_artifact_desc *a = c->artifact;
  if (ref->offset + bytes <= a->states[ref->index].array.bytes)
    return MF_OK;
  mf_extent mine = mf_extent_of(a, ref, bytes);
  for (int64_t i = 0; i < a->num_states; ++i) {
    mf_buffer_ref whole = {MF_STATE, (int32_t)i, 0};
    mf_extent other = mf_extent_of(a, &whole, a->states[i].array.bytes);
    if (mf_extents_overlap(&mine, &other) && a->states[i].array.dtype != dtype)
      return mf_damaged(c, entry->name, "a buffer reaches over a state of another type", i);
  }
  return MF_OK;
}

/* A reference must name something that is there, of its type, and lie within it. */
static mf_status check_reference(const mf_checker *c, const mf_entry_desc *entry, const mf_buffer_ref *ref, int32_t dtype, int64_t bytes) {
  if (ref->space < MF_ARENA || ref->space > MF_CONSTANT)
    return mf_damaged(c, entry->name, "unknown space of a buffer", ref->space);
  target t = target_of(c->artifact, entry, ref);
  if (ref->index < 0 || ref->index >= t.count)
    return mf_damaged(c, entry->name, "buffer index out of range", ref->index);
  if (t.dtype >= 0 && t.dtype != dtype)
    return mf_damaged(c, entry->name, "a buffer of another type than what it names", dtype);
  if (ref->offset < 0 || ref->offset > t.bytes || bytes > t.bytes - ref->offset)
    return mf_damaged(c, entry->name, "buffer offset out of range", ref->offset);
  if (ref->offset % mf_dtype_bytes(dtype))
    return mf_damaged(c, entry->name, "buffer offset between two elements", ref->offset);
  return ref->space == MF_STATE ? check_reach(c, entry, ref, dtype, bytes) : MF_OK;
}

static int is_read_only(const mf_buffer_ref *ref) { return ref->space == MF_ARGUMENT || ref->space == MF_CONSTANT; }

/* What a kernel writes: memory of its own, or exactly that of a buffer which it reads only. */
static mf_status check_writes(const mf_checker *c, const mf_entry_desc *entry, const mf_kernel_desc *kernel, const mf_step_desc *step) {
  for (int32_t i = 0; i < step->num_buffers; ++i) {
    if (!(kernel->buffers[i].access & MF_WRITE))
      continue;
    if (is_read_only(&step->buffers[i]))
      return mf_damaged(c, entry->name, "a kernel writes an argument or constant, its buffer", i);
    mf_extent mine = mf_extent_of(c->artifact, &step->buffers[i], kernel->buffers[i].bytes);
    for (int32_t j = 0; j < step->num_buffers; ++j) {
      mf_extent other = mf_extent_of(c->artifact, &step->buffers[j], kernel->buffers[j].bytes);
      if (i == j || !mf_extents_overlap(&mine, &other))
        continue;
      if (mine.begin != other.begin || mine.end != other.end || (kernel->buffers[j].access & MF_WRITE))
        return mf_damaged(c, entry->name, "a kernel writes memory of another of its buffers, its buffer", i);
    }
  }
  return MF_OK;
}

static mf_status check_launch(const mf_checker *c, const mf_entry_desc *entry, const mf_step_desc *step) {
  if (step->kernel < 0 || step->kernel >= c->artifact->num_kernels)
    return mf_damaged(c, entry->name, "kernel index out of range", step->kernel);
  const mf_kernel_desc *kernel = &c->artifact->kernels[step->kernel];
  if (step->num_buffers != kernel->num_buffers ||
      !mf_image_holds(&c->image, step->buffers, step->num_buffers, sizeof *step->buffers, _Alignof(mf_buffer_ref)))
    return mf_damaged(c, entry->name, "number of buffers is not the kernel's", step->num_buffers);
  for (int32_t i = 0; i < step->num_buffers; ++i) {
    mf_status status = check_reference(c, entry, &step->buffers[i], kernel->buffers[i].dtype, kernel->buffers[i].bytes);
    if (status)
      return status;
  }
  return check_writes(c, entry, kernel, step);
}

static mf_status check_loop(const mf_checker *c, const mf_entry_desc *entry, const mf_step_desc *step, int64_t left) {
  if (step->body < 0 || step->body > left)
    return mf_damaged(c, entry->name, "loop body reaches beyond its plan", step->body);
  if (step->trips < -1 || step->trips > INT32_MAX)
    return mf_damaged(c, entry->name, "trip count out of range", step->trips);
  if (is_read_only(&step->counter))
    return mf_damaged(c, entry->name, "a loop counts in an argument or constant", step->counter.index);
  mf_status status = check_reference(c, entry, &step->counter, MF_I32, 4);
  if (!status && step->trips == -1)
    status = check_reference(c, entry, &step->count, MF_I32, 4);
  return status;
}

/* Steps [begin, end): loops must nest, so the body of an inner loop ends within the outer's. */
static mf_status check_steps(const mf_checker *c, const mf_entry_desc *entry, int64_t begin, int64_t end, int depth) {
  if (depth > max_depth)
    return mf_damaged(c, entry->name, "loops nested too deep", depth);
  for (int64_t i = begin; i < end; ++i) {
    const mf_step_desc *step = &entry->steps[i];
    mf_status status = MF_OK;
    if (step->type == MF_STEP_LAUNCH) {
      status = check_launch(c, entry, step);
    } else if (step->type == MF_STEP_LOOP) {
      status = check_loop(c, entry, step, end - i - 1);
      if (!status)
        status = check_steps(c, entry, i + 1, i + 1 + step->body, depth + 1);
      i += status ? 0 : step->body;
    } else {
      return mf_damaged(c, entry->name, "unknown type of step", step->type);
    }
    if (status)
      return status;
  }
  return MF_OK;
}

mf_status mf_check_entry(const mf_checker *c, const mf_entry_desc *entry) {
  if (!mf_image_holds_text(&c->image, entry->name))
    return mf_damaged(c, "entries", "an entry without a name", 0);
  mf_status status = mf_check_arrays(c, entry->name, entry->arguments, entry->num_arguments);
  if (!status)
    status = mf_check_arrays(c, entry->name, entry->results, entry->num_results);
  if (status)
    return status;
  if (entry->arena_bytes < 0 || entry->arena_bytes > INT64_MAX / 4)
    return mf_damaged(c, entry->name, "arena size out of range", entry->arena_bytes);
  if (!mf_image_holds(&c->image, entry->steps, entry->num_steps, sizeof *entry->steps, _Alignof(mf_step_desc)))
    return mf_damaged(c, entry->name, "number of steps out of range", entry->num_steps);
  return check_steps(c, entry, 0, entry->num_steps, 0);
}

/* Calls visit(data, ref, bytes, access) for each buffer of a step. */
void mf_visit_buffers(const mf_artifact_desc *artifact, const mf_step_desc *step, mf_buffer_visitor visit, void *data) {
  if (step->type == MF_STEP_LOOP) {
    visit(data, &step->counter, 4, MF_WRITE);
    if (step->trips < 0)
      visit(data, &step->count, 4, MF_READ);
    return;
  }
  const mf_kernel_desc *kernel = &artifact->kernels[step->kernel];
  for (int32_t i = 0; i < step->num_buffers; ++i)
    visit(data, &step->buffers[i], kernel->buffers[i].bytes, kernel->buffers[i].access);
}
