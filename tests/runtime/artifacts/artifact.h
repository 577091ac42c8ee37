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

#define KERNEL(function, source, blocks, scratch) \
  {#function, "loop", source, function, blocks, scratch, {blocks, 0, 0}, 0, 0}
#define ENTRY(name, arguments, results, steps, arena) \
  {name, (int32_t)COUNT(arguments), (int32_t)COUNT(results), arguments, results, COUNT(steps), steps, arena}

#endif
