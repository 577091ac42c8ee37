/* A device that launches nothing and checks everything: the template for the next one, and a test of a plan without a run.
 *
 * A call follows the plan and keeps account of the memory: which 64-byte pieces of the arena and of the results some launch has
 * written. What reads a piece that nothing wrote, or a result that is not written whole, is an error. Memory is there (a
 * checkpoint can be loaded and saved), but no kernel runs: results stay as they are. A loop of unknown length counts as one
 * trip. */
#include "runtime/core/device.h"
#include "runtime/core/internal.h"
#include <stdlib.h>
#include <string.h>

enum { alignment = 64 };

static void *allocate(mf_device *device, int64_t bytes) {
  if (bytes < 0 || bytes > INT64_MAX / 2)
    return NULL;
  size_t size = ((size_t)bytes + alignment) / alignment * alignment;
  void *memory = aligned_alloc(alignment, size);
  return memory ? memset(memory, 0, size) : NULL;
}

static void release(mf_device *device, void *memory, int64_t bytes) { free(memory); }

static mf_status upload(mf_device *device, void *memory, const void *host, int64_t bytes) {
  memcpy(memory, host, (size_t)bytes);
  return MF_OK;
}

static mf_status download(mf_device *device, void *host, const void *memory, int64_t bytes) {
  memcpy(host, memory, (size_t)bytes);
  return MF_OK;
}

/* As a device whose memory the host cannot see: the runtime copies. */
static void *host_view(mf_device *device, void *memory) { return NULL; }

static mf_status open_context(mf_device *device, void **out_context) {
  *out_context = device;
  return MF_OK;
}

static void close_context(mf_device *device, void *context) {}

static int32_t default_threads(mf_device *device) { return 1; }

static void close_device(mf_device *device) { free(device); }

/* -- A call ------------------------------------------------------------------------------------- */

/* The account of one call. */
typedef struct account {
  const mf_run *run;
  unsigned char *arena;    /* [pieces] written */
  unsigned char **results; /* [num_results][bytes] written */
  const mf_step_desc *step;
  mf_status status;
} account;

static const char *name_of(const account *a) {
  return a->step->type == MF_STEP_LAUNCH ? a->run->artifact->kernels[a->step->kernel].name : "a loop";
}

/* The account of what a buffer names, its bytes in a piece, or NULL where everything is there from the start. */
static unsigned char *pieces_of(const account *a, const mf_buffer_ref *ref, int64_t *out_bytes) {
  *out_bytes = ref->space == MF_ARENA ? alignment : 1;
  return ref->space == MF_ARENA ? a->arena : ref->space == MF_RESULT ? a->results[ref->index] : NULL;
}

static void check_read(void *data, const mf_buffer_ref *ref, int64_t bytes, int32_t access) {
  account *a = data;
  int64_t size;
  const unsigned char *written = pieces_of(a, ref, &size);
  /* what it also writes, it may have written before it reads */
  if (!written || access != MF_READ || a->status)
    return;
  for (int64_t i = ref->offset / size; i * size < ref->offset + bytes; ++i)
    if (!written[i]) {
      a->status = mf_fail(MF_ERROR_FORMAT, "%s: step %lld: %s reads %s memory at %lld that nothing wrote", a->run->entry->name,
                          (long long)(a->step - a->run->entry->steps), name_of(a), ref->space == MF_ARENA ? "arena" : "result",
                          (long long)(i * size));
      return;
    }
}

static void note_write(void *data, const mf_buffer_ref *ref, int64_t bytes, int32_t access) {
  int64_t size;
  unsigned char *written = pieces_of(data, ref, &size);
  if (!written || !(access & MF_WRITE) || !bytes)
    return;
  int64_t first = ref->offset / size, end = (ref->offset + bytes + size - 1) / size;
  memset(written + first, 1, (size_t)(end - first));
}

static void follow(account *a, int64_t begin, int64_t end) {
  for (int64_t i = begin; i < end && !a->status; ++i) {
    a->step = &a->run->entry->steps[i];
    mf_visit_buffers(a->run->artifact, a->step, check_read, a);
    mf_visit_buffers(a->run->artifact, a->step, note_write, a);
    if (a->step->type == MF_STEP_LAUNCH && a->run->times)
      a->run->times[a->step->kernel].launches++;
    if (a->step->type == MF_STEP_LOOP && a->step->trips == 0)
      i += a->step->body;
  }
}

static mf_status check_results(const account *a) {
  const mf_entry_desc *entry = a->run->entry;
  for (int32_t i = 0; i < entry->num_results; ++i)
    for (int64_t j = 0; j < entry->results[i].bytes; ++j)
      if (!a->results[i][j])
        return mf_fail(MF_ERROR_FORMAT, "%s: result '%s' is not written at byte %lld", entry->name, entry->results[i].name, (long long)j);
  return MF_OK;
}

static mf_status run(mf_device *device, void *context, const mf_run *run) {
  const mf_entry_desc *entry = run->entry;
  account a = {.run = run, .arena = calloc((size_t)(entry->arena_bytes / alignment) + 1, 1),
               .results = calloc((size_t)entry->num_results + 1, sizeof *a.results)};
  int there = a.arena && a.results;
  for (int32_t i = 0; there && i < entry->num_results; ++i)
    there = (a.results[i] = calloc((size_t)entry->results[i].bytes + 1, 1)) != NULL;
  a.status = there ? MF_OK : mf_fail(MF_ERROR_MEMORY, "%s: no memory for the account of a call", entry->name);
  follow(&a, 0, entry->num_steps);
  if (!a.status)
    a.status = check_results(&a);
  for (int32_t i = 0; a.results && i < entry->num_results; ++i)
    free(a.results[i]);
  free(a.results);
  free(a.arena);
  return a.status;
}

mf_status mf_null_open(const char *path, const mf_artifact_desc *artifact, mf_device **out_device) {
  *out_device = NULL;
  mf_device *device = calloc(1, sizeof *device);
  if (!device)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for a device", path);
  *device = (mf_device){.name = "null", .allocate = allocate, .release = release, .upload = upload, .download = download,
                        .host_view = host_view, .open_context = open_context, .close_context = close_context, .run = run,
                        .default_threads = default_threads, .close = close_device};
  *out_device = device;
  return MF_OK;
}
