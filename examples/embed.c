/* Samples from a compiled model in plain C: no mfcc, no MLIR, only the runtime.
 *
 *   cc embed.c $(pkg-config --cflags --libs mfrt) -o embed
 *   ./embed digits.mfa weights.safetensors 7
 *
 * Prints every result of the entry `sample`, one row a line. */
#include "runtime/api/mfrt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(void) {
  fprintf(stderr, "error: %s\n", mf_last_error());
  return 1;
}

/* Zeroed memory for an array of the entry's. */
static mf_array make_array(const mf_array_desc *desc) {
  mf_array array = {calloc((size_t)desc->bytes + 1, 1), desc->dtype, desc->rank, desc->shape, desc->bytes};
  return array;
}

/* Gives the arguments that a sampler knows their values; all others stay zero. */
static void fill_argument(const mf_array_desc *desc, mf_array *array, int32_t seed) {
  int64_t count = desc->bytes / mf_dtype_bytes(desc->dtype);
  if (!strcmp(desc->name, "seed"))
    *(int32_t *)array->data = seed;
  else if (!strcmp(desc->name, "nfe"))
    *(int32_t *)array->data = 1;
  else if (!strcmp(desc->name, "guidance"))
    *(float *)array->data = 1.0f;
  else if (!strcmp(desc->name, "label"))
    for (int64_t i = 0; i < count; ++i)
      ((int32_t *)array->data)[i] = (int32_t)(i % 10);
}

static void print_result(const mf_array_desc *desc, const mf_array *array) {
  int64_t count = desc->bytes / mf_dtype_bytes(desc->dtype);
  int64_t rows = desc->rank ? desc->shape[0] : 1;
  printf("# %s\n", desc->name);
  for (int64_t i = 0; desc->dtype == MF_F32 && i < count; ++i)
    printf("%g%c", ((const float *)array->data)[i], (i + 1) % (count / rows) ? ' ' : '\n');
}

static int sample(mf_program *program, int32_t index, int32_t seed) {
  const mf_entry_desc *entry = mf_entry_info(program, index);
  mf_array *arguments = calloc((size_t)entry->num_arguments + 1, sizeof *arguments);
  mf_array *results = calloc((size_t)entry->num_results + 1, sizeof *results);
  for (int32_t i = 0; i < entry->num_arguments; ++i) {
    arguments[i] = make_array(&entry->arguments[i]);
    fill_argument(&entry->arguments[i], &arguments[i], seed);
  }
  for (int32_t i = 0; i < entry->num_results; ++i)
    results[i] = make_array(&entry->results[i]);
  mf_status status = mf_entry_call(program, index, arguments, entry->num_arguments, results, entry->num_results);
  for (int32_t i = 0; !status && i < entry->num_results; ++i)
    print_result(&entry->results[i], &results[i]);
  for (int32_t i = 0; i < entry->num_arguments; ++i)
    free(arguments[i].data);
  for (int32_t i = 0; i < entry->num_results; ++i)
    free(results[i].data);
  free(arguments);
  free(results);
  return status ? fail() : 0;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s ARTIFACT WEIGHTS [SEED]\n", argv[0]);
    return 2;
  }
  mf_program *program;
  if (mf_program_load(argv[1], NULL, &program))
    return fail();
  /* of a training checkpoint only what `sample` needs is read: no optimizer slots */
  int32_t entry = mf_entry_find(program, "sample");
  if (entry < 0) {
    mf_program_free(program);
    return fail();
  }
  int failed = mf_state_load_for(program, argv[2], 1, entry) ? fail() : sample(program, entry, argc > 3 ? atoi(argv[3]) : 0);
  mf_program_free(program);
  return failed;
}
