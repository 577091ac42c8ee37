/* The main of `mfcc compile --emit executable`: calls the sampler and prints its result as text.
 *   program [--n N] [--seed S] [--nfe K] [--class C] [--guidance G] [--state weights.safetensors]
 * One line a sample, numbers with spaces between. --check loads the weights and stops: mfcc calls it when it has made the program.
 * Exit codes: 0 done, 1 something is not as it has to be (one line on stderr), 2 usage. */
#include "runtime/api/mfrt.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const mf_artifact_desc mf_artifact;
extern const char mf_weights[], mf_weights_end[], mf_has_weights[];

typedef struct options {
  int64_t n, seed, nfe, label; /* label -1: all in turn */
  double guidance;
  const char *state;
  int check;
} options;

static int fail(const char *text) {
  fprintf(stderr, "%s\n", text);
  return 1;
}

/* -- Options ---------------------------------------------------------------------------------------- */

/* The whole text as an integer of the range. */
static int read_integer(const char *option, const char *text, int64_t low, int64_t high, int64_t *out) {
  char *end;
  errno = 0;
  long long value = strtoll(text, &end, 10);
  if (*text && *text != ' ' && !*end && !errno && value >= low && value <= high) {
    *out = value;
    return 1;
  }
  fprintf(stderr, "%s: expected an integer from %lld to %lld, got %s\n", option, (long long)low, (long long)high, text);
  return 0;
}

static int read_real(const char *option, const char *text, double *out) {
  char *end;
  double value = strtod(text, &end);
  if (*text && *text != ' ' && !*end && isfinite(value)) {
    *out = value;
    return 1;
  }
  fprintf(stderr, "%s: expected a number, got %s\n", option, text);
  return 0;
}

/* How many values the argument `label` has, as the artifact's metadata say; 0: they do not. */
static int64_t classes(void) {
  const char *bounds = strstr(mf_artifact.metadata, "\"bounds\": {"), *found = bounds ? strstr(bounds, "\"label\": ") : NULL;
  return found ? strtoll(found + strlen("\"label\": "), NULL, 10) : 0;
}

static int read_option(options *o, const char *name, const char *value) {
  int64_t most = classes() ? classes() - 1 : INT32_MAX;
  if (!strcmp(name, "--n"))
    return read_integer(name, value, 1, INT64_MAX / 2, &o->n);
  if (!strcmp(name, "--seed"))
    return read_integer(name, value, INT32_MIN, INT32_MAX, &o->seed);
  if (!strcmp(name, "--nfe"))
    return read_integer(name, value, 1, INT32_MAX, &o->nfe);
  if (!strcmp(name, "--class"))
    return read_integer(name, value, 0, most, &o->label);
  if (!strcmp(name, "--guidance"))
    return read_real(name, value, &o->guidance);
  if (!strcmp(name, "--state"))
    return o->state = value, 1;
  fprintf(stderr, "unknown option %s\n", name);
  return 0;
}

static int read_options(options *o, int argc, char **argv) {
  for (int i = 1; i < argc; i += 2) {
    if (!strcmp(argv[i], "--check")) {
      o->check = 1;
      --i;
    } else if (i + 1 == argc) {
      fprintf(stderr, "%s: expected a value behind it\n", argv[i]);
      return 0;
    } else if (!read_option(o, argv[i], argv[i + 1])) {
      return 0;
    }
  }
  return 1;
}

/* -- Sampling --------------------------------------------------------------------------------------- */

/* `init`, or `reset` of a program that has session states. */
static int call_seeded(mf_program *program, const char *name, int32_t seed) {
  mf_array argument = {&seed, MF_I32, 0, NULL, sizeof seed};
  int32_t entry = mf_entry_find(program, name);
  if (entry < 0 || mf_entry_call(program, entry, &argument, 1, NULL, 0) != MF_OK)
    return fail(mf_last_error());
  return 0;
}

static int load_weights(mf_program *program, const options *o) {
  mf_status status = MF_OK;
  if (o->state)
    status = mf_state_load(program, o->state, 1);
  else if (*mf_has_weights)
    status = mf_state_load_memory(program, "the weights inside", mf_weights, (size_t)(mf_weights_end - mf_weights), 1);
  else if (!o->check)
    return call_seeded(program, "init", 0);
  return status == MF_OK ? 0 : fail(mf_last_error());
}

