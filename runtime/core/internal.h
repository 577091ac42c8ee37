/* Shared by the runtime's own files; not installed. */
#ifndef MF_RUNTIME_INTERNAL_H
#define MF_RUNTIME_INTERNAL_H
#include "runtime/api/mfrt.h"
#include "runtime/core/device.h"
#include "runtime/core/image.h"
#include <pthread.h>

/* Sets this thread's error text and returns status. */
mf_status mf_fail(mf_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct mf_session {
  mf_program *program;
  void *context;          /* the device's */
  char *arena;            /* device memory, the program's arena_bytes */
  char *states;           /* device memory: MF_REGION_SESSION */
  int32_t threads;        /* 0: the device chooses */
  mf_kernel_time *times;  /* [num_kernels], NULL while the profile is off */
};

struct mf_program {
  const mf_artifact_desc *artifact;
  void *library;          /* dlopen handle, or NULL */
  mf_device *device;
  int64_t arena_bytes;    /* the largest of the entries */
  char *states;           /* device memory: MF_REGION_PROGRAM */
  unsigned char *writes;  /* [num_entries] whether the entry writes a state of MF_REGION_PROGRAM */
  pthread_rwlock_t lock;  /* of that region: entries that only read it run at once */
  int has_lock;
  mf_session own;         /* what calls without a session run in */
};

/* Makes and frees what a session owns. The program has its device. */
mf_status mf_session_open(mf_program *program, const char *path, mf_session *session);
void mf_session_close(mf_session *session);

/* Where a state lies, of this session or of the program. */
char *mf_state_memory(const mf_session *session, int64_t state);

/* Says in out (capacity bytes) what an array is: "f32 [256, 784]". Returns out. */
const char *mf_array_text(char *out, size_t capacity, int32_t dtype, int32_t rank, const int64_t *shape);

/* Multiplies the shape and the element size; -1 on overflow, a negative extent or an unknown dtype. */
int64_t mf_array_bytes(int32_t dtype, int32_t rank, const int64_t *shape);

/* Checks that image (size bytes) is a whole 64-bit shared object of this machine that exports
 * MF_ARTIFACT_SYMBOL, and that this runtime and this CPU can run it. Reads nothing outside image. `path` is for the error text. */
mf_status mf_elf_check(const char *path, const unsigned char *image, size_t size);

/* Checks the first fields of a descriptor: the others can be read where they are right. */
mf_status mf_artifact_check_version(const char *path, uint64_t magic, uint32_t version);

/* Checks every index, offset, size, type and use in the descriptor against each other, so that a plan cannot step outside
 * its arrays; and, where the image is known, that every pointer of it points into the artifact. */
mf_status mf_artifact_check(const char *path, const mf_artifact_desc *artifact, const mf_image *image);

/* The highest level of "x86-64", "-v2", "-v3", "-v4" that this machine has, 1..4; 0 on other machines. */
int32_t mf_cpu_level(void);

/* Checks the level that an artifact needs against the one a machine has. */
mf_status mf_cpu_check(const char *path, const char *needed, int32_t level);

#endif
