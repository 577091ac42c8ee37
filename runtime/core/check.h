/* The parts of the check of a descriptor (artifact.c: what it declares; plan.c: what its entries do). */
#ifndef MF_RUNTIME_CHECK_H
#define MF_RUNTIME_CHECK_H
#include "runtime/core/image.h"
#include "runtime/core/internal.h"

typedef struct mf_checker {
  const char *path;
  const mf_artifact_desc *artifact;
  mf_image image;
} mf_checker;

/* "PATH: damaged artifact: WHERE: WHAT (got N)". */
mf_status mf_damaged(const mf_checker *c, const char *where, const char *what, int64_t got);

/* Names, types, shapes and bytes of `count` arrays of `where`. */
mf_status mf_check_arrays(const mf_checker *c, const char *where, const mf_array_desc *arrays, int64_t count);

/* An entry: its arrays and its plan, against states, constants and kernels, which have been checked. */
mf_status mf_check_entry(const mf_checker *c, const mf_entry_desc *entry);

#endif
