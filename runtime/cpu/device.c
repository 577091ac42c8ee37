/* The CPU: OpenMP threads walk the plan together. */
#include "runtime/core/internal.h"
#include "runtime/cpu/barrier.h"
#include "runtime/cpu/scan.h"
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { alignment = 64, huge_page = 2 << 20 };

typedef struct cpu_device {
  mf_device base;
  const mf_artifact_desc *artifact;
  void **pointers;        /* one entry's buffers, launch after launch */
  int64_t *first;         /* [steps] where a step's buffers start in pointers */
  int64_t scratch_stride; /* bytes of scratch a thread, a multiple of 4096 */
  int32_t scratch_threads;
  char *scratch;
} cpu_device;

/* What the threads of one call share. */
typedef struct walk {
  const cpu_device *device;
  const mf_run *run;
  mf_barrier barrier;
  int team;
  atomic_int stop;        /* the scan found a NaN */
} walk;

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

static void *cpu_allocate(mf_device *device, int64_t bytes) {
  if (bytes < 0 || bytes > INT64_MAX / 2)
    return NULL;
  if (is_large(bytes))
    return map_large(bytes);
  size_t size = round_up(bytes + 1, alignment); /* never 0 */
  void *memory = aligned_alloc(alignment, size);
  return memory ? memset(memory, 0, size) : NULL;
}

static void cpu_release(mf_device *device, void *memory, int64_t bytes) {
  if (is_large(bytes))
    munmap(memory, round_up(bytes, huge_page));
  else
    free(memory);
}

static void *cpu_host_view(mf_device *device, void *memory) { return memory; }

static mf_status cpu_copy_in(mf_device *device, void *memory, const void *host, int64_t bytes) {
  memcpy(memory, host, (size_t)bytes);
  return MF_OK;
}

static mf_status cpu_copy_out(mf_device *device, void *host, const void *memory, int64_t bytes) {
  memcpy(host, memory, (size_t)bytes);
  return MF_OK;
}

static int32_t cpu_default_threads(mf_device *device) { return omp_get_max_threads(); }

static void release_scratch(cpu_device *device) {
  if (device->scratch)
    cpu_release(&device->base, device->scratch, device->scratch_stride * device->scratch_threads);
  device->scratch = NULL;
  device->scratch_threads = 0;
}

static void cpu_close(mf_device *base) {
  cpu_device *device = (cpu_device *)base;
  free(device->pointers);
  free(device->first);
  release_scratch(device);
  free(device);
}

static void *resolve(const mf_run *run, const mf_buffer_ref *ref) {
  char *base = NULL;
  switch (ref->space) {
  case MF_ARENA: base = run->arena; break;
  case MF_ARGUMENT: base = run->arguments[ref->index]; break;
  case MF_RESULT: base = run->results[ref->index]; break;
  case MF_STATE: base = run->states[ref->index]; break;
  case MF_CONSTANT: base = (char *)run->artifact->constants[ref->index]; break;
  }
  return base + ref->offset;
}

/* Fills the pointer table for this call: arguments and results may be elsewhere each time. */
static void resolve_all(cpu_device *device, const mf_run *run) {
  int64_t used = 0;
  for (int64_t i = 0; i < run->entry->num_steps; ++i) {
    const mf_step_desc *step = &run->entry->steps[i];
    device->first[i] = used;
    if (step->type == MF_STEP_LAUNCH)
      for (int32_t j = 0; j < step->num_buffers; ++j)
        device->pointers[used++] = resolve(run, &step->buffers[j]);
  }
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static const mf_kernel_desc *kernel_of(const walk *w, int64_t step) {
  return &w->run->artifact->kernels[w->run->entry->steps[step].kernel];
}

/* Whether thread 0 runs this launch and the next alone: then no barrier is needed between the two. */
static int stays_alone(const walk *w, int64_t step, int64_t end) {
  return step + 1 < end && w->run->entry->steps[step + 1].type == MF_STEP_LAUNCH && kernel_of(w, step)->blocks <= 1 &&
         kernel_of(w, step + 1)->blocks <= 1;
}

static void launch(walk *w, int64_t step, int64_t end, int thread) {
  const mf_run *run = w->run;
  const mf_kernel_desc *kernel = kernel_of(w, step);
  int observed = run->times || run->scan;
  int64_t start = run->times && !thread ? now() : 0;
  /* contiguous shares; which thread runs a block never changes what the block computes */
  int64_t blocks = kernel->blocks, team = blocks == 1 ? 1 : w->team;
  int64_t from = thread < team ? blocks * thread / team : 0, to = thread < team ? blocks * (thread + 1) / team : 0;
  if (from < to) {
    void *scratch = kernel->scratch_bytes ? w->device->scratch + thread * w->device->scratch_stride : NULL;
    kernel->cpu(w->device->pointers + w->device->first[step], from, to, scratch);
  }
  if (!observed && stays_alone(w, step, end))
    return;
  mf_barrier_wait(&w->barrier, w->team);
  if (!observed)
    return;
  if (!thread && run->times) {
    mf_kernel_time *time = &run->times[run->entry->steps[step].kernel];
    time->launches++;
    time->nanoseconds += now() - start;
  }
  if (run->scan) {
    if (!thread && mf_scan_launch(run, step))
      atomic_store(&w->stop, 1);
    mf_barrier_wait(&w->barrier, w->team);
  }
}

static void walk_steps(walk *w, int64_t begin, int64_t end, int thread);

static void loop(walk *w, int64_t index, int thread) {
  const mf_step_desc *step = &w->run->entry->steps[index];
  int64_t trips = step->trips;
  if (trips < 0) {
    trips = *(const int32_t *)resolve(w->run, &step->count);
    /* all must have read the count before a launch may write over it */
    mf_barrier_wait(&w->barrier, w->team);
  }
  int32_t *counter = resolve(w->run, &step->counter);
  for (int64_t trip = 0; trip < trips; ++trip) {
    if (!thread)
      *counter = (int32_t)trip;
    mf_barrier_wait(&w->barrier, w->team);
    walk_steps(w, index + 1, index + 1 + step->body, thread);
    if (atomic_load_explicit(&w->stop, memory_order_relaxed))
      return;
  }
}

/* Every thread walks the same steps; a launch ends with a barrier, so none is ever ahead by a launch. */
static void walk_steps(walk *w, int64_t begin, int64_t end, int thread) {
  for (int64_t i = begin; i < end; ++i) {
    const mf_step_desc *step = &w->run->entry->steps[i];
    if (step->type == MF_STEP_LOOP) {
      loop(w, i, thread);
      i += step->body;
    } else {
      launch(w, i, end, thread);
    }
    if (atomic_load_explicit(&w->stop, memory_order_relaxed))
      return;
  }
}

/* Scratch for every thread; grows with the number of threads, never shrinks. */
static mf_status reserve_scratch(cpu_device *device, int32_t threads) {
  if (!device->scratch_stride || threads <= device->scratch_threads)
    return MF_OK;
  release_scratch(device);
  device->scratch = cpu_allocate(&device->base, device->scratch_stride * threads);
  if (!device->scratch)
    return mf_fail(MF_ERROR_MEMORY, "no memory for the scratch of %d threads of %lld bytes", threads,
                   (long long)device->scratch_stride);
  device->scratch_threads = threads;
  return MF_OK;
}

/* The same arithmetic on every thread, whatever mode the caller's thread is in: round to nearest, exceptions
 * masked, subnormals flushed to zero (they are a hundred times slower, and optimizer slots decay into them).
 * Returns the mode that was. */
static uint32_t enter_arithmetic(void) {
#if defined(__x86_64__)
  uint32_t before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(0x1f80 | 0x8000 | 0x0040); /* default, flush to zero, denormals are zero */
  return before;
#else
  return 0;
#endif
}

static void leave_arithmetic(uint32_t before) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr(before);
#endif
}

