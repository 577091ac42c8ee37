/* The main of `mfcc compile --emit executable`: calls the sampler and prints its result as text.
 *   program [--n N] [--seed S] [--nfe K] [--class C] [--guidance G] [--state weights.safetensors]
 * One line a sample, numbers with spaces between. */
#include "runtime/api/mfrt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const mf_artifact_desc mf_artifact;
extern const char mf_weights[], mf_weights_end[];

static int fail(const char *text) {
  fprintf(stderr, "%s\n", text);
  return 1;
}

/* Loads the weights that were linked in, through a temporary file. */
static int load_own_weights(mf_program *program) {
  char path[] = "/tmp/mf-weights-XXXXXX";
  int file = mkstemp(path);
  size_t size = (size_t)(mf_weights_end - mf_weights);
  if (file < 0)
    return fail("cannot make a temporary file in /tmp");
  int good = write(file, mf_weights, size) == (ssize_t)size;
  close(file);
  if (good && mf_state_load(program, path, 1) != MF_OK)
    good = 0;
  unlink(path);
  return good ? 0 : fail(mf_last_error());
}

/* `init`, or `reset` of a program that has session states. */
static int call_seeded(mf_program *program, const char *name, int32_t seed) {
  mf_array argument = {&seed, MF_I32, 0, NULL, sizeof seed};
  int32_t entry = mf_entry_find(program, name);
  if (entry < 0 || mf_entry_call(program, entry, &argument, 1, NULL, 0) != MF_OK)
    return fail(mf_last_error());
  return 0;
}

static void *filled(const mf_array_desc *info, int32_t seed, int32_t nfe, int32_t label, float guidance, int64_t first) {
  char *data = calloc(1, (size_t)info->bytes + 1);
  if (!strcmp(info->name, "seed"))
    memcpy(data, &seed, sizeof seed);
  else if (!strcmp(info->name, "nfe"))
    memcpy(data, &nfe, sizeof nfe);
  else if (!strcmp(info->name, "guidance"))
    memcpy(data, &guidance, sizeof guidance);
  else if (!strcmp(info->name, "label"))
    for (int64_t i = 0; i < info->bytes / 4; ++i)
      ((int32_t *)data)[i] = label >= 0 ? label : (int32_t)((first + i) % 10);
  return data;
}

static void print_rows(const float *x, int64_t rows, int64_t width) {
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t c = 0; c < width; ++c)
      printf("%g%c", (double)x[r * width + c], c + 1 == width ? '\n' : ' ');
}

static int usage(const char *program) {
  fprintf(stderr, "usage: %s [--n N] [--seed S] [--nfe K] [--class C] [--guidance G] [--state FILE]\n", program);
  return 2;
}

int main(int argc, char **argv) {
  int64_t n = 1;
  int32_t seed = 0, nfe = 1, label = -1;
  float guidance = 1;
  const char *state = NULL;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 == argc) return usage(argv[0]);
    else if (!strcmp(argv[i], "--n")) n = atoll(argv[i + 1]);
    else if (!strcmp(argv[i], "--seed")) seed = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--nfe")) nfe = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--class")) label = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--guidance")) guidance = (float)atof(argv[i + 1]);
    else if (!strcmp(argv[i], "--state")) state = argv[i + 1];
    else return usage(argv[0]);
  }
  if (n < 1 || nfe < 1) return usage(argv[0]);
  mf_program *program;
  if (mf_program_create(&mf_artifact, NULL, &program) != MF_OK)
    return fail(mf_last_error());
  int bad = 0;
  if (state)
    bad = mf_state_load(program, state, 1) != MF_OK ? fail(mf_last_error()) : 0;
  else
    bad = mf_weights_end > mf_weights ? load_own_weights(program) : call_seeded(program, "init", 0);
  if (!bad && mf_program_artifact(program)->region_bytes[MF_REGION_SESSION] && mf_entry_find(program, "reset") >= 0)
    bad = call_seeded(program, "reset", 0);
  int32_t entry = bad ? -1 : mf_entry_find(program, "sample");
  if (entry < 0)
    return bad ? 1 : fail(mf_last_error());
  const mf_entry_desc *info = mf_entry_info(program, entry);
  mf_array arguments[8], result;
  const mf_array_desc *x = &info->results[0];
  int64_t rows = x->rank ? x->shape[0] : 1, width = x->bytes / 4 / (rows ? rows : 1);
  if (info->num_arguments > 8 || info->num_results != 1 || x->dtype != MF_F32)
    return fail("the entry `sample` is expected to give one f32 array");
  result = (mf_array){malloc((size_t)x->bytes), x->dtype, x->rank, x->shape, x->bytes};
  for (int64_t first = 0; first < n; first += rows, ++seed) {
    for (int32_t a = 0; a < info->num_arguments; ++a)
      arguments[a] = (mf_array){filled(&info->arguments[a], seed, nfe, label, guidance, first), info->arguments[a].dtype,
                                info->arguments[a].rank, info->arguments[a].shape, info->arguments[a].bytes};
    if (mf_entry_call(program, entry, arguments, info->num_arguments, &result, 1) != MF_OK)
      return fail(mf_last_error());
    print_rows(result.data, n - first < rows ? n - first : rows, width);
    for (int32_t a = 0; a < info->num_arguments; ++a)
      free(arguments[a].data);
  }
  free(result.data);
  mf_program_free(program);
  return 0;
}
