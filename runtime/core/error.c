/* Error texts and the names of types. */
#include "runtime/core/internal.h"
#include <stdarg.h>
#include <stdio.h>

static _Thread_local char error_text[1024];

const char *mf_last_error(void) { return error_text; }

mf_status mf_fail(mf_status status, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsnprintf(error_text, sizeof error_text, format, list);
  va_end(list);
  return status;
}

int64_t mf_dtype_bytes(int32_t dtype) {
  static const int64_t bytes[] = {4, 8, 2, 4, 8, 1};
  return dtype >= MF_F32 && dtype <= MF_I1 ? bytes[dtype] : 0;
}

const char *mf_dtype_name(int32_t dtype) {
  static const char *const names[] = {"f32", "f64", "bf16", "i32", "i64", "i1"};
  return dtype >= MF_F32 && dtype <= MF_I1 ? names[dtype] : "?";
}

const char *mf_array_text(char *out, size_t capacity, int32_t dtype, int32_t rank, const int64_t *shape) {
  size_t used = (size_t)snprintf(out, capacity, "%s [", mf_dtype_name(dtype));
  for (int32_t i = 0; i < rank && used < capacity; ++i)
    used += (size_t)snprintf(out + used, capacity - used, "%s%lld", i ? ", " : "", (long long)shape[i]);
  if (used < capacity)
    snprintf(out + used, capacity - used, "]");
  return out;
}

int64_t mf_array_bytes(int32_t dtype, int32_t rank, const int64_t *shape) {
  int64_t bytes = mf_dtype_bytes(dtype);
  if (!bytes || rank < 0)
    return -1;
  for (int32_t i = 0; i < rank; ++i)
    if (shape[i] < 0 || __builtin_mul_overflow(bytes, shape[i], &bytes))
      return -1;
  return bytes;
}
