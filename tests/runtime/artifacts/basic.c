/* Calls, state, loops, scratch, NaN. The macros make the damaged ones. */
#include "tests/runtime/artifacts/artifact.h"
#include <math.h>
#include <stdlib.h>

#ifndef MAGIC
#define MAGIC MF_ABI_MAGIC
#endif
#ifndef ABI
#define ABI MF_ABI_VERSION
#endif
#ifndef CPU
#define CPU "x86-64"
#endif
#ifndef ARENA_OFFSET
#define ARENA_OFFSET 0
#endif
#ifndef WEIGHT
#define WEIGHT "weight"
#endif
#ifdef CONSTRUCTOR
__attribute__((constructor)) static void run(void) { setenv(CONSTRUCTOR, "has run", 1); }
#endif

enum { block = 100 };

static void fill(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int i = 0; i < 4; ++i)
    ((float *)b[1])[i] = (float)(*(const int32_t *)b[0] + i);
}
static void add(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t i = begin * block; i < end * block; ++i)
    ((float *)b[2])[i] = ((const float *)b[0])[i] + ((const float *)b[1])[i];
}
/* each block sums its part through scratch, then one block sums the parts: order is the block's own */
static void sum_blocks(void *const *b, int64_t begin, int64_t end, void *scratch) {
  float *copy = scratch;
  for (int64_t k = begin; k < end; ++k) {
    for (int i = 0; i < block; ++i)
      copy[i] = ((const float *)b[0])[k * block + i] * 1.1f;
    float sum = 0;
    for (int i = 0; i < block; ++i)
      sum += copy[i];
    ((float *)b[1])[k] = sum;
  }
}
static void sum_parts(void *const *b, int64_t begin, int64_t end, void *scratch) {
  float sum = 0;
  for (int i = 0; i < 64; ++i)
    sum += ((const float *)b[0])[i];
  *(float *)b[1] = sum;
}
/* acc[k] = acc[k] * 3 + 10 * i + j + k, in 64 blocks */
static void mix(void *const *b, int64_t begin, int64_t end, void *scratch) {
  int32_t *acc = b[0], i = *(const int32_t *)b[1], j = *(const int32_t *)b[2];
  for (int64_t k = begin; k < end; ++k)
    acc[k] = (int32_t)((uint32_t)acc[k] * 3u + (uint32_t)(10 * i + j + k));
}
/* reads what all blocks of mix wrote */
static void rotate(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t k = begin; k < end; ++k)
    ((int32_t *)b[1])[k] = ((const int32_t *)b[0])[(k + 1) % 64];
}
static void copy64(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t k = begin; k < end; ++k)
    ((int32_t *)b[1])[k] = ((const int32_t *)b[0])[k];
}
static void zero64(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t k = 0; k < 64; ++k)
    ((int32_t *)b[0])[k] = 0;
}
static void logarithm(void *const *b, int64_t begin, int64_t end, void *scratch) {
  ((float *)b[1])[3] = logf(*(const float *)b[0]);
}
static void square_root(void *const *b, int64_t begin, int64_t end, void *scratch) {
  ((float *)b[1])[2] = sqrtf(((const float *)b[0])[3]);
}
static void bits(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int i = 0; i < 64; ++i)
    ((uint32_t *)b[0])[i] = 0xffffff00u + (uint32_t)i; /* negative integers, NaN to who takes them for f32 */
}
static void out(void *const *b, int64_t begin, int64_t end, void *scratch) {
  *(float *)b[1] = ((const float *)b[0])[2] + *(const float *)b[2];
}
/* x[row][i] = weight[i] * label[row] + seed + nfe */
static void sampler(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t row = begin; row < end; ++row)
    for (int i = 0; i < 4; ++i)
      ((float *)b[4])[row * 4 + i] = ((const float *)b[3])[i] * (float)((const int32_t *)b[1])[row] +
                                     (float)*(const int32_t *)b[0] + (float)*(const int32_t *)b[2];
}

enum { k_fill, k_add, k_sum_blocks, k_sum_parts, k_mix, k_rotate, k_copy, k_zero, k_log, k_sqrt, k_bits, k_out, k_sampler };
static const mf_kernel_desc kernels[] = {
    KERNEL(fill, "", 1, 0, R(I32, 1), W(F32, 4)),
    KERNEL(add, "model.cpp:3", 64, 0, R(F32, 6400), R(F32, 6400), W(F32, 6400)),
    KERNEL(sum_blocks, "", 64, block * 4, R(F32, 6400), W(F32, 64)),
    KERNEL(sum_parts, "", 1, 0, R(F32, 64), W(F32, 1)),
    KERNEL(mix, "", 64, 0, RW(I32, 64), R(I32, 1), R(I32, 1)),
    KERNEL(rotate, "", 64, 0, R(I32, 64), W(I32, 64)),
    KERNEL(copy64, "", 64, 0, R(I32, 64), W(I32, 64)),
    KERNEL(zero64, "", 1, 0, W(I32, 64)),
    KERNEL(logarithm, "model.cpp:41", 1, 0, R(F32, 1), RW(F32, 16)),
    KERNEL(square_root, "model.cpp:42", 1, 0, R(F32, 16), RW(F32, 16)),
    KERNEL(bits, "model.cpp:40", 1, 0, W(I32, 64)),
    KERNEL(out, "model.cpp:43", 1, 0, R(F32, 16), W(F32, 1), R(F32, 1)),
    KERNEL(sampler, "model.cpp:50", 10, 0, R(I32, 1), R(I32, 10), R(I32, 1), R(F32, 4), W(F32, 40)),
};

