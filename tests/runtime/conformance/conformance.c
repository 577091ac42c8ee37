/* The artifact of the conformance suite: each entry shows one thing that a device must do. A further device adds the code of
 * the kernels for itself (PTX text, for one) beside the functions here. */
#include "tests/runtime/artifacts/artifact.h"
#include <stdlib.h>

enum { block = 100, blocks = 64, slots = 8 };

/* weight = seed + i, bias = -seed; the cache is empty */
static void init(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int i = 0; i < 16; ++i)
    ((float *)b[1])[i] = (float)(*(const int32_t *)b[0] + i);
  for (int i = 0; i < 4; ++i)
    ((float *)b[2])[i] = (float)-*(const int32_t *)b[0];
}
static void reset(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int i = 0; i < slots; ++i)
    ((float *)b[0])[i] = 0;
  *(int32_t *)b[1] = 0;
}
/* cache[length % slots] = x * weight[0]; ++length; sum of the cache */
static void push(void *const *b, int64_t begin, int64_t end, void *scratch) {
  float *cache = b[2], sum = 0;
  cache[(*(int32_t *)b[3])++ % slots] = *(const float *)b[0] * *(const float *)b[1];
  for (int i = 0; i < slots; ++i)
    sum += cache[i];
  *(float *)b[4] = sum;
}
static void scale(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t i = begin * block; i < end * block; ++i)
    ((float *)b[2])[i] = ((const float *)b[0])[i] * ((const float *)b[1])[1];
}
/* each block sums its part through scratch; then one block sums the parts: the order is the block's own */
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
  for (int i = 0; i < blocks; ++i)
    sum += ((const float *)b[0])[i];
  *(float *)b[1] = sum;
}
/* acc[k] = acc[k] * 3 + 10 * i + j + k */
static void mix(void *const *b, int64_t begin, int64_t end, void *scratch) {
  int32_t *acc = b[0], i = *(const int32_t *)b[1], j = *(const int32_t *)b[2];
  for (int64_t k = begin; k < end; ++k)
    acc[k] = (int32_t)((uint32_t)acc[k] * 3u + (uint32_t)(10 * i + j + k));
}
/* reads what all blocks of mix wrote */
static void rotate(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t k = begin; k < end; ++k)
    ((int32_t *)b[1])[k] = ((const int32_t *)b[0])[(k + 1) % blocks];
}
static void copy64(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t k = begin; k < end; ++k)
    ((int32_t *)b[1])[k] = ((const int32_t *)b[0])[k];
}
static void zero64(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t k = 0; k < blocks; ++k)
    ((int32_t *)b[0])[k] = 0;
}
/* weight and bias as one array of 20 */
static void twice(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t i = begin; i < end; ++i)
    ((float *)b[0])[i] *= ((const float *)b[1])[0];
}

enum { k_init, k_reset, k_push, k_scale, k_sum_blocks, k_sum_parts, k_mix, k_rotate, k_copy, k_zero, k_twice };
static const mf_kernel_desc kernels[] = {
    KERNEL(init, "", 1, 0, R(I32, 1), W(F32, 16), W(F32, 4)),
    KERNEL(reset, "", 1, 0, W(F32, slots), W(I32, 1)),
    KERNEL_OF(100, push, "", 1, 0, R(F32, 1), R(F32, 1), RW(F32, slots), RW(I32, 1), W(F32, 1)),
    KERNEL(scale, "model.cpp:3", blocks, 0, R(F32, block * blocks), R(F32, 16), W(F32, block * blocks)),
    KERNEL(sum_blocks, "", blocks, block * 4, R(F32, block * blocks), W(F32, blocks)),
    KERNEL_OF(100, sum_parts, "", 1, 0, R(F32, blocks), W(F32, 1)),
    KERNEL(mix, "", blocks, 0, RW(I32, blocks), R(I32, 1), R(I32, 1)),
    KERNEL(rotate, "", blocks, 0, R(I32, blocks), W(I32, blocks)),
    KERNEL_OF(100, copy64, "", blocks, 0, R(I32, blocks), W(I32, blocks)),
    KERNEL(zero64, "", 1, 0, W(I32, blocks)),
    KERNEL(twice, "", 20, 0, RW(F32, 20), R(F32, 1)),
};

