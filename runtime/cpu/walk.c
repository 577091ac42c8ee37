/* Walks a plan, alone or with a team of threads (team.c).
 *
 * What is little work the calling thread runs alone, and a plan with little for a team enters none. Blocks are independent, so that none of this
 * changes a bit. What a team costs (bench/calls.cpp, docs/performance.md): a barrier 0.3 us, entering a team 0.3 us, and 30 to 50 us where its threads
 * sleep; then their caches are cold.
 */
#include "runtime/core/internal.h"
#include "runtime/cpu/barrier.h"
#include "runtime/cpu/device.h"
#include "runtime/cpu/scan.h"
#include <stdlib.h>
#include <time.h>

/* A launch of less is not worth a barrier; a plan whose launches for a team take less in all is not worth the team. Estimates are two to four times
 * what a launch takes whose data lie in a cache. A loop of unknown length counts as this many trips. */
static const int64_t launch_nanoseconds = 10 * 1000, plan_nanoseconds = 400 * 1000, unknown_trips = 16;

/* Turns of a waiter at a barrier, about 20 us; without a core for each thread none, as who is waited for needs the waiter's. */
enum { barrier_spins = 1000 };

/* -- What is known at load ---------------------------------------------------------------------- */

static int64_t saturated_multiply(int64_t a, int64_t b) {
  int64_t product;
  return __builtin_mul_overflow(a, b, &product) ? INT64_MAX : product;
}