static void *filled(const mf_array_desc *info, const options *o, int64_t first, int64_t call) {
  char *data = calloc(1, (size_t)info->bytes + 1);
  int32_t seed = (int32_t)(uint32_t)(o->seed + call), nfe = (int32_t)o->nfe;
  int64_t all = classes() ? classes() : 10;
  float guidance = (float)o->guidance;
  if (!data)
    return NULL;
  if (!strcmp(info->name, "seed") && info->bytes == 4)
    memcpy(data, &seed, sizeof seed);
  else if (!strcmp(info->name, "nfe") && info->bytes == 4)
    memcpy(data, &nfe, sizeof nfe);
  else if (!strcmp(info->name, "guidance") && info->bytes == 4)
    memcpy(data, &guidance, sizeof guidance);
  else if (!strcmp(info->name, "label") && info->dtype == MF_I32)
    for (int64_t i = 0; i < info->bytes / 4; ++i)
      ((int32_t *)data)[i] = (int32_t)(o->label >= 0 ? o->label : (first + i) % all);
  return data;
}

static void print_rows(const float *x, int64_t rows, int64_t width) {
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t c = 0; c < width; ++c)
      printf("%g%c", (double)x[r * width + c], c + 1 == width ? '\n' : ' ');
}

enum { most_arguments = 8 };

/* Call number `call` of the entry into `result`; `first` is the number of its first sample. */
static int call_sampler(mf_program *program, int32_t entry, const options *o, int64_t first, int64_t call, mf_array *result) {
  const mf_entry_desc *info = mf_entry_info(program, entry);
  mf_array arguments[most_arguments];
  int bad = 0;
  for (int32_t a = 0; a < info->num_arguments; ++a) {
    const mf_array_desc *d = &info->arguments[a];
    arguments[a] = (mf_array){filled(d, o, first, call), d->dtype, d->rank, d->shape, d->bytes};
    bad |= !arguments[a].data;
  }
  if (bad)
    fail("not enough memory");
  else if (mf_entry_call(program, entry, arguments, info->num_arguments, result, 1) != MF_OK)
    bad = fail(mf_last_error());
  for (int32_t a = 0; a < info->num_arguments; ++a)
    free(arguments[a].data);
  return bad;
}

static int sample(mf_program *program, const options *o) {
  int32_t entry = mf_entry_find(program, "sample");
  if (entry < 0)
    return fail(mf_last_error());
  const mf_entry_desc *info = mf_entry_info(program, entry);
  const mf_array_desc *x = &info->results[0];
  if (info->num_arguments > most_arguments || info->num_results != 1 || x->dtype != MF_F32)
    return fail("the entry `sample` is expected to give one f32 array");
  int64_t rows = x->rank && x->shape[0] > 0 ? x->shape[0] : 1, width = x->bytes / 4 / rows;
  mf_array result = {malloc((size_t)x->bytes + 1), x->dtype, x->rank, x->shape, x->bytes};
  int bad = result.data ? 0 : fail("not enough memory");
  for (int64_t first = 0, call = 0; first < o->n && !bad; first += rows, ++call) {
    bad = call_sampler(program, entry, o, first, call, &result);
    if (!bad)
      print_rows(result.data, o->n - first < rows ? o->n - first : rows, width);
    errno = 0;
    if (!bad && (fflush(stdout) || ferror(stdout))) {
      fprintf(stderr, "the output cannot be written: %s\n", strerror(errno));
      bad = 1;
    }
  }
  free(result.data);
  return bad;
}

int main(int argc, char **argv) {
  options o = {.n = 1, .nfe = 1, .label = -1, .guidance = 1};
  if (!read_options(&o, argc, argv)) {
    fprintf(stderr, "usage: %s [--n N] [--seed S] [--nfe K] [--class C] [--guidance G] [--state FILE]\n", argv[0]);
    return 2;
  }
  mf_program *program;
  if (mf_program_create(&mf_artifact, o.check ? "null" : NULL, &program) != MF_OK)
    return fail(mf_last_error());
  int bad = load_weights(program, &o);
  if (!bad && !o.check && mf_artifact.region_bytes[MF_REGION_SESSION] && mf_entry_find(program, "reset") >= 0)
    bad = call_seeded(program, "reset", 0);
  if (!bad && !o.check)
    bad = sample(program, &o);
  mf_program_free(program);
  return bad;
}