static const mf_state_desc states[] = {
    AT(0, F32(WEIGHT, "parameter", 4, 4)),
    AT(1, {"mask", "parameter", MF_I1, SHAPE(2, 3), 6}),
    AT(2, {"half", "parameter", MF_BF16, SHAPE(5), 10}),
    AT(3, {"double", "optimizer", MF_F64, SHAPE(2), 16}),
    AT(4, {"key", "key", MF_I64, SHAPE(1), 8}),
    AT(5, SCALAR_I32("steps", "counter")),
};

static const mf_array_desc no_arrays[0];
static const mf_array_desc seed[] = {SCALAR_I32("seed", "seed")};
static const mf_step_desc init_steps[] = {LAUNCH(k_fill, ARGUMENT(0), STATE(0))};

static const mf_array_desc two[] = {F32("x", "data", 6400, 64, 100), F32("y", "data", 6400, 64, 100)};
static const mf_array_desc added[] = {F32("z", "value", 6400, 64, 100), SCALAR_F32("sum", "value")};
static const mf_step_desc add_steps[] = {
    LAUNCH(k_add, ARGUMENT(0), ARGUMENT(1), RESULT(0)),
    LAUNCH(k_sum_blocks, RESULT(0), ARENA(ARENA_OFFSET)),
    LAUNCH(k_sum_parts, ARENA(ARENA_OFFSET), RESULT(1)),
};

/* for i < 3: for j < n: { acc = mix(acc, i, j); acc = rotate(acc) } */
static const mf_array_desc count[] = {SCALAR_I32("n", "data")};
static const mf_array_desc mixed[] = {I32("acc", "value", 64, 64)};
static const mf_step_desc loop_steps[] = {
    LAUNCH(k_zero, ARENA(0)),
    LOOP(5, 3, ARENA(256), ARENA(0)),
    LOOP(3, -1, ARENA(320), ARGUMENT(0)),
    LAUNCH(k_mix, ARENA(0), ARENA(256), ARENA(320)),
    LAUNCH(k_rotate, ARENA(0), ARENA(384)),
    LAUNCH(k_copy, ARENA(384), ARENA(0)),
    LAUNCH(k_copy, ARENA(0), RESULT(0)),
    LAUNCH(k_copy, ARENA(0), RESULT(0)),
};

static const mf_array_desc scalar[] = {SCALAR_F32("x", "data")};
static const mf_array_desc value[] = {SCALAR_F32("y", "value")};
static const float constant_one[16] = {1.0f};
static const mf_constant_desc constants[] = {{constant_one, sizeof constant_one, MF_F32, 0}};
static const mf_step_desc nan_steps[] = {
    LAUNCH(k_bits, ARENA(256)),
    LAUNCH(k_log, ARGUMENT(0), ARENA(0)),
    LAUNCH(k_sqrt, ARENA(0), ARENA(64)),
    LAUNCH(k_out, ARENA(64), RESULT(0), CONSTANT(0)),
};

static const mf_array_desc sample_arguments[] = {
    SCALAR_I32("seed", "seed"), I32("label", "data", 10, 10), SCALAR_I32("nfe", "data")};
static const mf_array_desc sample_results[] = {F32("x", "value", 40, 10, 4)};
static const mf_step_desc sample_steps[] = {
    LAUNCH(k_sampler, ARGUMENT(0), ARGUMENT(1), ARGUMENT(2), STATE(0), RESULT(0))};

static const mf_entry_desc entries[] = {
    ENTRY("init", seed, no_arrays, init_steps, 0),
    ENTRY("add", two, added, add_steps, 256),
    ENTRY("loop", count, mixed, loop_steps, 640),
    ENTRY("nan", scalar, value, nan_steps, 512),
    ENTRY("sample", sample_arguments, sample_results, sample_steps, 0),
};

const mf_artifact_desc mf_artifact = {
    .magic = MAGIC, .abi_version = ABI, .producer = "by hand", .cpu = CPU, .metadata = "{\"name\": \"basic\"}",
    .num_states = COUNT(states), .states = states, .region_bytes = {384, 0}, .num_constants = COUNT(constants), .constants = constants,
    .num_kernels = COUNT(kernels), .kernels = kernels, .num_entries = COUNT(entries), .entries = entries};
