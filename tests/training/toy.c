/* Linear regression with momentum, written by hand: what the trainer needs to see of an artifact.
 * NAN_AT: the step (from 0) whose loss is NaN. INTERRUPT_AT: the first step after which Ctrl-C is pressed (0: init),
 * and after every later one. */
#include "tests/runtime/artifacts/artifact.h"
#include <math.h>
#include <signal.h>
#include <stdint.h>

#ifndef NAN_AT
#define NAN_AT -1
#endif
#ifndef INTERRUPT_AT
#define INTERRUPT_AT INT32_MAX
#endif
#ifndef RATE
#define RATE 0.01f
#endif
#ifndef WEIGHT
#define WEIGHT "dense.weight"
#endif

enum { batch = 8, width = 4, rows = 10 };

static float noise(int64_t *key) {
  *key = (int64_t)((uint64_t)*key * 6364136223846793005u + 1442695040888963407u);
  return (float)((uint64_t)*key >> 40) / 16777216.0f - 0.5f;
}
static void pressed(int32_t step) {
  if (step >= INTERRUPT_AT)
    raise(SIGINT);
}
static void init(void *const *b, int64_t begin, int64_t end, void *scratch) {
  int64_t *key = b[3];
  *key = *(const int32_t *)b[0];
  for (int i = 0; i < width; ++i) {
    ((float *)b[1])[i] = noise(key);
    ((float *)b[2])[i] = 0;
  }
  *(int32_t *)b[4] = 0;
  pressed(0);
}
/* x, label -> residual = x w + noise - label */
static void forward(void *const *b, int64_t begin, int64_t end, void *scratch) {
  const float *x = b[0], *w = b[2];
  for (int r = 0; r < batch; ++r) {
    float sum = 0.1f * noise(b[4]);
    for (int i = 0; i < width; ++i)
      sum += x[r * width + i] * w[i];
    ((float *)b[3])[r] = sum - (float)((const int32_t *)b[1])[r];
  }
}
static void poison(void *const *b, int64_t begin, int64_t end, void *scratch) {
  if (*(const int32_t *)b[1] == NAN_AT)
    ((float *)b[0])[2] = logf(-1.0f - ((const float *)b[0])[2] * 0);
}
/* residual -> loss, raw_mse, grad_norm; updates w and the momentum */
static void update(void *const *b, int64_t begin, int64_t end, void *scratch) {
  const float *residual = b[0], *x = b[1];
  float *w = b[2], *momentum = b[3], mse = 0, norm = 0;
  for (int r = 0; r < batch; ++r)
    mse += residual[r] * residual[r] / batch;
  for (int i = 0; i < width; ++i) {
    float g = 0;
    for (int r = 0; r < batch; ++r)
      g += 2 * residual[r] * x[r * width + i] / batch;
    momentum[i] = 0.9f * momentum[i] + g;
    w[i] -= RATE * momentum[i];
    norm += g * g;
  }
  *(float *)b[4] = mse / (mse + 0.1f);
  *(float *)b[5] = mse;
  *(float *)b[6] = sqrtf(norm);
  pressed(++*(int32_t *)b[7]);
}
/* residual -> raw_mse */
static void evaluate(void *const *b, int64_t begin, int64_t end, void *scratch) {
  float mse = 0;
  for (int r = 0; r < batch; ++r)
    mse += ((const float *)b[0])[r] * ((const float *)b[0])[r] / batch;
  *(float *)b[1] = mse;
}
/* x[row] = label + guidance + seed + nfe, scaled, and takes from the key, as a careless sampler would */
static void sampler(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int r = 0; r < rows; ++r)
    for (int i = 0; i < 16; ++i)
      ((float *)b[4])[r * 16 + i] = (float)((const int32_t *)b[1])[r] / 5 - 1 + *(const float *)b[3] / 10 +
                                    (float)*(const int32_t *)b[0] / 100 + (float)*(const int32_t *)b[2] / 1000 +
                                    0 * noise(b[5]);
}

