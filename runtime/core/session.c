/* Sessions and calls. A session is what one user of a program needs of its own: session state, an arena, a device's
 * context. Entries that write the program's state run alone, the others at once. */
#include "runtime/core/internal.h"
#include <stdlib.h>
#include <string.h>

mf_status mf_session_open(mf_program *program, const char *path, mf_session *session) {
  mf_device *device = program->device;
  int64_t bytes = program->artifact->region_bytes[MF_REGION_SESSION];
  session->program = program;
  session->arena = device->allocate(device, program->arena_bytes);
  if (!session->arena)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for an arena of %lld bytes", path, (long long)program->arena_bytes);
  session->states = device->allocate(device, bytes);
  if (!session->states)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for session states of %lld bytes", path, (long long)bytes);
  return device->open_context(device, &session->context);
}

void mf_session_close(mf_session *session) {
  mf_program *program = session->program;
  if (!program)
    return;
  if (session->context)
    program->device->close_context(program->device, session->context);
  if (session->states)
    program->device->release(program->device, session->states, program->artifact->region_bytes[MF_REGION_SESSION]);
  if (session->arena)
    program->device->release(program->device, session->arena, program->arena_bytes);
  free(session->times);
}

mf_status mf_session_create(mf_program *program, mf_session **out_session) {
  *out_session = NULL;
  mf_session *session = calloc(1, sizeof *session);
  if (!session)
    return mf_fail(MF_ERROR_MEMORY, "no memory for a session");
  mf_status status = mf_session_open(program, "session", session);
  if (status) {
    mf_session_free(session);
    return status;
  }
  session->threads = program->own.threads;
  *out_session = session;
  return MF_OK;
}

void mf_session_free(mf_session *session) {
  if (!session)
    return;
  mf_session_close(session);
  free(session);
}

void mf_session_set_threads(mf_session *session, int32_t threads) { session->threads = threads > 0 ? threads : 0; }

char *mf_state_memory(const mf_session *session, int64_t state) {
  const mf_state_desc *desc = &session->program->artifact->states[state];
  return (desc->region == MF_REGION_SESSION ? session->states : session->program->states) + desc->offset;
}

/* -- Calls -------------------------------------------------------------------------------------- */

/* Checks one array of the caller's against its descriptor. */
static mf_status check_array(const mf_entry_desc *entry, const char *what, const mf_array_desc *expected,
                             const mf_array *got) {
  int same = got->dtype == expected->dtype && got->rank == expected->rank && (!got->rank || got->shape);
  for (int32_t i = 0; same && i < expected->rank; ++i)
    same = got->shape[i] == expected->shape[i];
  if (!same) {
    char left[160], right[160];
    int32_t rank = got->shape && got->rank > 0 && got->rank <= 16 ? got->rank : 0;
    return mf_fail(MF_ERROR_ARRAY, "%s: %s '%s': expected %s, got %s", entry->name, what, expected->name,
                   mf_array_text(left, sizeof left, expected->dtype, expected->rank, expected->shape),
                   mf_array_text(right, sizeof right, got->dtype, rank, got->shape));
  }
  if (got->bytes != expected->bytes)
    return mf_fail(MF_ERROR_ARRAY, "%s: %s '%s': expected %lld bytes, got %lld", entry->name, what, expected->name,
                   (long long)expected->bytes, (long long)got->bytes);
  if (expected->bytes && (!got->data || (uintptr_t)got->data % (uintptr_t)mf_dtype_bytes(expected->dtype)))
    return mf_fail(MF_ERROR_ARRAY, "%s: %s '%s': expected a pointer aligned to %lld bytes, got %p", entry->name, what,
                   expected->name, (long long)mf_dtype_bytes(expected->dtype), got->data);
  return MF_OK;
}

/* Checks all arrays and collects their pointers. */
static mf_status collect(const mf_entry_desc *entry, const char *what, const mf_array_desc *expected, int32_t count,
                         const mf_array *got, int32_t got_count, void **out_pointers) {
  if (got_count != count)
    return mf_fail(MF_ERROR_ARRAY, "%s: expected %d %ss, got %d", entry->name, count, what, got_count);
  for (int32_t i = 0; i < count; ++i) {
    mf_status status = check_array(entry, what, &expected[i], &got[i]);
    if (status)
      return status;
    out_pointers[i] = got[i].data;
  }
  return MF_OK;
}

static mf_status call(mf_session *session, int32_t index, const mf_array *arguments, int32_t num_arguments,
                      const mf_array *results, int32_t num_results, mf_scan *scan) {
  mf_program *p = session->program;
  const mf_entry_desc *entry = mf_entry_info(p, index);
  if (!entry)
    return mf_fail(MF_ERROR_NAME, "expected an entry number below %lld, got %d", (long long)p->artifact->num_entries,
                   index);
  void *local[32];
  size_t count = (size_t)entry->num_arguments + (size_t)entry->num_results;
  void **pointers = count <= 32 ? local : calloc(count, sizeof *pointers);
  if (!pointers)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for %zu pointers", entry->name, count);
  void **outputs = pointers + entry->num_arguments;
  mf_status status =
      collect(entry, "argument", entry->arguments, entry->num_arguments, arguments, num_arguments, pointers);
  if (!status)
    status = collect(entry, "result", entry->results, entry->num_results, results, num_results, outputs);
  if (!status) {
    mf_run run = {.artifact = p->artifact, .entry = entry, .arena = session->arena, .arena_bytes = p->arena_bytes,
                  .regions = {p->states, session->states}, .arguments = pointers, .results = outputs,
                  .threads = session->threads, .times = session->times, .scan = scan};
    if (p->writes[index])
      pthread_rwlock_wrlock(&p->lock);
    else
      pthread_rwlock_rdlock(&p->lock);
    status = p->device->run(p->device, session->context, &run);
    pthread_rwlock_unlock(&p->lock);
  }
  if (pointers != local)
    free(pointers);
  return status;
}

mf_status mf_session_call(mf_session *session, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                          const mf_array *results, int32_t num_results) {
  return call(session, entry, arguments, num_arguments, results, num_results, NULL);
}

mf_status mf_entry_call(mf_program *p, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                        const mf_array *results, int32_t num_results) {
  return call(&p->own, entry, arguments, num_arguments, results, num_results, NULL);
}

mf_status mf_entry_scan(mf_program *p, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                        const mf_array *results, int32_t num_results, mf_scan *out_scan) {
  memset(out_scan, 0, sizeof *out_scan);
  return call(&p->own, entry, arguments, num_arguments, results, num_results, out_scan);
}

/* -- Profile ------------------------------------------------------------------------------------ */

mf_status mf_profile_enable(mf_program *p, int32_t on) {
  free(p->own.times);
  p->own.times = NULL;
  if (!on)
    return MF_OK;
  p->own.times = calloc((size_t)p->artifact->num_kernels + 1, sizeof *p->own.times);
  return p->own.times ? MF_OK : mf_fail(MF_ERROR_MEMORY, "no memory for a profile");
}

mf_kernel_time mf_profile_kernel(const mf_program *p, int64_t kernel) {
  mf_kernel_time none = {0, 0};
  return p->own.times && kernel >= 0 && kernel < p->artifact->num_kernels ? p->own.times[kernel] : none;
}
