/* What this CPU can do, in the psABI's levels. */
#include "runtime/core/internal.h"
#include <string.h>

static const char *const level_names[] = {"another machine", "x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4"};

int32_t mf_cpu_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4"))
    return 4;
  if (__builtin_cpu_supports("x86-64-v3"))
    return 3;
  return __builtin_cpu_supports("x86-64-v2") ? 2 : 1;
#else
  return 0;
#endif
}

mf_status mf_cpu_check(const char *path, const char *needed, int32_t level) {
  for (int32_t i = 1; i <= 4; ++i) {
    if (strcmp(level_names[i], needed))
      continue;
    if (i <= level)
      return MF_OK;
    return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: its code needs %s, this CPU has %s; compile it with --cpu %s", path,
                   needed, level_names[level], level > 0 ? level_names[level] : "native");
  }
  return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: expected code for x86-64, x86-64-v2, x86-64-v3 or x86-64-v4, got '%s'",
                 path, needed);
}
