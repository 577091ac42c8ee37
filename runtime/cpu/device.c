/* The CPU: memory, and what is known of an artifact's plans at load. */
#include "runtime/cpu/device.h"
#include "runtime/core/internal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { alignment = 64, huge_page = 2 << 20 };

/* Large memory comes from the kernel in huge pages: zeroed on first touch, so that a checkpoint is read into
 * it without writing it twice. */
static int is_large(int64_t bytes) { return bytes >= 2 * huge_page; }

static size_t round_up(int64_t bytes, size_t unit) { return ((size_t)bytes + unit - 1) / unit * unit; }

static void *map_large(int64_t bytes) {
  size_t size = round_up(bytes, huge_page);
  char *memory = mmap(NULL, size + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return NULL;
  /* give back what lies outside the aligned part */
  size_t front = (huge_page - (uintptr_t)memory % huge_page) % huge_page;
  if (front)
    munmap(memory, front);
  munmap(memory + front + size, huge_page - front);
  madvise(memory + front, size, MADV_HUGEPAGE); /* a wish: failure costs speed only */
  return memory + front;
}

void *mf_cpu_allocate(mf_device *device, int64_t bytes) {
  if (bytes < 0 || bytes > INT64_MAX / 2)
    return NULL;
  if (is_large(bytes))
    return map_large(bytes);
  size_t size = round_up(bytes + 1, alignment); /* never 0 */
  void *memory = aligned_alloc(alignment, size);
  return memory ? memset(memory, 0, size) : NULL;
}

void mf_cpu_release(mf_device *device, void *memory, int64_t bytes) {
  if (is_large(bytes))
    munmap(memory, round_up(bytes, huge_page));
  else
    free(memory);
}

static void *host_view(mf_device *device, void *memory) { return memory; }

static mf_status upload(mf_device *device, void *memory, const void *host, int64_t bytes) {
  memcpy(memory, host, (size_t)bytes);
  return MF_OK;
}

static mf_status download(mf_device *device, void *host, const void *memory, int64_t bytes) {
  memcpy(host, memory, (size_t)bytes);
  return MF_OK;
}

static int32_t default_threads(mf_device *device) { return mf_cpu_default_threads(); }

static void close_context(mf_device *device, void *opaque) {
  mf_cpu_context *context = opaque;
  if (context->scratch)
    mf_cpu_release(device, context->scratch, context->device->scratch_stride * context->scratch_threads);
  mf_team_close(context->team);
  free(context->pointers);
  free(context->first);
  free(context);
}

/* Tables for the largest entry. */
static mf_status open_context(mf_device *base, void **out_context) {
  mf_cpu_device *device = (mf_cpu_device *)base;
  mf_cpu_context *context = calloc(1, sizeof *context);
  if (context) {
    context->device = device;
    context->team = mf_team_open();
    context->pointers = calloc((size_t)device->most_buffers + 1, sizeof *context->pointers);
    context->first = calloc((size_t)device->most_steps + 1, sizeof *context->first);
  }
  if (!context || !context->team || !context->pointers || !context->first) {
    if (context)
      close_context(base, context);
    return mf_fail(MF_ERROR_MEMORY, "no memory for a plan of %lld steps", (long long)device->most_steps);
  }
  *out_context = context;
  return MF_OK;
}

static void close_device(mf_device *base) {
  mf_cpu_device *device = (mf_cpu_device *)base;
  free(device->plans);
  free(device->teams);
  free(device);
}

/* Sizes of the tables, and code for every launch. */
static mf_status measure(mf_cpu_device *device, const char *path, int64_t *all_steps) {
  const mf_artifact_desc *a = device->artifact;
  int64_t scratch = 0;
  for (int64_t i = 0; i < a->num_entries; ++i) {
    int64_t buffers = 0;
    for (int64_t j = 0; j < a->entries[i].num_steps; ++j) {
      const mf_step_desc *step = &a->entries[i].steps[j];
      if (step->type != MF_STEP_LAUNCH)
        continue;
      buffers += step->num_buffers;
      if (!a->kernels[step->kernel].cpu.run)
        return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: kernel '%s' has no code for the CPU; compile it with --target cpu",
                       path, a->kernels[step->kernel].name);
    }
    device->most_buffers = buffers > device->most_buffers ? buffers : device->most_buffers;
    device->most_steps = a->entries[i].num_steps > device->most_steps ? a->entries[i].num_steps : device->most_steps;
    *all_steps += a->entries[i].num_steps;
  }
  for (int64_t i = 0; i < a->num_kernels; ++i)
    scratch = a->kernels[i].cpu.scratch_bytes > scratch ? a->kernels[i].cpu.scratch_bytes : scratch;
  /* whole pages, so that two threads never share a cache line or a page */
  device->scratch_stride = (scratch + 4095) / 4096 * 4096;
  return MF_OK;
}

static mf_status prepare(mf_cpu_device *device, const char *path) {
  const mf_artifact_desc *a = device->artifact;
  int64_t steps = 0, used = 0;
  mf_status status = measure(device, path, &steps);
  if (status)
    return status;
  device->plans = calloc((size_t)a->num_entries + 1, sizeof *device->plans);
  device->teams = calloc((size_t)steps + 1, 1);
  if (!device->plans || !device->teams)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for plans of %lld steps", path, (long long)steps);
  for (int64_t i = 0; i < a->num_entries; ++i) {
    device->plans[i].team = device->teams + used;
    mf_cpu_schedule(a, &a->entries[i], &device->plans[i]);
    used += a->entries[i].num_steps;
  }
  return MF_OK;
}

mf_status mf_cpu_open(const char *path, const mf_artifact_desc *artifact, mf_device **out_device) {
  *out_device = NULL;
  mf_status status = mf_cpu_check(path, artifact->cpu, mf_cpu_level());
  if (status)
    return status;
  mf_cpu_device *device = calloc(1, sizeof *device);
  if (!device)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for a device", path);
  device->base = (mf_device){.name = "cpu", .allocate = mf_cpu_allocate, .release = mf_cpu_release, .upload = upload, .download = download,
                             .host_view = host_view, .open_context = open_context, .close_context = close_context, .run = mf_cpu_run,
                             .default_threads = default_threads, .close = close_device};
  device->artifact = artifact;
  status = prepare(device, path);
  if (status) {
    close_device(&device->base);
    return status;
  }
  *out_device = &device->base;
  return MF_OK;
}