static int64_t saturated_add(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

/* Marks the steps [begin, end); returns the nanoseconds of those for a team. */
static int64_t mark(const mf_artifact_desc *artifact, const mf_entry_desc *entry, int64_t begin, int64_t end, unsigned char *team) {
  int64_t total = 0;
  for (int64_t i = begin; i < end; ++i) {
    const mf_step_desc *step = &entry->steps[i];
    int64_t work = 0;
    if (step->type == MF_STEP_LOOP) {
      int64_t trips = step->trips < 0 ? unknown_trips : step->trips;
      work = saturated_multiply(trips, mark(artifact, entry, i + 1, i + 1 + step->body, team));
    } else {
      const mf_cpu_code *code = &artifact->kernels[step->kernel].cpu;
      work = code->blocks > 1 && code->nanoseconds >= launch_nanoseconds ? code->nanoseconds : 0;
    }
    team[i] = work > 0;
    total = saturated_add(total, work);
    i += step->type == MF_STEP_LOOP ? step->body : 0;
  }
  return total;
}

void mf_cpu_schedule(const mf_artifact_desc *artifact, const mf_entry_desc *entry, mf_cpu_plan *plan) {
  plan->team_begin = plan->team_end = 0;
  if (mark(artifact, entry, 0, entry->num_steps, plan->team) < plan_nanoseconds)
    return;
  plan->team_begin = entry->num_steps;
  for (int64_t i = 0; i < entry->num_steps; ++i) {
    int64_t behind = i + 1 + (entry->steps[i].type == MF_STEP_LOOP ? entry->steps[i].body : 0);
    if (plan->team[i]) {
      plan->team_begin = i < plan->team_begin ? i : plan->team_begin;
      plan->team_end = behind;
    }
    i = behind - 1;
  }
}

/* -- A call ------------------------------------------------------------------------------------- */

/* What a thread did last, without a barrier since. The same on all threads of a team: each walks all steps. */
enum { did_nothing, did_alone, did_together };

/* What the threads of one call share. */
typedef struct walk {
  const mf_cpu_context *context;
  const mf_run *run;
  const unsigned char *team_steps;
  mf_barrier barrier;
  int team, spins;
  atomic_int stop;        /* the scan found a NaN */
  mf_scan_copy copy;      /* of the scan */
} walk;

/* One thread of it. */
typedef struct walker {
  walk *w;
  int thread;
  int last;               /* did_nothing ... */
} walker;

/* Before a step that all take part in (together), or the first thread alone. */
static void synchronize(walker *t, int together) {
  if (t->last == did_together || (t->last == did_alone && together)) {
    mf_barrier_wait(&t->w->barrier, t->w->team, t->w->spins);
    t->last = did_nothing;
  }
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void run_blocks(const walker *t, int64_t step, int64_t from, int64_t to) {
  const mf_cpu_context *context = t->w->context;
  const mf_cpu_code *code = &t->w->run->artifact->kernels[t->w->run->entry->steps[step].kernel].cpu;
  void *scratch = code->scratch_bytes ? context->scratch + t->thread * context->device->scratch_stride : NULL;
  if (from < to)
    code->run(context->pointers + context->first[step], from, to, scratch);
}

/* Contiguous shares; which thread runs a block never changes what the block computes. */
static void run_share(const walker *t, int64_t step, int together) {
  int64_t blocks = t->w->run->artifact->kernels[t->w->run->entry->steps[step].kernel].cpu.blocks, team = t->w->team;
  if (together)
    run_blocks(t, step, blocks * t->thread / team, blocks * (t->thread + 1) / team);
  else if (!t->thread)
    run_blocks(t, step, 0, blocks);
}

/* A launch that is timed or scanned has barriers around it. */
static void launch_observed(walker *t, int64_t step, int together) {
  walk *w = t->w;
  const mf_run *run = w->run;
  synchronize(t, 1);
  if (run->scan) {
    if (!t->thread)
      mf_scan_before(run, step, &w->copy);
    mf_barrier_wait(&w->barrier, w->team, w->spins);
  }
  int64_t start = !t->thread ? now() : 0;
  run_share(t, step, together);
  mf_barrier_wait(&w->barrier, w->team, w->spins);
  if (!t->thread && run->times) {
    mf_kernel_time *time = &run->times[run->entry->steps[step].kernel];
    time->launches++;
    time->nanoseconds += now() - start;
  }
  if (run->scan) {
    if (!t->thread && mf_scan_after(run, step, &w->copy))
      atomic_store(&w->stop, 1);
    mf_barrier_wait(&w->barrier, w->team, w->spins);
  }
  t->last = did_nothing;
}

static void launch(walker *t, int64_t step) {
  int together = t->w->team > 1 && t->w->team_steps[step];
  if (t->w->run->times || t->w->run->scan)
    return launch_observed(t, step, together);
  synchronize(t, together);
  run_share(t, step, together);
  t->last = together ? did_together : did_alone;
}

static void walk_steps(walker *t, int64_t begin, int64_t end);

static void run_trips(walker *t, int64_t index, int64_t trips) {
  const mf_step_desc *step = &t->w->run->entry->steps[index];
  int32_t *counter = mf_resolve(t->w->run, &step->counter);
  for (int64_t trip = 0; trip < trips; ++trip) {
    synchronize(t, 0);
    if (!t->thread)
      *counter = (int32_t)trip;
    t->last = did_alone;
    walk_steps(t, index + 1, index + 1 + step->body);
    if (atomic_load_explicit(&t->w->stop, memory_order_relaxed))
      return;
  }
}

static int64_t trips_of(const walker *t, const mf_step_desc *step) {
  return step->trips < 0 ? *(const int32_t *)mf_resolve(t->w->run, &step->count) : step->trips;
}

static void loop(walker *t, int64_t index) {
  const mf_run *run = t->w->run;
  const mf_step_desc *step = &run->entry->steps[index];
  /* all threads follow a loop in which they work, or which is observed; else the first one goes through it alone */
  int together = t->w->team > 1 && (t->w->team_steps[index] || run->times || run->scan);
  synchronize(t, together);
  if (together) {
    int64_t trips = trips_of(t, step);
    /* all must have read the count before anything may write over it */
    t->last = did_together;
    run_trips(t, index, trips);
  } else {
    if (!t->thread)
      run_trips(t, index, trips_of(t, step));
    t->last = did_alone;
  }
}

static void walk_steps(walker *t, int64_t begin, int64_t end) {
  for (int64_t i = begin; i < end; ++i) {
    const mf_step_desc *step = &t->w->run->entry->steps[i];
    if (step->type == MF_STEP_LOOP) {
      loop(t, i);
      i += step->body;
    } else {
      launch(t, i);
    }
    if (atomic_load_explicit(&t->w->stop, memory_order_relaxed))
      return;
  }
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

static void walk_alone(walk *w, int64_t begin, int64_t end) {
  w->team = 1;
  walker t = {w, 0, did_nothing};
  uint32_t mode = enter_arithmetic();
  if (!atomic_load_explicit(&w->stop, memory_order_relaxed))
    walk_steps(&t, begin, end);
  leave_arithmetic(mode);
}

/* The part [begin, end) of a walk, for a team. */
typedef struct part {
  walk *w;
  int64_t begin, end;
} part;

static void walk_part(void *data, int thread, int threads) {
  const part *p = data;
  walker t = {p->w, thread, did_nothing};
  uint32_t mode = enter_arithmetic();
  walk_steps(&t, p->begin, p->end);
  leave_arithmetic(mode);
}

static void walk_together(walk *w, int64_t begin, int64_t end, int32_t threads) {
  part p = {w, begin, end};
  w->team = mf_team_gather(w->context->team, threads);
  mf_team_run(w->context->team, w->team, walk_part, &p);
}

/* Fills the pointer table for this call: arguments and results may be elsewhere each time. */
static void resolve_all(mf_cpu_context *context, const mf_run *run) {
  int64_t used = 0;
  for (int64_t i = 0; i < run->entry->num_steps; ++i) {
    const mf_step_desc *step = &run->entry->steps[i];
    context->first[i] = used;
    if (step->type == MF_STEP_LAUNCH)
      for (int32_t j = 0; j < step->num_buffers; ++j)
        context->pointers[used++] = mf_resolve(run, &step->buffers[j]);
  }
}

/* Scratch for every thread; grows with the number of threads, never shrinks. */
static mf_status reserve_scratch(mf_cpu_context *context, int32_t threads) {
  int64_t stride = context->device->scratch_stride;
  if (!stride || threads <= context->scratch_threads)
    return MF_OK;
  if (context->scratch)
    mf_cpu_release(NULL, context->scratch, stride * context->scratch_threads);
  context->scratch_threads = 0;
  context->scratch = mf_cpu_allocate(NULL, stride * threads);
  if (!context->scratch)
    return mf_fail(MF_ERROR_MEMORY, "no memory for the scratch of %d threads of %lld bytes", threads, (long long)stride);
  context->scratch_threads = threads;
  return MF_OK;
}

mf_status mf_cpu_run(mf_device *base, void *opaque, const mf_run *run) {
  mf_cpu_context *context = opaque;
  const mf_cpu_plan *plan = &context->device->plans[run->entry - run->artifact->entries];
  int64_t begin = plan->team_begin, end = plan->team_end, steps = run->entry->num_steps;
  int32_t threads = begin == end ? 1 : run->threads ? run->threads : mf_cpu_default_threads();
  mf_status status = reserve_scratch(context, threads);
  if (status)
    return status;
  resolve_all(context, run);
  if (run->scan && mf_scan_begin(run))
    return MF_OK;
  walk w = {.context = context, .run = run, .team_steps = plan->team, .spins = threads <= mf_cpu_cores() ? barrier_spins : 0};
  if (threads == 1) {
    walk_alone(&w, 0, steps);
  } else {
    walk_alone(&w, 0, begin);
    walk_together(&w, begin, end, threads);
    walk_alone(&w, end, steps);
  }
  free(w.copy.data);
  return MF_OK;
}
