/* A program without data: its step counts down, its sampler gives points in the plane. */
#include "tests/runtime/artifacts/artifact.h"
#include <math.h>

static void init(void *const *b, int64_t begin, int64_t end, void *scratch) { *(float *)b[0] = 8; }
static void step(void *const *b, int64_t begin, int64_t end, void *scratch) {
  *(float *)b[0] *= 0.99f;
  *(float *)b[1] = *(float *)b[0];
}
static void sampler(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int i = 0; i < 256; ++i) {
    ((float *)b[1])[2 * i] = cosf((float)(i + *(const int32_t *)b[0]) * 0.1f);
    ((float *)b[1])[2 * i + 1] = sinf((float)i * 0.2f);
  }
}
static const mf_kernel_desc kernels[] = {KERNEL(init, "", 1, 0, W(F32, 1)), KERNEL(step, "", 1, 0, RW(F32, 1), W(F32, 1)),
                                         KERNEL(sampler, "", 1, 0, R(I32, 1), W(F32, 512))};
static const mf_state_desc states[] = {AT(0, SCALAR_F32("value", "parameter"))};
static const mf_array_desc nothing[0];
static const mf_array_desc loss[] = {SCALAR_F32("loss", "value")};
static const mf_array_desc seed[] = {SCALAR_I32("seed", "seed")};
static const mf_array_desc points[] = {F32("x", "value", 512, 256, 2)};
static const mf_step_desc init_steps[] = {LAUNCH(0, STATE(0))};
static const mf_step_desc train_steps[] = {LAUNCH(1, STATE(0), RESULT(0))};
static const mf_step_desc sample_steps[] = {LAUNCH(2, ARGUMENT(0), RESULT(0))};
static const mf_entry_desc entries[] = {
    ENTRY("init", nothing, nothing, init_steps, 0), ENTRY("train_step", nothing, loss, train_steps, 0),
    ENTRY("sample", seed, points, sample_steps, 0), ENTRY("data", seed, points, sample_steps, 0)};
const mf_artifact_desc mf_artifact = {
    .magic = MF_ABI_MAGIC, .abi_version = MF_ABI_VERSION, .producer = "by hand", .cpu = "x86-64", .metadata = "{}",
    .num_states = COUNT(states), .states = states, .region_bytes = {64, 0}, .num_kernels = COUNT(kernels), .kernels = kernels,
    .num_entries = COUNT(entries), .entries = entries};