enum { k_init, k_forward, k_poison, k_update, k_sampler, k_evaluate };
static const mf_kernel_desc kernels[] = {
    KERNEL(init, "", 1, 0, R(I32, 1), W(F32, width), W(F32, width), W(I64, 1), W(I32, 1)),
    KERNEL(forward, "toy.cpp:7", 1, 0, R(F32, batch * width), R(I32, batch), R(F32, width), W(F32, batch), RW(I64, 1)),
    KERNEL(poison, "toy.cpp:8", 1, 0, RW(F32, batch), R(I32, 1)),
    KERNEL(update, "toy.cpp:9", 1, 0, R(F32, batch), R(F32, batch * width), RW(F32, width), RW(F32, width), W(F32, 1), W(F32, 1), W(F32, 1), RW(I32, 1)),
    KERNEL(sampler, "toy.cpp:12", 1, 0, R(I32, 1), R(I32, rows), R(I32, 1), R(F32, 1), W(F32, rows * 16), RW(I64, 1)),
    KERNEL(evaluate, "", 1, 0, R(F32, batch), W(F32, 1))};

enum { s_weight, s_momentum, s_key, s_steps };
static const mf_state_desc states[] = {
    AT(s_weight, F32(WEIGHT, "parameter", width, width)), AT(s_momentum, F32("momentum." WEIGHT, "optimizer", width, width)),
    AT(s_key, {"key", "key", MF_I64, 0, NULL, 8}), AT(s_steps, SCALAR_I32("steps", "counter"))};

static const mf_array_desc seed[] = {SCALAR_I32("seed", "seed")};
static const mf_array_desc nothing[0];
static const mf_step_desc init_steps[] = {
    LAUNCH(k_init, ARGUMENT(0), STATE(s_weight), STATE(s_momentum), STATE(s_key), STATE(s_steps))};

static const mf_array_desc data[] = {F32("x", "data", batch * width, batch, width), I32("label", "data", batch, batch)};
static const mf_array_desc scalars[] = {
    SCALAR_F32("loss", "value"), SCALAR_F32("raw_mse", "value"), SCALAR_F32("grad_norm", "value")};
static const mf_step_desc train_steps[] = {
    LAUNCH(k_forward, ARGUMENT(0), ARGUMENT(1), STATE(s_weight), ARENA(0), STATE(s_key)),
    LAUNCH(k_poison, ARENA(0), STATE(s_steps)),
    LAUNCH(k_update, ARENA(0), ARGUMENT(0), STATE(s_weight), STATE(s_momentum), RESULT(0), RESULT(1), RESULT(2),
           STATE(s_steps))};

static const mf_step_desc eval_steps[] = {
    LAUNCH(k_forward, ARGUMENT(0), ARGUMENT(1), STATE(s_weight), ARENA(0), STATE(s_key)),
    LAUNCH(k_evaluate, ARENA(0), RESULT(0))};
static const mf_array_desc eval_results[] = {SCALAR_F32("raw_mse", "value")};

static const mf_array_desc sample_arguments[] = {
    SCALAR_I32("seed", "seed"), I32("label", "data", rows, rows), SCALAR_I32("nfe", "data"), SCALAR_F32("guidance", "data")};
static const mf_array_desc sample_results[] = {F32("x", "value", rows * 16, rows, 16)};
static const mf_step_desc sample_steps[] = {
    LAUNCH(k_sampler, ARGUMENT(0), ARGUMENT(1), ARGUMENT(2), ARGUMENT(3), RESULT(0), STATE(s_key))};

static const mf_entry_desc entries[] = {
    ENTRY("init", seed, nothing, init_steps, 0), ENTRY("train_step", data, scalars, train_steps, 64),
    ENTRY("eval_loss", data, eval_results, eval_steps, 64), ENTRY("sample", sample_arguments, sample_results, sample_steps, 0)};

const mf_artifact_desc mf_artifact = {
    .magic = MF_ABI_MAGIC, .abi_version = MF_ABI_VERSION, .producer = "by hand", .cpu = "x86-64", .metadata = "{}",
    .num_states = COUNT(states), .states = states, .region_bytes = {256, 0}, .num_kernels = COUNT(kernels), .kernels = kernels,
    .num_entries = COUNT(entries), .entries = entries};