/* weight and bias lie side by side */
enum { s_weight, s_bias, s_cache, s_length };
static const mf_state_desc states[] = {
    AT(0, F32("weight", "parameter", 16, 16)), AT(1, F32("bias", "parameter", 4, 4)),
    SESSION_AT(0, F32("cache", "session", slots, slots)), SESSION_AT(1, SCALAR_I32("length", "session"))};

static const mf_array_desc nothing[0];
static const mf_array_desc seed[] = {SCALAR_I32("seed", "seed")};
static const mf_step_desc init_steps[] = {
    LAUNCH(k_init, ARGUMENT(0), STATE(s_weight), STATE(s_bias)), LAUNCH(k_reset, STATE(s_cache), STATE(s_length))};
static const mf_step_desc reset_steps[] = {LAUNCH(k_reset, STATE(s_cache), STATE(s_length))};

static const mf_array_desc number[] = {SCALAR_F32("x", "data")};
static const mf_array_desc total[] = {SCALAR_F32("sum", "value")};
static const mf_step_desc push_steps[] = {LAUNCH(k_push, ARGUMENT(0), STATE(s_weight), STATE(s_cache), STATE(s_length), RESULT(0))};

static const mf_array_desc rows[] = {F32("x", "data", block * blocks, blocks, block)};
static const mf_array_desc scaled[] = {F32("y", "value", block * blocks, blocks, block), SCALAR_F32("sum", "value")};
static const mf_step_desc scale_steps[] = {LAUNCH(k_scale, ARGUMENT(0), STATE(s_weight), RESULT(0)), LAUNCH(k_sum_blocks, RESULT(0), ARENA(64)),
                                           LAUNCH(k_sum_parts, ARENA(64), RESULT(1))};

/* for i < 3: for j < n: { acc = mix(acc, i, j); acc = rotate(acc) }, between launches that one thread runs */
static const mf_array_desc count[] = {SCALAR_I32("n", "data")};
static const mf_array_desc mixed[] = {I32("acc", "value", blocks, blocks)};
static const mf_step_desc loop_steps[] = {
    LAUNCH(k_zero, ARENA(0)),
    LOOP(4, 3, ARENA(256), ARENA(0)),
    LOOP(3, -1, ARENA(320), ARGUMENT(0)),
    LAUNCH(k_mix, ARENA(0), ARENA(256), ARENA(320)),
    LAUNCH(k_rotate, ARENA(0), ARENA(384)),
    LAUNCH(k_copy, ARENA(384), ARENA(0)),
    LAUNCH(k_copy, ARENA(0), RESULT(0)),
};
/* a loop of small launches alone, in a plan that has others */
static const mf_step_desc small_steps[] = {
    LAUNCH(k_zero, ARENA(0)),
    LAUNCH(k_rotate, ARENA(0), ARENA(384)),
    LOOP(2, -1, ARENA(320), ARGUMENT(0)),
    LAUNCH(k_copy, ARENA(384), ARENA(0)),
    LAUNCH(k_copy, ARENA(0), ARENA(384)),
    LAUNCH(k_mix, ARENA(384), ARGUMENT(0), ARGUMENT(0)),
    LAUNCH(k_copy, ARENA(384), RESULT(0)),
};

static const float constant_two[16] = {2.0f};
static const mf_constant_desc constants[] = {{constant_two, sizeof constant_two, MF_F32, 0}};
static const mf_step_desc twice_steps[] = {LAUNCH(k_twice, STATE(s_weight), CONSTANT(0))};

static const mf_entry_desc entries[] = {
    ENTRY("init", seed, nothing, init_steps, 0),   ENTRY("reset", nothing, nothing, reset_steps, 0),
    ENTRY("push", number, total, push_steps, 0),   ENTRY("scale", rows, scaled, scale_steps, 320),
    ENTRY("loop", count, mixed, loop_steps, 640),  ENTRY("small", count, mixed, small_steps, 640),
    ENTRY("twice", nothing, nothing, twice_steps, 0)};

const mf_artifact_desc mf_artifact = {
    .magic = MF_ABI_MAGIC, .abi_version = MF_ABI_VERSION, .producer = "by hand", .cpu = "x86-64", .metadata = "{}",
    .num_states = COUNT(states), .states = states, .region_bytes = {80, 68}, .num_constants = COUNT(constants), .constants = constants,
    .num_kernels = COUNT(kernels), .kernels = kernels, .num_entries = COUNT(entries), .entries = entries};
