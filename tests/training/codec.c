/* A codec written by hand: each sample is a number from 0 to 1023 (-1 to 1), written as three digits of 32, 1 and 32 levels.
 * decode adds noise that depends on seed, row of the batch and nfe, so that a test sees the order of the pieces.
 * Without a sampler: PLAIN_DECODER takes no seed and no nfe. REAL_CODE: the latent is not quantised. BROKEN: digits of no level, NaN. */
#include "tests/runtime/artifacts/artifact.h"
#include <math.h>
#include <stdint.h>

#ifndef BROKEN
#define BROKEN 0
#endif

enum { batch = 4, piece = 64, digits = 3 * piece };

static void init(void *const *b, int64_t begin, int64_t end, void *scratch) {
  *(float *)b[1] = 1 + (float)*(const int32_t *)b[0];
  *(float *)b[2] = *(float *)b[3] = 0;
  *(int64_t *)b[4] = 5;
}
/* x, step -> code */
static void encode(void *const *b, int64_t begin, int64_t end, void *scratch) {
  const float *x = b[0];
  for (int64_t i = begin * piece; i < end * piece; ++i) {
#ifdef REAL_CODE
    ((float *)b[2])[i] = x[i] + *(const float *)b[1];
#else
    int32_t *code = (int32_t *)b[2] + 3 * i;
    float level = fminf(fmaxf(roundf((x[i] + 1) * 511.5f), 0), 1023) + *(const float *)b[1];
    code[0] = (int32_t)level / 32 + 100 * BROKEN;
    code[1] = 0;
    code[2] = (int32_t)level % 32;
#endif
  }
}
#ifndef PLAIN_DECODER
static float noise(uint32_t key) {
  key = (key ^ (key >> 16)) * 0x45d9f3bu;
  key = (key ^ (key >> 16)) * 0x45d9f3bu;
  return (float)(key >> 20) / 4096 - 0.5f;
}
#endif
/* code, gain, seed, nfe, key -> x */
static void decode(void *const *b, int64_t begin, int64_t end, void *scratch) {
  for (int64_t i = begin * piece; i < end * piece; ++i) {
    const int32_t *code = (const int32_t *)b[0] + 3 * i;
    float value = (float)(32 * code[0] + code[1] + code[2]) / 511.5f - 1;
#ifndef PLAIN_DECODER
    int32_t seed = *(const int32_t *)b[3], nfe = *(const int32_t *)b[4];
    value += 2e-4f / (float)nfe * noise((uint32_t)(seed * batch + i / piece));
#endif
    ((float *)b[1])[i] = value * *(const float *)b[2];
  }
}

enum { k_init, k_encode, k_decode };
static const mf_kernel_desc kernels[] = {
    KERNEL(init, "", 1, 0, R(I32, 1), W(F32, 1), W(F32, 1), W(F32, 1), W(I64, 1)),
#ifdef REAL_CODE
    KERNEL(encode, "", batch, 0, R(F32, batch * piece), R(F32, 1), W(F32, batch * piece)),
#else
    KERNEL(encode, "", batch, 0, R(F32, batch * piece), R(F32, 1), W(I32, batch * digits)),
#endif
#ifdef PLAIN_DECODER
    KERNEL(decode, "", batch, 0, R(I32, batch * digits), W(F32, batch * piece), R(F32, 1), R(I64, 1)),
#else
    KERNEL(decode, "", batch, 0, R(I32, batch * digits), W(F32, batch * piece), R(F32, 1), R(I32, 1), R(I32, 1), R(I64, 1)),
#endif
};

enum { s_gain, s_shift, s_slot, s_key };
static const mf_state_desc states[] = {AT(s_gain, SCALAR_F32("gain", "parameter")), AT(s_shift, SCALAR_F32("shift", "parameter")),
                                       AT(s_slot, SCALAR_F32("adam.gain", "optimizer")), AT(s_key, {"key", "key", MF_I64, 0, NULL, 8})};

static const mf_array_desc init_arguments[] = {SCALAR_I32("seed", "seed")};
static const mf_array_desc nothing[0];
static const mf_step_desc init_steps[] = {LAUNCH(k_init, ARGUMENT(0), STATE(s_gain), STATE(s_shift), STATE(s_slot), STATE(s_key))};

static const mf_array_desc sound[] = {F32("x", "data", batch * piece, batch, piece)};
#ifdef REAL_CODE
static const mf_array_desc code[] = {F32("code", "value", batch * piece, batch, piece)};
#else
static const mf_array_desc code[] = {I32("code", "value", batch * digits, batch, digits)};
#endif
static const mf_step_desc encode_steps[] = {LAUNCH(k_encode, ARGUMENT(0), STATE(s_shift), RESULT(0))};

#ifdef PLAIN_DECODER
static const mf_array_desc decode_arguments[] = {I32("code", "data", batch * digits, batch, digits)};
static const mf_step_desc decode_steps[] = {LAUNCH(k_decode, ARGUMENT(0), RESULT(0), STATE(s_gain), STATE(s_key))};
#else
static const mf_array_desc decode_arguments[] = {I32("code", "data", batch * digits, batch, digits), SCALAR_I32("seed", "seed"),
                                                 SCALAR_I32("nfe", "data")};
static const mf_step_desc decode_steps[] = {LAUNCH(k_decode, ARGUMENT(0), RESULT(0), STATE(s_gain), ARGUMENT(1), ARGUMENT(2), STATE(s_key))};
#endif
static const mf_entry_desc entries[] = {ENTRY("init", init_arguments, nothing, init_steps, 0), ENTRY("encode", sound, code, encode_steps, 0),
                                        ENTRY("decode", decode_arguments, sound, decode_steps, 0)};

const mf_artifact_desc mf_artifact = {
    .magic = MF_ABI_MAGIC, .abi_version = MF_ABI_VERSION, .producer = "by hand", .cpu = "x86-64", .metadata = "{}",
    .num_states = COUNT(states), .states = states, .region_bytes = {256, 0}, .num_kernels = COUNT(kernels), .kernels = kernels,
    .num_entries = COUNT(entries), .entries = entries};
