/* The table of devices. */
#include "runtime/core/device.h"
#include "runtime/core/internal.h"
#include <stdio.h>
#include <string.h>

typedef mf_status (*open_function)(const char *path, const mf_artifact_desc *artifact, mf_device **out_device);
static const struct {
  const char *name;
  open_function open;
} devices[] = {
    {"cpu", mf_cpu_open},
    {"null", mf_null_open},
};

mf_status mf_device_open(const char *name, const char *path, const mf_artifact_desc *artifact, mf_device **out_device) {
  char names[128] = "";
  size_t used = 0;
  if (!name)
    name = "cpu";
  for (size_t i = 0; i < sizeof devices / sizeof *devices; ++i) {
    if (!strcmp(devices[i].name, name))
      return devices[i].open(path, artifact, out_device);
    used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", devices[i].name);
  }
  return mf_fail(MF_ERROR_INCOMPATIBLE, "%s: unknown device '%s'; this runtime has: %s", path, name, names);
}
