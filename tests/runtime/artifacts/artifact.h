/* Shorthand for artifacts written by hand. What mfcc fills, the tests fill with these. */
#ifndef MF_TEST_ARTIFACT_H
#define MF_TEST_ARTIFACT_H
#include "runtime/abi/mf_abi.h"
#include <stddef.h>

#define COUNT(array) (int64_t)(sizeof(array) / sizeof *(array))
#define SHAPE(...) (sizeof((int64_t[]){__VA_ARGS__}) / 8), (const int64_t[]){__VA_ARGS__}
#define F32(name, role, n, ...) {name, role, MF_F32, SHAPE(__VA_ARGS__), (n) * 4}
#define I32(name, role, n, ...) {name, role, MF_I32, SHAPE(__VA_ARGS__), (n) * 4}
#define SCALAR_I32(name, role) {name, role, MF_I32, 0, NULL, 4}
#define SCALAR_F32(name, role) {name, role, MF_F32, 0, NULL, 4}

#define ARENA(offset) {MF_ARENA, 0, offset}
#define ARGUMENT(i) {MF_ARGUMENT, i, 0}
#define RESULT(i) {MF_RESULT, i, 0}
#define STATE(i) {MF_STATE, i, 0}
#define CONSTANT(i) {MF_CONSTANT, i, 0}
#define BUFFERS(...) (sizeof((mf_buffer_ref[]){__VA_ARGS__}) / sizeof(mf_buffer_ref)), 0, (const mf_buffer_ref[]){__VA_ARGS__}
#define LAUNCH(kernel, ...) {MF_STEP_LAUNCH, kernel, BUFFERS(__VA_ARGS__), 0, {0}, {0}}
/* counter and count are buffer_ref initialisers */
#define LOOP(body, trips, counter, count) {MF_STEP_LOOP, 0, 0, body, NULL, trips, counter, count}
#define PLAIN(...) __VA_ARGS__

/* Buffers of kernels: R reads, W writes, RW does both; n elements. */
#define R(dtype, n) {MF_##dtype, MF_READ, (n) * BYTES_##dtype}
#define W(dtype, n) {MF_##dtype, MF_WRITE, (n) * BYTES_##dtype}
#define RW(dtype, n) {MF_##dtype, MF_READ | MF_WRITE, (n) * BYTES_##dtype}
enum { BYTES_F32 = 4, BYTES_F64 = 8, BYTES_BF16 = 2, BYTES_I32 = 4, BYTES_I64 = 8, BYTES_I1 = 1 };
/* What the runtime believes of their time: a launch of more than one block is worth a team. */
#ifndef NANOSECONDS
#define NANOSECONDS 1000000
#endif
#define KERNEL_OF(nanoseconds, function, source, blocks, scratch, ...)                                                  \
  {#function, "loop", source, sizeof((mf_kernel_buffer[]){__VA_ARGS__}) / sizeof(mf_kernel_buffer), 0,                  \
   (const mf_kernel_buffer[]){__VA_ARGS__}, {function, blocks, scratch, nanoseconds}, {0, 0, 0}, {blocks, 0, 0}, 0, 0}
#define KERNEL(function, source, blocks, scratch, ...) KERNEL_OF(NANOSECONDS, function, source, blocks, scratch, __VA_ARGS__)
/* A state at the 64 bytes of that number in its region. */
#define AT(number, ...) {__VA_ARGS__, MF_REGION_PROGRAM, 0, 64 * (number)}
#define SESSION_AT(number, ...) {__VA_ARGS__, MF_REGION_SESSION, 0, 64 * (number)}
#define ENTRY(name, arguments, results, steps, arena) \
  {name, (int32_t)COUNT(arguments), (int32_t)COUNT(results), arguments, results, COUNT(steps), steps, arena}

#endif