static mf_status cpu_run(mf_device *base, const mf_run *run) {
  cpu_device *device = (cpu_device *)base;
  int32_t threads = run->threads ? run->threads : omp_get_max_threads();
  mf_status status = reserve_scratch(device, threads);
  if (status)
    return status;
  resolve_all(device, run);
  if (run->scan && mf_scan_begin(run))
    return MF_OK;
  walk w = {.device = device, .run = run};
#pragma omp parallel num_threads(threads) shared(w)
  {
    /* OpenMP may give fewer threads than asked for */
#pragma omp single
    w.team = omp_get_num_threads();
    uint32_t mode = enter_arithmetic();
    walk_steps(&w, 0, run->entry->num_steps, omp_get_thread_num());
    leave_arithmetic(mode);
  }
  return MF_OK;
}

/* Sizes the tables for the largest entry. */
static mf_status prepare(cpu_device *device, const char *path) {
  const mf_artifact_desc *a = device->artifact;
  int64_t most_steps = 0, most_buffers = 0, scratch = 0;
  for (int64_t i = 0; i < a->num_entries; ++i) {
    int64_t buffers = 0;
    for (int64_t j = 0; j < a->entries[i].num_steps; ++j) {
      const mf_step_desc *step = &a->entries[i].steps[j];
      if (step->type != MF_STEP_LAUNCH)
        continue;
      buffers += step->num_buffers;
      if (!a->kernels[step->kernel].cpu)
        return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: kernel '%s' has no code for the CPU; compile it with --target cpu",
                       path, a->kernels[step->kernel].name);
    }
    most_buffers = buffers > most_buffers ? buffers : most_buffers;
    most_steps = a->entries[i].num_steps > most_steps ? a->entries[i].num_steps : most_steps;
  }
  for (int64_t i = 0; i < a->num_kernels; ++i)
    scratch = a->kernels[i].scratch_bytes > scratch ? a->kernels[i].scratch_bytes : scratch;
  /* whole pages, so that two threads never share a cache line or a page */
  device->scratch_stride = (scratch + 4095) / 4096 * 4096;
  device->pointers = calloc((size_t)most_buffers + 1, sizeof *device->pointers);
  device->first = calloc((size_t)most_steps + 1, sizeof *device->first);
  if (!device->pointers || !device->first)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for a plan of %lld steps", path, (long long)most_steps);
  return MF_OK;
}

mf_status mf_cpu_open(const char *path, const mf_artifact_desc *artifact, mf_device **out_device) {
  *out_device = NULL;
  mf_status status = mf_cpu_check(path, artifact->cpu, mf_cpu_level());
  if (status)
    return status;
  cpu_device *device = calloc(1, sizeof *device);
  if (!device)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for a device", path);
  device->base = (mf_device){.name = "cpu", .allocate = cpu_allocate, .release = cpu_release, .upload = cpu_copy_in,
                             .download = cpu_copy_out, .host_view = cpu_host_view, .run = cpu_run, .default_threads = cpu_default_threads,
                             .close = cpu_close};
  device->artifact = artifact;
  status = prepare(device, path);
  if (status) {
    cpu_close(&device->base);
    return status;
  }
  *out_device = &device->base;
  return MF_OK;
}
